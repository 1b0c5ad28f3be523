"""Stretches told by their end: "the year to March", "nine months ended Sept. 30", "year to date"."""

from __future__ import annotations

from datetime import date

from comity.figures.time import dates
from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, month_at, number_at, units
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_VERBS = frozenset({"ended", "ending", "ends", "to", "through", "until"})
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def ending(t: Tokens, i: int, known: Known) -> Core | None:
    """The day or month that ends a stretch: "ended March 31, 2024", "to March", "that ends in June"."""
    at = i + (t.word(i) in ("that", "which"))
    if t.word(at) not in _VERBS:
        return None
    at += 1
    at += t.word(at) in ("on", "in", "last", "end")
    at += t.word(at) in DASHES or t.word(at) == "of"
    if month_at(t, at):
        return dates.month(t, at, known)
    core = dates.numeric(t, at, known) if t.word(at)[:1].isdecimal() else None
    return core if core and core.days and core.days.precision == "day" else None


def whole_months(end: date, count: int) -> Days:
    """`count` months up to a day."""
    start = cal.moved(cal.shifted(end, 1), -count)
    return Days(start, end, {12: "year", 6: "half", 3: "quarter", 1: "month"}.get(count, "span"))  # type: ignore[arg-type]


def month_quarter(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the September quarter", "the June 30 quarter": the three months that end then."""
    number = month_at(t, i)
    if number is None or number % 3:
        return None
    core = dates.month(t, i, known)
    at = core.last + (t.word(core.last) in DASHES) if core else i
    if core is None or t.word(at) != "quarter":
        return None
    days = whole_months(core.days.end, 3) if core.days else None
    return Core(first=i, last=at + 1, days=days, against=core.against)


def week_of(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the week of Oct. 16": the week that holds the day."""
    core = dates.month(t, i + 2, known) if t.word(i + 1) == "of" and month_at(t, i + 2) else None
    if core is None or core.days is None or core.days.precision != "day":
        return None
    return Core(first=i, last=core.last, days=cal.week(core.days.start), against=core.against)


def year_to(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the year to March", "quarter ended Sept. 30", "12 months to June", "the week ended Oct. 21"."""
    unit = units().get(t.words[i])
    counted = (1, i) if unit else number_at(t, i)
    if counted is None:
        return None
    count, at = counted
    at += t.word(at) in DASHES
    unit = units().get(t.word(at))
    if unit == "year" and at == i and t.word(at + 1) in ("to", "-") and t.word(at + 2) in ("date", "to"):
        return _to_date(t, i, at, known)
    if unit not in ("week", *_MONTHS):
        return None
    ended = ending(t, at + 1 + (t.word(at + 1) == "period"), known)
    if ended is None or (unit == "week" and (ended.days is None or ended.days.precision != "day")):
        return None
    kind = "fiscal" if unit == "year" or count == 12 else "span"
    days = _stretch(ended.days, count, unit) if ended.days else None
    return Core(first=i, last=ended.last, days=days, against=ended.against if days else None, kind=kind)  # type: ignore[arg-type]


def _stretch(end: Days, count: int, unit: str) -> Days | None:
    if unit == "week":
        return Days(cal.shifted(end.end, 1 - 7 * count), end.end, "span")
    total = count * _MONTHS[unit]
    return whole_months(end.end, total) if total <= 120 else None


def _to_date(t: Tokens, i: int, at: int, known: Known) -> Core | None:
    last = at + 1
    while t.word(last) in ("to", "-", "‑") and last < at + 4:
        last += 1
    if t.word(last) != "date":
        return None
    days = Days(date(known.published.year, 1, 1), known.published, "span") if known.published else None
    return Core(first=i, last=last + 1, days=days, against="published" if days else None, kind="cumulative")
