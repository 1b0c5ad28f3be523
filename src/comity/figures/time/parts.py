"""Parts of a year and stretches of a century: quarters, halves, first nine months, seasons, decades."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from comity.figures import lexicon
from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, calendar, future, month_at, number_at, parted, tail
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_SUFFIXES = ("st", "nd", "rd", "th")


def quarterly(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "first quarter of 2023", "second half", "first nine months of this year", "21st century"."""
    found = _order(t, i)
    if found is None:
        return None
    order, at = found
    at += t.word(at) in DASHES
    if t.word(at) == "century" and 1 <= order <= 21:
        return Core(first=i, last=at + 1, days=_century(order))
    at += t.word(at) in ("fiscal", "calendar")
    if t.word(at) in ("quarter", "quarters") and 1 <= order <= 4:
        return parted(t, i, at + 1, known, partial(_quarter, order))
    if t.word(at) == "half" and 1 <= order <= 2:
        return _half_of(t, i, at + 1, order, known)
    if t.word(at) == "week" and t.word(at + 1) == "of" and 1 <= order <= 4 and month_at(t, at + 2):
        return parted(t, i, at + 3, known, partial(_week_of, month_at(t, at + 2) or 1, order))
    return _first_months(t, i, at, order, known)


def _order(t: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal at token `i` in words or digits, and the token beyond it."""
    word = t.words[i]
    if word[0].isdecimal():
        short = word.isdecimal() and len(word) <= 2 and t.word(i + 1) in _SUFFIXES and t.glued(i + 1)
        return (int(word), i + 2) if short else None
    order = lexicon.integers("ordinals").get(word) or {"latter": 2, "opening": 1}.get(word)
    return (order, i + 1) if order else None


def _first_months(t: Tokens, i: int, at: int, order: int, known: Known) -> Core | None:
    counted = number_at(t, at) if t.word(at) not in ("a", "an") else None
    if counted is None or order != 1 or not 1 <= counted[0] <= 12:
        return None
    last = counted[1] + (t.word(counted[1]) in DASHES)
    if t.word(last) not in ("months", "month", "quarters") or (t.word(last) == "quarters" and counted[0] > 4):
        return None
    months = counted[0] * (3 if t.word(last) == "quarters" else 1)
    core = parted(t, i, last + 1, known, partial(_months, months))
    now, days = known.published, core.days
    if core.make and days and now and days.end > now and months > 3 and not future(t, i):
        return replace(core, days=_months(months, now.year - 1))  # what is measured is complete
    return core


def months_of(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "nine months of 2024": the first months of a year that is named."""
    counted = number_at(t, i)
    if counted is None or not 1 < counted[0] < 12 or t.word(counted[1]) != "months" or t.word(counted[1] + 1) != "of":
        return None
    named = tail(t, counted[1] + 1, known)
    return Core(first=i, last=named[2], days=_months(counted[0], named[0]), against=named[1]) if named else None


def last_of(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "last three months of 2023", "final quarter of the year"; it needs the year."""
    counted = number_at(t, i + 1) if t.word(i + 1) not in ("a", "an") else None
    count, at = counted or (1, i + 1)
    width = {"months": 1, "month": 1, "quarter": 3, "quarters": 3, "half": 6}.get(t.word(at))
    if width is None or not 1 <= count * width <= 12 or t.word(at + 1) != "of":
        return None
    if tail(t, at + 1, known) is None and not t.follows(at + 1, "of", "the", "year"):
        return None
    return parted(t, i, at + 1, known, partial(_last_months, count * width))


def _half_of(t: Tokens, i: int, at: int, order: int, known: Known) -> Core:
    number = month_at(t, at + 1) if t.word(at) == "of" else None
    if number is None:
        return parted(t, i, at, known, partial(_half, order))
    return parted(t, i, at + 2, known, partial(_half_month, number, order))


def _quarter(order: int, year: int) -> Days:
    return cal.quarter(year, order)


def _half(order: int, year: int) -> Days:
    return cal.half(year, order)


def _months(count: int, year: int) -> Days:
    return cal.months(year, 1, count, "span")


def _last_months(count: int, year: int) -> Days:
    precision = {3: "quarter", 6: "half"}.get(count, "span")
    return cal.months(year, 13 - count, count, precision)  # type: ignore[arg-type]


def _half_month(number: int, order: int, year: int) -> Days:
    whole = cal.month(year, number)
    if order == 1:
        return Days(whole.start, whole.start.replace(day=15), "span")
    return Days(whole.start.replace(day=16), whole.end, "span")


def _week_of(number: int, order: int, year: int) -> Days:
    start = date(year, number, 1)
    return Days(cal.shifted(start, 7 * order - 7), cal.shifted(start, 7 * order - 1), "span")


def _century(order: int) -> Days:
    return Days(date(max(100 * order - 99, 1), 1, 1), date(100 * order, 12, 31), "span")


def lettered(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "Q3", "Q3 2024", "H1", "1Q24", "9M 2023"."""
    word = t.words[i]
    if word in ("q", "h") and t.glued(i + 1) and t.word(i + 1)[:1].isdecimal() and _apart(t, i):
        return _lettered(t, i, i + 2, word, t.words[i + 1], known) if t.raw(i).isupper() else None
    if word.isdecimal() and len(word) == 1 and t.glued(i + 1) and t.raw(i + 1) in ("Q", "H", "M"):
        return _lettered(t, i, i + 2, t.word(i + 1), word, known)
    return None


def _apart(t: Tokens, i: int) -> bool:
    return not t.glued(i) or t.word(i - 1) in DASHES or t.word(i - 1) == "("


def _lettered(t: Tokens, i: int, last: int, letter: str, digit: str, known: Known) -> Core | None:
    if len(digit) != 1 or not 1 <= int(digit) <= {"q": 4, "h": 2, "m": 9}[letter]:
        return None
    make = partial({"q": _quarter, "h": _half, "m": _months}[letter], int(digit))
    if t.word(last).isdecimal() and len(t.word(last)) == 2 and t.glued(last):
        return Core(first=i, last=last + 1, days=make(2000 + int(t.words[last])))
    if letter == "m" and tail(t, last, known) is None:
        return None
    return parted(t, i, last, known, make)


def season(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "spring 2023", "the summer of 2022", "in the spring"; a season that nothing governs is no period."""
    start = calendar("seasons").get(t.words[i], 9)
    named = tail(t, i + 1, known) if t.word(i + 1) != "," else None
    make = partial(_season, start)
    if named and t.word(named[2]) in ("-", "–", "/") and t.word(named[2] + 1).isdecimal() and start == 12:
        return Core(first=i, last=named[2] + 2, days=make(named[0] + 1))
    if named:
        return Core(first=i, last=named[2], days=make(named[0]), against=named[1])
    before = t.word(i - 2) if t.word(i - 1) == "the" else ""
    if before not in ("in", "by", "before", "until", "since") or t.words[i] == "fall":
        return None
    return parted(t, i, i + 1, known, make)


def _season(start: int, year: int) -> Days | None:
    return cal.season(year, start) if year > 1 else None


def short_decade(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the 90s", "'80s", "early 70s"; not "in his 70s"."""
    word = t.words[i]
    if (
        len(word) != 2
        or not word.isdecimal()
        or word[1] != "0"
        or word == "00"
        or not (t.word(i + 1) == "s" and t.glued(i + 1))
    ):
        return None
    quoted = t.word(i - 1) in ("'", "’", "‘") and t.glued(i)
    if not quoted and t.word(i - 1) not in ("the", "early", "late", "mid"):
        return None
    return Core(first=i, last=i + 2, days=cal.decade((1900 if word >= "30" else 2000) + int(word)))


def spelled_decade(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the nineties"."""
    if t.word(i - 1) not in ("the", "early", "late", "mid"):
        return None
    number = calendar("decades")[t.words[i]]
    return Core(first=i, last=i + 1, days=cal.decade((1900 if number >= 30 else 2000) + number))
