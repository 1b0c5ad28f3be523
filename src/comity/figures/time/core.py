"""What a period is resolved against, and the pieces that the grammar of time shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Literal

from comity.figures import lexicon
from comity.figures.numerals import numeral
from comity.figures.places import Places
from comity.figures.time import days as cal
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens
from comity.model import Span
from comity.model.quantity import PeriodKind

Against = Literal["text", "published"] | Span | None
DASHES = frozenset("-–—‑‒")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known from outside the text."""

    published: date | None
    places: Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Core:
    """A period on tokens `first`..`last` (exclusive). `days` is None where nothing resolves it.

    `make` builds the days of a part of the year ("March", "the third quarter") for any year that another word names.
    `anaphor` builds the days from those of an earlier period; `daily` says that this must be a day, `optional` that the
    words are no period without one. `weekly` marks a day of the week; `named` what stood there before words like
    "since" cut or widened it. `fallback` are the days of an anaphor to which the text names no antecedent.
    """

    first: int
    last: int
    days: Days | None
    against: Against = "text"
    make: Callable[[int], Days | None] | None = None
    kind: PeriodKind = "point"
    anaphor: Callable[[Days], Days | None] | None = None
    daily: bool = False
    optional: bool = False
    weekly: bool = False
    named: Days | None = None
    fallback: Days | None = None


@cache
def calendar(section: str) -> Mapping[str, int]:
    """A section of calendar.toml with whole numbers."""
    return MappingProxyType(dict(lexicon.table("calendar")[section]))


@cache
def units() -> Mapping[str, str]:
    """{word: unit of time}."""
    return MappingProxyType(dict(lexicon.table("calendar")["units"]))


def month_at(t: Tokens, i: int) -> int | None:
    """The month named at token `i` with a capital, or None."""
    number = calendar("months").get(t.word(i))
    return number if number is not None and t.raw(i)[:1].isupper() else None


def year_at(t: Tokens, i: int) -> int | None:
    """The year written with four digits at token `i`, or None."""
    word = t.word(i)
    if len(word) != 4 or not word.isdecimal() or not "1000" <= word <= "2199":
        return None
    return None if t.glued(i + 1) and t.word(i + 1) in ("%", "°", "$", "km", "m") else int(word)


def number_at(t: Tokens, i: int) -> tuple[int, int] | None:
    """A small whole number at token `i` (digits or words) and the token beyond it; "a" and "an" are one."""
    if t.word(i) in ("a", "an", "one"):
        return 1, i + 1
    if t.follows(i, "couple", "of"):
        return 2, i + 2
    found = numeral(t, i)
    if found is None or found.vague or found.value != found.value.to_integral_value() or found.value > Decimal(2000):
        return None
    return int(found.value), found.last


def future(t: Tokens, i: int) -> bool:
    """Whether the clause before token `i` speaks of what is to come."""
    if t.word(i - 1) == "for" and t.word(i - 2) not in ("as", "except"):
        return True
    ahead, arranged = lexicon.words("calendar", "future"), lexicon.words("calendar", "arranged")
    found = told = False
    for j in range(i - 1, t.clause(i, 14) - 1, -1):
        word = t.words[j]
        if word in ("said", "told", "announced", "reported", "that", "says"):
            break
        if word in arranged or (word == "to" and t.word(j - 1) in ("is", "are", "be", "was", "were", "plans")):
            return True
        found, told = found or word in ahead, told or word in ("was", "were", "had")
    return found and not told


def past(t: Tokens, i: int) -> bool:
    """Whether the clause before token `i` tells of what has been."""
    told = lexicon.words("calendar", "past")
    return any(w in told or (len(w) > 4 and w.endswith("ed")) for w in t.words[t.clause(i, 14) : i])


def nearest_year(t: Tokens, i: int, known: Known, make: Callable[[int], Days | None]) -> Days | None:
    """The year that a part of the year means where no word says: the last that has begun, or the next to come.

    A part that begins within two months after publication is meant where nothing in the clause tells of the past.
    """
    if known.published is None:
        return None
    now = known.published
    options = [d for d in (make(now.year - 1), make(now.year), make(now.year + 1)) if d is not None]
    begun = [d for d in options if d.start <= now]
    ahead = [d for d in options if d.end >= now]
    if future(t, i) and ahead:
        return ahead[0]
    coming = [d for d in options if d.start > now]
    brief = bool(coming) and coming[0].precision in ("month", "day")
    if brief and (coming[0].start - now).days <= 60 and not past(t, i) and begun and (now - begun[-1].end).days > 60:
        return coming[0]
    return begun[-1] if begun else (coming[0] if coming else None)


def tail(t: Tokens, i: int, known: Known) -> tuple[int, Against, int] | None:
    """A year named after a part of the year, from token `i`: (year, resolved against, token beyond it)."""
    joint = t.word(i)
    at = i + 1 if joint in ("of", "in", "'", "’", ",") or (joint in DASHES and t.glued(i) and t.glued(i + 1)) else i
    if joint in ("'", "’"):
        word = t.word(at)
        short = len(word) == 2 and word.isdecimal()
        return (2000 + int(word) - (100 if word > "50" else 0), "text", at + 1) if short else None
    at += t.word(at) == "the" and joint != ","
    at += joint != "," and t.word(at) in ("fiscal", "calendar", "year") and year_at(t, at + 1) is not None
    found = year_at(t, at)
    if found:
        followed = joint == "," and at + 1 < len(t) and _counts(t, at)
        return None if followed else (found, "text", at + 1)
    step = {"this": 0, "last": -1, "next": 1, "current": 0, "past": -1}.get(t.word(at))
    if step is not None and joint != "," and t.word(at + 1) == "year" and known.published:
        return known.published.year + step, "published", at + 2
    return None


def _counts(t: Tokens, i: int) -> bool:
    """Whether four digits after a comma begin a count ("in March, 2000 people …")."""
    return t.word(i + 1) in ("people", "men", "women", "soldiers", "troops", "workers", "tonnes", "tons", "million")


def parted(
    t: Tokens, first: int, last: int, known: Known, make: Callable[[int], Days | None], kind: PeriodKind = "point"
) -> Core:
    """A part of the year on tokens `first`..`last`, with the year after it, or the nearest year."""
    named = tail(t, last, known)
    if named:
        return Core(first=first, last=named[2], days=make(named[0]), against=named[1], kind=kind)
    last += 3 if t.follows(last, "of", "the", "year") else 0
    found = nearest_year(t, first, known, make)
    return Core(first=first, last=last, days=found, against="published" if found else None, make=make, kind=kind)


def span_of(t: Tokens, core: Core) -> Span:
    """The core's place in the text."""
    return Span(t.starts[core.first], t.ends[core.last - 1])


def year_days(number: int) -> Days | None:
    """A calendar year, or None beyond the calendar."""
    return cal.year(number) if cal.FIRST <= number <= cal.LAST else None
