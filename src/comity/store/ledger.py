"""The ledger: statements of documents, only ever added to, with everything needed to open each one's quote."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, func, select

from comity.model import Article, LedgerError, Reading, Statement
from comity.store import dialect, migrate, query, write
from comity.store.audit import stored_readings
from comity.store.codec import DAMAGE
from comity.store.place import check_path, place_of
from comity.store.records import Appended, DocumentRow, Entry, LedgerInfo, Run, Stored
from comity.store.schema import document, reading, run, statement
from comity.store.timeline import Timelines

T = TypeVar("T")
V = TypeVar("V")
_ROWS_AT_ONCE = 500
_ID = re.compile(r"[0-9a-f]{1,16}")


class Batch:
    """Several documents in one transaction: all of them are in the ledger when its `with` block ends, or none."""

    def __init__(self, connection: Connection) -> None:
        self._writer = write.Writer(connection)

    def append(self, read: Reading, during: Run) -> Appended:
        """Add one document; see `Ledger.append`."""
        return self._writer.add(read, during)

    def flush(self) -> None:
        """Let what else happens in this transaction see the statements of what was appended."""
        self._writer.flush()


class Ledger:
    """A ledger on disk (SQLite) or on a server (PostgreSQL by URL). Use it as a context manager.

    May be shared by threads; processes open their own. Every method raises LedgerError, one line, where the
    database cannot do what is asked.
    """

    def __init__(self, engine: Engine, *, where: str, path: Path | None, readonly: bool) -> None:
        self._engine, self._where, self._path, self._readonly = engine, where, path, readonly
        self._timelines = Timelines()

    @property
    def where(self) -> str:
        """Its path, or its URL without the password."""
        return self._where

    @property
    def path(self) -> Path | None:
        """Its file, None on a server."""
        return self._path

    @classmethod
    def open(cls, where: str | Path | URL, *, create: bool = True, readonly: bool = False) -> Self:
        """Open a ledger at a path or a database URL.

        For writing, a missing one is created (unless `create` is False) and an older schema is brought up to date.
        Raises LedgerError where it is missing, is not a ledger, may not be written, or was written by a newer Comity.
        """
        url, path = place_of(where)
        name = str(path) if path else dialect.shown(url)
        create = create and not readonly
        if path is not None:
            check_path(path, create=create)
            engine = dialect.sqlite_engine(path, create=create, readonly=readonly)
        else:
            engine = dialect.server_engine(url)
        ledger = cls(engine, where=name, path=path, readonly=readonly)
        try:
            ledger._prepare(create=create)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def _prepare(self, *, create: bool) -> None:
        with dialect.reported(self._where):
            with self._engine.connect() as connection:
                found = migrate.schema_of(connection, self._where)
            if self._readonly or (found is None and not create):
                migrate.check_readable(found, self._where)
                return
            dialect.use_wal(self._engine)
            with self.writing() as connection:
                migrate.bring_up_to_date(connection, self._where)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    # Writing

    def start_run(
        self,
        *,
        code: str,
        model: str = "",
        settings: Mapping[str, object] | None = None,
        started: datetime | None = None,
    ) -> Run:
        """Write down a run of the reader; its documents are appended under it. `settings` must go into JSON."""
        begun = Run(id=0, started=started or datetime.now(UTC), code=code, model=model, settings=dict(settings or {}))
        with self.writing() as connection:
            return write.insert_run(connection, begun)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Batch]:
        """Several documents at once. Others cannot write meanwhile: read the documents first, then open this."""
        with self.writing() as connection:
            batch = Batch(connection)
            yield batch
            batch.flush()

    def append(self, read: Reading, during: Run) -> Appended:
        """Add one document; it is on disk when this returns.

        "new": the first version of a document; "version": another version of a known one; "reread": the same
        version read by other code or with another model; "known": all of it was there, nothing is written.
        """
        with self.transaction() as batch:
            return batch.append(read, during)

    def append_many(self, readings: Iterable[Reading], during: Run, *, batch: int = 64) -> tuple[Appended, ...]:
        """As `append` for each, in transactions of `batch` documents, none of them open while `readings` works."""
        outcomes: list[Appended] = []
        remaining = iter(readings)
        while chunk := list(itertools.islice(remaining, batch)):
            with self.transaction() as together:
                outcomes.extend([together.append(read, during) for read in chunk])
        return tuple(outcomes)

    # Reading

    def statements(
        self, pair: tuple[str, str] | None = None, kinds: Collection[str] = (), document: str | None = None
    ) -> Iterator[Statement]:
        """Statements of the newest versions by publication date, of two countries, of some kinds, of one document."""
        return (entry.statement for entry in self.entries(pair, kinds, document))

    def entries(
        self, pair: tuple[str, str] | None = None, kinds: Collection[str] = (), document: str | None = None
    ) -> Iterator[Entry]:
        """As `statements`, each with the summary of its document."""
        try:
            if pair is not None and document is None:
                with self.reading() as connection:
                    yield from self._timelines.entries(connection, pair, kinds)
                return
            wanted = query.select_statements(kinds=bool(kinds), document_id=document is not None)
            entries = query.entry_rows(self._rows(wanted, {"kinds": sorted(kinds), "document_id": document}))
            yield from (e for e in entries if pair is None or set(pair) <= set(e.statement.countries()))
        except DAMAGE as error:
            raise self._damaged(error) from error

    def statement(self, id_or_prefix: str) -> tuple[Statement, Article]:
        """A statement, of any version, by its id or the beginning of it, with the article it stands in."""
        if not _ID.fullmatch(id_or_prefix):
            raise LedgerError(f"{self._where}: {id_or_prefix!r} is not a statement id (up to 16 of 0-9a-f)")
        found = statement.c.id.between(id_or_prefix, id_or_prefix + "g")  # "g" follows every hex digit
        with self.reading() as connection:
            ids = connection.execute(select(statement.c.id).where(found).distinct().limit(4)).scalars().all()
            if not ids:
                raise LedgerError(f"{self._where}: no statement {id_or_prefix}")
            if len(ids) > 1:
                several = ", ".join(sorted(ids)[:3]) + (", …" if len(ids) > 3 else "")
                raise LedgerError(
                    f"{self._where}: {id_or_prefix} begins several statements ({several}); give more of it"
                )
            row = connection.execute(query.select_by_id(statement.c.id == ids[0])).first()
        assert row is not None
        return self._decoded(query.statement_row, row), self._decoded(query.article_row, row)

    def documents(self) -> Iterator[DocumentRow]:
        """The newest version of every document, by publication date."""
        return map(query.document_row, self._rows(query.select_documents(query.newest())))

    def versions(self, document_id: str) -> tuple[DocumentRow, ...]:
        """All versions of one document, oldest first; empty where it is unknown."""
        rows = self._rows(query.select_documents(document.c.id == document_id, query.newest_reading()))
        return tuple(map(query.document_row, sorted(rows, key=lambda row: int(row.reading_key))))

    def article(self, document_id: str, version: str | None = None) -> Article:
        """A document's article: its newest version, or the one asked for."""
        chosen = query.newest() if version is None else document.c.version == version
        wanted = query.select_articles(document.c.id == document_id, chosen, query.newest_reading())
        with self.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            which = "" if version is None else f" in version {version}"
            raise LedgerError(f"{self._where}: no document {document_id!r}{which}")
        return self._decoded(query.article_row, row)

    def stored(self, *, history: bool = False) -> Iterator[Stored]:
        """Readings as written down, for checking: the newest ones, or with `history` every one ever kept."""
        with self.reading() as connection, dialect.lenient(connection):
            keys = connection.execute(query.select_keys(only_newest=not history)).scalars().all()
            yield from stored_readings(connection, keys)

    def runs(self) -> tuple[Run, ...]:
        """All runs, oldest first."""
        return tuple(query.run_row(row, json.loads(row.settings)) for row in self._rows(select(run).order_by(run.c.id)))

    def info(self) -> LedgerInfo:
        """What the ledger holds."""
        newest = query.select_documents(query.newest()).order_by(None).subquery()
        by_kind = select(statement.c.kind, func.count()).where(statement.c.reading == newest.c.reading_key)
        with self.reading() as connection:
            counts = [
                int(connection.execute(select(func.count()).select_from(table)).scalar_one())
                for table in (run, document, reading, newest)
            ]
            dates = connection.execute(select(func.min(newest.c.published), func.max(newest.c.published))).one()
            kinds = connection.execute(by_kind.group_by(statement.c.kind).order_by(statement.c.kind)).all()
            schema = migrate.schema_of(connection, self._where)
            size = dialect.size(connection, self._path)
        return LedgerInfo(
            where=self._where,
            schema=str(schema),
            size=size,
            runs=counts[0],
            versions=counts[1],
            readings=counts[2],
            documents=counts[3],
            statements={kind: int(number) for kind, number in kinds},
            first_published=dates[0],
            last_published=dates[1],
        )

    # Connections

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction, for the other modules of this package."""
        if self._readonly:
            raise LedgerError(f"{self._where}: opened for reading only")
        engine = self._engine.execution_options(**dialect.WRITE)
        with dialect.reported(self._where), engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read on, for the other modules of this package."""
        with dialect.reported(self._where), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def driver(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection to a ledger in a file, outside of any transaction."""
        with dialect.reported(self._where), contextlib.closing(self._engine.raw_connection()) as pooled:
            below = pooled.driver_connection
            assert isinstance(below, sqlite3.Connection)
            yield below

    def _rows(self, wanted: Any, given: Mapping[str, object] | None = None) -> Iterator[Row[Any]]:
        with self.reading() as connection:
            result = connection.execute(wanted, given, execution_options={"yield_per": _ROWS_AT_ONCE})
            while rows := self._decoded(result.fetchmany, _ROWS_AT_ONCE):
                yield from rows

    def _decoded(self, decode: Callable[[T], V], row: T) -> V:
        try:
            return decode(row)
        except DAMAGE as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> LedgerError:
        return LedgerError(f"{self._where}: a stored row is damaged ({error}); restore it from a copy")
