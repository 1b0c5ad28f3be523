"""What each row hashes to, worked out for what is there, and an index that counts statements of a kind."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from comity.store.schema import ExactText
from comity.store.seal import digest, digest_of_reading

revision = "0006"
down_revision = "0005"

KEYS = {"run": "id", "document": "key", "reading": "key", "decision": "key", "observation": "key"}
PARTS = ("statement", "statement_actor", "statement_pair")
AT_ONCE = 500

Row = Mapping[str, Any]


def upgrade() -> None:
    """Add the columns and fill them."""
    for name in KEYS:
        op.add_column(name, sa.Column("digest", sa.String(16), nullable=False, server_default=""))
    op.create_index("statement_kind", "statement", ["kind", "reading"])
    for name, key in KEYS.items():
        _fill(op.get_bind(), name, key)


def _fill(connection: sa.Connection, name: str, key: str) -> None:
    table = sa.Table(name, sa.MetaData(), autoload_with=connection)
    change = table.update().where(table.c[key] == sa.bindparam("at")).values(digest=sa.bindparam("told"))
    for rows in _chunks(connection, table, key):
        sealed = (
            _readings(connection, rows) if name == "reading" else ((row, digest(_without(row, key))) for row in rows)
        )
        connection.execute(change, [{"at": row[key], "told": told} for row, told in sealed])


def _chunks(connection: sa.Connection, table: sa.Table, key: str) -> Iterator[list[Row]]:
    last = 0
    while rows := _rows(connection, table, table.c[key] > last, order=table.c[key], limit=AT_ONCE):
        yield rows
        last = rows[-1][key]


def _readings(connection: sa.Connection, rows: list[Row]) -> Iterator[tuple[Row, str]]:
    first, last = rows[0]["key"], rows[-1]["key"]
    parts: list[dict[int, list[Row]]] = []
    for name in PARTS:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        of_reading: dict[int, list[Row]] = {}
        for row in _rows(connection, table, table.c.reading.between(first, last)):
            of_reading.setdefault(row["reading"], []).append(row)
        parts.append(of_reading)
    for row in rows:
        yield row, digest_of_reading(_without(row, "key"), *(part.get(row["key"], []) for part in parts))


def _rows(connection: sa.Connection, table: sa.Table, where: Any, *, order: Any = None, limit: Any = None) -> list[Row]:
    columns: Iterable[Any] = (
        sa.type_coerce(c, ExactText).label(c.name) if isinstance(c.type, sa.Text) else c for c in table.c
    )
    found = connection.execute(sa.select(*columns).where(where).order_by(order).limit(limit))
    return [dict(row) for row in found.mappings()]


def _without(row: Row, key: str) -> Row:
    return {name: value for name, value in row.items() if name != key}
