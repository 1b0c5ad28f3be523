"""What a written figure leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Money
from comity.verify import Range, amounts, base_of, percents, said

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2)
RANGES = st.tuples(NUMBERS, NUMBERS).map(lambda t: Range(min(t), max(t)))


def usd(amount: str, **more: object) -> Money:
    return Money(amount=Decimal(amount), currency="USD", **more)  # type: ignore[arg-type]


def closed(low: str | None, high: str | None) -> Range:
    return Range(None if low is None else Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("money", "low", "high"),
    [
        (usd("4e9", digits=1), "3.5e9", "4.5e9"),
        (usd("2.7e9", digits=2), "2.65e9", "2.75e9"),
        (usd("3.2e9", digits=3), "3.195e9", "3.205e9"),
        (usd("1000", digits=4), "999.5", "1000.5"),
        (usd("4e9"), "3.5e9", "4.5e9"),
        (usd("4e9", digits=1, bound="about"), "3e9", "5e9"),
        (usd("4e9", digits=1, bound="over"), "4e9", None),
        (usd("4e9", digits=1, bound="under"), "0", "4e9"),
        (usd("4e9", digits=1, bound="up_to"), "0", "4e9"),
        (usd("4e9", digits=1, bound="range", high=Decimal("6e9")), "3.5e9", "6.5e9"),
        (usd("-4e9", digits=1), "-4.5e9", "-3.5e9"),
        (usd("-4e9", digits=1, bound="over"), None, "-4e9"),
        (usd("0"), "0", "0"),
    ],
)
def test_amounts(money: Money, low: str | None, high: str | None) -> None:
    assert amounts(money) == closed(low, high)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("45.2", "45.15", "45.25"),
        ("12", "11.5", "12.5"),
        ("-3.5", "-3.55", "-3.45"),
        ("100", "90", "110"),
        ("-50", "-55", "-45"),
    ],
)
def test_percents(written: str, low: str, high: str) -> None:
    assert percents(Decimal(written)) == closed(low, high)


def test_base() -> None:
    assert base_of(closed("110", "121"), closed("10", "10")) == closed("100", "110")
    assert base_of(closed("110", None), closed("10", "10")) == closed("100", None)
    assert base_of(closed("1", "2"), closed("-100.5", "-99.5")) is None


@given(RANGES, RANGES, st.data())
def test_sums_hold_every_sum(a: Range, b: Range, data: st.DataObject) -> None:
    x, y = (data.draw(st.decimals(min_value=r.low, max_value=r.high, places=2)) for r in (a, b))
    total, difference = a + b, a - b
    assert total.low is not None
    assert total.high is not None
    assert total.low <= x + y <= total.high
    assert difference.meets(Range(x - y, x - y))


@given(RANGES, RANGES)
def test_meeting_is_mutual(a: Range, b: Range) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)
    assert Range(None, None).meets(a)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (closed("3.5e9", "4.5e9"), "3.5 to 4.5 billion USD"),
        (closed("4e6", None), "at least 4 million USD"),
        (closed(None, "120"), "at most 120 USD"),
        (closed("7e12", "7e12"), "7 trillion USD"),
        (closed(None, None), "any amount of USD"),
        (closed("-4.5e9", "-3.5e9"), "-4.5 to -3.5 billion USD"),
    ],
)
def test_ranges_are_said_for_people(numbers: Range, words: str) -> None:
    assert said(numbers, "USD") == words
