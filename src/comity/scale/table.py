"""A shard's result as one Parquet file: a row a document with its statements, a row an error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from comity.model import ConfigError, Finding, InputError, Reading, Refusal
from comity.store.codec import DAMAGE, article_json, article_of, dumps, plain, statement_columns, statement_of, value_of

ROWS = 64  # documents that are held before they are written, and
BYTES = 16_000_000  # characters of them, so that long ones do not add up
COLUMNS = ("row", "document", "origin", "title", "published", "url", "text", "article", "findings", "statements", "why")
_KEPT = ("public", "slots", "origins", "findings", "confidence")


def write(
    to: Path | BinaryIO,
    items: Iterable[Reading | Refusal],
    told: dict[str, str],
    counted: Callable[[], dict[str, str]] = dict,
) -> None:
    """Write all of `items` to a file. `told`, and what `counted` gives at the end, are kept as its metadata.

    Raises ConfigError where pyarrow is not installed, OSError where the file cannot be written.
    """
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
    with parquet.ParquetWriter(to, schema, compression="zstd", write_page_checksum=True) as writer:
        for batch in _batches(items):
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
        writer.add_key_value_metadata({**told, **counted()})


def read(source: Path | BinaryIO, where: str = "") -> Iterator[Reading | Refusal]:
    """What `write` wrote, in order; InputError, which names it by `where`, where the file is damaged."""
    _, parquet = _arrow()
    try:
        with parquet.ParquetFile(source, page_checksum_verification=True) as held:
            for batch in held.iter_batches(batch_size=ROWS):
                for row in batch.to_pylist():
                    yield _item(row)
    except (OSError, *DAMAGE) as error:
        raise _damaged(where or source, error) from error


def check(source: Path | BinaryIO) -> None:
    """Read a file whole, page by page against the checksums in it; InputError where it is damaged."""
    for _ in read(source):
        pass


def counts(source: Path | BinaryIO) -> dict[str, str]:
    """The metadata that `write` was given."""
    _, parquet = _arrow()
    try:
        told = parquet.read_metadata(source).metadata or {}
    except (OSError, ValueError) as error:
        raise _damaged(source, error) from error
    return {key.decode(): value.decode() for key, value in told.items() if not key.startswith(b"ARROW")}


def _damaged(where: object, error: Exception) -> InputError:
    return InputError(f"{where}: is damaged ({type(error).__name__}); delete it and run again")


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError("reading archives in shards needs pyarrow: pip install 'comity[scale]'") from error
    return arrow, parquet


def _batches(items: Iterable[Reading | Refusal]) -> Iterator[list[dict[str, str | None]]]:
    batch: list[dict[str, str | None]] = []
    held = 0
    for item in items:
        batch.append(_row(item))
        held += sum(len(value) for value in batch[-1].values() if value)
        if len(batch) == ROWS or held > BYTES:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _row(item: Reading | Refusal) -> dict[str, str | None]:
    empty: dict[str, str | None] = dict.fromkeys(COLUMNS)
    if isinstance(item, Refusal):
        return empty | {"row": "error", "origin": item.origin, "why": item.why}
    article = item.article
    return empty | {
        "row": "document",
        "document": article.id,
        "origin": item.origin,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "text": article.text,
        "article": article_json(article),
        "findings": dumps(plain(item.findings)),
        "statements": dumps([statement_columns(s) for s in item.statements]),
    }


def _item(row: dict[str, str]) -> Reading | Refusal:
    if row["row"] == "error":
        return Refusal(origin=row["origin"], why=row["why"])
    article = article_of(
        document_id=row["document"],
        title=row["title"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        text=row["text"],
        article=row["article"],
    )
    told = json.loads(row["statements"])
    return Reading(
        article=article,
        statements=tuple(statement_of(**{name: one[name] for name in _KEPT}) for one in told),
        findings=value_of(tuple[Finding, ...], json.loads(row["findings"])),
        origin=row["origin"],
    )
