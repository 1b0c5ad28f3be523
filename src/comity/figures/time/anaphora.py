"""Periods that build on an earlier one: "the same period last year", "the previous year", "year on year"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, number_at, tail, units
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_SAME = frozenset({"period", "time", "month", "months", "quarter", "week", "day", "half", "timeframe", "stretch"})


def same(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "same period last year", "corresponding period of 2022", "same month a year earlier", "same day"."""
    at = i + 1
    counted = number_at(t, at) if t.word(at) not in ("a", "an") else None
    if counted:
        at = counted[1]
    if t.word(at) in DASHES:
        at += 1
    noun = t.word(at)
    if noun == "year":
        return Core(first=i, last=at + 1, days=None, against=None, anaphor=_year_of)
    unit = units().get(noun)
    if noun not in _SAME or (noun == "time" and not _shift(t, at + 1, known)):
        return None
    shift = _shift(t, at + 1, known) or (_itself, at + 1)
    if t.words[i] == "latest" and shift[0] is not _itself:
        return None
    anaphor = partial(_in_unit, unit=unit, then=shift[0]) if unit and not counted else shift[0]
    return Core(first=i, last=shift[1], days=None, against=None, anaphor=anaphor, daily=noun == "day")


def _in_unit(days: Days, unit: str, then: Callable[[Days], Days | None]) -> Days | None:
    """The calendar's unit that holds a period not longer than it, moved as the words say."""
    whole = cal.calendar_unit(days.start, unit)
    return then(whole) if days.end <= whole.end else None


def _shift(t: Tokens, i: int, known: Known) -> tuple[Callable[[Days], Days | None], int] | None:
    """How the year after "the same period" moves it."""
    at = i + 1 if t.word(i) in ("of", "in", "from", "during") else i
    at += t.word(at) == "the"
    if t.word(at) in ("last", "previous", "prior", "preceding", "past") and t.word(at + 1) == "year":
        return partial(cal.later, count=-1, unit="year"), at + 2
    if t.word(at) == "year" and t.word(at + 1) in ("before", "earlier", "ago"):
        return partial(cal.later, count=-1, unit="year"), at + 2
    counted = number_at(t, at)
    if counted and units().get(t.word(counted[1])) and t.word(counted[1] + 1) in ("earlier", "ago", "before"):
        return partial(cal.later, count=-counted[0], unit=units()[t.words[counted[1]]]), counted[1] + 2
    named = tail(t, at, known)
    return (partial(cal.in_year, number=named[0]), named[2]) if named else None


def _itself(days: Days) -> Days:
    return days


def _year_of(days: Days) -> Days:
    return cal.year(days.end.year)


def previous(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the previous year", "the following day", "the preceding quarter", "that year"."""
    word, at = t.words[i], i + 1
    unit = units().get(t.word(at))
    if unit is None or t.word(at).endswith("s") or (word == "next" and unit != "day"):
        return None
    sign = {"previous": -1, "preceding": -1, "prior": -1, "following": 1, "subsequent": 1, "that": 0, "next": 1}[word]
    if word == "that" and (
        unit in ("quarter", "century")
        or t.word(i - 1)
        not in ("in", "of", "since", "by", "for", "during", "on", "from", "earlier", "later", "until", "same")
    ):
        return None
    return Core(
        first=i,
        last=at + 1,
        days=None,
        against=None,
        anaphor=partial(_neighbour, count=sign, unit=unit),
        daily=unit == "day",
    )


def _neighbour(days: Days, count: int, unit: str) -> Days:
    """The unit before or after the one that holds a period."""
    edge = days.end if count >= 0 else days.start
    return cal.calendar_unit(cal.later(cal.calendar_unit(edge, unit), count, unit).start, unit)


def year_before(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the year before", "the day after" (with nothing after "before" that it could govern)."""
    unit = units().get(t.words[i])
    way = t.word(i + 1)
    if (
        unit is None
        or t.word(i - 1) != "the"
        or way not in ("before", "after", "earlier", "prior")
        or t.word(i + 2)[:1].isalnum()
    ):
        return None
    return Core(
        first=i,
        last=i + 2,
        days=None,
        against=None,
        anaphor=partial(_neighbour, count=1 if way == "after" else -1, unit=unit),
    )


def on_year(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "year on year", "year-over-year", "month-on-month", "yoy": the base a growth is measured from."""
    word = t.words[i]
    if word in ("yoy", "mom", "qoq") and (word == "yoy" or t.raw(i) in ("MoM", "MOM", "QoQ", "QOQ")):
        return Core(
            first=i,
            last=i + 1,
            days=None,
            against=None,
            optional=True,
            anaphor=_back({"y": "year", "m": "month", "q": "quarter"}[word[0]]),
        )
    if word in ("y", "m", "q") and t.follows(i + 1, "/", word) and t.glued(i + 1) and t.glued(i + 2):
        return Core(
            first=i,
            last=i + 3,
            days=None,
            against=None,
            optional=True,
            anaphor=_back({"y": "year", "m": "month", "q": "quarter"}[word]),
        )
    unit = units().get(word)
    if unit not in ("year", "month", "quarter", "week") or word.endswith("s"):
        return None
    if t.word(i + 1) in DASHES and t.word(i + 2) in ("earlier", "ago", "before"):
        last = i + 3 + (t.word(i + 3) in ("period", "quarter", "month", "level", "figure"))
        fallback = _quarter_ago(known) if unit == "year" and t.word(last - 1) == "quarter" else None
        return Core(
            first=i, last=last, days=None, against=None, optional=True, anaphor=_back(unit), fallback=fallback,
        )  # fmt: skip
    at = i + 1 + (t.word(i + 1) in DASHES)
    middle = t.word(at)
    last = at + 1 + (t.word(at + 1) in DASHES)
    if middle not in ("on", "over", "to") or t.word(last) != word or (middle == "to" and t.word(i + 1) not in DASHES):
        return None
    return Core(first=i, last=last + 1, days=None, against=None, optional=True, anaphor=_back(unit))


def _quarter_ago(known: Known) -> Days | None:
    """The quarter a year before the last that was complete at publication."""
    if known.published is None:
        return None
    last = cal.later(cal.calendar_unit(known.published, "quarter"), -1, "quarter")
    return cal.later(last, -1, "year")


def _back(unit: str) -> Callable[[Days], Days | None]:
    return partial(cal.later, count=-1, unit=unit)
