"""Readings as they lie in the ledger, for checking: what cannot be made out is told of, where a reader would stop."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, select

from comity.model import Article, Statement
from comity.store.codec import DAMAGE, article_of, statement_of
from comity.store.records import Stored
from comity.store.schema import document, reading, statement, statement_actor, statement_pair
from comity.store.seal import COLUMN, digest_of_reading

_AT_ONCE = 100  # readings

Row = Mapping[str, Any]


class _Parts(NamedTuple):
    """Rows by the key of the reading that they belong to."""

    readings: dict[int, list[Row]]
    documents: dict[int, list[Row]]
    statements: dict[int, list[Row]]
    actors: dict[int, list[Row]]
    pairs: dict[int, list[Row]]


_NAMES = ("reading", "document", "statements", "actors of its statements", "pairs of its statements")


def stored_readings(connection: Connection, keys: Sequence[int]) -> Iterator[Stored]:
    """Readings with their statements; each thing that does not decode, that the look-up tables tell otherwise, or that
    differs from what was written down, is a line in `damaged`.
    """
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        try:
            parts = _Parts(*(_of_readings(connection, wanted, some) for wanted in _wanted(some)))
        except DAMAGE:
            yield from (_alone(connection, key) for key in some)
        else:
            yield from (_stored(key, parts, []) for key in some)


def _wanted(keys: Sequence[int]) -> Iterator[Select[Any]]:
    within = reading.c.key.between(keys[0], keys[-1])
    at = reading.c.key.label("at")
    yield select(at, reading).where(within)
    yield select(at, document).join_from(reading, document, reading.c.document == document.c.key).where(within)
    for table in (statement, statement_actor, statement_pair):
        chosen = select(table.c.reading.label("at"), table).where(table.c.reading.between(keys[0], keys[-1]))
        yield chosen.order_by(table.c.reading, table.c.position)


def _of_readings(connection: Connection, wanted: Select[Any], keys: Sequence[int]) -> dict[int, list[Row]]:
    asked, found = set(keys), dict[int, list[Row]]()
    rows = connection.execute(wanted)
    names = list(rows.keys())[1:]
    for row in rows:
        if row[0] in asked:
            found.setdefault(row[0], []).append(dict(zip(names, row[1:], strict=True)))
    return found


def _alone(connection: Connection, key: int) -> Stored:
    """One reading, its parts one by one: something of it cannot be made out."""
    damaged: list[str] = []
    parts: list[dict[int, list[Row]]] = []
    for name, wanted in zip(_NAMES, _wanted([key]), strict=True):
        try:
            parts.append(_of_readings(connection, wanted, [key]))
        except DAMAGE as error:
            damaged.append(f"reading {key}: its {name} cannot be made out ({_brief(error)})")
            parts.append({})
    return _stored(key, _Parts(*parts), damaged)


def _stored(key: int, parts: _Parts, damaged: list[str]) -> Stored:
    version, article = "", None
    row: Row = {}
    try:
        row, of = parts.readings[key][0], parts.documents[key][0]
        version, article = of["version"], _article(row, of)
    except DAMAGE as error:
        damaged.append(f"reading {key}: its document cannot be made out ({_brief(error)})")
    name = repr(article.id) if article else f"reading {key}"
    statements = parts.statements.get(key, [])
    told = tuple(_statements(name, statements, parts.pairs.get(key, []), damaged))
    if row and not damaged:
        written = {column: value for column, value in row.items() if column != "key"}
        belonging = (statements, parts.actors.get(key, []), parts.pairs.get(key, []))
        if digest_of_reading(written, *belonging) != row[COLUMN]:
            damaged.append(f"reading {key} of {name} is not what was written down: its digest differs")
    return Stored(version=version, article=article, statements=told, damaged=tuple(damaged))


def _article(row: Row, of: Row) -> Article:
    return article_of(
        document_id=of["id"], title=of["title"], published=of["published"], text=of["text"], article=row["article"]
    )


def _statements(name: str, rows: list[Row], pairs: list[Row], damaged: list[str]) -> Iterator[tuple[str, Statement]]:
    listed: dict[int, set[tuple[str, str]]] = {}
    for pair in pairs:
        listed.setdefault(pair["position"], set()).add((pair["low"], pair["high"]))
    for row in rows:
        try:
            columns = ("public", "slots", "origins", "findings", "confidence")
            told = statement_of(*(row[column] for column in columns))
            countries = sorted(told.countries())
        except DAMAGE as error:
            damaged.append(f"statement {row['id']} of {name} cannot be made out ({_brief(error)})")
            continue
        if (row["kind"], row["status"]) != (told.kind, told.status):
            damaged.append(f"statement {row['id']} of {name} is listed as {row['kind']}, {row['status']}")
        if listed.get(row["position"], set()) != set(itertools.combinations(countries, 2)):
            damaged.append(f"statement {row['id']} of {name} is listed under other countries than it names")
        yield row["id"], told


def _brief(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:120]
