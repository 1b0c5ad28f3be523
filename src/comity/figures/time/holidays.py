"""Days that have a name: Christmas, New Year's Eve, Thanksgiving, Labor Day."""

from __future__ import annotations

from datetime import date
from functools import partial

from comity.figures import lexicon
from comity.figures.time import days as cal
from comity.figures.time.core import Core, Known, parted, tail
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_BEFORE = frozenset("on by before since until till after at last this next past over through around of for".split())


def holiday(t: Tokens, i: int, known: Known) -> Core | None:
    """A named day, not as a modifier ("Christmas shopping"): in its own year, the one named, or the nearest."""
    found = lexicon.phrase_at(t.words, i, "calendar", "holidays")
    if found is None or not t.raw(i)[:1].isupper():
        return None
    rule, last = found
    alone = not t.word(last)[:1].isalpha() or t.word(last) in lexicon.words("nouns", "stops") or tail(t, last, known)
    if not alone or (last - i == 1 and t.word(i - 1) not in _BEFORE):
        return None
    step = {"last": -1, "next": 1}.get(t.word(i - 1))
    make = partial(_day, rule)
    if step is None or known.published is None:
        return parted(t, i, last, known, make)
    now = known.published
    options = [d for d in (make(now.year - 1), make(now.year), make(now.year + 1)) if d is not None]
    days = [d for d in options if d.end < now][-1:] if step < 0 else [d for d in options if d.start > now][:1]
    return Core(first=i - 1, last=last, days=days[0] if days else None, against="published")


def _day(rule: str, year: int) -> Days | None:
    """The day that a rule names in a year: "12-25", or month, weekday and which of them ("11 3 4"; the last is -1)."""
    if "-" in rule[1:3]:
        on = [int(part) for part in rule.split("-")]
        return cal.dated(year, *on)
    if not cal.FIRST <= year <= cal.LAST:
        return None
    month, weekday, which = (int(part) for part in rule.split())
    first = date(year, month, 1)
    days = [cal.shifted(first, (weekday - first.weekday()) % 7 + 7 * k) for k in range(5)]
    within = [d for d in days if d.month == month]
    return cal.day(within[which - 1 if which > 0 else which])
