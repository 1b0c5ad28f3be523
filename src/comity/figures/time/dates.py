"""Days, months and years as a calendar writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from comity.figures import lexicon, measures
from comity.figures.currency import sign_before
from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, calendar, future, month_at, parted, tail, year_at, year_days
from comity.figures.time.days import Days
from comity.figures.time.fiscal_rule import double_year
from comity.figures.tokens import Tokens

_JOINTS = DASHES | {"to", "and", "through", "until", "till", "&"}
_MONTH_BEFORE = frozenset(
    "in of since by until till from to last next this early late mid through during before after end between and on "
    "- – — ( , /".split()
)


def numeric(t: Tokens, i: int, known: Known) -> Core | None:
    """What begins with digits: ISO and dotted dates, "7 November 2024", "27-30 June", "2023", "1990s", "2021-27"."""
    word = t.words[i]
    if t.glued(i) and (t.word(i - 1)[:1].isalnum() or (t.word(i - 1) in "$€£#_/.:" and t.glued(i - 1))):
        return None
    return (
        _iso(t, i)
        or _dotted(t, i, known)
        or (_day_month(t, i, known) if len(word) <= 2 else None)
        or _years(t, i, known)
    )


def _iso(t: Tokens, i: int) -> Core | None:
    parts = t.words[i : i + 5]
    if len(parts) < 5 or parts[1] not in ("-", "/") or parts[3] != parts[1] or len(parts[0]) != 4:
        return None
    if not (parts[0].isdecimal() and parts[2].isdecimal() and parts[4].isdecimal() and len(parts[2] + parts[4]) <= 4):
        return None
    found = cal.dated(int(parts[0]), int(parts[2]), int(parts[4]))
    return Core(first=i, last=i + 5, days=found) if found and all(t.glued(k) for k in range(i + 1, i + 5)) else None


def _dotted(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "07.11.2024"; with slashes only where the day cannot be a month ("25/12/2024", "12/25/2024")."""
    pieces = t.words[i].split(".")
    last = i + 1
    dashed = len(t.words[i]) == len(t.word(i + 2)) == 2 and t.words[i + 1 : i + 5 : 2] == ("-", "-")
    if (
        len(pieces) == 1
        and (dashed or t.words[i + 1 : i + 5 : 2] == ("/", "/"))
        and all(t.glued(k) for k in range(i + 1, min(i + 5, len(t))))
    ):
        pieces, last = [t.words[i], t.word(i + 2), t.word(i + 4)], i + 5
    if len(pieces) != 3 or not all(p.isdecimal() and len(p) <= 4 for p in pieces):
        return None
    if len(pieces[2]) == 2 and last == i + 5:
        pieces[2] = ("19" if pieces[2] > "50" else "20") + pieces[2]
    if len(pieces[2]) != 4:
        return None
    first, second, year = (int(p) for p in pieces)
    orders = [cal.dated(year, second, first), cal.dated(year, first, second) if last == i + 5 else None]
    possible = list(dict.fromkeys(d for d in orders if d))
    if len(possible) == 2 and known.published:
        now = known.published
        possible = [d for d in possible if abs((d.start - now).days) <= 20] or possible
    if not possible:
        return None
    return Core(first=i, last=last, days=possible[0] if len(possible) == 1 else None)


def _ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """A day of the month at token `i` ("7", "7th") and the token beyond it."""
    word = t.word(i)
    if not word.isdecimal() or len(word) > 2 or not 1 <= int(word) <= 31:
        return None
    suffixed = t.word(i + 1) in ("st", "nd", "rd", "th") and t.glued(i + 1)
    return int(word), i + 2 if suffixed else i + 1


