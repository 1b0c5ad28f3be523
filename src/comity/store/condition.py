"""The condition of a ledger beside its readings: the file, the tables, rows against their digests, decisions, official
figures and events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, func, select

from comity.model import LedgerError
from comity.store import decisions, dialect, observations, shards
from comity.store.codec import DAMAGE
from comity.store.event_schema import event, event_statement
from comity.store.ledger import Ledger
from comity.store.schema import (
    VERSION_TABLE,
    decision,
    document,
    metadata,
    observation,
    run,
    statement,
)
from comity.store.seal import COLUMN, digest

Damage = tuple[str, str]
"""A short code and a line for a person."""
_AT_ONCE = 500  # rows


def damage(ledger: Ledger) -> Iterator[Damage]:
    """What of the ledger is not as it was written, apart from `Ledger.stored`; nothing where all is well.

    "file-damaged": the database itself finds its file or its references broken; "schema-differs": a table is not what
    this version of Comity makes; "row-damaged": a row is not what was written down; "event-differs": an event holds
    what it should not.
    """
    with ledger.reading() as connection, dialect.lenient(connection):
        yield from (("file-damaged", line) for line in dialect.damage(connection))
        yield from (("schema-differs", line) for line in _schema_damage(connection))
        for table, key in ((run, "id"), (document, "key"), (decision, "key"), (observation, "key")):
            yield from (("row-damaged", line) for line in _sealed_damage(connection, table, key))
        yield from (("row-damaged", line) for line in _id_damage(ledger, connection))
        yield from (("row-damaged", line) for line in shards.damage(connection))
        yield from (("event-differs", line) for line in _event_damage(connection))


def _schema_damage(connection: Connection) -> Iterator[str]:
    # Alembic is slow to import and needed only here.
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    for difference in compare_metadata(context, metadata):
        operation = difference[0] if isinstance(difference, list) else difference
        yield "the tables are not those of this schema: " + " ".join(str(part) for part in operation)[:200]


def _sealed_damage(connection: Connection, table: Table, key: str) -> Iterator[str]:
    """Rows whose columns do not hash to their digest; a row that cannot be made out keeps none of the others back."""
    last: Any = None
    while True:
        after = () if last is None else (table.c[key] > last,)
        wanted = select(table).where(*after).order_by(table.c[key]).limit(_AT_ONCE)
        keys = connection.execute(wanted.with_only_columns(table.c[key])).scalars().all()
        if not keys:
            return
        try:
            rows = connection.execute(wanted).all()
        except DAMAGE:
            for one in keys:
                yield from _row_damage(connection, table, key, one)
        else:
            yield from (line for row in rows for line in _digest_damage(row, table, key))
        last = keys[-1]


def _row_damage(connection: Connection, table: Table, key: str, value: Any) -> Iterator[str]:
    try:
        rows = connection.execute(select(table).where(table.c[key] == value)).all()
    except DAMAGE as error:
        yield f"{table.name} {value} cannot be made out ({error})"
    else:
        yield from (line for row in rows for line in _digest_damage(row, table, key))


def _digest_damage(row: Row[Any], table: Table, key: str) -> Iterator[str]:
    columns = row._mapping
    if digest({name: value for name, value in columns.items() if name != key}) != columns[COLUMN]:
        yield f"{table.name} {columns[key]} is not what was written down: its digest differs"


def _id_damage(ledger: Ledger, connection: Connection) -> Iterator[str]:
    """Decisions and official figures whose content does not hash to their id."""
    made_out: tuple[tuple[Table, Callable[[Row[Any]], Any]], ...] = (
        (decision, lambda row: decisions._decision(row, ledger.where)),
        (observation, lambda row: observations._decoded(ledger, row)),
    )
    for table, decode in made_out:
        try:
            for row in connection.execute(select(table).order_by(table.c.key)):
                try:
                    if decode(row).id != row.id:
                        yield f"{table.name} {row.id} hashes to another id: its content was changed"
                except LedgerError:
                    yield f"{table.name} {row.id} cannot be made out"
        except DAMAGE as error:
            yield f"the rows of {table.name} cannot be made out ({error})"


def _event_damage(connection: Connection) -> Iterator[str]:
    at = (event_statement.c.reading, event_statement.c.position)
    twice = select(*at, func.count()).group_by(*at).having(func.count() > 1)
    for reading_key, position, number in connection.execute(twice):
        yield f"statement {position} of reading {reading_key} is in {number} events"
    same = and_(statement.c.reading == at[0], statement.c.position == at[1])
    lost = select(event_statement.c.event).outerjoin_from(event_statement, statement, same)
    for key in connection.execute(lost.where(statement.c.id.is_(None)).distinct()).scalars():
        yield f"event {key} has a statement that is not there"
    yield from _member_damage(connection, same)


def _member_damage(connection: Connection, same: ColumnElement[bool]) -> Iterator[str]:
    """Events without statements, and those that go by another id than any of theirs."""
    members = event.outerjoin(event_statement, event_statement.c.event == event.c.key).outerjoin(statement, same)
    of_statements = (func.min(statement.c.id), func.min(statement.c.kind), func.max(statement.c.kind))
    # A statement that people corrected goes by the id and the kind that it has since.
    told = select(event.c.key, event.c.id, event.c.kind, *of_statements, func.count(event_statement.c.corrected))
    for key, event_id, kind, first, low, high, corrected in connection.execute(
        told.select_from(members).group_by(event.c.key)
    ):
        if first is None:
            yield f"event {key} has no statement"
        elif not corrected and event_id != first:
            yield f"event {key} goes by {event_id}, but its first statement is {first}"
        elif not corrected and low == high != kind:
            yield f"event {key} is listed as {kind}, but tells of {low}"
