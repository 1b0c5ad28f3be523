"""The columns of a dossier's workbook, sheet by sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column and its width in characters."""

    head: str
    width: int = 14


_ID = Column("Id", 19)
_QUOTE = Column("Quote", 70)
_CITED = Column("Sources", 12)
_WHAT = Column("What", 50)

SUMMARY = (Column("Part", 22), _WHAT, Column("Value", 28), Column("Verdict", 18), Column("Why", 60), _QUOTE)
EVENTS = (
    Column("Section", 20),
    Column("Kind", 12),
    Column("Status", 11),
    Column("From", 12),
    Column("To", 12),
    _WHAT,
    Column("Place", 20),
    Column("Amount", 18),
    Column("Currency", 9),
    Column("Bound", 9),
    Column("Documents", 10),
    Column("Reports", 8),
    Column("Independent", 11),
    Column("First reported", 13),
    Column("Sources differ on", 22),
    _CITED,
    _ID,
    _QUOTE,
)
TRADE = (
    Column("Flow", 26),
    Column("From", 12),
    Column("To", 12),
    Column("Amount", 18),
    Column("Currency", 9),
    Column("Bound", 9),
    Column("At least, as written", 18),
    Column("At most, as written", 18),
    Column("Whose figure", 24),
    Column("Official", 9),
    Column("Aim", 7),
    _CITED,
    _ID,
    _QUOTE,
)
AGREEMENTS = (
    Column("Status", 11),
    Column("Counted", 9),
    Column("From", 12),
    Column("To", 12),
    _WHAT,
    Column("Instrument", 14),
    Column("Documents", 10),
    Column("Amount", 18),
    Column("Currency", 9),
    _CITED,
    _ID,
    _QUOTE,
)
VISITS = (
    Column("Visitor", 18),
    Column("Host", 18),
    Column("Status", 11),
    Column("From", 12),
    Column("To", 12),
    _WHAT,
    Column("Highest rank", 20),
    _CITED,
    _ID,
    _QUOTE,
)
PROMISES = (
    Column("State", 10),
    _WHAT,
    Column("By and to", 36),
    Column("Made", 12),
    Column("Due", 12),
    Column("Moved to", 12),
    Column("Reached", 28),
    Column("Months not spoken of", 12),
    Column("Amount", 18),
    Column("Currency", 9),
    _CITED,
    _ID,
    _QUOTE,
)
PARTNERS = (
    Column("Of", 18),
    Column("Subject", 14),
    Column("Partner", 24),
    Column("Amount", 18),
    Column("Currency", 9),
    Column("Share", 9),
    Column("Concentration (HHI)", 14),
    Column("Events", 40),
    _QUOTE,
)
QUOTES = (
    Column("Statement", 19),
    Column("Kind", 12),
    Column("Source", 8),
    Column("Document", 24),
    Column("In", 7),
    Column("Start", 8),
    Column("End", 8),
    Column("Confidence", 10),
    Column("Quote", 100),
)
SOURCES = (
    Column("Number", 8),
    Column("Published", 12),
    Column("Publisher", 26),
    Column("Title", 60),
    Column("Address", 60),
    Column("Document", 30),
)
