"""What a preposition or an edge makes of a period: since, by, before, until, as of, the end of, later, so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, future
from comity.figures.time.days import Days
from comity.figures.tokens import Tokens

_PLAIN = frozenset({"late", "early", "mid", "later", "earlier"})
_EDGES = _PLAIN | {"end", "beginning", "start", "middle", "close", "rest", "remainder"}


def governed(t: Tokens, core: Core, known: Known) -> Core:
    """The core with the words before it, which may widen, cut or turn it into a target, a stock or a running total."""
    edge, first = _edge(t, core.first)
    now, days = known.published, core.days
    if days is None:
        return _unresolved(t, core, first)
    if now and t.precedes(first, "so", "far") and days.start <= now <= days.end:
        cut = Days(days.start, now, "span")
        return replace(core, first=first - 2, days=cut, kind="cumulative", against="published", named=days)
    if edge in ("later", "earlier", "rest", "remainder"):
        core = _half_open(core, edge, now)
    begin = first if edge else core.first
    return _under(t, replace(core, first=begin), first - (t.word(first - 1) == "the"), edge, now)


def _edge(t: Tokens, i: int) -> tuple[str, int]:
    """The edge named before token `i` ("the end of", "late", "mid-") and its first token."""
    first = i - (t.word(i - 1) == "the")
    one, two = t.word(first - 1), t.word(first - 2)
    if one in DASHES and two in _EDGES:
        return two, first - 2
    if one in _PLAIN or (
        one == "end" and first == i and two in ("at", "by", "since", "until", "from", "the", "of", "in")
    ):
        return one, first - 1
    if one in ("of", "in") and two in (_EDGES if one == "of" else ("later", "earlier")):
        return two, first - 2
    return "", i


def _unresolved(t: Tokens, core: Core, first: int) -> Core:
    """A period without days under a preposition keeps at least its kind."""
    kinds = {"since": "cumulative", "by": "target"}
    word = t.word(first - 1 - (t.word(first - 1) == "the"))
    return replace(core, kind=kinds[word]) if word in kinds and core.kind == "point" else core  # type: ignore[arg-type]


def _half_open(core: Core, edge: str, now: date | None) -> Core:
    """As in "later this year": publication day to its end; "earlier this year": its beginning to publication day."""
    days = core.days
    if now is None or days is None or not days.start <= now <= days.end or days.precision == "day":
        return core
    cut = Days(days.start, now, "span") if edge == "earlier" else Days(now, days.end, "span")
    return replace(core, days=cut, kind="span", named=days)


def _under(t: Tokens, core: Core, first: int, edge: str, now: date | None) -> Core:
    days, word = core.days, t.word(first - 1)
    if days is None:
        return core
    if word == "since":
        return _since(core, first - 1, days, now)
    if t.precedes(first, "later", "than") and t.word(first - 3) in ("no", "not"):
        return _target(core, first - 3, days, _deadline(days, edge), now)
    if word == "by" and core.kind in ("point", "fiscal"):
        return _target(core, first - 1, days, _deadline(days, edge), now)
    if word == "before" and now and (future(t, first - 1) or days.start > now):
        last = days.end if edge == "end" else cal.shifted(days.start, -1)
        return _target(core, first - 1, days, last, now) if last >= now else core
    if word in ("until", "till", "through") and now and now <= days.end and core.kind == "point":
        until = Days(now, days.end, "span")
        return replace(core, first=first - 1, days=until, kind="span", against="published", named=days)
    if word in ("of", "at", "on") and t.word(first - 2) == "as":
        stock = cal.day(days.end) if edge in ("end", "close") else days
        return replace(core, first=first - 2, kind="as_of", days=stock, named=days)
    if edge == "end" and word == "at" and days.precision in ("year", "quarter", "half"):
        return replace(core, kind="as_of", days=cal.day(days.end), named=days)
    return core


def _since(core: Core, first: int, days: Days, now: date | None) -> Core:
    if now is None:
        return replace(core, first=first, kind="cumulative", days=None, named=days)
    span = Days(days.start, max(now, days.start), "span")
    return replace(core, first=first, kind="cumulative", days=span, against="published", named=days)


def _deadline(days: Days, edge: str) -> date:
    """The last day of what "by" names: the middle of a year is its 30 June, the beginning its first month."""
    if edge in ("mid", "middle") and days.precision == "year":
        return cal.shifted(cal.moved(days.start, 6), -1)
    if edge in ("mid", "middle") and days.precision == "month":
        return days.start.replace(day=15)
    if edge in ("start", "beginning") and days.precision != "day":
        return days.start
    return days.end


def _target(core: Core, first: int, days: Days, last: date, now: date | None) -> Core:
    """From publication to a day to come; a deadline that has passed keeps its own days."""
    if now is None:
        return replace(core, first=first, kind="target", days=None, named=days)
    if now > last:
        return replace(core, first=first, kind="target", named=days)
    span = Days(now, last, "span" if now != last else "day")
    return replace(core, first=first, kind="target", days=span, against="published", named=days)
