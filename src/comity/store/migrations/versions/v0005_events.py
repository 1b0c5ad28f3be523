"""Events: which statements tell of one thing. Derived; may be dropped and rebuilt at any time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "event",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.UniqueConstraint("id", "kind", name="event_once"),
    )
    op.create_table(
        "event_statement",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.key", name="member_of_event"), primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(
            ["reading", "position"], ["statement.reading", "statement.position"], name="statement_of_event"
        ),
    )
    op.create_index("event_of_statement", "event_statement", ["reading", "position"])
