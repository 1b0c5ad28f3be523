"""How likely each statement is right; unknown for what was read before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column."""
    op.add_column("statement", sa.Column("confidence", sa.Float))
