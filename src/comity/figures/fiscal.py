"""Fiscal years by country, and years that end in a month: "FY2023", "fiscal 2023-24", "the year to March"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from comity.figures import days as cal
from comity.figures import lexicon
from comity.figures.days import Days
from comity.figures.moment import DASHES, Core, Known, month_at, nearest_year, number_at, tail, units, year_at
from comity.figures.tokens import Tokens


def rule(t: Tokens, i: int, known: Known) -> tuple[int, str] | None:
    """First month of the fiscal year meant at token `i` and how it is named, by the nearest place."""
    table = lexicon.table("places")["fiscal"]
    where = known.places.around(t.starts[i], table.keys())
    if where is None:
        return None
    first, named = table[where]
    return int(first), str(named)


def fiscal_year(number: int, first: int, named: str) -> Days:
    """The fiscal year that a country calls `number`."""
    start = number if named == "start" or first == 1 else number - 1
    return cal.months(start, first, 12, "year")


def fiscal(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "fiscal 2023", "fiscal year 2023-24", "FY23", "this fiscal year"."""
    at = _head(t, i)
    if at is None:
        return None
    named = _number(t, at)
    step = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1, "coming": 1, "past": -1}.get(t.word(i - 1))
    ended = _ending(t, at, known)
    if ended:
        return replace(ended, first=i)
    found = rule(t, i, known)
    if named:
        days = _named(named[0], named[1], found)
        return Core(first=i, last=named[2], days=days, against="text" if days else None, kind="fiscal")
    if step is None or known.published is None:
        return (
            Core(first=i - (step is not None), last=at, days=None, against=None, kind="fiscal")
            if step is not None
            else None
        )
    days = _holding(known.published, found[0], step) if found else None
    return Core(first=i - 1, last=at, days=days, against="published" if days else None, kind="fiscal")


def _head(t: Tokens, i: int) -> int | None:
    """The token beyond "fiscal", "fiscal year", "financial year", "FY"."""
    word = t.words[i]
    if word == "fy":
        return i + 1
    if word in ("fiscal", "financial") and t.word(i + 1) in ("year", "years"):
        return i + 2
    stepped = t.word(i - 1) in ("last", "this", "next", "current", "previous")
    return i + 1 if word == "fiscal" and (year_at(t, i + 1) or stepped) else None


def _number(t: Tokens, i: int) -> tuple[int, bool, int] | None:
    """The year named at token `i`: its number, whether it is the first of two ("2023-24"), the token beyond."""
    at = i + (t.word(i) in ("'", "’", "of", "-", ","))
    word = t.word(at)
    if not word.isdecimal() or len(word) not in (2, 4):
        return None
    year = int(word) if len(word) == 4 else 2000 + int(word) - (100 if word > "60" else 0)
    if not 1800 <= year <= 2199:
        return None
    second = t.word(at + 2)
    if (
        (t.word(at + 1) in DASHES or t.word(at + 1) == "/")
        and second.isdecimal()
        and len(second) in (2, 4)
        and int(second) % 100 == (year + 1) % 100
    ):
        return year, True, at + 3
    return year, False, at + 1


def _named(year: int, double: bool, found: tuple[int, str] | None) -> Days | None:
    if found is None:
        return None
    first, named = found
    if first == 1:
        return cal.year(year)
    return cal.months(year, first, 12, "year") if double else fiscal_year(year, first, named)


def double_year(t: Tokens, i: int, known: Known) -> Days | None:
    """As in "2024-25" where a country near it keeps such a fiscal year, else None."""
    found = rule(t, i, known)
    return _named(int(t.words[i]), True, found) if found and found[0] != 1 else None


def _holding(on: date, first: int, step: int) -> Days:
    """The fiscal year that holds a day, moved by `step` years."""
    year = on.year if on.month >= first else on.year - 1
    return cal.months(year + step, first, 12, "year")


def _ending(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "(year) ended March 31, 2024", "to March", "ending in June", "through September"."""
    at = i
    if t.word(at) in ("that", "which"):
        at += 1
    if t.word(at) in ("ended", "ending", "ends", "to", "through", "until"):
        at += 1
    else:
        return None
    at += t.word(at) in ("on", "in")
    day = 0
    if t.word(at).isdecimal() and len(t.word(at)) <= 2 and (month_at(t, at + 1)):
        day, at = int(t.word(at)), at + 1
    number = month_at(t, at)
    if number is None:
        return None
    last = at + 1
    if not day and t.word(last).isdecimal() and len(t.word(last)) <= 2:
        last += 1
    named = tail(t, last, known)
    make = partial(_year_to, number, 12)
    if named:
        return Core(first=i, last=named[2], days=make(named[0]), against=named[1], kind="fiscal")
    found = nearest_year(t, i, known, partial(_month_only, number))
    days = make(found.end.year) if found else None
    return Core(first=i, last=last, days=days, against="published" if days else None, kind="fiscal")


def _month_only(number: int, year: int) -> Days:
    return cal.month(year, number)


def _year_to(number: int, count: int, year: int) -> Days:
    """`count` months that end with a month of a year."""
    end = cal.month(year, number).end
    return Days(cal.moved(end + timedelta(1), -count), end, "year" if count == 12 else "span")


def year_to(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the year to March", "year ended 30 June 2024", "12 months to June", "six months through September"."""
    counted = number_at(t, i) if t.words[i] != "year" else (12, i)
    if counted is None:
        return None
    count, at = counted
    if t.word(at) in DASHES:
        at += 1
    unit = units().get(t.word(at))
    if unit not in ("year", "month", "quarter") or (t.words[i] == "year" and unit != "year"):
        return None
    if t.words[i] == "year" and t.word(at + 1) in ("to", "-") and t.word(at + 2) in ("date", "to"):
        return _to_date(t, i, at, known)
    ended = _ending(t, at + 1, known)
    if ended is None or ended.days is None:
        return replace(ended, first=i) if ended else None
    total = 12 if t.words[i] == "year" else count * {"year": 12, "quarter": 3, "month": 1}[unit]
    if total > 120:
        return None
    start = cal.moved(ended.days.end + timedelta(1), -total)
    return replace(
        ended,
        first=i,
        days=Days(start, ended.days.end, "year" if total == 12 else "span"),
        kind="fiscal" if total == 12 else "span",
    )


def _to_date(t: Tokens, i: int, at: int, known: Known) -> Core | None:
    last = at + 1
    while t.word(last) in ("to", "-", "‑") and last < at + 4:
        last += 1
    if t.word(last) != "date":
        return None
    days = Days(date(known.published.year, 1, 1), known.published, "span") if known.published else None
    return Core(first=i, last=last + 1, days=days, against="published" if days else None, kind="cumulative")
