"""Trade statements as flows between two states, so that one side's exports and the other's imports meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comity.model import Interval, Money, Statement
from comity.verify.precision import Range, amounts, sane
from comity.verify.quoted import growth_of, names_whole, number, rate_of, scope_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What figures must share to be held against each other. `low` and `high` are the two codes in alphabetical
    order ("" for the world); `period` is None where the text gives none. `target` is true of whatever is aimed at,
    forecast or planned. `scope` is what limits or widens the trade ("non oil", "goods and services"), else empty.
    """

    low: str
    high: str
    period: Interval | None
    target: bool
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One trade figure, told of `reporter`. `flow` is "total", "there" (from `subject.low` to `subject.high`), "back",
    or "balance" (of `subject.low`); `part` where it covers some commodities only. `grown` are the percentages that the
    growth as told leaves open.
    """

    subject: Subject
    flow: str
    part: tuple[str, ...]
    value: Money | None
    growth: Decimal | None
    statement: Statement
    reporter: str
    grown: Range | None

    @property
    def range(self) -> Range:
        """The amounts that the value as written leaves open; flows are never negative."""
        assert self.value is not None
        spread = amounts(self.value)
        return spread if self.flow == "balance" else spread.not_below(Decimal(0))

    @property
    def currency(self) -> str:
        """The currency of the value; empty without one."""
        return self.value.currency if self.value is not None else ""


def figure_of(statement: Statement) -> Figure | None:
    """A trade statement as a figure; None where it is no trade, is denied, or its reporter is unknown or several."""
    reporters, partners = statement.countries("reporter"), statement.countries("partner")
    if statement.kind != "trade" or statement.status == "denied" or len(reporters) != 1 or len(partners) > 1:
        return None
    if any(not actor.country for actor in statement.actors):
        return None
    reporter, partner = reporters[0], partners[0] if partners else ""
    low, high = sorted((reporter, partner))
    flow, value = str(statement.slot("flow") or ""), _money(statement)
    if flow in ("exports", "imports"):
        flow = "there" if (flow == "exports") == (reporter == low) else "back"
    elif flow == "balance" and reporter != low and value is not None:
        value = _mirrored(value)
    growth, period = number(statement, "growth"), statement.slot("period")
    return Figure(
        subject=Subject(
            low=low,
            high=high,
            period=period if isinstance(period, Interval) else None,
            target=statement.slot("target") is True or statement.status in ("planned", "proposed"),
            scope=scope_of(statement),
        ),
        flow=flow,
        part=_part(statement),
        value=value,
        growth=growth,
        statement=statement,
        reporter=reporter,
        grown=None if growth is None else growth_of(statement),
    )


def _money(statement: Statement) -> Money | None:
    """The value, where it can be one of the world and is not told by the month or the day."""
    value = statement.slot("value")
    if not isinstance(value, Money) or not sane(value.amount) or not sane(value.high or Decimal(0)):
        return None
    return value if rate_of(statement) in (None, "year") else None


def _part(statement: Statement) -> tuple[str, ...]:
    """The goods that the figure is limited to; none where they are only its foremost, or a scope (see `scope_of`)."""
    slot = statement.slot("commodities")
    goods = tuple(sorted({word.casefold() for word in slot})) if isinstance(slot, tuple) else ()
    return () if goods in (("goods",), ("services",)) or (goods and names_whole(statement, goods)) else goods


def a_year_before(period: Interval) -> Interval:
    """The same days of the year before."""
    return Interval(_year_before(period.start), _year_before(period.end))


def _year_before(day: date) -> date:
    # 29 February has no counterpart; a month's end stays a month's end.
    last_of_february = day.month == 2 and (day + timedelta(days=1)).month == 3
    if last_of_february:
        return date(day.year, 3, 1).replace(year=day.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def _mirrored(value: Money) -> Money:
    high = None if value.high is None else -value.high
    return Money(
        amount=-value.amount,
        currency=value.currency,
        bound=value.bound,
        high=high,
        digits=value.digits,
        written=value.written,
    )