def _day_month(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "7 November", "7th of November 2024", "27-30 June", "from 5 to 7 November", "5 and 6 November"."""
    first = _ordinal(t, i)
    if first is None:
        return None
    last_day, at = first
    for _ in range(3):
        if t.word(at) not in _JOINTS and t.word(at) != ",":
            break
        second = _ordinal(t, at + 1)
        if second is None or second[0] <= last_day:
            break
        last_day, at = second
    if t.word(at) in ("of", "-"):
        at += 1
    number = month_at(t, at)
    if number is None:
        return None
    at += 2 if t.word(at + 1) == "." and t.glued(at + 1) and t.word(at + 2)[:2].isdecimal() else 1
    return _dated(t, i, at, known, partial(_stretch, number, first[0], last_day))


def _stretch(month: int, first: int, last: int, year: int) -> Days | None:
    """Days `first`..`last` of a month."""
    start, end = cal.dated(year, month, first), cal.dated(year, month, last)
    if start is None or end is None:
        return None
    return Days(start.start, end.end, "day" if first == last else "span")


def _dated(t: Tokens, first: int, last: int, known: Known, make: Callable[[int], Days | None]) -> Core:
    """A day without or with its year, which a comma may set off."""
    named = tail(t, last, known)
    if named:
        return Core(first=first, last=named[2], days=make(named[0]), against=named[1])
    found = _nearest_day(t, first, known, make)
    return Core(first=first, last=last, days=found, against="published" if found else None, make=make)


def _nearest_day(t: Tokens, i: int, known: Known, make: Callable[[int], Days | None]) -> Days | None:
    """The year that brings a day nearest to publication, at most 60 days ahead unless the clause looks ahead."""
    if known.published is None:
        return None
    now = known.published
    options = [d for d in (make(now.year - 1), make(now.year), make(now.year + 1)) if d is not None]
    if future(t, i):
        ahead = [d for d in options if d.end >= now]
        return ahead[0] if ahead else None
    near = [d for d in options if (d.start - now).days <= 60]
    return min(near, key=lambda d: abs((d.start - now).days)) if near else None


def month(t: Tokens, i: int, known: Known) -> Core | None:
    """What begins with a month: "November 7, 2024", "June 27-30", "November 2022", "March"."""
    number = month_at(t, i)
    if number is None:
        return None
    short = len(t.words[i]) <= 4 and t.words[i] not in ("may", "june", "july")
    at = i + 2 if t.word(i + 1) == "." and t.glued(i + 1) and short else i + 1
    if t.word(at) == "the":
        at += 1
    found = _ordinal(t, at)
    if found and not (t.glued(found[1]) and t.word(found[1]) in ("%", ":")):
        return _month_days(t, i, number, found, known)
    at = at - 1 if t.word(at - 1) == "the" else at
    if (
        t.word(i) in ("may", "march", "mar", "jan", "sun", "dec")
        and tail(t, at, known) is None
        and t.word(i - 1) not in _MONTH_BEFORE
    ):
        return None
    return parted(t, i, at, known, partial(_month_of, number))


def _month_of(number: int, year: int) -> Days | None:
    return cal.month(year, number) if cal.FIRST <= year <= cal.LAST else None


def _month_days(t: Tokens, i: int, number: int, found: tuple[int, int], known: Known) -> Core:
    first_day, at = found
    last_day = first_day
    for _ in range(3):
        if t.word(at) not in _JOINTS and not (t.word(at) == "," and t.word(at + 2) in ("and", ",")):
            break
        second = _ordinal(t, at + 1)
        if (
            second is None
            or second[0] <= last_day
            or month_at(t, second[1])
            or t.word(second[1]) in ("%", "percent", "per")
        ):
            break
        last_day, at = second
    return _dated(t, i, at, known, partial(_stretch, number, first_day, last_day))


def weekday(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "Tuesday", "Thursday, November 7, 2024", "last Tuesday", "next Tuesday"."""
    number = calendar("weekdays").get(t.word(i))
    if number is None or not t.raw(i)[:1].isupper() or t.word(i - 1) in lexicon.words("calendar", "named_days"):
        return None
    at = i + 1
    if t.word(at) == "." and t.glued(at) and len(t.words[i]) <= 5:
        at += 1
    comma = at + 1 if t.word(at) in (",", "(") else at
    comma += t.word(comma) in ("the", "on")
    dated = (
        month(t, comma, known)
        if month_at(t, comma)
        else (numeric(t, comma, known) if t.word(comma)[:1].isdecimal() else None)
    )
    if dated and dated.days and dated.days.precision == "day":
        return Core(first=i, last=dated.last, days=dated.days, against=dated.against)
    if len(t.words[i]) <= 4:
        return None
    if t.word(at) == "the" and (order := _ordinal(t, at + 1)) and order[1] == at + 3:
        days = _numbered(number, order[0], known.published) if known.published else None
        return Core(first=i, last=order[1], days=days, against="published" if days else None)
    at += t.word(at) in ("morning", "afternoon", "evening", "night")
    first, step = (i - 1, t.words[i - 1]) if t.word(i - 1) in ("last", "next", "this", "coming", "past") else (i, "")
    if known.published is None:
        return Core(first=first, last=at, days=None, against=None)
    found = cal.day(_weekday(t, i, number, step, known.published))
    return Core(first=first, last=at, days=found, against="published", weekly=True)


def _numbered(weekday: int, number: int, now: date) -> Days | None:
    """As in "Friday the 13th": the last such day up to publication."""
    days = (cal.shifted(now, -k) for k in range(430))
    return next((cal.day(d) for d in days if d.day == number and d.weekday() == weekday), None)


def _weekday(t: Tokens, i: int, number: int, step: str, now: date) -> date:
    back, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    if step in ("last", "past"):
        return cal.shifted(now, -(back or 7))
    if step == "next":
        return cal.shifted(now, ahead or 7)
    if step in ("this", "coming") or future(t, i):
        return cal.shifted(now, ahead)
    return cal.shifted(now, -back)


def _years(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "2023", "1990s", "2021-2027", "2023-24"; not "2023 people"."""
    year = year_at(t, i)
    if year is None:
        return None
    if t.word(i + 1) == "s" and t.glued(i + 1):
        return Core(first=i, last=i + 2, days=cal.decade(year)) if year % 10 == 0 else None
    if t.word(i + 1) in ("'", "’") and t.word(i + 2) == "s" and year % 10 == 0 and t.glued(i + 1):
        return Core(first=i, last=i + 3, days=cal.decade(year))
    joint = t.word(i + 1)
    if (joint in DASHES or joint == "/") and t.glued(i + 2) == t.glued(i + 1) and t.word(i + 2).isdecimal():
        second = _second_year(year, t.words[i + 2], joint)
        fiscal = double_year(t, i, known) if second == year + 1 and len(t.words[i + 2]) == 2 else None
        if fiscal:
            return Core(first=i, last=i + 3, days=fiscal, kind="fiscal")
        if second:
            return Core(first=i, last=i + 3, days=Days(date(year, 1, 1), date(second, 12, 31), "span"), kind="span")
    if t.word(i + 1) == "q" and t.word(i + 2) in ("1", "2", "3", "4") and t.glued(i + 2):
        return Core(first=i, last=i + 3, days=cal.quarter(year, int(t.words[i + 2])))
    if not _is_year(t, i, year):
        return None
    if t.word(i - 1) == "the" and t.word(i + 1) in ("quarter", "period", "month", "half"):
        return Core(first=i, last=i + 2, days=year_days(year), anaphor=partial(cal.in_year, number=year))
    return Core(first=i, last=i + 1, days=year_days(year))


def _second_year(year: int, written: str, joint: str) -> int | None:
    if len(written) == 4 and joint != "/" and year < int(written) <= 2199:
        return int(written)
    if len(written) == 2 and year % 100 < int(written):
        return year - year % 100 + int(written)
    return None


def _is_year(t: Tokens, i: int, year: int) -> bool:
    """Whether four digits are a year and not a count: no unit, currency or counted noun may stand beside them."""
    before, after = t.word(i - 1), t.word(i + 1)
    if before == "than" and t.word(i - 2) in ("later", "earlier"):
        return True
    if sign_before(t, i, False) or before in lexicon.words("calendar", "unyears", "before"):
        return False
    if after in lexicon.words("calendar", "unyears", "after") or measures.percent(t, i + 1) or measures.unit(t, i + 1):
        return False
    if before in lexicon.words("calendar", "inyears"):
        return True
    counts = measures.noun(t, i + 1, Decimal(year)) == (i + 1, i + 2)
    if year < 1800 or year > 2100:
        return False
    return not (counts and (year % 100 == 0 or year < 1900) and before not in ("the", "a", "s"))
