"""Events: which statements tell of one thing. Derived; may be dropped and rebuilt at any time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    _events()
    _surroundings()
    _copies()


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("day", sa.Date),
        sa.UniqueConstraint("id", "kind", name="event_once"),
    )
    op.create_table(
        "event_statement",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.key", name="member_of_event"), primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("corrected", sa.Text),
        sa.ForeignKeyConstraint(
            ["reading", "position"], ["statement.reading", "statement.position"], name="statement_of_event"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("event_of_statement", "event_statement", ["reading", "position"])
    op.create_table(
        "event_pair",
        sa.Column("low", sa.String(40), primary_key=True),
        sa.Column("high", sa.String(40), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("event.key", name="pair_of_event"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("event_pairs", "event_pair", ["event"])


def _surroundings() -> None:
    op.create_table(
        "event_cell",
        sa.Column("cell", sa.BigInteger, primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_link",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", sa.String(16), primary_key=True),
        sa.Column("together", sa.Boolean, nullable=False),
    )
    op.create_table(
        "event_state",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(40), nullable=False),
    )


def _copies() -> None:
    op.create_table(
        "copy_band",
        sa.Column("band", sa.BigInteger, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("document.key", name="band_of_document"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("bands_of_document", "copy_band", ["document"])
    op.create_table(
        "copy_of",
        sa.Column(
            "document",
            sa.Integer,
            sa.ForeignKey("document.key", name="copy_of_document"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("first", sa.Integer, nullable=False),
    )
    op.create_index("copies_of_first", "copy_of", ["first"])
