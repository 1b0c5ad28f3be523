"""Visits of two states to one another: who went where, at which rank, and how often either way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.analyse.line import Line
from comity.kinds import load
from comity.model import Actor, Interval, Quote
from comity.reconcile.names import Named, shared
from comity.reconcile.names import named as named_as
from comity.resolve import country_name, lookup
from comity.resolve.leaders import named

RANKS = ("head of state", "head of government", "foreign minister", "minister", "other official", "rank not said")
_RANK_OF = {
    "head_of_state": RANKS[0],
    "leader": RANKS[0],
    "head_of_government": RANKS[1],
    "foreign_minister": RANKS[2],
}
_TERM = timedelta(days=60)  # a visit is told of, and dated, within weeks of the term that the lists give
# Titles as they stand before or after a name, the longer before those they contain.
_TITLES = (
    (RANKS[2], r"deputy prime minister and (?:foreign minister|minister of foreign affairs)"),
    (RANKS[4], r"(?:vice|deputy|acting|former|assistant)[ -](?:\w+[ -]){0,3}?(?:president|minister|premier)"),
    (RANKS[2], r"foreign minister|minister (?:of|for) foreign affairs|foreign secretary"),
    (RANKS[1], r"prime minister|premier|chancellor|head of government"),
    (RANKS[3], r"minister(?: (?:of|for) [\w ]{3,40})?|secretary of (?:state|defen[cs]e|commerce|energy|the treasury)"),
    (RANKS[0], r"president|king|queen|emir|sultan|pope|emperor|crown prince|head of state"),
    (RANKS[4], r"ambassador|envoy|chairman|chairwoman|speaker|governor|mayor|general|commissioner|director"),
)
_TITLE = re.compile("|".join(f"(?P<t{i}>{words})" for i, (_, words) in enumerate(_TITLES)), re.IGNORECASE)
_LONGEST = timedelta(days=14)  # of dates that tell one visit from another
_NEAR = 60  # characters before and after a name in which its title stands

Stay = tuple[Line, ...]
"""One visit: the lines that tell of it, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Visits in one direction: those made on a known date and the last of them, those made without a date (each of
    which may be one of the dated ones), and those to come. `ranks` counts the visits made by the highest rank that
    travelled; `lines` are all of them, newest first. `stays` are the visits made, each with the lines that tell of it.
    """

    visitor: str
    host: str
    dated: int = 0
    undated: int = 0
    to_come: int = 0
    last: Line | None = None
    ranks: tuple[tuple[str, int], ...] = ()
    lines: tuple[Line, ...] = ()
    stays: tuple[Stay, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitYear:
    """Visits made in a year: from the first of a pair to the second, and back."""

    year: int
    there: tuple[Stay, ...] = ()
    back: tuple[Stay, ...] = ()


def exchange(visitor: str, host: str, lines: Iterable[Line]) -> Exchange:
    """The visits of one state to another among lines that stand newest first."""
    visits = [
        line
        for line in lines
        if line.lead.kind == "visit"
        and visitor in line.lead.countries("visitor")
        and host in line.lead.countries("host")
    ]
    made = stays(line for line in visits if line.lead.status in ("done", "ongoing"))
    dated = [stay for stay in made if stay[0].dated]
    ranked = Counter(min((rank(line, visitor) for line in stay), key=RANKS.index) for stay in made)
    return Exchange(
        visitor=visitor,
        host=host,
        dated=len(dated),
        undated=len(made) - len(dated),
        to_come=sum(line.to_come for line in visits),
        last=dated[0][0] if dated else None,
        ranks=tuple((name, ranked[name]) for name in RANKS if ranked[name]),
        lines=tuple(visits),
        stays=made,
    )


def stays(lines: Iterable[Line]) -> tuple[Stay, ...]:
    """Lines of visits, newest first, by the visit they tell of: where somebody is told to be in a state on days that
    touch, or nearly so, that is one visit (a state visit that began on Monday, and talks there on Tuesday).
    """
    near = timedelta(days=load()["visit"].merge.window_days)
    found: list[list[Line]] = []
    going_on: list[tuple[Interval, list[Line]]] = []
    for line in lines:
        days = line.when
        stay = None
        if days and days.end - days.start <= _LONGEST:
            going_on = [(other, told) for other, told in going_on if other.start - near <= days.end]
            beside = (told for other, told in going_on if days.start - near <= other.end)
            stay = next((told for told in beside if _same_travellers(told[-1], line)), None)
        if stay is None:
            found.append(stay := [])
        stay.append(line)
        if days and days.end - days.start <= _LONGEST:
            going_on.append((days, stay))
    return tuple(map(tuple, found))


def _same_travellers(a: Line, b: Line) -> bool:
    """Whether somebody who is named in both goes to the same state in both."""
    hosts = {code for s in a.statements for code in s.countries("host")}
    return any(hosts & {*s.countries("host")} for s in b.statements) and shared(_travellers(a), _travellers(b)) > 0


def _travellers(line: Line) -> list[Named]:
    names = dict.fromkeys(a.name for s in line.statements for a in s.actors if a.role == "visitor")
    return [told for name in names if (told := named_as(name, lookup))]


def by_year(there: Exchange, back: Exchange) -> tuple[VisitYear, ...]:
    """Visits made by year, every year from the first to the last; those whose days span two years are left out."""
    sides = [_years(way.stays) for way in (there, back)]
    known = [year for side in sides for year in side]
    if not known:
        return ()
    return tuple(
        VisitYear(year=y, there=tuple(sides[0].get(y, ())), back=tuple(sides[1].get(y, ())))
        for y in range(min(known), max(known) + 1)
    )


def rank(line: Line, country: str) -> str:
    """The highest rank among a visit's travellers: by the lists of leaders on that day, else by the title that the
    quotes give; "rank not said" where neither tells.
    """
    found = {
        _rank(actor, statement.quotes, days.start if (days := line.when) else line.reported)
        for statement in line.statements
        for actor in statement.actors
        if actor.role == "visitor" and actor.country == country
    }
    return min(found, key=RANKS.index, default=RANKS[-1])


def _years(visits: Iterable[Stay]) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = {}
    for stay in visits:
        years = {day.year for line in stay if (days := line.when) for day in (days.start, days.end)}
        if len(years) == 1:
            found.setdefault(years.pop(), []).append(stay)
    return found


def _rank(actor: Actor, quotes: Sequence[Quote], day: date | None) -> str:
    if actor.country and actor.name.casefold() == country_name(actor.country).casefold():
        return RANKS[-1]
    holder = named(actor.name, day, actor.country) if day else None
    if holder and holder.near(day, _TERM):
        return _RANK_OF.get(holder.office, RANKS[3] if holder.office.endswith("_minister") else RANKS[4])
    told = (t for text in (actor.name, *_beside(actor.name, quotes)) if (t := _titled(text)))
    return min(told, key=RANKS.index, default=RANKS[-1])


def _beside(name: str, quotes: Iterable[Quote]) -> Iterable[str]:
    """What stands right before a name in quotes, and what is set after it between commas."""
    surname = name.split()[-1] if name.split() else ""
    for quote in quotes:
        at = quote.exact.find(surname) if surname else -1
        if at < 0:
            continue
        first = quote.exact.find(name.split()[0])
        start = first if 0 <= first < at and at - first < _NEAR else at
        before = quote.exact[max(0, start - _NEAR) : start]
        told = list(_TITLE.finditer(before))
        if told and len(before) - told[-1].end() <= 1:
            yield told[-1].group()
        after = quote.exact[at + len(surname) : at + len(surname) + _NEAR]
        if after.startswith(", "):
            yield after[2:].partition(",")[0]


def _titled(text: str) -> str | None:
    found = _TITLE.search(text)
    return _TITLES[int((found.lastgroup or "t0")[1:])][0] if found else None
