"""Which shards of archives were loaded, and what could not be read of them; only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "shard",
        sa.Column("name", sa.String(16), primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("run.id", name="shard_in_run"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("looked_at", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("loaded", sa.String(40), nullable=False),
    )
    op.create_table(
        "shard_error",
        sa.Column("shard", sa.String(16), sa.ForeignKey("shard.name", name="error_of_shard"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
