"""Periods of a stretch of text: cores found left to right, joined to ranges, resolved, widened by what governs them."""

from __future__ import annotations

from dataclasses import replace

from comity.figures.time import days as cal
from comity.figures.time.core import DASHES, Core, Known, calendar, future, span_of
from comity.figures.time.days import Days
from comity.figures.time.governed import governed
from comity.figures.time.readers import core_at, readers
from comity.figures.tokens import Tokens
from comity.model import Interval, Period, Span

_JOINTS = DASHES | {"to", "through", "until", "till", "thru"}
_REACH = 700  # code points within which an earlier period is meant by "a year earlier"


def periods(t: Tokens, known: Known, earlier: tuple[Period, ...]) -> tuple[list[Period], bytearray]:
    """Periods in order, and one byte a token: whether a period has claimed it. `earlier` stood before in the text."""
    found: list[Period] = []
    claimed = bytearray(len(t))
    waiting: list[tuple[int, Core]] = []
    past = 0
    for i in t.beginning(readers()):
        core = core_at(t, i, known) if i >= past else None
        if core is None or (core.first < i and claimed[core.first]):
            continue
        core = _resolved(t, _range(t, core, known), [*earlier, *found][-12:], known)
        if found and (whole := _owned(t, core, found[-1])):
            core, _ = whole, found.pop()
        past = core.last
        if core.days is None and core.optional:
            continue
        if core.days is None and core.anaphor:
            waiting.append((len(found), core))
        core = governed(t, core, known)
        claimed[core.first : core.last] = b"\x01" * (core.last - core.first)
        found.append(_period(t, core))
    return _forward(t, found, waiting, known), claimed


def _owned(t: Tokens, core: Core, before: Period) -> Core | None:
    """A part of the year with the year just before it: "last year's third quarter", "1988 first half"."""
    if core.make is None or core.against not in ("published", before.span) or before.precision != "year":
        return None
    at = core.first - 1
    at -= 2 if t.word(at) == "s" and t.word(at - 1) in ("'", "’") else 0
    if at < 0 or t.ends[at] != before.span.end or before.interval is None or before.kind != "point":
        return None
    first = at
    while first > 0 and t.starts[first] > before.span.start:
        first -= 1
    days = core.make(before.interval.start.year)
    return replace(core, first=first, days=days, against=before.resolved_against)


def _forward(t: Tokens, found: list[Period], waiting: list[tuple[int, Core]], known: Known) -> list[Period]:
    """As in "Compared with the same period of 2022, exports in May rose": resolved by what follows in the sentence."""
    for place, core in waiting:
        if t.words[core.first] not in ("same", "corresponding", "comparable"):
            continue
        end = t.ends[t.sentence(core.first)[1] - 1]
        for ahead in found[place + 1 : place + 4]:
            if ahead.interval and ahead.span.end <= end:
                found[place] = _period(t, _resolved(t, core, [ahead], known))
                break
    return found


def _period(t: Tokens, core: Core) -> Period:
    days, named = core.days, core.named
    return Period(
        span=span_of(t, core), start=days.start if days else None, end=days.end if days else None,
        precision=days.precision if days else "span", kind=core.kind, resolved_against=core.against if days else None,
        named=Interval(named.start, named.end) if named else None,
    )  # fmt: skip


def _range(t: Tokens, core: Core, known: Known) -> Core:
    """The core joined with another after "to" or a dash ("January to August this year", "November 2023–March 2024")."""
    joint = t.word(core.last)
    if core.anaphor or core.kind == "fiscal" or not _joins(t, core, joint):
        return core
    at = core.last + 1 + (t.word(core.last + 1) == "the")
    second = core_at(t, at, known) if at < len(t) else None
    if second is None or second.first != at or second.anaphor or second.days is None:
        return core
    first = _beginning(core, second.days)
    if first is None or first.start > second.days.end or (first.precision == "day") != (second.days.precision == "day"):
        return core
    days = Days(first.start, second.days.end, "span")
    return Core(first=core.first, last=second.last, days=days, against=second.against, kind="span")


def _joins(t: Tokens, core: Core, joint: str) -> bool:
    if joint == "—":
        return t.word(core.last + 1) in calendar("months") and t.glued(core.last + 1)
    if joint in ("until", "till"):
        return t.word(core.first - 1) == "from"
    return joint in _JOINTS or (joint == "and" and t.word(core.first - 1) == "between")


def _beginning(core: Core, end: Days) -> Days | None:
    """The first end of a range, in the year that fits the second."""
    first = core.days
    if core.make is not None:
        first = core.make(end.start.year)
        if first and first.start > end.start:
            first = core.make(end.start.year - 1)
    elif core.weekly and first is not None and first.start > end.start:
        first = cal.later(first, -1, "week")
    return first


def _resolved(t: Tokens, core: Core, earlier: list[Period], known: Known) -> Core:
    """An anaphor with its antecedent; a part of the year with the year that its sentence named before it."""
    if core.make is not None and core.against == "published":
        return _same_year(t, core, earlier, known)
    if core.anaphor is None:
        return core
    sentence = t.starts[t.sentence(core.first)[0]]
    near = [p for p in earlier if p.interval and p.kind != "target" and t.starts[core.first] - p.span.end < _REACH]
    if core.days is not None:
        near = [p for p in near if p.span.start >= sentence and p.precision != "day"]
    fitting = [p for p in near if (p.precision == "day") == core.daily and p.kind != "cumulative"]
    own = [p for p in fitting if core.daily or not isinstance(p.resolved_against, Span)]
    fitting = own or fitting or ([] if core.daily else near)
    for period in reversed(fitting):
        if period.interval is None:
            continue
        days = core.anaphor(Days(period.interval.start, period.interval.end, period.precision))
        if days is not None:
            return replace(core, days=days, against=period.span)
    return replace(core, days=core.fallback, against="published") if core.fallback and core.days is None else core


def _same_year(t: Tokens, core: Core, earlier: list[Period], known: Known) -> Core:
    """As in "In 2021, …, with a quarter of it in March": the part belongs to the year before it."""
    if not earlier or core.make is None:
        return core
    last, sentence = earlier[-1], t.starts[t.sentence(core.first)[0]]
    bare = len(last.span) == 4  # "early 1990" gives no year to what follows
    told = bare and last.interval is not None and last.precision == "year" and last.kind == "point"
    if not told or isinstance(last.resolved_against, Span) or last.span.start < sentence or last.interval is None:
        return core
    days = core.make(last.interval.start.year)
    ahead = days is not None and known.published is not None and days.start > known.published
    return core if ahead and not future(t, core.first) else replace(core, days=days, against=last.span)
