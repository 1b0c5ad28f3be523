"""What the ledger tells of one country with anybody, and in which documents: for the balance of third parties."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Row, and_, func, select, union_all

from comity.model import LedgerError
from comity.store.codec import DAMAGE
from comity.store.event_schema import event, event_pair
from comity.store.ledger import Ledger
from comity.store.query import document_row, entry_rows, newest, select_documents, select_statements
from comity.store.records import DocumentRow, Entry
from comity.store.schema import document, reading, statement, statement_actor

_AT_ONCE = 400  # values in one question to the database


def partners_of(ledger: Ledger, country: str, kinds: Collection[str]) -> tuple[tuple[str, int], ...]:
    """Every country that shares events of some kinds with a country, and how many; the most first."""
    sides = union_all(
        select(event_pair.c.high.label("partner"), event_pair.c.event).where(event_pair.c.low == country),
        select(event_pair.c.low.label("partner"), event_pair.c.event).where(event_pair.c.high == country),
    ).subquery()
    count = func.count()
    wanted = (
        select(sides.c.partner, count)
        .join(event, event.c.key == sides.c.event)
        .where(event.c.kind.in_(sorted(kinds)))
        .group_by(sides.c.partner)
        .order_by(count.desc(), sides.c.partner)
    )
    with ledger.reading() as connection:
        return tuple((partner, int(number)) for partner, number in connection.execute(wanted))


def entries_with(ledger: Ledger, country: str, kinds: Collection[str], most: int) -> tuple[Entry, ...]:
    """Newest statements of some kinds in which a country takes part, `most` of them at most: of more, those that were
    published last. In the order of their documents. Raises LedgerError where a stored row is damaged.
    """
    latest = (
        select(statement.c.reading, statement.c.position)
        .join_from(
            statement_actor,
            statement,
            and_(
                statement.c.reading == statement_actor.c.reading,
                statement.c.position == statement_actor.c.position,
            ),
        )
        .join(reading, reading.c.key == statement.c.reading)
        .join(document, document.c.key == reading.c.document)
        .where(statement_actor.c.country == country, statement.c.kind.in_(sorted(kinds)), newest())
        .group_by(statement.c.reading, statement.c.position, document.c.published, document.c.id)
        .order_by(document.c.published.is_(None), document.c.published.desc(), document.c.id)
        .limit(most)
    ).subquery()
    wanted = select_statements(kinds=False, document_id=False).join(
        latest, and_(latest.c.reading == statement.c.reading, latest.c.position == statement.c.position)
    )
    with ledger.reading() as connection:
        return _entries(ledger, connection.execute(wanted))


def entries_in(ledger: Ledger, documents: Collection[str], kinds: Collection[str]) -> tuple[Entry, ...]:
    """Newest statements of some kinds in documents, whoever takes part."""
    found: list[Entry] = []
    with ledger.reading() as connection:
        for some in _some(documents):
            wanted = select_statements(kinds=True, document_id=False).where(document.c.id.in_(some))
            found.extend(_entries(ledger, connection.execute(wanted, {"kinds": sorted(kinds)})))
    return tuple(found)


def documents_of(ledger: Ledger, documents: Collection[str]) -> dict[str, DocumentRow]:
    """The newest versions of documents by id; those that the ledger does not hold are left out."""
    found: dict[str, DocumentRow] = {}
    with ledger.reading() as connection:
        for some in _some(documents):
            rows = connection.execute(select_documents(newest(), document.c.id.in_(some)))
            found |= {row.id: row for row in map(document_row, rows)}
    return found


def _some(values: Collection[str]) -> Iterator[list[str]]:
    remaining = iter(sorted(values))
    while some := list(itertools.islice(remaining, _AT_ONCE)):
        yield some


def _entries(ledger: Ledger, rows: Iterable[Row[tuple[object, ...]]]) -> tuple[Entry, ...]:
    try:
        return tuple(entry_rows(rows))
    except DAMAGE as error:
        raise LedgerError(f"{ledger.where}: a stored row is damaged ({error}); restore it from a copy") from error
