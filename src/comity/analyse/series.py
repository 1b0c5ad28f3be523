"""Trade over time: each figure as told from either side, and the official figures of both, never merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from comity.analyse.line import Line
from comity.model import Interval, Money, Observation, Statement
from comity.verify import Range, amounts

Teller = Literal["told", "official"]
MIRROR = {"exports": "imports", "imports": "exports", "total": "total", "balance": "balance"}
SERIES_FLOWS = ("total", "exports", "imports", "balance")
_TELLERS = ("told", "official")
_PARTS = {"M": 12, "Q": 4, "S": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure. `range` is what the amount can have been before it was written down; `statements` say it, or
    `observations` of a statistical office do (several where months are added up to a year).
    """

    period: Interval | None
    value: Money
    range: Range
    statements: tuple[Statement, ...] = ()
    observations: tuple[Observation, ...] = ()
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one flow, seen from the first of the pair, by period. `reporter` is the state whose figure it is:
    the exports of one are the imports of the other, told from the other side (mirror statistics).
    """

    flow: str
    reporter: str
    teller: Teller
    points: tuple[Point, ...]
    provider: str = ""


def trade_series(
    pair: tuple[str, str], lines: Iterable[Line], observations: Iterable[Observation] = ()
) -> tuple[Series, ...]:
    """Every figure of all trade of a pair; figures of single goods are left to their lines."""
    found: dict[tuple[str, str, Teller, str], list[Point]] = defaultdict(list)
    for line in lines:
        if line.lead.kind == "trade" and line.about == "pair":
            for flow, reporter, point in _told(pair, line):
                found[flow, reporter, "told", ""].append(point)
    for observed in _annual(observations):
        seen = _seen(pair, observed.reporter, observed.partner, observed.flow)
        if seen:
            found[seen, observed.reporter, "official", observed.provider].append(_official(pair, observed))
    order = sorted(found, key=lambda k: (SERIES_FLOWS.index(k[0]), _TELLERS.index(k[2]), pair.index(k[1]), k[3]))
    return tuple(
        Series(flow=f, reporter=r, teller=t, provider=p, points=tuple(sorted(found[f, r, t, p], key=_when)))
        for f, r, t, p in order
    )


def seen_from(pair: tuple[str, str], statement: Statement) -> tuple[str, str] | None:
    """The flow of a trade statement as the first of the pair sees it, and the state whose figure it is; None where
    it is of other states, of single goods, or of no flow.
    """
    flow = statement.slot("flow")
    reporters, partners = statement.countries("reporter"), statement.countries("partner")
    if not isinstance(flow, str) or statement.slot("commodities") or len(reporters) != 1 or len(partners) != 1:
        return None
    seen = _seen(pair, reporters[0], partners[0], flow)
    return (seen, reporters[0]) if seen else None


def _seen(pair: tuple[str, str], reporter: str, partner: str, flow: str) -> str | None:
    if flow not in MIRROR or {reporter, partner} != set(pair):
        return None
    return flow if reporter == pair[0] else MIRROR[flow]


def _told(pair: tuple[str, str], line: Line) -> Iterable[tuple[str, str, Point]]:
    """One point for every different value that reports of a figure give."""
    points: dict[tuple[object, ...], tuple[str, str, Point]] = {}
    for statement in line.statements:
        seen, value = seen_from(pair, statement), statement.slot("value")
        if seen is None or not isinstance(value, Money):
            continue
        turned = seen[0] == "balance" and seen[1] != pair[0]
        money = replace(value, amount=-value.amount) if turned and value.high is None else value
        period = statement.slot("period")
        days = period if isinstance(period, Interval) else None
        key = (*seen, days, money.amount, money.currency, money.bound, money.high)
        if key in points:
            flow, reporter, point = points[key]
            points[key] = flow, reporter, replace(point, statements=(*point.statements, statement))
            continue
        target = bool(statement.slot("target")) or line.to_come
        points[key] = (
            *seen,
            Point(period=days, value=money, range=amounts(money), statements=(statement,), target=target),
        )
    return points.values()


def _official(pair: tuple[str, str], observed: _Year) -> Point:
    turned = observed.flow == "balance" and observed.reporter != pair[0]
    value = Money(
        amount=-observed.value if turned else observed.value, currency=observed.currency, digits=observed.digits
    )
    return Point(period=observed.period, value=value, range=amounts(value), observations=observed.observations)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    provider: str
    reporter: str
    partner: str
    flow: str
    period: Interval
    value: Decimal
    currency: str
    digits: int | None
    observations: tuple[Observation, ...]


def _annual(observations: Iterable[Observation]) -> list[_Year]:
    """Annual figures of all goods, and years of which every month, quarter or half is there, added up."""
    by_year: dict[tuple[str, ...], dict[Interval, Observation]] = defaultdict(dict)
    for o in observations:
        if o.hs is None:
            key = (o.provider, o.reporter, o.partner, o.flow, o.currency, o.frequency, str(o.period.start.year))
            by_year[key].setdefault(o.period, o)  # of revisions the newest comes first
    years = (_year(sorted(parts.values(), key=lambda o: o.period)) for parts in by_year.values())
    return [year for year in years if year is not None]


def _year(parts: list[Observation]) -> _Year | None:
    first = parts[0]
    if first.frequency != "A" and len(parts) != _PARTS[first.frequency]:
        return None
    year = first.period.start.year
    whole = first.period if first.frequency == "A" else Interval(date(year, 1, 1), date(year, 12, 31))
    return _Year(
        provider=first.provider,
        reporter=first.reporter,
        partner=first.partner,
        flow=first.flow,
        period=whole,
        value=sum((o.value for o in parts), Decimal(0)),
        currency=first.currency,
        digits=first.digits if len(parts) == 1 else None,
        observations=tuple(parts),
    )


def _when(point: Point) -> tuple[bool, date, date, Decimal, str]:
    days = point.period
    first = point.statements[0].id if point.statements else ""
    return (days is None, days.end if days else date.max, days.start if days else date.max, point.value.amount, first)
