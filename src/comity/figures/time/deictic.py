"""Periods told from the day of publication: today, last year, the past five years, a week ago, within four years."""

from __future__ import annotations

from functools import partial

from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, calendar, future, month_at, number_at, tail, units, year_days
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})


def deictic_day(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "today", "yesterday", "tomorrow", "tonight"."""
    title = t.raw(i)[:1].isupper() and t.raw(i - 1)[:1].isupper()
    if title or (len(t.raw(i)) > 1 and t.raw(i).isupper()):
        return None  # "USA Today", "TODAY"
    last = i + 2 if t.word(i + 1) in _PARTS_OF_DAY else i + 1
    step = _DAYS[t.words[i]]
    twice = t.precedes(i, "day", "after") if step == 1 else t.precedes(i, "day", "before") and step == -1
    first = i - 2 if twice else i
    if known.published is None:
        return Core(first=first, last=last, days=None, against=None)
    days = cal.day(cal.shifted(known.published, 2 * step if twice else step))
    return Core(first=first, last=last, days=days, against="published")


def stepped(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "this year", "last month", "next week", "the past five years", "last November", "this summer"."""
    word = t.words[i]
    step = _STEPS[word]
    if word in ("previous", "current", "coming", "upcoming", "past") and t.word(i - 1) == "last":
        return None
    counted = _rolling(t, i, step, known)
    if counted:
        return counted
    at = i + 1
    if t.word(at) in ("calendar", "whole", "entire"):
        at += 1
    noun = t.word(at)
    if noun in _PARTS_OF_DAY and word in ("this", "last"):
        on = cal.shifted(known.published, -1 if word == "last" else 0) if known.published else None
        return Core(first=i, last=at + 1, days=cal.day(on) if on else None, against="published" if on else None)
    unit = units().get(noun)
    if unit and noun != "days" and not noun.endswith("s") and unit != "day":
        return _unit(t, i, at + 1, unit, step, known)
    if noun in calendar("seasons") or (noun == "fall" and t.word(i - 1) in ("in", "of", "since", "until", "by", "")):
        return _season(t, i, at + 1, step, known)
    number = month_at(t, at)
    if number and t.word(at + 1)[:1].isdecimal() is False:
        return _month(i, at + 1, number, step, word, known)
    return None


def _rolling(t: Tokens, i: int, step: int, known: Known) -> Core | None:
    """As in "the past five years", "the next decade", "over the past year"."""
    word = t.words[i]
    if word in ("this", "current", "upcoming"):
        return None
    counted = number_at(t, i + 1) if t.word(i + 1) not in ("a", "an") else None
    if t.follows(i + 1, "few") or t.follows(i + 1, "several") or t.follows(i + 1, "couple"):
        return None
    count, at = counted or (1, i + 1)
    if t.word(at) in DASHES:
        return None
    if t.word(at) in ("full", "calendar", "consecutive"):
        at += 1
    unit = units().get(t.word(at))
    whole = word in ("past", "coming") or (t.word(at) in ("decade", "century") and word in ("last", "next"))
    if unit is None or not (counted or whole) or unit == "weekend":
        return None
    if (counted and count == 1 and not whole) or (not counted and t.word(at).endswith("s")):
        return None
    if known.published is None:
        return Core(first=i, last=at + 1, days=None, against=None, kind="span")
    found = cal.rolling(known.published, count if step > 0 else -count, unit)
    return Core(first=i, last=at + 1, days=found, against="published", kind="span")


def _unit(t: Tokens, first: int, last: int, unit: str, step: int, known: Known) -> Core:
    if known.published is None:
        return Core(first=first, last=last, days=None, against=None)
    found = cal.later(cal.calendar_unit(known.published, unit), step, unit)
    if unit in ("month", "quarter", "year", "decade", "century", "half"):
        found = cal.calendar_unit(found.start, unit)
    return Core(first=first, last=last, days=found, against="published")


def _season(t: Tokens, first: int, last: int, step: int, known: Known) -> Core:
    start = calendar("seasons").get(t.words[last - 1], 9)
    if known.published is None:
        return Core(first=first, last=last, days=None, against=None)
    now = known.published
    options = [cal.season(y, start) for y in range(max(now.year - 2, 2), now.year + 3)]
    if step < 0:
        found = [d for d in options if d.end < now][-1]
    elif step > 0:
        found = next(d for d in options if d.start > now)
    else:
        found = cal.season(now.year + (start == 12 and now.month > 8), start)
    return Core(first=first, last=last, days=found, against="published")


def _month(first: int, last: int, number: int, step: int, word: str, known: Known) -> Core:
    if known.published is None:
        return Core(first=first, last=last, days=None, against=None)
    now = known.published
    options = [cal.month(y, number) for y in (now.year - 1, now.year, now.year + 1) if y >= 1]
    if step < 0:
        found = [d for d in options if d.end < now][-1]
    elif step > 0:
        found = next(d for d in options if d.start > now)
    else:
        found = cal.month(now.year, number)
    return Core(first=first, last=last, days=found, against="published")


def ago(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "two weeks ago", "a year ago", "three days later"; the last builds on an earlier period."""
    counted = number_at(t, i)
    if counted is None:
        return None
    count, at = counted
    if t.word(at) in DASHES:
        at += 1
    unit = units().get(t.word(at))
    way = t.word(at + 1)
    if unit is None or count > 2000 or t.word(i - 1) == "half":
        return None
    if way == "ago" or (way in DASHES and t.word(at + 2) == "ago"):
        last = at + (2 if way == "ago" else 3)
        if known.published is None:
            return Core(first=i, last=last, days=None, against=None)
        found = cal.calendar_unit(cal.rolling(known.published, -count, unit).start, unit)
        anaphor = partial(cal.later, count=-count, unit=unit) if _compares(t, i) else None
        return Core(first=i, last=last, days=found, against="published", anaphor=anaphor)
    if way in ("earlier", "before", "later", "after") and not (way in ("before", "after") and _governs(t, at + 2)):
        sign = -1 if way in ("earlier", "before") else 1
        return Core(
            first=i,
            last=at + 2,
            days=None,
            against=None,
            anaphor=partial(cal.later, count=sign * count, unit=unit),
            fallback=_compared(t, i, known) if count == 1 and unit == "year" and sign < 0 else None,
        )
    return None


def _compared(t: Tokens, i: int, known: Known) -> Days | None:
    """The year before publication's, where a figure is compared with it ("from $71 million a year earlier")."""
    figure = any(word[:1].isdecimal() for word in t.words[max(i - 7, 0) : i])
    return year_days(known.published.year - 1) if known.published and (figure or _compares(t, i)) else None


def _compares(t: Tokens, i: int) -> bool:
    return t.word(i - 1) in ("from", "than", "with", "to", "against", "over", "period", "quarter", "month")


def _governs(t: Tokens, i: int) -> bool:
    """Whether "before" has an object of its own ("a year before the war")."""
    return t.word(i)[:1].isalnum()


def year_end(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "year-end", "year's end": the end of the year of publication, or of the year named after it."""
    at = i + 1
    if t.word(at) in ("'", "’") and t.word(at + 1) == "s":
        at += 2
    elif t.word(at) in DASHES:
        at += 1
    if t.word(at) != "end" or (at == i + 1 and t.word(i - 1) not in ("by", "before", "until", "at")):
        return None
    named = tail(t, at + 1, known)
    if named:
        days = year_days(named[0])
        return Core(first=i, last=named[2], days=_last_day(days), against=named[1])
    days = year_days(known.published.year) if known.published else None
    return Core(first=i, last=at + 1, days=_last_day(days), against="published" if days else None)


def _last_day(days: Days | None) -> Days | None:
    """The last day, as a day."""
    return cal.day(days.end) if days else None


def the_unit(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "the end of the year", "later in the month", "the rest of the week": the unit that holds publication."""
    if t.word(i - 1) != "the" or t.word(i + 1) in ("of", "to", "ended", "ending"):
        return None
    edge, joint = t.word(i - 3), t.word(i - 2)
    closing = joint == "of" and edge in ("end", "rest", "remainder", "beginning", "start", "middle", "close")
    if not closing and not (joint == "in" and edge in ("later", "earlier")) and not (joint == "in" and edge == "far"):
        return None
    days = cal.calendar_unit(known.published, units()[t.words[i]]) if known.published else None
    return Core(first=i, last=i + 1, days=days, against="published" if days else None)


def weekend(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "over the weekend", "during the weekend": the last one, or the next where the clause looks ahead."""
    if t.word(i - 1) != "the" or t.word(i - 2) not in ("over", "at", "during", "on", "for", "through", "of", "since"):
        return None
    now = known.published
    if now is None:
        return Core(first=i, last=i + 1, days=None, against=None)
    this = cal.weekend(now)
    days = this if this.start <= now or future(t, i) else cal.later(this, -1, "weekend")
    return Core(first=i, last=i + 1, days=days, against="published")


def within(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "within four years", "within the next six months": publication day and what follows."""
    at = i + 1
    while t.word(at) in ("the", "next", "coming", "a", "period", "of") and at < i + 6:
        if t.word(at) == "a" and t.word(at + 1) != "period":
            break
        at += 1
    counted = number_at(t, at)
    unit = units().get(t.word(counted[1])) if counted else None
    if counted is None or unit is None or t.word(counted[1] + 1) in ("of", "after", "from"):
        return None
    days = cal.rolling(known.published, counted[0], unit) if known.published else None
    return Core(first=i, last=counted[1] + 1, days=days, against="published" if days else None, kind="target")
