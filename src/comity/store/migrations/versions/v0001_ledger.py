"""The first ledger: runs, document versions, readings, statements, and their actors and pairs of countries."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _documents()
    _statements()
    _look_ups()


def _documents() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("started", sa.String(40), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
    )
    op.create_table(
        "document",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("first_seen", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("id", "version", name="document_version"),
    )
    op.create_index("document_newest", "document", ["id", "key"])
    op.create_table(
        "reading",
        sa.Column("key", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("document.key", name="reading_of_document"), nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("run.id", name="reading_in_run"), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.UniqueConstraint("document", "code", "model", name="reading_once"),
    )
    op.create_index("reading_newest", "reading", ["document", "key"])


def _statements() -> None:
    op.create_table(
        "statement",
        sa.Column("reading", sa.Integer, sa.ForeignKey("reading.key", name="statement_of_reading"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("public", sa.Text, nullable=False),
        sa.Column("slots", sa.Text, nullable=False),
        sa.Column("origins", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.UniqueConstraint("reading", "id", name="statement_once"),
    )
    op.create_index("statement_id", "statement", ["id"])


def _look_ups() -> None:
    op.create_table(
        "statement_actor",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("ordinal", sa.Integer, primary_key=True),
        sa.Column("country", sa.String(40)),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "position"], ["statement.reading", "statement.position"], name="actor_of_statement"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("actor_country", "statement_actor", ["country", "reading", "position"])
    op.create_table(
        "statement_pair",
        sa.Column("low", sa.String(40), primary_key=True),
        sa.Column("high", sa.String(40), primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(
            ["reading", "position"], ["statement.reading", "statement.position"], name="pair_of_statement"
        ),
        sqlite_with_rowid=False,
    )
