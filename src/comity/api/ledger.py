"""A ledger from Python: ingest documents, ask for statements, dossiers and single views."""

from __future__ import annotations

import contextlib
import dataclasses
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from comity import model
from comity.api.article import Article, Statements, as_date, readings
from comity.api.dossier import Dossier, dossier_of
from comity.api.events import events_of, reconcile_new
from comity.api.promises import promises_of
from comity.api.versions import versions
from comity.model import Event, Finding, InputError, LedgerError, Reading, Refusal, Statement

if TYPE_CHECKING:
    from comity import store
    from comity.acquire import Overrides
    from comity.acquire.documents import InputFormat
    from comity.analyse.promise import Promise
    from comity.api.sources import Reach
    from comity.settings import Settings
    from comity.store import LedgerInfo

BATCH = 32  # documents a transaction at most, and
SECONDS = 1.0  # of reading: a run that breaks off loses no more than that


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of documents: new, changed (another version of a known one), reread (by another version of
    Comity or with another model), known; how many statements came with them; what was refused and why; how many were
    passed over because they were not asked for, which are not among the `documents`.
    """

    new: int = 0
    changed: int = 0
    reread: int = 0
    known: int = 0
    statements: int = 0
    refused: tuple[Refusal, ...] = ()
    passed_over: int = 0

    @property
    def documents(self) -> int:
        """All documents, refused ones included."""
        return self.new + self.changed + self.reread + self.known + len(self.refused)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A statement with the article it stands in."""

    statement: Statement
    article: model.Article

    def _repr_html_(self) -> str:
        from comity.present import html
        from comity.resolve import country_name

        return html.view(self.statement, self.article, country_name)


