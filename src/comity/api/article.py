"""Reading articles from Python: `comity.read` and `comity.read_all`."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from comity import model
from comity.model import Document, Finding, InputError, Reading, Refusal, Statement

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from comity.acquire import Overrides
    from comity.acquire.documents import InputFormat
    from comity.api.sources import Reach
    from comity.settings import Settings

SUFFIXES = frozenset(
    (".html", ".htm", ".xhtml", ".txt", ".text", ".md", ".jsonl", ".ndjson", ".json", ".eml", ".pdf", ".docx")
)


class Statements(Sequence[Statement]):
    """Statements in order: a sequence that turns into a table and shows as one in a notebook."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._all = tuple(statements)

    @overload
    def __getitem__(self, index: int) -> Statement: ...
    @overload
    def __getitem__(self, index: slice) -> Statements: ...
    def __getitem__(self, index: int | slice) -> Statement | Statements:
        return Statements(self._all[index]) if isinstance(index, slice) else self._all[index]

    def __len__(self) -> int:
        return len(self._all)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statements) and self._all == other._all

    def __hash__(self) -> int:
        return hash(self._all)

    def __repr__(self) -> str:
        return f"<{len(self)} statement{'' if len(self) == 1 else 's'}>"

    def to_pandas(self) -> pandas.DataFrame:
        """One row a statement, columns as in `--format csv`; raises ConfigError without pandas."""
        from comity.present import tables

        return tables.to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """As `to_pandas`, for polars."""
        from comity.present import tables

        return tables.to_polars(self)

    def to_arrow(self) -> pyarrow.Table:
        """As `to_pandas`, for Arrow."""
        from comity.present import tables

        return tables.to_arrow(self)

    def _repr_html_(self) -> str:
        from comity.present import html
        from comity.resolve import country_name

        return html.statements(self, country_name)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Article(model.Article):
    """An article as read, with what it says."""

    statements: Statements = dataclasses.field(default_factory=Statements)

    def _repr_html_(self) -> str:
        return self.statements._repr_html_()


def read(
    text_or_path: str | Path,
    *,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Article:
    """Read one article: a `Path`, the name of a file that exists, an address on the web, or the text (or HTML) itself.

    What is given beats what the page says; `published` is a date or "2024-11-07". Raises InputError where there is
    nothing to read or the file holds several documents, ConfigError where the language model is not installed.
    """
    from comity.acquire import Overrides
    from comity.pipeline import read_document
    from comity.settings import load

    settings = load()
    known = Overrides(title=title, published=as_date(published), publisher=publisher, url=url)
    path = _path(text_or_path)
    if path is None:
        return article_of(
            read_document(_document(str(text_or_path), known), model=settings.model, learned=settings.encoder)
        )
    found = readings([path], overrides=known, settings=settings)
    first = next(found, None)
    if isinstance(first, Refusal):
        raise InputError(f"{first.origin}: {first.why}")
    if first is None:
        raise InputError(f"{path}: holds no document")
    if next(found, None) is not None:
        raise InputError(f"{path}: holds several documents; read them with comity.read_all")
    return article_of(first)


def read_all(
    *sources: str | Path,
    input_format: InputFormat = "auto",
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Iterator[Article | Refusal]:
    """Every document of files, folders, globs, JSON Lines, archives and addresses, one at a time; what cannot be read
    is a `Refusal`.
    """
    from comity.acquire import Overrides

    known = Overrides(title=title, published=as_date(published), publisher=publisher, url=url)
    for found in readings(sources, input_format=input_format, overrides=known):
        yield found if isinstance(found, Refusal) else article_of(found)


def readings(
    sources: Iterable[str | Path],
    *,
    input_format: InputFormat = "auto",
    overrides: Overrides | None = None,
    settings: Settings | None = None,
    one_sided: bool = False,
    within: Reach | None = None,
) -> Iterator[Reading | Refusal]:
    """As `read_all`, as the parts of Comity hand them to one another; `one_sided` also reads events whose other side
    is not told, `within` says what is asked for and how it is fetched.
    """
    from comity import settings as configuration
    from comity.acquire import Limits, Overrides, acquire
    from comity.api.sources import reach
    from comity.pipeline import read_document
    from comity.scale import map_documents

    chosen = settings or configuration.load()
    far = within or reach(chosen)
    documents = acquire(
        sources,
        input_format=input_format,
        overrides=overrides or Overrides(),
        limits=Limits(document_bytes=chosen.limits.document_bytes),
        selection=far.selection,
        access=far.access,
        delay=far.delay,
        passed_over=far.passes_over,
    )
    jobs = chosen.jobs or os.cpu_count() or 1
    way = functools.partial(read_document, model=chosen.model, one_sided=one_sided, learned=chosen.encoder)
    return filter(far.keeps, map_documents(way, documents, jobs))


def article_of(reading: Reading) -> Article:
    """A reading as one value: the article with its statements, and the findings of both."""
    fields = {f.name: getattr(reading.article, f.name) for f in dataclasses.fields(model.Article)}
    findings: tuple[Finding, ...] = tuple(dict.fromkeys((*reading.article.findings, *reading.findings)))
    return Article(**{**fields, "findings": findings}, statements=Statements(reading.statements))


def as_date(value: date | str | None) -> date | None:
    """A date from "2024-11-07"; raises InputError for anything else."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{value!r} is not a date; write it like 2024-11-07") from error


def _path(given: str | Path) -> Path | str | None:
    """The file or address that is meant, or None for a text; a name that looks like a file's must be one."""
    if isinstance(given, Path):
        return given
    if "\n" in given or len(given) > 1000 or not given.strip():
        return None
    if given.startswith(("https://", "http://")) and len(given.split()) == 1:
        return given.strip()
    path = Path(given)
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    looks_like_one = path.suffix.lower() in SUFFIXES and " " not in path.name
    return path if exists or looks_like_one else None


def _document(text: str, known: Overrides) -> Document:
    if not text.strip():
        raise InputError("the text is empty; there is nothing to read")
    start = text.lstrip()[:500].lower()
    is_html = start.startswith(("<!doctype html", "<html", "<?xml")) or ("<body" in start and start.startswith("<"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=known.url or f"sha256:{digest[:16]}",
        content=text,
        format="html" if is_html else "plain",
        origin="text",
        url=known.url,
        title=known.title,
        published=known.published,
        publisher=known.publisher,
        sha256=digest,
    )
