"""The tables of events inside one write transaction. All of it is derived and may be dropped."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, tuple_

from comity.model import Statement
from comity.store.codec import dumps, statement_columns, statement_of
from comity.store.event_schema import (
    event,
    event_cell,
    event_link,
    event_pair,
    event_state,
    event_statement,
)
from comity.store.query import STATEMENT, newest
from comity.store.schema import decision, document, reading, statement

_AT_ONCE = 400  # values in one question to the database
_ROWS_AT_ONCE = 1_000
UNKNOWN = date.min
"""The day of what is of no known day, where one must stand."""

At = tuple[int, int]
"""A statement's reading and its position in it."""


class Told(NamedTuple):
    """A statement as it now reads and where it lies. `corrected` says that people changed it since it was read."""

    at: At
    id: str
    statement: Statement
    published: date | None
    corrected: bool = False


class Member(NamedTuple):
    """A statement as it is written into an event; `corrected` is set where people changed it since it was read."""

    at: At
    corrected: Statement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as it is written. `day` is the one it is placed by, `pairs` are those of its countries."""

    id: str
    kind: str
    day: date | None
    members: tuple[Member, ...]
    pairs: frozenset[tuple[str, str]]


class EventTables:
    """The tables of events in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # How far

    def newest(self) -> tuple[int, int]:
        """The keys of the newest reading and of the newest decision; 0 where there is none."""
        one, two = (self._connection.execute(select(func.max(t.c.key))).scalar() for t in (reading, decision))
        return int(one or 0), int(two or 0)

    def state(self) -> dict[str, str]:
        """How far events have come: the newest reading and decision that are in them, and the rules they follow."""
        rows = self._connection.execute(select(event_state.c.name, event_state.c.value))
        return {row.name: row.value for row in rows}

    def set_state(self, state: Mapping[str, str]) -> None:
        """Write down how far they have come."""
        self._connection.execute(delete(event_state))
        self._connection.execute(insert(event_state), [{"name": n, "value": v} for n, v in state.items()])

    def decided_after(self, key: int) -> frozenset[str]:
        """The ids of decisions made after one."""
        return frozenset(self._connection.execute(select(decision.c.id).where(decision.c.key > key)).scalars())

    # Statements

    def documents_after(self, key: int) -> list[str]:
        """Documents that were read anew after a reading."""
        wanted = select(document.c.id).join(reading, reading.c.document == document.c.key).where(reading.c.key > key)
        return sorted(set(self._connection.execute(wanted).scalars()))

    def statements(self, documents: Iterable[str], *, whole: bool = False) -> Iterator[Told]:
        """The statements of the newest readings of documents, in order and as they were read; only `whole` with their
        origins.
        """
        wanted = _NEWEST.where(document.c.id.in_(bindparam("documents", expanding=True)))
        wanted = wanted.order_by(statement.c.reading, statement.c.position)
        for some in _chunks(documents):
            for row in self._connection.execute(wanted, {"documents": some}):
                yield told_of(row, whole=whole)

    def every(self, kind: str) -> Iterator[Told]:
        """All statements of a kind in the newest readings, as they were read."""
        wanted = _NEWEST.where(statement.c.kind == kind)
        rows = self._connection.execute(wanted, execution_options={"yield_per": _ROWS_AT_ONCE})
        yield from map(told_of, rows)

    def kinds(self) -> list[str]:
        """The kinds of all statements ever read."""
        return sorted(self._connection.execute(select(statement.c.kind).distinct()).scalars())

    def count(self, after: int = 0) -> int:
        """How many statements there are in readings after one."""
        return int(
            self._connection.execute(
                select(func.count()).select_from(statement).where(statement.c.reading > after)
            ).scalar_one()
        )

    # Events

    def of_documents(self, documents: Iterable[str]) -> list[int]:
        """Events that statements of documents are in."""
        wanted = (
            select(event_statement.c.event)
            .join(reading, reading.c.key == event_statement.c.reading)
            .join(document, document.c.key == reading.c.document)
            .where(document.c.id.in_(bindparam("documents", expanding=True)))
        )
        found = (self._connection.execute(wanted, {"documents": some}).scalars() for some in _chunks(documents))
        return sorted(set(itertools.chain.from_iterable(found)))

    def in_cells(self, cells: Iterable[int]) -> list[int]:
        """Events of which a statement lies in one of the cells."""
        found = (self._connection.execute(_IN_CELLS, {"cells": some}).scalars() for some in _chunks(cells))
        return sorted(set(itertools.chain.from_iterable(found)))

    def members(self, events: Iterable[int]) -> dict[int, list[Told]]:
        """The statements of events, as they now read."""
        wanted = MEMBERS.where(event_statement.c.event.in_(bindparam("events", expanding=True)))
        found: dict[int, list[Told]] = {}
        for some in _chunks(events):
            for row in self._connection.execute(wanted, {"events": some}):
                found.setdefault(row.event, []).append(told_of(row))
        return found

    def remove(self, events: Collection[int]) -> None:
        """Take events out."""
        for table, column in (
            (event_pair, event_pair.c.event),
            (event_statement, event_statement.c.event),
            (event, event.c.key),
        ):
            for some in _chunks(events):
                self._connection.execute(delete(table).where(column.in_(some)))

    def add(self, events: Iterable[EventRow]) -> int:
        """Put events in; how many."""
        key = int(self._connection.execute(select(func.max(event.c.key))).scalar() or 0)
        number = 0
        rows = iter(events)
        while some := list(itertools.islice(rows, _ROWS_AT_ONCE)):
            keyed = list(enumerate(some, key + number + 1))
            number += len(some)
            self._insert(event, ({"key": k, "id": e.id, "kind": e.kind, "day": e.day} for k, e in keyed))
            self._insert(event_statement, (_member(k, told) for k, e in keyed for told in e.members))
            pairs = ((k, e.day or UNKNOWN, pair) for k, e in keyed for pair in sorted(e.pairs))
            self._insert(event_pair, ({"low": p[0], "high": p[1], "day": day, "event": k} for k, day, p in pairs))
        return number

    def drop(self) -> None:
        """Take everything out."""
        for table in (event_pair, event_statement, event, event_cell, event_link, event_state):
            self._connection.execute(delete(table))

    # Surroundings

    def put(self, cells: Iterable[tuple[int, At]]) -> None:
        """Say in which cells statements lie."""
        rows = ({"cell": cell, "reading": at[0], "position": at[1]} for cell, at in cells)
        while some := list(itertools.islice(rows, _ROWS_AT_ONCE)):
            self._insert(event_cell, some)

    def take(self, cells: Iterable[tuple[int, At]]) -> None:
        """The opposite of `put`."""
        key = tuple_(event_cell.c.cell, event_cell.c.reading, event_cell.c.position)
        for some in _chunks((cell, *at) for cell, at in cells):
            self._connection.execute(delete(event_cell).where(key.in_(some)))

    def links(self) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
        """Statement ids that people put together, and those that they put apart."""
        found: tuple[dict[int, set[str]], dict[int, set[str]]] = ({}, {})
        for row in self._connection.execute(select(event_link)):
            found[0 if row.together else 1].setdefault(row.number, set()).add(row.statement)
        together, apart = (tuple(map(frozenset, sets.values())) for sets in found)
        return together, apart

    def set_links(self, together: Iterable[Collection[str]], apart: Iterable[Collection[str]]) -> None:
        """Write down what people put together and apart."""
        self._connection.execute(delete(event_link))
        sets = [(True, ids) for ids in together] + [(False, ids) for ids in apart]
        rows = ({"number": n, "statement": i, "together": t} for n, (t, ids) in enumerate(sets) for i in sorted(ids))
        self._insert(event_link, rows)

    def _insert(self, table: Any, rows: Iterable[dict[str, Any]]) -> None:
        values = list(rows)
        if values:
            self._connection.execute(insert(table), values)


