"""Adding to the ledger, inside one open write transaction. Nothing here changes or deletes a row."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select

from comity.model import Article, Reading, Statement
from comity.store.codec import article_json, dumps, plain, statement_columns
from comity.store.dialect import insert_many
from comity.store.records import Appended, Run
from comity.store.schema import document, reading, run, statement, statement_actor, statement_pair
from comity.store.seal import digest_of_reading

Row = dict[str, Any]

_MOST_WAITING = 2_000  # statements
_VERSIONS = select(document.c.key, document.c.version).where(document.c.id == bindparam("document"))
_SAME_READING = select(reading.c.key).where(
    reading.c.document == bindparam("document"),
    reading.c.code == bindparam("code"),
    reading.c.model == bindparam("model"),
)


def insert_run(connection: Connection, started: Run) -> Run:
    """Write a run down; the returned one carries its number."""
    row = {
        "started": started.started.isoformat(),
        "code": started.code,
        "model": started.model,
        "settings": dumps(dict(started.settings)),
    }
    return dataclasses.replace(started, id=_insert(connection, run, row))


class Writer:
    """Adds readings in one write transaction; their statements go in together, at the latest with `flush`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[Table, list[Row]] = {table: [] for table in (statement, statement_actor, statement_pair)}

    def add(self, read: Reading, during: Run) -> Appended:
        """Add what is new of `read`.

        A version that comes back after a newer one was seen is "known": the newest version is the one first seen last.
        """
        article, version = read.article, read.article.version
        versions = {row.version: row.key for row in self._connection.execute(_VERSIONS, {"document": article.id})}
        key = versions.get(version)
        outcome: Appended
        if key is None:
            outcome = "version" if versions else "new"
            key = _insert(self._connection, document, _document_row(article, version))
        else:
            outcome = "reread"
            same = {"document": key, "code": during.code, "model": during.model}
            if self._connection.execute(_SAME_READING, same).first() is not None:
                return "known"
        self._add_reading({"document": key, **_reading_row(read, during)}, read.statements)
        return outcome

    def flush(self) -> None:
        """Write the statements of all that was added."""
        for table, rows in self._waiting.items():
            insert_many(self._connection, table, rows)
            rows.clear()

    def _add_reading(self, row: Row, told: tuple[Statement, ...]) -> None:
        parts = _statement_rows(told)
        number = _insert(self._connection, reading, {**row, "digest": digest_of_reading(row, *parts)})
        for waiting, rows in zip(self._waiting.values(), parts, strict=True):
            for one in rows:
                one["reading"] = number
            waiting += rows
        if len(self._waiting[statement]) >= _MOST_WAITING:
            self.flush()


def _insert(connection: Connection, table: Table, row: Row) -> int:
    key = connection.execute(insert(table), row).inserted_primary_key
    assert key is not None
    return int(key[0])


def _document_row(article: Article, version: str) -> Row:
    return {
        "id": article.id,
        "version": version,
        "first_seen": datetime.now(UTC).isoformat(timespec="seconds"),
        "title": article.title,
        "published": article.published,
        "text": article.text,
    }


def _reading_row(read: Reading, during: Run) -> Row:
    return {
        "run": during.id,
        "code": during.code,
        "model": during.model,
        "url": read.article.url,
        "publisher": read.article.publisher,
        "article": article_json(read.article),
        "findings": dumps(plain(read.findings)),
    }


def _statement_rows(told: tuple[Statement, ...]) -> tuple[list[Row], list[Row], list[Row]]:
    """The rows of statements, of their actors and of the pairs of countries that they name."""
    statements, actors, pairs = list[Row](), list[Row](), list[Row]()
    known: set[Any] = set()
    for one in told:
        columns = statement_columns(one)
        # Two statements with one id are one statement: the id is a hash of everything they say.
        if columns["id"] in known:
            continue
        position = len(known)
        known.add(columns["id"])
        statements.append({"position": position, **columns})
        for ordinal, actor in enumerate(one.actors):
            who = {"country": actor.country, "role": actor.role, "name": actor.name}
            actors.append({"position": position, "ordinal": ordinal, **who})
        pairs += [{"position": position, "low": low, "high": high} for low, high in _pairs(one)]
    return statements, actors, pairs


def _pairs(told: Statement) -> Iterator[tuple[str, str]]:
    return itertools.combinations(sorted(told.countries()), 2)
