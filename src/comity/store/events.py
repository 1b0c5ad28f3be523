"""Events in the ledger, as readers get them and as they are brought up to date. What belongs together is decided
elsewhere; here it is only kept.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from comity.model import LedgerError, Statement
from comity.store.codec import DAMAGE
from comity.store.copies import CopyTables
from comity.store.event_schema import copy_of, event, event_pair, event_statement
from comity.store.event_tables import MEMBERS, UNKNOWN, EventTables, told_of
from comity.store.ledger import Ledger
from comity.store.schema import document

_ROWS_AT_ONCE = 1_000


class Reported(NamedTuple):
    """A statement of an event as readers get it; `copy` is what all copies of its document's text have in common."""

    id: str
    statement: Statement
    copy: int | None


def reported(
    ledger: Ledger, pair: tuple[str, str] | None = None, kinds: Collection[str] = (), most: int | None = None
) -> Iterator[list[Reported]]:
    """Events of a pair of countries (all of them without one) and of some kinds, the latest first and those of no known
    day last; `most` of them at most.
    """
    wanted = _wanted(pair=pair is not None, kinds=bool(kinds), some=most is not None)
    low, high = sorted(pair) if pair else (None, None)
    given = {"low": low, "high": high, "kinds": sorted(kinds), "most": most}
    with ledger.reading() as connection:
        rows = connection.execute(wanted, given, execution_options={"yield_per": _ROWS_AT_ONCE})
        try:
            for _, members in itertools.groupby(rows, lambda row: row.event):
                told = ((told_of(row, whole=True), row.first) for row in members)
                yield [Reported(one.id, one.statement, first) for one, first in told]
        except DAMAGE as error:
            raise LedgerError(f"{ledger.where}: a stored row is damaged ({error}); restore it from a copy") from error


@functools.cache
def _wanted(*, pair: bool, kinds: bool, some: bool) -> Select[Any]:
    """Statements of events, event by event; its parameters are `low` and `high`, `kinds` and `most`."""
    key: ColumnElement[Any] = event_pair.c.event if pair else event.c.key
    day: ColumnElement[Any] = event_pair.c.day if pair else func.coalesce(event.c.day, UNKNOWN)
    chosen: Any = select(key.label("event"), day.label("day"), event.c.id)
    if pair:
        chosen = chosen.join(event, event.c.key == event_pair.c.event)
        chosen = chosen.where(event_pair.c.low == bindparam("low"), event_pair.c.high == bindparam("high"))
    if kinds:
        chosen = chosen.where(event.c.kind.in_(bindparam("kinds", expanding=True)))
    if some:
        chosen = chosen.order_by(day.desc(), event.c.id).limit(bindparam("most"))
    of = chosen.subquery()
    return (
        MEMBERS.add_columns(copy_of.c.first)
        .join(of, of.c.event == event_statement.c.event)
        .outerjoin(copy_of, copy_of.c.document == document.c.key)
        .order_by(of.c.day.desc(), of.c.id, of.c.event)
    )


def count(ledger: Ledger) -> int:
    """How many events there are."""
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(event)).scalar_one())


@contextlib.contextmanager
def writing(ledger: Ledger) -> Iterator[tuple[EventTables, CopyTables]]:
    """The tables in one write transaction, committed when the `with` block ends."""
    with ledger.writing() as connection:
        yield EventTables(connection), CopyTables(connection)


def state(ledger: Ledger) -> tuple[tuple[int, int], dict[str, str]]:
    """The newest reading and the newest decision (see `EventTables.newest`), and how far events have come."""
    with ledger.reading() as connection:
        tables = EventTables(connection)
        return tables.newest(), tables.state()