class Ledger:
    """A ledger at a path (SQLite) or a database URL. Use it in a `with` block, or `close` it.

    Raises LedgerError where it cannot be opened, ConfigError where settings are broken.
    """

    def __init__(self, path_or_url: str | Path | None = None, *, create: bool = True, readonly: bool = False) -> None:
        from comity import settings, store

        self._settings: Settings = settings.load()
        self._store = store.Ledger.open(path_or_url or self._settings.ledger, create=create, readonly=readonly)
        if not readonly:
            with _closed_if_broken(self._store):
                reconcile_new(self._store)  # a run may have broken off between reading and reconciling

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def where(self) -> str:
        """Its path, or its URL without the password."""
        return self._store.where

    @property
    def store(self) -> store.Ledger:
        """The tables underneath, for what works on them directly."""
        return self._store

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    def ingest(
        self,
        *sources: str | Path,
        input_format: InputFormat = "auto",
        published: date | str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Ingested:
        """Read files, folders, globs and JSON Lines into the ledger; the same document twice adds nothing."""
        from comity.acquire import Overrides

        known = Overrides(title=title, published=as_date(published), publisher=publisher, url=url)
        return self.ingest_with(sources, input_format=input_format, overrides=known)

    def ingest_with(
        self,
        sources: Iterable[str | Path],
        *,
        input_format: InputFormat = "auto",
        overrides: Overrides | None = None,
        settings: Settings | None = None,
        seen: Callable[[Reading | Refusal], None] = lambda _: None,
        within: Reach | None = None,
    ) -> Ingested:
        """As `ingest`, under given settings; `seen` is told of each document as it is read, `within` says what is
        asked for and how it is fetched.
        """
        from comity.api.sources import reach

        chosen = settings or self._settings
        far = within or reach(chosen)
        found = readings(sources, input_format=input_format, overrides=overrides, settings=chosen, within=far)
        done = self.take(found, chosen, seen)
        return dataclasses.replace(done, passed_over=far.passed_over)

    def take(
        self,
        found: Iterable[Reading | Refusal],
        chosen: Settings,
        seen: Callable[[Reading | Refusal], None] = lambda _: None,
    ) -> Ingested:
        """Keep what was read, a few at a time, each few in one transaction and then reconciled."""
        code, model = versions(chosen)
        run = self._store.start_run(code=code, model=model, settings={"model": chosen.model})
        counts = dict.fromkeys(("new", "version", "reread", "known"), 0)
        statements = 0
        refused: list[Refusal] = []
        for chunk in _batches(found):
            read = [item for item in chunk if isinstance(item, Reading)]
            refused += [item for item in chunk if isinstance(item, Refusal)]
            for item, outcome in zip(read, self._store.append_many(read, run), strict=True):
                counts[outcome] += 1
                statements += 0 if outcome == "known" else len(item.statements)
            for one in chunk:
                seen(one)
            reconcile_new(self._store)
        return Ingested(
            new=counts["new"],
            changed=counts["version"],
            reread=counts["reread"],
            known=counts["known"],
            statements=statements,
            refused=tuple(refused),
        )

    def statements(
        self, a: str | None = None, b: str | None = None, *, kinds: Collection[str] = (), document: str | None = None
    ) -> Statements:
        """Statements about a pair (names, adjectives or codes), of some kinds, of one document; all without any."""
        return Statements(self._store.statements(_pair(a, b), kinds, document))

    def events(
        self, a: str | None = None, b: str | None = None, *, kinds: Collection[str] = (), most: int | None = None
    ) -> tuple[Event, ...]:
        """Events of a pair (names, adjectives or codes), of some kinds, the latest first; all without any."""
        return events_of(self._store, _pair(a, b), kinds, most)

    def promises(
        self, a: str | None = None, b: str | None = None, *, today: date | str | None = None, silent_months: int = 12
    ) -> tuple[Promise, ...]:
        """Promises of a pair (names, adjectives or codes) as they stand on `today`, the newest first; all without one.

        Silent is what nobody has told of for `silent_months`.
        """
        return promises_of(self._store, _pair(a, b), as_date(today) or date.today(), silent_months)

    def dossier(self, a: str, b: str, *, since: date | str | None = None, today: date | str | None = None) -> Dossier:
        """What the ledger's sources say of two states or organisations, by name, adjective or code, as of `today`.

        `since` adds what has changed from that day on. Raises InputError where a name is not known.
        """
        pair = (code_of(a), code_of(b))
        if pair[0] == pair[1]:
            raise InputError(f"a dossier is about two; {a!r} and {b!r} are both {pair[0]}")
        return dossier_of(self._store, pair, since=as_date(since), today=as_date(today) or date.today())

    def show(self, statement_id: str) -> View:
        """A statement by its id or the beginning of it; raises LedgerError where there is none or are several."""
        statement, article = self._store.statement(statement_id)
        return View(statement=statement, article=article)

    def article(self, document_id: str) -> Article:
        """A document's newest version, with its statements."""
        article = self._store.article(document_id)
        fields = {f.name: getattr(article, f.name) for f in dataclasses.fields(model.Article)}
        return Article(**fields, statements=Statements(self._store.statements(document=document_id)))

    def info(self) -> LedgerInfo:
        """What the ledger holds."""
        return self._store.info()

    def check(self) -> Iterator[Finding]:
        """What does not hold: changed rows, quotes that their source does not say, ids that are not their content's."""
        from comity.api.keeping import check

        return check(self._store)


def _batches(found: Iterable[Reading | Refusal]) -> Iterator[list[Reading | Refusal]]:
    batch: list[Reading | Refusal] = []
    began = time.monotonic()
    for item in found:
        batch.append(item)
        if len(batch) >= BATCH or time.monotonic() - began > SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


@contextlib.contextmanager
def _closed_if_broken(opened: store.Ledger) -> Iterator[None]:
    try:
        yield
    except BaseException:
        opened.close()
        raise


def _pair(a: str | None, b: str | None) -> tuple[str, str] | None:
    if (a is None) != (b is None):
        raise InputError("a pair needs two names")
    return (code_of(a), code_of(b)) if a is not None and b is not None else None


def code_of(name: str) -> str:
    """The code of a state or organisation; raises InputError that names near matches where it is not known."""
    from comity.resolve import lookup

    code = lookup(name)
    if code is None:
        raise InputError(f"no state or organisation is known as {name!r}{_near(name)}")
    return code


def _near(name: str) -> str:
    import difflib

    from comity.resolve.lists import listed, split, states

    names = {n.casefold(): n for state in states() for n in (state.name, *state.names, *state.adjectives)}
    names |= {n.casefold(): n for row in listed("organisations.csv") for n in (row["name"], *split(row["names"]))}
    close = difflib.get_close_matches(name.casefold(), names, n=3, cutoff=0.7)
    found = list(dict.fromkeys(names[c] for c in close))
    return f"; did you mean {' or '.join(found)}?" if found else "; give a name, an adjective or an ISO 3166-1 code"


__all__ = ["Dossier", "Ingested", "Ledger", "LedgerError", "View", "code_of"]
