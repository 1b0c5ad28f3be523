"""Fiscal years by country: "FY2023", "fiscal 2023-24", "this fiscal year", "the fiscal year ended in March"."""

from __future__ import annotations

from comity.figures.time.core import DASHES, Core, Known, year_at
from comity.figures.time.ended import ending, whole_months
from comity.figures.time.fiscal_rule import holding, named_year, rule
from comity.figures.tokens import Tokens


def fiscal(t: Tokens, i: int, known: Known) -> Core | None:
    """As in "fiscal 2023", "fiscal year 2023-24", "FY23", "this fiscal year"."""
    at = _head(t, i)
    if at is None:
        return None
    named = _number(t, at)
    step = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1, "coming": 1, "past": -1}.get(t.word(i - 1))
    ended = ending(t, at, known)
    if ended:
        days = whole_months(ended.days.end, 12) if ended.days else None
        return Core(first=i, last=ended.last, days=days, against=ended.against, kind="fiscal")
    if named and (closed := ending(t, named[2], known)) and closed.make and (end := closed.make(named[0])):
        return Core(first=i, last=closed.last, days=whole_months(end.end, 12), kind="fiscal")
    found = rule(t, i, known)
    if named:
        days = named_year(named[0], named[1], found)
        return Core(first=i, last=named[2], days=days, against="text" if days else None, kind="fiscal")
    if step is None or known.published is None:
        return (
            Core(first=i - (step is not None), last=at, days=None, against=None, kind="fiscal")
            if step is not None
            else None
        )
    days = holding(known.published, found[0], step) if found else None
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