MEMBERS = (
    select(
        event_statement.c.event,
        event_statement.c.reading,
        event_statement.c.position,
        event_statement.c.corrected,
        document.c.published,
        document.c.key.label("document_key"),
        *STATEMENT,
    )
    .join_from(
        event_statement,
        statement,
        and_(
            statement.c.reading == event_statement.c.reading,
            statement.c.position == event_statement.c.position,
        ),
    )
    .join(reading, reading.c.key == event_statement.c.reading)
    .join(document, document.c.key == reading.c.document)
)
_NEWEST = (
    select(statement.c.reading, statement.c.position, document.c.published, *STATEMENT)
    .join_from(statement, reading, reading.c.key == statement.c.reading)
    .join(document, document.c.key == reading.c.document)
    .where(newest())
)
_IN_CELLS = (
    select(event_statement.c.event)
    .join_from(
        event_cell,
        event_statement,
        and_(
            event_statement.c.reading == event_cell.c.reading,
            event_statement.c.position == event_cell.c.position,
        ),
    )
    .where(event_cell.c.cell.in_(bindparam("cells", expanding=True)))
)


def told_of(row: Any, *, whole: bool = False) -> Told:
    """A statement; without what it was read from and noticed, unless `whole`."""
    at = (row.reading, row.position)
    if getattr(row, "corrected", None):
        columns = json.loads(row.corrected)
        told_id = columns.pop("id")
        return Told(at, told_id, statement_of(**columns), row.published, corrected=True)
    if whole:
        said = _made_out(row.public, row.slots, row.origins, row.findings, row.confidence)
    else:
        said = statement_of(row.public, row.slots, "[]", "[]", row.confidence)
    return Told(at, row.id, said, row.published)


# Who looks at a pair's events looks at them again.
_made_out = functools.lru_cache(maxsize=5_000)(statement_of)


def _member(key: int, told: Member) -> dict[str, Any]:
    corrected = None
    if told.corrected is not None:
        columns = statement_columns(told.corrected)
        corrected = dumps(
            {name: columns[name] for name in ("id", "public", "slots", "origins", "findings", "confidence")}
        )
    return {"event": key, "reading": told.at[0], "position": told.at[1], "corrected": corrected}


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(itertools.islice(rest, _AT_ONCE)):
        yield some
