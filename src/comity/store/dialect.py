"""Everything in which the databases differ: opening, locking for writing, size, and what their errors mean.

SQLite: WAL, so that others read while one writes; BEGIN IMMEDIATE, so that a writer waits for its turn instead of
failing half-way; synchronous FULL, so that a commit has reached the disk. PostgreSQL: an advisory lock gives
writers the same turn-taking.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, insert, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from comity.model import LedgerError

BUSY_SECONDS = 60.0
CACHE_KIB = 65_536  # a connection
CHECKPOINT_PAGES = 8_000  # 32 MB: a page that many transactions change goes into the file once
WRITE = {"comity_write": True}
_MOST_DAMAGE = 100
_LOCK = 0x636F6D697479  # "comity"; the key of PostgreSQL's advisory lock


def sqlite_engine(path: Path, *, create: bool, readonly: bool) -> Engine:
    """An engine on one SQLite file; nothing is opened yet."""
    mode = "ro" if readonly else "rwc" if create else "rw"
    # A WAL file cannot be opened on read-only media unless SQLite may assume that nobody writes.
    still = readonly and not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if still else ''}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        except sqlite3.Error:  # not a database: SQLite looks into the file only now
            connection.close()
            raise
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def server_engine(url: URL) -> Engine:
    """An engine on a database server; raises LedgerError where the driver is missing or the URL names no database."""
    if url.get_backend_name() != "postgresql":
        raise LedgerError(f"{shown(url)}: a ledger is a SQLite file or a postgresql:// URL")
    try:
        # Reading goes on in one state of the database, as with SQLite.
        engine = create_engine(_with_driver(url), isolation_level="REPEATABLE READ")
    except ModuleNotFoundError as missing:
        what = "comity[postgres]" if missing.name in ("pg8000", "scramp") else missing.name
        raise LedgerError(
            f"{shown(url)}: the driver {missing.name} is not installed; pip install '{what}'"
        ) from missing
    except (ArgumentError, SQLAlchemyError) as error:
        raise LedgerError(f"{shown(url)}: {_line(error)}") from error
    event.listen(engine, "begin", _begin_server)
    return engine


def _with_driver(url: URL) -> URL:
    """postgresql:// means pg8000, the driver that comes with Comity; another one may be named in the URL."""
    return url.set(drivername="postgresql+pg8000") if url.drivername == "postgresql" else url


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, however many."""
    if not rows:
        return
    adding = insert(table)
    # Only where something comes back does SQLAlchemy send many rows to a server in one command.
    if connection.dialect.name != "sqlite":
        connection.execute(adding.returning(next(iter(table.primary_key))), rows).close()
    else:
        connection.execute(adding, rows)


def shown(url: URL) -> str:
    """The URL for messages, without its password."""
    return url.render_as_string(hide_password=True)


def use_wal(engine: Engine) -> None:
    """Switch a SQLite file to WAL once; waits while another process does the same."""
    if engine.dialect.name != "sqlite":
        return
    deadline = time.monotonic() + BUSY_SECONDS
    with contextlib.closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        # The switch takes an exclusive lock that SQLite's own busy handler does not wait for.
        while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
        cursor.close()


@contextlib.contextmanager
def lenient(connection: Connection) -> Iterator[None]:
    """Within, a damaged byte of a text does not keep the rest from being read; it shows as U+FFFD."""
    if connection.dialect.name != "sqlite":
        yield
        return
    below = connection.connection.driver_connection
    assert isinstance(below, sqlite3.Connection)
    below.text_factory = lambda data: data.decode("utf-8", "replace")
    try:
        yield
    finally:
        below.text_factory = str


def damage(connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its file. A server keeps its own files and references in order."""
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_DAMAGE})"):
        if line != "ok":
            yield f"the file is damaged: {' '.join(str(line).split())[:200]}"
    yield from _misnamed(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MOST_DAMAGE)
    for table, row, parent, _ in broken:
        yield f"row {row} of {table} belongs to a row of {parent} that is not there"


def _misnamed(connection: Connection) -> Iterator[str]:
    """SQLite goes by the text that made a table or an index, and does not notice another name in its list of them."""
    listed = connection.exec_driver_sql("SELECT type, name, tbl_name FROM sqlite_master").fetchall()
    for kind, name, table in listed:
        there = connection.exec_driver_sql("SELECT name FROM pragma_index_list(?)", (table,)).scalars().all()
        if not (kind == "table" and name == table) and not (kind == "index" and name in there):
            yield f"the list of tables has a {kind} {name} of {table}, which is not there"


def size(connection: Connection, path: Path | None) -> int:
    """Bytes on disk."""
    if path is not None:
        files = (path, path.with_name(path.name + "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("comity_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get("comity_write"):
        # Whoever had the turn before has written since this transaction was begun.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.0f}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


_MEANINGS = (
    ("unable to open database file", "it cannot be opened; check that the folder exists and that you may write there"),
    ("file is not a database", "it is not a Comity ledger (not a SQLite file)"),
    ("malformed", "the file is damaged; restore it from a copy"),
    ("could not decode to utf-8", "the file is damaged; restore it from a copy"),
    ("lock timeout", "another process has kept it locked; try again when that one is done"),
    ("can't create a connection", "no server answers there; check the address and that the server runs"),
    ("no space left", "the disk of the server is full; make room and try again"),
    ("locked", "another process has kept it locked; try again when that one is done"),
    ("readonly database", "it may not be written; check the permissions of the file and of its folder"),
    ("disk is full", "the disk is full; make room and try again"),
    ("disk i/o error", "the disk failed to read or write; check the disk and its free space"),
)


@contextlib.contextmanager
def reported(where: str) -> Iterator[None]:
    """Turn what a database raises into a LedgerError of one line that names the ledger."""
    try:
        yield
    except DBAPIError as error:
        raise LedgerError(f"{where}: {_meaning(error.orig or error)}") from error
    except SQLAlchemyError as error:
        raise LedgerError(f"{where}: {_line(error)}") from error
    except sqlite3.Error as error:
        raise LedgerError(f"{where}: {_meaning(error)}") from error
    except UnicodeDecodeError as error:  # a message of SQLite's own that quotes a damaged name
        raise LedgerError(f"{where}: the file is damaged; restore it from a copy") from error


def is_damage(error: LedgerError) -> bool:
    """Whether SQLite could make nothing of the file, and not only of what was asked of it."""
    cause = error.__cause__
    return type(getattr(cause, "orig", cause)) is sqlite3.DatabaseError


def refused(where: str, error: OSError) -> LedgerError:
    """What the operating system said, as a LedgerError."""
    return LedgerError(f"{where}: {error.strerror or error}")


def _meaning(error: Any) -> str:
    line = _line(error)
    return next((meaning for words, meaning in _MEANINGS if words in line.lower()), line)


def _line(error: BaseException) -> str:
    # pg8000 hands on the server's answer as a mapping, with the message for a person under "M".
    answer = error.args[0] if error.args else None
    told = answer.get("M", answer) if isinstance(answer, dict) else error
    return " ".join(str(told).split()) or type(error).__name__
