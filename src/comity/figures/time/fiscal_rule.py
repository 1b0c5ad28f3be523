"""Which months a country's fiscal year has, and what it is called."""

from __future__ import annotations

from datetime import date

from comity.figures import lexicon
from comity.figures.time import days as cal
from comity.figures.time.core import Known
from comity.figures.time.days import Days
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


def named_year(year: int, double: bool, found: tuple[int, str] | None) -> Days | None:
    """The fiscal year called `year`, or that begins in it where two are named (`double`); None if no rule is known."""
    if found is None:
        return None
    first, named = found
    if first == 1:
        return cal.year(year)
    return cal.months(year, first, 12, "year") if double else fiscal_year(year, first, named)


def double_year(t: Tokens, i: int, known: Known) -> Days | None:
    """As in "2024-25" where a country near it keeps such a fiscal year, else None."""
    found = rule(t, i, known)
    return named_year(int(t.words[i]), True, found) if found and found[0] != 1 else None


def holding(on: date, first: int, step: int) -> Days:
    """The fiscal year that holds a day, moved by `step` years."""
    year = on.year if on.month >= first else on.year - 1
    return cal.months(year + step, first, 12, "year")
