"""Periods told from the day of publication: today, last year, the past five years, a week ago; and parts of a year."""

from __future__ import annotations

from functools import partial

from comity.figures import days as cal
from comity.figures import lexicon
from comity.figures.days import Days
from comity.figures.moment import DASHES, Core, Known, calendar, month_at, number_at, parted, tail, units
from comity.figures.tokens import Tokens

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})


def deictic_day(t: Tokens, i: int, known: Known) -> Core | None:
    """ "today", "yesterday", "tomorrow", "tonight"."""
    last = i + 2 if t.word(i + 1) in _PARTS_OF_DAY else i + 1
    if known.published is None:
        return Core(first=i, last=last, days=None, against=None)
    return Core(first=i, last=last, days=cal.day(cal.shifted(known.published, _DAYS[t.words[i]])), against="published")


def stepped(t: Tokens, i: int, known: Known) -> Core | None:
    """ "this year", "last month", "next week", "the past five years", "last November", "this summer"."""
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
    if unit and noun != "days" and not noun.endswith("s") and not (unit == "day"):
        return _unit(t, i, at + 1, unit, step, known)
    if noun in calendar("seasons") or (noun == "fall" and t.word(i - 1) in ("in", "of", "since", "until", "by", "")):
        return _season(t, i, at + 1, step, known)
    number = month_at(t, at)
    if number and t.word(at + 1)[:1].isdecimal() is False:
        return _month(i, at + 1, number, step, word, known)
    return None


def _rolling(t: Tokens, i: int, step: int, known: Known) -> Core | None:
    """ "the past five years", "the next decade", "over the past year"."""
    word = t.words[i]
    if word in ("this", "current", "upcoming"):
        return None
    counted = number_at(t, i + 1) if t.word(i + 1) not in ("a", "an") else None
    if t.follows(i + 1, "few") or t.follows(i + 1, "several") or t.follows(i + 1, "couple"):
        return None
    count, at = counted or (1, i + 1)
    if t.word(at) in DASHES:
        at += 1
    if t.word(at) in ("full", "calendar", "consecutive"):
        at += 1
    unit = units().get(t.word(at))
    whole = word in ("past", "coming") or (t.word(at) in ("decade", "century") and word == "last")
    if unit is None or not (counted or whole) or unit == "weekend":
        return None
    if counted and count == 1 and not whole:
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
        found = cal.season(now.year, start)
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
    """ "two weeks ago", "a year ago", "three days later"; "earlier" and "later" build on the period before them."""
    counted = number_at(t, i)
    if counted is None:
        return None
    count, at = counted
    if t.word(at) in DASHES:
        at += 1
    unit = units().get(t.word(at))
    way = t.word(at + 1)
    if unit is None or count > 2000:
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
            first=i, last=at + 2, days=None, against=None, anaphor=partial(cal.later, count=sign * count, unit=unit)
        )
    return None


def _compares(t: Tokens, i: int) -> bool:
    return t.word(i - 1) in ("from", "than", "with", "to", "against", "over", "period", "quarter", "month")


def _governs(t: Tokens, i: int) -> bool:
    """Whether "before" has an object of its own ("a year before the war")."""
    return t.word(i)[:1].isalnum()


def quarterly(t: Tokens, i: int, known: Known) -> Core | None:
    """ "first quarter of 2023", "second half", "first nine months of this year", "last quarter" goes elsewhere."""
    order = lexicon.integers("ordinals").get(t.words[i]) or ({"latter": 2, "opening": 1}.get(t.words[i]))
    if t.words[i][:1].isdecimal() and t.word(i + 1) in ("st", "nd", "rd", "th") and t.glued(i + 1):
        order, at = int(t.words[i]) if len(t.words[i]) == 1 else None, i + 2
    else:
        at = i + 1
    if t.word(at) in DASHES or t.word(at) in ("fiscal", "calendar"):
        at += 1
    if order is None:
        return None
    if t.word(at) in ("quarter", "quarters") and order <= 4:
        return _of_month(t, i, at + 1, known) or parted(t, i, at + 1, known, partial(_quarter, order))
    if t.word(at) == "half" and order <= 2:
        return _half_of(t, i, at + 1, order, known) or parted(t, i, at + 1, known, partial(_half, order))
    return _first_months(t, i, at, order, known)


def _first_months(t: Tokens, i: int, at: int, order: int, known: Known) -> Core | None:
    counted = number_at(t, at)
    if counted is None or order != 1:
        return None
    if t.word(counted[1]) in DASHES:
        counted = counted[0], counted[1] + 1
    if (t.word(counted[1]) != "months" and t.word(counted[1]) != "month") or not 1 <= counted[0] <= 12:
        return None
    return parted(t, i, counted[1] + 1, known, partial(_months, counted[0]))


def _half_of(t: Tokens, i: int, at: int, order: int, known: Known) -> Core | None:
    """ "the first half of November"."""
    number = month_at(t, at + 1) if t.word(at) == "of" else None
    if number is None:
        return None
    return parted(t, i, at + 2, known, partial(_half_month, number, order))


def _of_month(t: Tokens, i: int, at: int, known: Known) -> Core | None:
    return None if t.word(at) != "-" or not tail(t, at, known) else None


def _quarter(order: int, year: int) -> Days:
    return cal.quarter(year, order)


def _half(order: int, year: int) -> Days:
    return cal.half(year, order)


def _months(count: int, year: int) -> Days:
    return cal.months(year, 1, count, "span" if count not in (3, 6, 12) else "span")


def _half_month(number: int, order: int, year: int) -> Days:
    whole = cal.month(year, number)
    return (
        Days(whole.start, whole.start.replace(day=15), "span")
        if order == 1
        else Days(whole.start.replace(day=16), whole.end, "span")
    )


def lettered(t: Tokens, i: int, known: Known) -> Core | None:
    """ "Q3", "Q3 2024", "H1", "1Q24", "9M 2023"."""
    word = t.words[i]
    if word in ("q", "h") and t.glued(i + 1) and t.word(i + 1)[:1].isdecimal():
        return _lettered(t, i, i + 2, word, t.words[i + 1], known) if t.raw(i).isupper() else None
    if word.isdecimal() and len(word) == 1 and t.glued(i + 1) and t.raw(i + 1) in ("Q", "H", "M"):
        return _lettered(t, i, i + 2, t.word(i + 1), word, known)
    return None


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
    """ "spring 2023", "the summer of 2022"; a bare season is no period."""
    start = calendar("seasons").get(t.words[i], 9)
    named = tail(t, i + 1, known)
    if named is None or t.word(i + 1) == ",":
        return None
    return Core(first=i, last=named[2], days=cal.season(named[0], start), against=named[1])
