"""Readings as they lie in the ledger, for checking: what cannot be made out is told of, where a reader would stop."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, select

from comity.model import Article, Statement
from comity.store.codec import DAMAGE
from comity.store.query import STATEMENT, article_row, select_articles, statement_row
from comity.store.records import Stored
from comity.store.schema import reading, statement, statement_pair

_COLUMNS = (statement.c.position, statement.c.kind, statement.c.status, *STATEMENT)


def stored_reading(connection: Connection, key: int) -> Stored:
    """One reading with its statements; each thing that does not decode, or that the look-up tables tell otherwise, is
    a line in `damaged`.
    """
    damaged: list[str] = []
    version, article = "", None
    try:
        row = connection.execute(select_articles(reading.c.key == key)).one()
        version, article = row.version, article_row(row)
    except DAMAGE as error:
        damaged.append(f"reading {key}: its document cannot be made out ({_brief(error)})")
    statements = tuple(_statements(connection, key, article, damaged))
    return Stored(version=version, article=article, statements=statements, damaged=tuple(damaged))


def _statements(
    connection: Connection, key: int, article: Article | None, damaged: list[str]
) -> Iterator[tuple[str, Statement]]:
    name = repr(article.id) if article else f"reading {key}"
    wanted: Select[Any] = select(*_COLUMNS).where(statement.c.reading == key).order_by(statement.c.position)
    pairs = _pairs(connection, key)
    try:
        rows = connection.execute(wanted).all()
    except DAMAGE as error:
        damaged.append(f"the statements of {name} cannot be made out ({_brief(error)})")
        return
    for row in rows:
        try:
            told = statement_row(row)
            countries = sorted(told.countries())
        except DAMAGE as error:
            damaged.append(f"statement {row.id} of {name} cannot be made out ({_brief(error)})")
            continue
        if (row.kind, row.status) != (told.kind, told.status):
            damaged.append(f"statement {row.id} of {name} is listed as {row.kind}, {row.status}")
        if pairs.get(row.position, set()) != set(itertools.combinations(countries, 2)):
            damaged.append(f"statement {row.id} of {name} is listed under other countries than it names")
        yield row.id, told


def _pairs(connection: Connection, key: int) -> dict[int, set[tuple[str, str]]]:
    """The pairs of countries that a reading's statements are listed under, by position."""
    columns = (statement_pair.c.position, statement_pair.c.low, statement_pair.c.high)
    found: dict[int, set[tuple[str, str]]] = {}
    for position, low, high in connection.execute(select(*columns).where(statement_pair.c.reading == key)):
        found.setdefault(position, set()).add((low, high))
    return found


def _brief(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:120]
