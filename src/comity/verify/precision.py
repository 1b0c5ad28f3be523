"""The amounts that a figure as written leaves open, and sums of such ranges.

Half a unit of the last significant digit, the method of beancount's inferred tolerances: "$4 billion" is 3.5 to 4.5
billion, "$2.7 billion" 2.65 to 2.75. Bounds open a side; "about" doubles the margin.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from comity.model import Money

# Percentage points either side of a word for a change: "doubled" is read as 100, "halved" as -50.
_DOUBLED, _HALVED = Decimal(10), Decimal(5)
# Sums and products of numbers that `sane` lets through are exact in so many digits; quotients are rounded outwards.
_DIGITS, _MOST, _LEAST = 80, 24, -12
_DOWN, _UP = Context(prec=_DIGITS, rounding=ROUND_FLOOR), Context(prec=_DIGITS, rounding=ROUND_CEILING)


def sane(number: Decimal) -> bool:
    """Whether a number can be a figure of the world: finite, below 10^24, and written with few decimals."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return not number or (number.adjusted() < _MOST and isinstance(exponent, int) and exponent >= _LEAST)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; None is an open end."""

    low: Decimal | None
    high: Decimal | None

    def __add__(self, other: Range) -> Range:
        return Range(_sum(self.low, other.low, _DOWN), _sum(self.high, other.high, _UP))

    def __neg__(self) -> Range:
        return Range(_negative(self.high), _negative(self.low))

    def __sub__(self, other: Range) -> Range:
        return self + -other

    def meets(self, other: Range) -> bool:
        """Whether a number lies in both."""
        return _at_most(self.low, other.high) and _at_most(other.low, self.high)

    def meet(self, other: Range) -> Range | None:
        """The numbers that lie in both; None where there are none."""
        if not self.meets(other):
            return None
        lows, highs = ([e for e in ends if e is not None] for ends in ((self.low, other.low), (self.high, other.high)))
        return Range(max(lows) if lows else None, min(highs) if highs else None)

    def times(self, low: Decimal, high: Decimal | None = None) -> Range:
        """All products with the numbers from `low` to `high` (by default `low` alone), none of them negative."""
        ends = (low, low if high is None else high)
        least = None if self.low is None else min(_DOWN.multiply(self.low, e) for e in ends)
        most = None if self.high is None else max(_UP.multiply(self.high, e) for e in ends)
        return Range(least, most)

    @property
    def width(self) -> Decimal | None:
        """How far apart the ends are; None where one is open."""
        return None if self.low is None or self.high is None else _UP.subtract(self.high, self.low)

    def not_below(self, floor: Decimal) -> Range:
        """The part from `floor` on."""
        low = floor if self.low is None or self.low < floor else self.low
        return Range(low, None if self.high is None else max(low, self.high))


def amounts(money: Money) -> Range:
    """What an amount of money can have been before it was written down; a deficit's bounds count from zero down. Of
    a number that is none of the world (see `sane`) nothing is known.
    """
    if not sane(money.amount) or (money.high is not None and not sane(money.high)):
        return Range(None, None)
    size = abs(money.amount)
    margin = _margin(size, money.digits)
    match money.bound:
        case "about":
            spread = around(size, 2 * margin)
        case "over":
            spread = Range(size, None)
        case "under" | "up_to":
            spread = Range(Decimal(0), size)
        case "range" if money.high is not None:
            ends = sorted((size, abs(money.high)))
            margins = (_margin(end, money.digits) for end in ends)
            low, high = (around(end, margin) for end, margin in zip(ends, margins, strict=True))
            spread = Range(low.low, high.high)
        case _:
            spread = around(size, margin)
    return -spread if money.amount < 0 else spread


def around(middle: Decimal, margin: Decimal) -> Range:
    """The numbers at most `margin` away."""
    return Range(_DOWN.subtract(middle, margin), _UP.add(middle, margin))


def percents(written: Decimal | int) -> Range:
    """What a percentage can have been: 45.2 is 45.15 to 45.25. Whole hundreds and -50 may stand for words
    ("doubled", "halved") and are taken loosely.
    """
    value = Decimal(written)
    if not sane(value):
        return Range(None, None)
    exponent = value.as_tuple().exponent
    margin = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    if value == -50:
        margin = _HALVED
    elif value > 0 and value % 100 == 0:
        margin = _DOUBLED
    return around(value, margin)


def base_of(level: Range, growth: Range) -> Range | None:
    """What a level (not negative) must have grown from; None where growth may be -100 % or below: that leaves none."""
    low, high = _factor(growth.low), _factor(growth.high)
    if low is None or low <= 0:
        return None
    least = None if level.low is None else Decimal(0) if high is None else _DOWN.divide(level.low, high)
    return Range(least, None if level.high is None else _UP.divide(level.high, low))


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


def written(money: Money) -> str:
    """An amount as it was written: "more than 4.0 billion USD"."""
    low = _scaled(money.amount, money.digits)
    if money.high is not None:
        return f"{low} to {_scaled(money.high, money.digits)} {money.currency}"
    return f"{_BOUNDS.get(money.bound, '')}{low} {money.currency}"


def _scaled(amount: Decimal, digits: int | None) -> str:
    if not sane(amount):
        return "an impossible number of"
    power, name = next(((p, f" {n.strip()}") for p, n in _SCALES if abs(amount) >= Decimal(10) ** p), (0, ""))
    scaled = amount.scaleb(-power).normalize()
    places = max((min(digits, _MOST) if digits else 0) - 1 - scaled.adjusted(), 0) if scaled else 0
    exponent = scaled.as_tuple().exponent
    own = max(-exponent, 0) if isinstance(exponent, int) else 0
    return f"{scaled:,.{max(places, own)}f}{name}"


_BOUNDS = {"about": "about ", "over": "more than ", "under": "less than ", "up_to": "up to "}
_SCALES = ((12, "trillion "), (9, "billion "), (6, "million "))


def _short(number: Decimal) -> str:
    rounded = number.quantize(Decimal("0.001")) if abs(number) < Decimal(10) ** 20 else number
    return f"{rounded.normalize():f}"


def _margin(size: Decimal, digits: int | None) -> Decimal:
    if not size:
        return Decimal(0)
    significant = min(max(digits, 1), _MOST) if digits else len(size.normalize().as_tuple().digits)
    return Decimal(1).scaleb(size.adjusted() - significant + 1) / 2


def _factor(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else _DOWN.add(1, _DOWN.scaleb(percent, -2))


def _sum(a: Decimal | None, b: Decimal | None, context: Context) -> Decimal | None:
    return None if a is None or b is None else context.add(a, b)


def _negative(a: Decimal | None) -> Decimal | None:
    return None if a is None else a.copy_negate()


def _at_most(a: Decimal | None, b: Decimal | None) -> bool:
    return a is None or b is None or a <= b
