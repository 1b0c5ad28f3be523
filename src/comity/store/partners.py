"""What the ledger tells of one country with anybody: for the balance of third parties."""

from __future__ import annotations

import itertools
from collections.abc import Collection

from sqlalchemy import and_, select

from comity.model import LedgerError
from comity.store.codec import DAMAGE
from comity.store.ledger import Ledger
from comity.store.query import Known, newest, select_statements
from comity.store.records import Entry
from comity.store.schema import document, reading, statement, statement_actor

_AT_ONCE = 400  # values in one question to the database


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
    wanted = select_statements(pair=False, kinds=False, document_id=False).join(
        latest, and_(latest.c.reading == statement.c.reading, latest.c.position == statement.c.position)
    )
    with ledger.reading() as connection:
        try:
            return tuple(Known().entries(connection.execute(wanted)))
        except DAMAGE as error:
            raise LedgerError(f"{ledger.where}: a stored row is damaged ({error}); restore it from a copy") from error


def entries_in(ledger: Ledger, documents: Collection[str], kinds: Collection[str]) -> tuple[Entry, ...]:
    """Newest statements of some kinds in documents, whoever takes part."""
    found: list[Entry] = []
    remaining = iter(sorted(documents))
    with ledger.reading() as connection:
        while some := list(itertools.islice(remaining, _AT_ONCE)):
            wanted = select_statements(pair=False, kinds=True, document_id=False).where(document.c.id.in_(some))
            try:
                found.extend(Known().entries(connection.execute(wanted, {"kinds": sorted(kinds)})))
            except DAMAGE as error:
                raise LedgerError(
                    f"{ledger.where}: a stored row is damaged ({error}); restore it from a copy"
                ) from error
    return tuple(found)
