"""Which reader takes a period from its first word on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from comity.figures import lexicon
from comity.figures.time import anaphora, dates, deictic, ended, fiscal, holidays, parts
from comity.figures.time.core import Core, Known, calendar
from comity.figures.tokens import Tokens

Reader = Callable[[Tokens, int, Known], Core | None]

_DIGITS: tuple[Reader, ...] = (
    parts.lettered,
    parts.quarterly,
    parts.short_decade,
    parts.months_of,
    dates.numeric,
    ended.year_to,
    deictic.ago,
)


@cache
def readers() -> Mapping[str, tuple[Reader, ...]]:
    """{first word of a period: the readers that may take it from there, in the order they are tried}."""
    table: dict[str, tuple[Reader, ...]] = {}

    def add(words: Iterable[str], *functions: Reader) -> None:
        for word in words:
            table[word] = table.get(word, ()) + functions

    add(("fiscal", "financial", "fy"), fiscal.fiscal)
    add(calendar("months"), ended.month_quarter, dates.month)
    add(lexicon.firsts("calendar", "holidays"), holidays.holiday)
    add(calendar("weekdays"), dates.weekday)
    add(("today", "yesterday", "tomorrow", "tonight"), deictic.deictic_day)
    add(("last", "final", "closing"), parts.last_of)
    add(("this", "current", "last", "past", "next", "coming", "upcoming"), deictic.stepped)
    add(("same", "corresponding", "comparable", "latest"), anaphora.same)
    add(("previous", "preceding", "prior", "following", "subsequent", "that", "next"), anaphora.previous)
    add(("year", "month", "quarter", "week", "y", "m", "q", "yoy", "mom", "qoq"), anaphora.on_year)
    add(("year", "quarter", "month", "week", "half"), ended.year_to)
    add(("week",), ended.week_of)
    add(("year",), deictic.year_end)
    add(("year", "month", "quarter", "week", "day"), anaphora.year_before)
    add(("week", "month", "quarter", "year", "decade", "century"), deictic.the_unit)
    add(("weekend",), deictic.weekend)
    add(("within",), deictic.within)
    add(("q", "h"), parts.lettered)
    add((*calendar("seasons"), "fall"), parts.season)
    add(calendar("decades"), parts.spelled_decade)
    add((*lexicon.integers("ordinals"), "latter", "opening"), parts.quarterly)
    add(lexicon.integers("cardinals"), parts.months_of)
    add((*lexicon.integers("cardinals"), "a", "an"), ended.year_to, deictic.ago)
    return MappingProxyType(table)


def core_at(t: Tokens, i: int, known: Known) -> Core | None:
    """The period that begins at token `i`, or None."""
    word = t.words[i]
    for reader in readers().get(word) or (_DIGITS if word[0].isdecimal() else ()):
        core = reader(t, i, known)
        if core is not None:
            return core
    return None
