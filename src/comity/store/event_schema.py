"""The tables of events and copies: derived, dropped and rebuilt from statements, decisions and texts.

An `event` has its statements in `event_statement`; `corrected` holds one as people corrected it. `event_pair` repeats
the countries and the day (the first of all days where none is known), so that a pair's timeline is one index look-up.
`event_cell` says where a statement is looked for, `event_link` which statements people put together or apart,
`event_state` how far all this has come. `copy_band` holds hashes that copies of one text share, from 0 up for the
documents that stand for a band and their complement (`~band`, below 0) for those that came when enough did; `copy_of`
the documents that have copies, with the one their group is called by.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from comity.store.schema import ExactText, metadata

event = Table(
    "event",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("day", Date),
    UniqueConstraint("id", "kind", name="event_once"),
)

event_statement = Table(
    "event_statement",
    metadata,
    Column("event", Integer, ForeignKey("event.key", name="member_of_event"), primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("corrected", ExactText),
    ForeignKeyConstraint(
        ["reading", "position"], ["statement.reading", "statement.position"], name="statement_of_event"
    ),
    sqlite_with_rowid=False,
)
Index("event_of_statement", event_statement.c.reading, event_statement.c.position)

event_pair = Table(
    "event_pair",
    metadata,
    Column("low", String(40), primary_key=True),
    Column("high", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("event", Integer, ForeignKey("event.key", name="pair_of_event"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("event_pairs", event_pair.c.event)

event_cell = Table(
    "event_cell",
    metadata,
    Column("cell", BigInteger, primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

event_link = Table(
    "event_link",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("statement", String(16), primary_key=True),
    Column("together", Boolean, nullable=False),
)

event_state = Table(
    "event_state",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(40), nullable=False),
)

copy_band = Table(
    "copy_band",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("document", Integer, ForeignKey("document.key", name="band_of_document"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("bands_of_document", copy_band.c.document)

copy_of = Table(
    "copy_of",
    metadata,
    Column(
        "document",
        Integer,
        ForeignKey("document.key", name="copy_of_document"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("first", Integer, nullable=False),
)
Index("copies_of_first", copy_of.c.first)
