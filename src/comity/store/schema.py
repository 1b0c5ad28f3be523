"""The ledger's tables. Rows are only ever added; events, which are derived, have theirs in `event_schema`.

A `document` row is one version of a document; a `reading` row is what one code version and model made of it; its
statements are numbered by `position`. The newest reading of the newest version is what readers see.
`statement_actor` and `statement_pair` repeat the actors' countries so that a pair's timeline is one index look-up.
`digest` is what the rest of a row hashes to; that of a reading takes in its statements with their actors and pairs.
Migrations in `migrations/` build the same tables step by step; a test holds the two against each other.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from comity.store import seal

SCHEMA = "0007"
"""The newest migration; a test holds it against the migrations themselves."""
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
VERSION_TABLE = "comity_schema"

_ESCAPED = "\x1b"


class ExactText(TypeDecorator[str]):
    """Text of which no code point is lost: what databases refuse (NUL, lone surrogates) is kept as escaped JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Escape where needed; the same text always gives the same stored form, so that keys compare."""
        if value is None or _storable(value):
            return value
        return _ESCAPED + json.dumps(value)

    def process_result_value(self, value: Any, dialect: Any) -> str | None:
        """The text as it was."""
        return value if value is None else exact(str(value))


def exact(stored: str) -> str:
    """What `ExactText` keeps as `stored`."""
    return str(json.loads(stored[1:])) if stored.startswith(_ESCAPED) else stored


def _storable(text: str) -> bool:
    if "\x00" in text or text.startswith(_ESCAPED):
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


metadata = MetaData()


def _sealed() -> Column[str]:
    """What the rest of the row hashes to, filled in by whatever inserts it."""
    return Column(seal.COLUMN, String(16), nullable=False, default=seal.default, server_default="")


run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String(40), nullable=False),
    Column("code", String(200), nullable=False),
    Column("model", String(200), nullable=False),
    Column("settings", ExactText, nullable=False),
    _sealed(),
)

document = Table(
    "document",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("id", ExactText, nullable=False),
    Column("version", String(16), nullable=False),
    Column("first_seen", String(40), nullable=False),
    Column("title", ExactText, nullable=False),
    Column("published", Date),
    Column("text", ExactText, nullable=False),
    _sealed(),
    UniqueConstraint("id", "version", name="document_version"),
)
Index("document_newest", document.c.id, document.c.key)

reading = Table(
    "reading",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("document", Integer, ForeignKey("document.key", name="reading_of_document"), nullable=False),
    Column("run", Integer, ForeignKey("run.id", name="reading_in_run"), nullable=False),
    Column("code", String(200), nullable=False),
    Column("model", String(200), nullable=False),
    Column("url", ExactText),
    Column("publisher", ExactText),
    Column("article", ExactText, nullable=False),
    Column("findings", ExactText, nullable=False),
    _sealed(),
    UniqueConstraint("document", "code", "model", name="reading_once"),
)
Index("reading_newest", reading.c.document, reading.c.key)

statement = Table(
    "statement",
    metadata,
    Column("reading", Integer, ForeignKey("reading.key", name="statement_of_reading"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("status", String(40), nullable=False),
    Column("public", ExactText, nullable=False),
    Column("slots", ExactText, nullable=False),
    Column("origins", ExactText, nullable=False),
    Column("findings", ExactText, nullable=False),
    Column("confidence", Float),
    UniqueConstraint("reading", "id", name="statement_once"),
)
Index("statement_id", statement.c.id)
Index("statement_kind", statement.c.kind, statement.c.reading)

statement_actor = Table(
    "statement_actor",
    metadata,
    Column("reading", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("country", String(40)),
    Column("role", String(40), nullable=False),
    Column("name", ExactText, nullable=False),
    ForeignKeyConstraint(
        ["reading", "position"], ["statement.reading", "statement.position"], name="actor_of_statement"
    ),
    sqlite_with_rowid=False,
)
Index("actor_country", statement_actor.c.country, statement_actor.c.reading, statement_actor.c.position)

statement_pair = Table(
    "statement_pair",
    metadata,
    Column("low", String(40), primary_key=True),
    Column("high", String(40), primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    ForeignKeyConstraint(
        ["reading", "position"], ["statement.reading", "statement.position"], name="pair_of_statement"
    ),
    sqlite_with_rowid=False,
)

# Decisions of people (store/decisions.py).

decision = Table(
    "decision",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False),
    Column("action", String(20), nullable=False),
    Column("author", ExactText, nullable=False),
    Column("made", String(40), nullable=False),
    Column("body", ExactText, nullable=False),
    _sealed(),
    UniqueConstraint("id", name="decision_once"),
)

# Official statistics (store/observations.py).

observation = Table(
    "observation",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False),
    Column("reporter", String(40), nullable=False),
    Column("partner", String(40), nullable=False),
    Column("flow", String(20), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("body", ExactText, nullable=False),
    _sealed(),
    UniqueConstraint("id", name="observation_once"),
)
Index("observation_of_pair", observation.c.reporter, observation.c.partner, observation.c.starts)

# Shards of archives that were loaded (store/shards.py).

shard = Table(
    "shard",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("run", Integer, ForeignKey("run.id", name="shard_in_run"), nullable=False),
    Column("body", ExactText, nullable=False),
    Column("looked_at", Integer, nullable=False),
    Column("kept", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("loaded", String(40), nullable=False),
)

shard_error = Table(
    "shard_error",
    metadata,
    Column("shard", String(16), ForeignKey("shard.name", name="error_of_shard"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("origin", ExactText, nullable=False),
    Column("why", ExactText, nullable=False),
)
