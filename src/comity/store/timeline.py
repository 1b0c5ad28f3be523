"""What is told of a pair of countries: found through an index alone, and made out once.

Whoever looks at a pair looks again, and what a reading says never changes: its statements are kept by what they are
read from and by whom. So only where they stand is asked each time.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, select

from comity.model import Statement
from comity.store.query import DOCUMENT, STATEMENT, document_row, newest, raw, statement_row
from comity.store.records import DocumentRow, Entry
from comity.store.schema import document, reading, statement, statement_pair

_ROWS_AT_ONCE = 500
_MOST_KEPT = 20_000  # statements
# What a reading is known by: another ledger may have been put in the place of this one, under the same numbers.
_READING = (
    reading.c.key.label("reading_key"),
    raw(document.c.id).label("document_id"),
    document.c.version,
    reading.c.code,
    reading.c.model,
)

_Known = tuple[DocumentRow, dict[int, Statement]]


class Timelines:
    """The statements of pairs, of one ledger."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], _Known] = {}
        self._kept = 0

    def entries(self, connection: Connection, pair: tuple[str, str], kinds: Collection[str]) -> Iterator[Entry]:
        """Newest statements of two countries and of some kinds, by publication date (unknown last), then the document's
        id, then as its text tells them.
        """
        given = {"low": min(pair), "high": max(pair), "kinds": sorted(kinds)}
        found = connection.execute(_places(kinds=bool(kinds)), given, execution_options={"yield_per": _ROWS_AT_ONCE})
        while rows := found.fetchmany(_ROWS_AT_ONCE):
            known = self._made_out(connection, rows, given)
            last, of, told = None, None, dict[int, Statement]()
            for row in rows:
                if row[0] != last or of is None:
                    last = row[0]
                    of, told = known[row[:-1]]
                yield Entry(statement=told[row[-1]], document=of)

    def _made_out(
        self, connection: Connection, rows: Sequence[Row[Any]], given: dict[str, Any]
    ) -> dict[tuple[Any, ...], _Known]:
        """The readings of all these rows, with at least the statements that the rows ask for."""
        missing: dict[int, set[int]] = {}
        last, told = None, dict[int, Statement]()
        for row in rows:
            if row[0] != last:
                last, (_, told) = row[0], self._known.get(row[:-1], (None, {}))
            if row[-1] not in told:
                missing.setdefault(row[0], set()).add(row[-1])
        if not missing:
            return self._known
        # A reader who is in the middle of an older one goes on with that.
        if self._kept > _MOST_KEPT:
            self._known, self._kept, missing = {}, 0, {}
            for row in rows:
                missing.setdefault(row[0], set()).add(row[-1])
        for row in connection.execute(_statements(), {**given, "readings": sorted(missing)}):
            if row.position in missing[row.reading_key]:
                _, told = self._known.setdefault(row[: len(_READING)], (document_row(row), {}))
                told[row.position] = statement_row(row)
                self._kept += 1
        return self._known


_OF_PAIR = and_(statement_pair.c.low == bindparam("low"), statement_pair.c.high == bindparam("high"))
_AT_PAIR = and_(statement.c.reading == statement_pair.c.reading, statement.c.position == statement_pair.c.position)


@functools.cache
def _places(*, kinds: bool) -> Select[Any]:
    """Where the statements of a pair are, in order."""
    order = (document.c.published.is_(None), document.c.published, document.c.id, reading.c.key)
    chosen = (
        select(*_READING, statement_pair.c.position)
        .join_from(statement_pair, reading, reading.c.key == statement_pair.c.reading)
        .join(document, document.c.key == reading.c.document)
        .where(_OF_PAIR, newest())
        .order_by(*order, statement_pair.c.position)
    )
    if not kinds:
        return chosen
    return chosen.join(statement, _AT_PAIR).where(statement.c.kind.in_(bindparam("kinds", expanding=True)))


@functools.cache
def _statements() -> Select[Any]:
    """What some readings say of a pair, with what the readings are known by and their documents."""
    beside = [column for column in DOCUMENT if column.name not in {known.name for known in _READING}]
    return (
        select(*_READING, statement.c.position, *beside, *STATEMENT)
        .join_from(statement_pair, statement, _AT_PAIR)
        .join(reading, reading.c.key == statement.c.reading)
        .join(document, document.c.key == reading.c.document)
        .where(_OF_PAIR, statement_pair.c.reading.in_(bindparam("readings", expanding=True)))
    )
