"""The charts of a dossier: trade with the precision it was written with, visits by year, shares of partners."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from comity.analyse.balance import TOP, Shares
from comity.analyse.dossier import Dossier
from comity.analyse.series import Point, Series
from comity.model import Interval
from comity.present import figures
from comity.present.clean import one_line, shorten
from comity.present.dossier.chart import Chart, Datum, Group, columns, rows
from comity.present.dossier.totals import flow_title, partner_title, point_value, series_title
from comity.present.names import CountryName

MOST_PERIODS = 12
MOST_YEARS = 24
_MOST_BARS = 6  # in one group
_UNITS = ((12, " tn"), (9, " bn"), (6, " m"), (3, " k"))
_TELLERS = {("told", 0): 0, ("told", 1): 1, ("official", 0): 2, ("official", 1): 3}


def trade_charts(value: Dossier, name: CountryName) -> tuple[Chart, ...]:
    """One chart a flow: total, exports, imports; in the currency that most figures are in."""
    drawn = [s for s in value.series if s.flow != "balance"]
    counted = Counter(p.value.currency for s in drawn for p in s.points if _drawable(p))
    if not counted:
        return ()
    currency = max(counted, key=lambda c: (counted[c], c))
    flows = dict.fromkeys(s.flow for s in drawn)
    return tuple(chart for flow in flows if (chart := _trade(value, name, flow, currency)))


def _trade(value: Dossier, name: CountryName, flow: str, currency: str) -> Chart | None:
    told = [
        (series, point)
        for series in value.series
        if series.flow == flow
        for point in series.points
        if _drawable(point) and point.value.currency == currency
    ]
    periods = sorted({p.period for _, p in told if p.period}, key=lambda d: (d.end, d.start))[-MOST_PERIODS:]
    if not periods:
        return None
    power, unit = _unit(max(abs(p.value.amount) for _, p in told))
    groups = [
        Group(
            label=_short(period),
            data=tuple(_datum(value, name, s, p, power) for s, p in told if p.period == period)[:_MOST_BARS],
        )
        for period in periods
    ]
    used = dict.fromkeys((_number(value, s), series_title(s, value.pair, name)) for s, _ in told)
    title = f"Trade, {flow_title(flow, value.pair, name)}, {currency}"
    return columns(f"trade-{flow}", title, groups, tuple(used), unit)


def _drawable(point: Point) -> bool:
    return point.period is not None and not point.target and point.value.amount >= 0


def _datum(value: Dossier, name: CountryName, series: Series, point: Point, power: Decimal) -> Datum:
    days = point.period
    whole = days is not None and (days.end - days.start).days >= 364
    low, high = point.range.low, point.range.high
    told = figures.days(days) if days else ""
    return Datum(
        series=_number(value, series),
        value=point.value.amount / power,
        low=None if low is None else low / power,
        high=None if high is None else high / power,
        spread=bool(point.statements),
        faint=not whole,
        title=one_line(f"{series_title(series, value.pair, name)}, {told}: {point_value(point)}"),
    )


def _number(value: Dossier, series: Series) -> int:
    return _TELLERS[series.teller, value.pair.index(series.reporter)]


def _unit(most: Decimal) -> tuple[Decimal, str]:
    return next(((Decimal(10) ** p, unit) for p, unit in _UNITS if most >= Decimal(10) ** p), (Decimal(1), ""))


def _short(days: Interval) -> tuple[str, ...]:
    """A period on two short lines: "Jan–Aug" over "2024"."""
    start, end = days.start, days.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return (str(start.year) if start.year == end.year else f"{start.year}–{end.year}",)
    first, last = (calendar.month_abbr[d.month] for d in (start, end))
    if start.year != end.year:
        return (f"{first} {start.year}–", f"{last} {end.year}")
    return (_months(start, end, first, last), str(end.year))


def _months(start: date, end: date, first: str, last: str) -> str:
    if start.month == end.month:
        whole = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
        return first if whole else f"{start.day}–{end.day} {first}"
    return f"{first}–{last}"


def visit_chart(value: Dossier, name: CountryName) -> Chart | None:
    """Visits by year, both ways; the last years where there are many."""
    years = value.visits[-MOST_YEARS:]
    if not years:
        return None
    a, b = (one_line(name(code)) for code in value.pair)
    legend = ((0, f"{a} to {b}"), (1, f"{b} to {a}"))
    groups = [
        Group(
            label=(str(y.year),),
            data=tuple(
                Datum(series=at, value=Decimal(len(told)), title=f"{legend[at][1]}, {y.year}: {len(told)}")
                for at, told in enumerate((y.there, y.back))
            ),
        )
        for y in years
    ]
    return columns("visits-by-year", "Visits made, by year", groups, legend, "", whole=True)


def partner_chart(shares: Shares, pair: tuple[str, str], name: CountryName) -> Chart:
    """The largest partners; the other one of the pair is set apart by its colour."""
    return rows(
        f"partners-{shares.side}-{shares.subject}", partner_title(shares, name), list(_partners(shares, pair, name))
    )


def _partners(shares: Shares, pair: tuple[str, str], name: CountryName) -> Iterator[tuple[str, Decimal, str, int]]:
    for share in shares.shares[:TOP]:
        yield shorten(name(share.partner), 22), share.share, f"{share.share * 100:.0f}%", int(share.partner in pair)
    rest = shares.shares[TOP:]
    if rest:
        left = sum((s.share for s in rest), Decimal(0))
        yield f"{len(rest):,} others", left, f"{left * 100:.0f}%", 4
