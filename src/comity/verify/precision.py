"""The amounts that a figure as written leaves open, and sums of such ranges.

Half a unit of the last significant digit, the method of beancount's inferred tolerances: "$4 billion" is 3.5 to 4.5
billion, "$2.7 billion" 2.65 to 2.75. Bounds open a side; "about" doubles the margin.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from comity.model import Money

# Percentage points either side of a word for a change: "doubled" is read as 100, "halved" as -50.
_DOUBLED, _HALVED = Decimal(10), Decimal(5)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; None is an open end."""

    low: Decimal | None
    high: Decimal | None

    def __add__(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> Range:
        return Range(_negative(self.high), _negative(self.low))

    def __sub__(self, other: Range) -> Range:
        return self + -other

    def meets(self, other: Range) -> bool:
        """Whether a number lies in both."""
        return _at_most(self.low, other.high) and _at_most(other.low, self.high)

    def not_below(self, floor: Decimal) -> Range:
        """The part from `floor` on."""
        low = floor if self.low is None or self.low < floor else self.low
        return Range(low, None if self.high is None else max(low, self.high))


def amounts(money: Money) -> Range:
    """What an amount of money can have been before it was written down; a deficit's bounds count from zero down."""
    size = abs(money.amount)
    margin = _margin(size, money.digits)
    match money.bound:
        case "about":
            spread = Range(size - 2 * margin, size + 2 * margin)
        case "over":
            spread = Range(size, None)
        case "under" | "up_to":
            spread = Range(Decimal(0), size)
        case "range" if money.high is not None:
            ends = sorted((size, abs(money.high)))
            spread = Range(ends[0] - _margin(ends[0], money.digits), ends[1] + _margin(ends[1], money.digits))
        case _:
            spread = Range(size - margin, size + margin)
    return -spread if money.amount < 0 else spread


def percents(written: Decimal | int) -> Range:
    """What a percentage can have been: 45.2 is 45.15 to 45.25. Whole hundreds and -50 may stand for words
    ("doubled", "halved") and are taken loosely.
    """
    value = Decimal(written)
    exponent = value.as_tuple().exponent
    margin = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    if value == -50:
        margin = _HALVED
    elif value > 0 and value % 100 == 0:
        margin = _DOUBLED
    return Range(value - margin, value + margin)


def base_of(level: Range, growth: Range) -> Range | None:
    """What a level must have grown from; None where growth of -100 % or below leaves no base."""
    low, high = _factor(growth.low), _factor(growth.high)
    if low is None or high is None or low <= 0 or high <= 0:
        return None
    return Range(
        None if level.low is None else level.low / high,
        None if level.high is None else level.high / low,
    )


def said(numbers: Range, unit: str) -> str:
    """A range for a person: "3.95-4.05 billion USD"."""
    ends = [end for end in (numbers.low, numbers.high) if end is not None]
    if not ends:
        return f"any amount of {unit}"
    scale, name = next(
        ((Decimal(10) ** power, name) for power, name in _SCALES if max(map(abs, ends)) >= Decimal(10) ** power),
        (Decimal(1), ""),
    )
    low, high = (None if end is None else _short(end / scale) for end in (numbers.low, numbers.high))
    unit = f"{name}{unit}"
    if low is None:
        return f"at most {high} {unit}"
    if high is None:
        return f"at least {low} {unit}"
    return f"{low} {unit}" if low == high else f"{low} to {high} {unit}"


_SCALES = ((12, "trillion "), (9, "billion "), (6, "million "))


def _short(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.001")) if abs(number) < Decimal(10) ** 20 else number
    return f"{rounded.normalize():f}"


def _margin(size: Decimal, digits: int | None) -> Decimal:
    if not size:
        return Decimal(0)
    significant = digits or len(size.normalize().as_tuple().digits)
    return Decimal(1).scaleb(size.adjusted() - significant + 1) / 2


def _factor(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else 1 + percent / 100


def _sum(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _negative(a: Decimal | None) -> Decimal | None:
    return None if a is None else -a


def _at_most(a: Decimal | None, b: Decimal | None) -> bool:
    return a is None or b is None or a <= b
