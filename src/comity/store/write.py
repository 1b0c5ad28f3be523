"""Adding to the ledger, inside one open write transaction. Nothing here changes or deletes a row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from comity.model import Article, Reading, Statement
from comity.store.codec import article_json, dumps, plain, statement_columns
from comity.store.records import Appended, Run
from comity.store.schema import document, reading, run, statement, statement_actor, statement_pair


def insert_run(connection: Connection, started: Run) -> Run:
    """Write a run down; the returned one carries its number."""
    row = {
        "started": started.started.isoformat(),
        "code": started.code,
        "model": started.model,
        "settings": dumps(dict(started.settings)),
    }
    number = connection.execute(insert(run).values(row)).inserted_primary_key
    assert number is not None
    return Run(
        id=number[0],
        started=started.started,
        code=started.code,
        model=started.model,
        settings=started.settings,
    )


def insert_reading(connection: Connection, read: Reading, during: Run) -> Appended:
    """Add what is new of `read`.

    A version that comes back after a newer one was seen is "known": the newest version is the one first seen last.
    """
    article = read.article
    versions = {
        row.version: row.key
        for row in connection.execute(select(document.c.key, document.c.version).where(document.c.id == article.id))
    }
    key = versions.get(article.version)
    outcome: Appended
    if key is None:
        outcome = "version" if versions else "new"
        key = _insert_document(connection, article)
    else:
        outcome = "reread"
        same = (reading.c.document == key, reading.c.code == during.code, reading.c.model == during.model)
        if connection.execute(select(reading.c.key).where(*same)).first() is not None:
            return "known"
    _insert_statements(connection, _insert_reading_row(connection, read, during, key), read.statements)
    return outcome


def _insert_document(connection: Connection, article: Article) -> int:
    row = {
        "id": article.id,
        "version": article.version,
        "first_seen": datetime.now(UTC).isoformat(timespec="seconds"),
        "title": article.title,
        "published": article.published,
        "text": article.text,
    }
    key = connection.execute(insert(document).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _insert_reading_row(connection: Connection, read: Reading, during: Run, document_key: int) -> int:
    row = {
        "document": document_key,
        "run": during.id,
        "code": during.code,
        "model": during.model,
        "url": read.article.url,
        "publisher": read.article.publisher,
        "article": article_json(read.article),
        "findings": dumps(plain(read.findings)),
    }
    key = connection.execute(insert(reading).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _insert_statements(connection: Connection, reading_key: int, statements: tuple[Statement, ...]) -> None:
    # Two statements with one id are one statement: the id is a hash of everything they say.
    distinct: dict[str, Statement] = {}
    for told in statements:
        distinct.setdefault(told.id, told)
    at = [({"reading": reading_key, "position": n}, told) for n, told in enumerate(distinct.values())]
    rows = [{**where, **statement_columns(s)} for where, s in at]
    actors = [
        {**where, "ordinal": n, "country": a.country, "role": a.role, "name": a.name}
        for where, s in at
        for n, a in enumerate(s.actors)
    ]
    pairs = [{**where, "low": low, "high": high} for where, s in at for low, high in _pairs(s)]
    for table, values in ((statement, rows), (statement_actor, actors), (statement_pair, pairs)):
        if values:
            connection.execute(insert(table), values)


def _pairs(told: Statement) -> Iterator[tuple[str, str]]:
    return itertools.combinations(sorted(told.countries()), 2)
