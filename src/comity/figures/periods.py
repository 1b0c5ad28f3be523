"""Periods of a stretch of text: cores found left to right, joined to ranges, widened by the words before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from types import MappingProxyType

from comity.figures import anaphora, dates, deictic, fiscal, lexicon
from comity.figures import days as cal
from comity.figures.days import Days
from comity.figures.moment import DASHES, Core, Known, calendar, span_of
from comity.figures.tokens import Tokens
from comity.model import Period

Reader = Callable[[Tokens, int, Known], Core | None]
_JOINTS = DASHES | {"to", "through", "until", "till", "thru"}
_EDGES = frozenset({"end", "late", "early", "mid", "beginning", "start", "middle", "later", "earlier", "close"})


@cache
def readers() -> Mapping[str, tuple[Reader, ...]]:
    """{first word of a period: the readers that may take it from there}, in the order they are tried."""
    table: dict[str, tuple[Reader, ...]] = {}

    def add(words: object, *functions: Reader) -> None:
        for word in words:  # type: ignore[attr-defined]
            table[word] = table.get(word, ()) + functions

    add(("fiscal", "financial", "fy"), fiscal.fiscal)
    add(calendar("months"), dates.month)
    add(calendar("weekdays"), dates.weekday)
    add(("today", "yesterday", "tomorrow", "tonight"), deictic.deictic_day)
    add(("this", "current", "last", "past", "next", "coming", "upcoming"), deictic.stepped)
    add(("same", "corresponding", "comparable"), anaphora.same)
    add(("previous", "preceding", "prior", "following", "subsequent", "that"), anaphora.previous)
    add(("year", "month", "quarter", "week", "y", "m", "q", "yoy", "mom", "qoq"), anaphora.on_year)
    add(("year",), fiscal.year_to)
    add(("year", "month", "quarter", "week", "day"), anaphora.year_before)
    add(("q", "h"), deictic.lettered)
    add((*calendar("seasons"), "fall"), deictic.season)
    add((*lexicon.integers("ordinals"), "latter", "opening"), deictic.quarterly)
    add((*lexicon.integers("cardinals"), "a", "an"), fiscal.year_to, deictic.ago)
    return MappingProxyType(table)


_DIGITS: tuple[Reader, ...] = (deictic.lettered, deictic.quarterly, dates.numeric, fiscal.year_to, deictic.ago)


def core_at(t: Tokens, i: int, known: Known) -> Core | None:
    """The period that begins at token `i`, or None."""
    word = t.words[i]
    found = readers().get(word) or (_DIGITS if word[:1].isdecimal() else ())
    for reader in found:
        core = reader(t, i, known)
        if core is not None:
            return core
    return None


def periods(t: Tokens, known: Known, earlier: tuple[Period, ...]) -> tuple[list[Period], bytearray]:
    """Periods in order, and one byte a token: whether a period has claimed it. `earlier`: what stood before in the text."""
    found: list[Period] = []
    claimed = bytearray(len(t))
    waiting: list[tuple[int, Core]] = []
    i = 0
    while i < len(t):
        core = core_at(t, i, known) if t.words[i] in readers() or t.words[i][0].isdecimal() else None
        if core is None or (core.first < i and claimed[core.first]):
            i += 1
            continue
        core = _range(t, core, known)
        if (core.days is None and core.anaphor) or core.anaphor:
            core = _resolved(t, core, [*earlier, *found])
            if core.days is None:
                waiting.append((len(found), core))
        core = _widened(t, core, known)
        claimed[core.first : core.last] = b"\x01" * (core.last - core.first)
        found.append(_period(t, core))
        i = core.last
    for place, core in waiting:
        ahead = next(
            (
                p
                for p in found[place + 1 :]
                if p.interval and not t.text[found[place].span.end : p.span.start].count(".")
            ),
            None,
        )
        if ahead:
            found[place] = _period(t, _resolved(t, core, [ahead]))
    return found, claimed


def _period(t: Tokens, core: Core) -> Period:
    days = core.days
    return Period(
        span=span_of(t, core), start=days.start if days else None, end=days.end if days else None,
        precision=days.precision if days else "span", kind=core.kind, resolved_against=core.against if days else None,
    )  # fmt: skip


def _range(t: Tokens, core: Core, known: Known) -> Core:
    """The core joined with another after "to" or a dash ("January to August this year", "November 2023–March 2024")."""
    joint = t.word(core.last)
    if core.anaphor or core.kind == "fiscal":
        return core
    if joint not in _JOINTS and not (joint == "and" and t.word(core.first - 1) == "between"):
        return core
    if joint in ("—",) and not _named_month(t, core.last + 1):
        return core
    at = core.last + 1 + (t.word(core.last + 1) == "the")
    if at >= len(t) or (
        joint in ("until", "till", "through") and core.days is not None and core.days.precision not in ("day", "month")
    ):
        return core
    second = core_at(t, at, known)
    if second is None or second.first != at or second.anaphor or second.days is None:
        return core
    first = core.days
    if core.make is not None:
        first = core.make(second.days.start.year)
        if first and first.start > second.days.start:
            first = core.make(second.days.start.year - 1)
    if first is None or first.start > second.days.end or (first.precision == "day") != (second.days.precision == "day"):
        return core
    days = Days(first.start, second.days.end, "span")
    return Core(first=core.first, last=second.last, days=days, against=second.against, kind="span", make=None)


def _named_month(t: Tokens, i: int) -> bool:
    return t.word(i) in calendar("months") and t.glued(i)


def _resolved(t: Tokens, core: Core, earlier: list[Period]) -> Core:
    """An anaphor with its antecedent: the last resolved period that is not itself a comparison with another."""
    if core.anaphor is None:
        return core
    for period in reversed(earlier[-12:]):
        if period.interval is None or period.kind in ("target",):
            continue
        if core.days is not None and (
            period.precision == "day" or period.span.end < t.starts[t.sentence(core.first)[0]]
        ):
            break
        days = core.anaphor(Days(period.interval.start, period.interval.end, period.precision))
        if days is not None:
            return replace(core, days=days, against=period.span)
    return core


def _widened(t: Tokens, core: Core, known: Known) -> Core:
    """The core with the words before it: since, by, as of, until, early, late, the end of, so far, earlier, later."""
    first, edge = core.first, ""
    if t.word(first - 1) == "the":
        first -= 1
    if t.word(first - 1) in DASHES and t.word(first - 2) in _EDGES:
        first, edge = first - 2, t.word(first - 2)
    elif t.word(first - 1) in _EDGES and t.word(first - 1) not in ("end", "start", "beginning", "middle", "close"):
        first, edge = first - 1, t.word(first - 1)
    elif t.word(first - 1) == "of" and t.word(first - 2) in _EDGES:
        first, edge = first - 2, t.word(first - 2)
    elif t.word(first - 1) in ("end", "start"):
        first, edge = first - 1, t.word(first - 1)
    if t.word(first - 1) == "the" and edge:
        first -= 1
    if edge in ("later", "earlier"):
        core = _half_open(core, edge, known)
    elif (
        t.precedes(first, "so", "far")
        and core.days
        and known.published
        and core.days.start <= known.published <= core.days.end
    ):
        return replace(
            core,
            first=first - 2,
            days=Days(core.days.start, known.published, "span"),
            kind="cumulative",
            against="published",
        )
    begin = first if edge else core.first
    return _governed(t, replace(core, first=begin), first, edge, known)


def _half_open(core: Core, edge: str, known: Known) -> Core:
    """ "later this year": publication day to its end; "earlier this year": its beginning to publication day."""
    now, days = known.published, core.days
    if now is None or days is None or not days.start <= now <= days.end or days.precision == "day":
        return core
    cut = Days(now, days.end, "span") if edge == "later" else Days(days.start, now, "span")
    return replace(core, days=cut, kind="span")


def _governed(t: Tokens, core: Core, first: int, edge: str, known: Known) -> Core:
    """The core under its preposition: cumulative "since", target "by", stock "as of"."""
    days, now, word = core.days, known.published, t.word(first - 1)
    if days is None:
        return core
    if word == "since":
        start = replace(core, first=first - 1, kind="cumulative")
        if now is None:
            return replace(start, days=None)
        return replace(start, days=Days(days.start, max(now, days.start), "span"), against="published")
    if (word == "by" and days.precision != "span") or (word == "by" and edge):
        until = replace(core, first=first - 1, kind="target")
        return replace(until, days=_until(now, days)) if now and now <= days.end else until
    if word in ("until", "till", "through") and now and now <= days.end and days.precision != "span":
        return replace(core, first=first - 1, days=_until(now, days), kind="span", against="published")
    if t.precedes(first, "as", "of") or t.precedes(first, "as", "at") or t.precedes(first, "as", "on"):
        return replace(core, first=first - 2, kind="as_of", days=cal.day(days.end) if edge == "end" else days)
    if edge == "end" and word == "at" and days.precision in ("year", "quarter", "half"):
        return replace(core, kind="as_of", days=cal.day(days.end))
    return core


def _until(now: date, days: Days) -> Days:
    return Days(now, days.end, "span" if now != days.end else "day")
