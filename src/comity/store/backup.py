"""All tables of a ledger to one SQLite file and back, from and to a file or a server, each way in one transaction.

A SQLite ledger is copied page by page through SQLite's own backup, which sees one state of it whoever writes meanwhile;
a server's tables are read in one transaction, row by row.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, text

from comity.model import LedgerError
from comity.store import dialect
from comity.store.event_schema import event
from comity.store.ledger import Ledger
from comity.store.schema import decision, document, observation

_TABLES = event.metadata.sorted_tables  # events among them, once their module is imported
_AT_ONCE = 1_000  # rows
_ENDINGS = ("", "-journal", "-wal", "-shm")  # of the files that a SQLite database may have


def copy_out(ledger: Ledger, target: Path) -> None:
    """Write everything that `ledger` holds to `target`, a new file; raises LedgerError."""
    if ledger.path is None:
        with Ledger.open(target) as copy, copy.writing() as into, ledger.reading() as out:
            _copy_rows(out, into)
    else:
        with dialect.reported(str(target)), contextlib.closing(sqlite3.connect(target)) as into_file:
            _copy_pages(ledger, into_file)
    with dialect.reported(str(target)), contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copied:
        copied.execute("PRAGMA journal_mode = DELETE")  # one file, that needs no others beside it


def copy_in(copy: Ledger, ledger: Ledger) -> None:
    """Put what `copy`, a file, holds in the place of everything that `ledger` holds; raises LedgerError.

    Others who have the ledger open see all of the one or all of the other.
    """
    if ledger.path is None:
        with ledger.writing() as into, copy.reading() as out:
            _copy_rows(out, into)
            _count_on(into)
        return
    with (
        dialect.reported(ledger.where),
        contextlib.closing(sqlite3.connect(ledger.path, timeout=dialect.BUSY_SECONDS)) as into_file,
    ):
        into_file.execute("PRAGMA synchronous = FULL")
        _copy_pages(copy, into_file)


def copy_file(source: Path, target: Path) -> None:
    """Copy a SQLite file to a new one, with what may still lie in a write-ahead log beside it; raises LedgerError."""
    engine = dialect.sqlite_engine(source, create=False, readonly=True)
    with Ledger(engine, where=str(source), path=source, readonly=True) as ledger:
        copy_out(ledger, target)


def is_empty(ledger: Ledger) -> bool:
    """Whether nothing would be lost with it."""
    with ledger.reading() as connection:
        held = (connection.execute(select(table).limit(1)).first() for table in (document, decision, observation))
        return all(row is None for row in held)


def checksum(path: Path) -> str:
    """SHA-256 of a file in hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def beside(path: Path, ending: str) -> Iterator[Path]:
    """A name for a file in the folder of `path`; whatever is there under that name is gone afterwards."""
    name = path.with_name(f".{path.name}.{ending}")
    _remove(name)
    try:
        yield name
    finally:
        _remove(name)


def put(made: Path, path: Path) -> None:
    """Rename a finished file to `path`, so that what is there is the old file or the new one, whatever happens."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def move(path: Path, aside: Path) -> None:
    """Rename a SQLite file together with the files that belong to it."""
    for end in _ENDINGS:
        if path.with_name(path.name + end).exists():
            path.with_name(path.name + end).replace(aside.with_name(aside.name + end))


def _remove(path: Path) -> None:
    for end in _ENDINGS:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _copy_pages(ledger: Ledger, into: sqlite3.Connection) -> None:
    deadline = time.monotonic() + dialect.BUSY_SECONDS

    def waited(status: int, remaining: int, pages: int) -> None:
        # Python's loop around SQLite's backup would wait for a lock without end.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise LedgerError(f"{ledger.where}: another process has kept it locked; try again when that one is done")

    with ledger.driver() as out:
        out.backup(into, pages=-1, progress=waited)


def _copy_rows(out: Connection, into: Connection) -> None:
    for table in reversed(_TABLES):
        into.execute(delete(table))
    for table in _TABLES:
        rows = out.execute(select(table), execution_options={"yield_per": _AT_ONCE}).mappings()
        while some := rows.fetchmany(_AT_ONCE):
            dialect.insert_many(into, table, [dict(row) for row in some])
        held, copied = (
            connection.execute(select(func.count()).select_from(table)).scalar_one() for connection in (out, into)
        )
        if held != copied:
            raise LedgerError(f"{table.name}: {held} rows, but {copied} of them were copied; try again")


def _count_on(connection: Connection) -> None:
    """Let a server number new rows after those that came with their numbers."""
    for table in _TABLES:
        column = table.autoincrement_column
        if column is None:
            continue
        given: dict[str, Any] = {"table": table.name, "column": column.name}
        sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), given).scalar()
        last = connection.execute(select(func.max(column))).scalar()
        if sequence is not None and last is not None:
            connection.execute(
                text("SELECT setval(CAST(:sequence AS regclass), :last)"), {"sequence": sequence, "last": last}
            )
