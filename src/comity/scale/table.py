"""A shard's result as one Parquet file: a row a document with its statements, a row an error."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from comity.model import ComityError, ConfigError, Finding, InputError, Reading, Refusal
from comity.store.codec import DAMAGE, article_json, article_of, dumps, plain, statement_columns, statement_of, value_of

ROWS = 64  # documents that are held before they are written, and
BYTES = 16_000_000  # characters of them, so that long ones do not add up
COLUMNS = ("row", "document", "origin", "title", "published", "url", "text", "article", "findings", "statements", "why")
_SUFFIX = ".parquet"
_KEPT = ("public", "slots", "origins", "findings", "confidence")


def place_of(folder: Path, name: str) -> Path:
    """Where a shard's result is."""
    return folder / f"{name}{_SUFFIX}"


def write(
    path: Path,
    items: Iterable[Reading | Refusal],
    told: dict[str, str],
    counted: Callable[[], dict[str, str]] = dict,
) -> None:
    """Write all of `items` to `path`; it is there whole or not at all. `told`, and what `counted` gives at the end, are
    kept as the file's metadata.

    Raises ConfigError where pyarrow is not installed, ComityError where the folder cannot be written.
    """
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, arrow.string()) for name in COLUMNS])
    unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with parquet.ParquetWriter(unfinished, schema, compression="zstd", write_page_checksum=True) as writer:
            for batch in _batches(items):
                writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
            writer.add_key_value_metadata({**told, **counted()})
        with unfinished.open("rb") as done:
            os.fsync(done.fileno())
        unfinished.replace(path)
        _clear(path)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and path.exists():
            return  # another run wrote the same meanwhile, and cleared this one's away
        why = error.strerror or " ".join(str(error).split())[:120]
        raise ComityError(
            f"{path.parent}: results cannot be written ({why}); run again, what is done is kept"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _clear(path: Path) -> None:
    """Remove what writers that were killed left of the same shard."""
    for left in path.parent.glob(f".{path.name}.*"):
        with suppress(OSError):
            left.unlink()


def read(path: Path) -> Iterator[Reading | Refusal]:
    """What `write` wrote, in order; InputError where the file is damaged."""
    _, parquet = _arrow()
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as held:
            for batch in held.iter_batches(batch_size=ROWS):
                for row in batch.to_pylist():
                    yield _item(row)
    except (OSError, *DAMAGE) as error:
        raise InputError(f"{path}: is damaged ({type(error).__name__}); delete it and run again") from error


def check(path: Path) -> None:
    """Read a file whole, page by page against the checksums in it; InputError where it is damaged."""
    for _ in read(path):
        pass


def counts(path: Path) -> dict[str, str]:
    """The metadata that `write` was given."""
    _, parquet = _arrow()
    try:
        told = parquet.read_metadata(path).metadata or {}
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: is damaged ({type(error).__name__}); delete it and run again") from error
    return {key.decode(): value.decode() for key, value in told.items() if not key.startswith(b"ARROW")}


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
