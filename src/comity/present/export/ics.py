"""The visits and meetings of a dossier as a calendar (iCalendar, RFC 5545): whole days, the quote in the description.

What is planned or proposed is TENTATIVE, what was cancelled or denied CANCELLED. What is known only to the month or the
year, or not at all, is no entry of a calendar: it is left out, and the calendar says how much that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from comity.analyse.dossier import Dossier
from comity.analyse.line import Line
from comity.model import Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, quote_address
from comity.present.names import CountryName

if TYPE_CHECKING:
    from icalendar import Event

KINDS = ("visit", "meeting")
LONGEST = timedelta(days=14)  # a stretch of days that is one occasion, and not only the month it was in
_STATUS = {"done": "CONFIRMED", "ongoing": "CONFIRMED", "denied": "CANCELLED"}
_TEXT = 4000


def dossier(value: Dossier, name: CountryName) -> bytes:
    """The calendar. The same dossier gives the same bytes."""
    from icalendar import Calendar

    told = [line for line in value.lines if line.lead.kind in KINDS]
    dated = [line for line in told if _known(line)]
    calendar = Calendar()
    calendar.add("prodid", "-//Comity//Dossier//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", words.title(value, name))
    calendar.add("x-wr-caldesc", left_out(len(told) - len(dated)))
    for line in sorted(dated, key=_start):
        calendar.add_component(_event(value, line, name))
    return bytes(calendar.to_ical())


def left_out(count: int) -> str:
    """How many visits and meetings have no day in a calendar."""
    if not count:
        return "Every visit and meeting told is here."
    are = "visit or meeting is" if count == 1 else "visits and meetings are"
    return f"{count:,} {are} left out: no day is known, or only the month or year."


def _known(line: Line) -> bool:
    days = line.lead.date or (line.dated.date if line.dated else None)
    return days is not None and days.end - days.start <= LONGEST


def _start(line: Line) -> tuple[date, str]:
    days = line.dated.date if line.dated else None
    return (days.start if days else date.max, line.event or line.id)


def _event(value: Dossier, line: Line, name: CountryName) -> Event:
    from icalendar import Event

    statement = line.dated or line.lead
    days = statement.date or line.lead.date
    assert days is not None
    event = Event()
    event.add("uid", f"{line.event or line.id}@comity")
    event.add("dtstamp", _stamp(value, line))
    event.add("dtstart", days.start)
    event.add("dtend", days.end + timedelta(days=1) if days.end < date.max else days.end)
    event.add("summary", wording.headline(line.lead, name))
    event.add("status", _STATUS.get(line.lead.status, "TENTATIVE"))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [line.lead.kind])
    place = line.lead.place
    if place:
        event.add("location", one_line(figures.place(place, name(place.country) if place.country else None)))
    event.add("description", "\n".join(_described(value, line))[:_TEXT])
    address = _address(value, line.lead)
    if address:
        event.add("url", address)
    return event


def _stamp(value: Dossier, line: Line) -> datetime:
    """When what the entry says was last told: RFC 5545 asks for the day it was last revised."""
    day = line.reported or value.today
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _described(value: Dossier, line: Line) -> Iterator[str]:
    for statement in line.statements:
        quote = wording.lead_quote(statement)
        if quote:
            yield f"“{one_line(quote.exact)}”"
        yield words.source_line(value.source(statement))
    yield f"Event {line.event or line.id}"


def _address(value: Dossier, statement: Statement) -> str | None:
    quote = wording.lead_quote(statement)
    return quote_address(value.source(statement).url, quote.exact if quote else "")
