"""Trade statements as flows between two states, so that one side's exports and the other's imports meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comity.model import Interval, Money, Statement
from comity.verify.precision import Range, amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What figures must share to be held against each other. `low` and `high` are the two codes in alphabetical
    order ("" for the world); `period` is None where the text gives none.
    """

    low: str
    high: str
    period: Interval | None
    target: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One trade figure. `flow` is "total", "there" (from `subject.low` to `subject.high`), "back", or "balance" (of
    `subject.low`); `part` where it covers some commodities only.
    """

    subject: Subject
    flow: str
    part: tuple[str, ...]
    value: Money | None
    growth: Decimal | int | None
    statement: Statement

    @property
    def range(self) -> Range:
        """The amounts that the value as written leaves open; flows are never negative."""
        assert self.value is not None
        spread = amounts(self.value)
        return spread if self.flow == "balance" else spread.not_below(Decimal(0))


def figure_of(statement: Statement) -> Figure | None:
    """A trade statement as a figure; None where it is no trade or its reporter is unknown or several."""
    reporters, partners = statement.countries("reporter"), statement.countries("partner")
    if statement.kind != "trade" or len(reporters) != 1 or len(partners) > 1:
        return None
    if any(not actor.country for actor in statement.actors):
        return None
    reporter, partner = reporters[0], partners[0] if partners else ""
    low, high = sorted((reporter, partner))
    flow, value = str(statement.slot("flow") or ""), statement.slot("value")
    if flow in ("exports", "imports"):
        flow = "there" if (flow == "exports") == (reporter == low) else "back"
    elif flow == "balance" and reporter != low and isinstance(value, Money):
        value = _mirrored(value)
    growth, period, part = statement.slot("growth"), statement.slot("period"), statement.slot("commodities")
    return Figure(
        subject=Subject(
            low=low,
            high=high,
            period=period if isinstance(period, Interval) else None,
            target=statement.slot("target") is True,
        ),
        flow=flow,
        part=tuple(sorted(word.casefold() for word in part)) if isinstance(part, tuple) else (),
        value=value if isinstance(value, Money) else None,
        growth=growth if isinstance(growth, Decimal | int) else None,
        statement=statement,
    )


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
