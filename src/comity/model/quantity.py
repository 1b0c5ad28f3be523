"""Figures as written: quantities with their precision, and periods with what they were resolved against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from comity.model.span import Interval, Span

Bound = Literal["exact", "about", "over", "under", "up_to", "range"]
QuantityKind = Literal[
    "money", "percent", "percentage_point", "ratio", "count", "energy", "mass", "volume", "length", "area", "power"
]
Change = Literal["level", "growth", "from", "to"]
Precision = Literal["day", "month", "quarter", "half", "year", "decade", "span"]
PeriodKind = Literal["point", "span", "fiscal", "cumulative", "target", "as_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount of money: `currency` is ISO 4217; a range has its lower end in `amount` and the upper in `high`.

    `digits` counts the significant digits as written and `written` keeps the words, so that "$4 billion"
    can later be held as 3.5-4.5 and "$3.20bn" as 3.195-3.205.
    """

    amount: Decimal
    currency: str
    bound: Bound = "exact"
    high: Decimal | None = None
    digits: int | None = None
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One figure of a text.

    `amount` is None where only an order of magnitude is said (`vague` then holds it, e.g. 10**10 for "tens of
    billions"). `unit` is the unit's name where one stands ("megawatt", "tonne"; "person" and the like for counts),
    `direction` and `change` say what the figure says of a series, `per` its rate ("year"), `gloss_of` the span of
    the figure that this one merely converts, `speaker` the span of who said it. `head` is the counted noun in the
    singular ("document" for "31 cooperation documents", whose `unit` is "cooperation documents"). `over` is the time an
    amount is spread over as an ISO 8601 duration ("P5Y"), `scope` whether it is each one's or all together,
    `hypothetical` that it is said to be possible, expected or planned. `doubt` is set where the amount may be wrong
    by a thousand or more and says why ("decimal separator", "shared scale", "table scale", "scale word").
    """

    span: Span
    kind: QuantityKind
    amount: Decimal | None
    high: Decimal | None = None
    currency: str | None = None
    currency_assumed: bool = False
    unit: str | None = None
    bound: Bound = "exact"
    direction: Literal["up", "down"] | None = None
    change: Change | None = None
    per: str | None = None
    digits: int | None = None
    vague: Decimal | None = None
    gloss_of: Span | None = None
    speaker: Span | None = None
    negated: bool = False
    head: str | None = None
    over: str | None = None
    scope: Literal["each", "combined"] | None = None
    hypothetical: bool = False
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time in a text, as days. `resolved_against` is "text" (complete as written), "published"
    (the publication date), or the span of the earlier period it builds on ("the same period last year").

    A period that cannot be resolved (no publication date) has `start` and `end` None and keeps its span. `named` are
    the days that the words themselves name where "since", "by", "later" and the like made another stretch of them
    ("since June": June).
    """

    span: Span
    start: date | None
    end: date | None
    precision: Precision
    kind: PeriodKind = "point"
    resolved_against: Literal["text", "published"] | Span | None = "text"
    named: Interval | None = None

    @property
    def interval(self) -> Interval | None:
        """The days, or None where the period stayed unresolved."""
        return Interval(self.start, self.end) if self.start and self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Every quantity and period of a text, each in order of position."""

    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
