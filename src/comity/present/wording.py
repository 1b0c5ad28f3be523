"""A statement's fields in words; with `headline`, the only place where wording stands."""

from __future__ import annotations

from dataclasses import dataclass

from comity.analyse.claim import FieldValue
from comity.model import Actor, Interval, Place, Quote, Statement
from comity.present import figures
from comity.present.clean import one_line
from comity.present.headline import headline, said
from comity.present.names import CountryName, actor

__all__ = [
    "LABELS",
    "STATUS",
    "UNDATED",
    "CountryName",
    "Fact",
    "actor",
    "facts",
    "headline",
    "label",
    "lead_quote",
    "main_value",
    "value_text",
    "when",
]

STATUS = {
    "done": "done",
    "ongoing": "under way",
    "planned": "planned",
    "proposed": "proposed",
    "denied": "denied",
}
UNDATED = "date not said"
_SPEAKING = 4  # words; "met" alone opens nothing to a reader
LABELS = {
    "date": "when",
    "place": "where",
    "value": "value",
    "due": "due",
    "status": "status",
    "count": "documents",
    "measure": "figure",
    "what": "what",
    "about": "about",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field of a statement in words: its public name, a label for people, and the value."""

    field: str
    label: str
    text: str


def when(statement: Statement) -> str:
    """The days of the event, the period of a figure or the day something is due, or "date not said"."""
    for field in ("date", "period", "due"):
        value = statement.date if field == "date" else statement.slot(field)
        if isinstance(value, Interval):
            return ("due " if field == "due" else "") + figures.days(value)
    return UNDATED


def facts(statement: Statement, name: CountryName) -> tuple[Fact, ...]:
    """Every field that the headline leaves unsaid, date and place first."""
    told_above = said(statement)
    values = [
        ("date", statement.date),
        ("place", statement.place),
        *(s for s in statement.slots if s[0] not in told_above),
    ]
    told = ((f, value_text(f, v, name)) for f, v in values if v is not None)
    return tuple(Fact(field=f, label=label(f), text=text) for f, text in told if text)


def main_value(statement: Statement) -> str:
    """The figures of a statement in a few words: "$4 billion, up 44.7%"; empty where it has none."""
    chosen = ("value", "growth", "share", "stake", "capacity", "count")
    told = [_figure(f, statement) for f in chosen if statement.slot(f) is not None]
    return one_line(", ".join(told))


def value_text(field: str, value: FieldValue, name: CountryName) -> str:
    """One field's value in words, whatever it is."""
    match value:
        case Actor():
            return one_line(actor(value, name))
        case Place():
            return one_line(figures.place(value, name(value.country) if value.country else None))
        case str() if field == "status":
            return STATUS.get(value, value)
        case _:
            return one_line(figures.in_words(field, value))


def label(field: str) -> str:
    """A field's name for people."""
    return LABELS.get(field, field.replace("_", " "))


def _figure(field: str, statement: Statement) -> str:
    value = statement.slot(field)
    assert value is not None
    text = figures.in_words(field, value)
    match field:
        case "share":
            return f"a share of {text}"
        case "stake":
            return f"a stake of {text}"
        case "count":
            return f"{text} document" + ("" if value == 1 else "s")
        case _:
            return text


def lead_quote(statement: Statement) -> Quote | None:
    """The quote that speaks for a statement where there is room for one: the first that is more than a few words, else
    the longest.
    """
    told = (q for q in statement.quotes if len(q.exact.split()) >= _SPEAKING)
    return next(told, None) or max(statement.quotes, key=lambda q: len(q.exact), default=None)
