"""What the words around a figure leave open."""

from datetime import date
from decimal import Decimal

import pytest

from comity.model import Interval, Money, Quote, SlotValue, Span, Statement
from comity.verify.precision import Range
from comity.verify.quoted import (
    compared_with,
    count_of,
    growth_of,
    names_whole,
    percentage,
    rate_of,
    scope_of,
    speaker_of,
)


def told(quote: str, **slots: SlotValue) -> Statement:
    quotes = (Quote(exact=quote, span=Span(0, len(quote))),)
    return Statement(document="d", kind="trade", status="done", actors=(), quotes=quotes, slots=tuple(slots.items()))


def span(low: str | None, high: str | None) -> Range:
    return Range(None if low is None else Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("quote", "growth", "low", "high"),
    [
        ("up 44.7%", "44.7", "44.65", "44.75"),
        ("up 45.0 percent", "45", "44.95", "45.05"),
        ("down by more than 10 percent", "-10", None, "-10"),
        ("doubled", "100", "90", "110"),
        ("nearly doubled", "100", "60", "100"),
        ("more than doubled", "100", "100", None),
        ("up 100%", "100", "99.5", "100.5"),
        ("fell by a third", "-33.3333", "-36.66663", "-29.99997"),
        ("almost halved", "-50", "-50", "-40"),
        ("nothing of the sort", "12", "11.5", "12.5"),
    ],
)
def test_growth(quote: str, growth: str, low: str | None, high: str | None) -> None:
    assert growth_of(told(quote, growth=Decimal(growth))) == span(low, high)


@pytest.mark.parametrize(
    ("quote", "share", "low", "high"),
    [
        ("60% of exports", "60", "59.5", "60.5"),
        ("almost 60% of exports", "60", "0", "60"),
        ("more than half of exports", "50", "50", None),
        ("a third of exports", "33.3333", "29.99997", "36.66663"),
    ],
)
def test_shares(quote: str, share: str, low: str | None, high: str | None) -> None:
    assert percentage(told(quote, share=Decimal(share)), "share") == span(low, high)


@pytest.mark.parametrize(
    ("quote", "count", "low", "high"),
    [
        ("36 documents", 36, "36", "36"),
        ("more than thirty documents", 30, "30", None),
        ("up to 12 documents", 12, "0", "12"),
        ("about 40 documents", 40, "36", "44"),
    ],
)
def test_counts(quote: str, count: int, low: str | None, high: str | None) -> None:
    assert count_of(told(quote, count=count)) == span(low, high)


@pytest.mark.parametrize(
    ("quote", "rate"),
    [
        ("buys gas for $2 billion a year", "year"),
        ("$2 billion worth of gas per month", "month"),
        ("$2 billion in the year to June", None),
        ("$2 billion, and $5 million a day in transit", None),
        ("$2 billion annually", "year"),
    ],
)
def test_rates(quote: str, rate: str | None) -> None:
    assert rate_of(told(quote, value=Money(amount=Decimal("2e9"), currency="USD"))) == rate


@pytest.mark.parametrize(
    ("quote", "scope"),
    [
        ("bilateral trade of 3 billion", ""),
        ("non-oil trade of 3 billion", "non oil"),
        ("trade in goods and services", "goods and services"),
        ("merchandise trade", "trade in goods"),
        ("agricultural exports", "agricultural exports"),
    ],
)
def test_scopes(quote: str, scope: str) -> None:
    assert scope_of(told(quote)) == scope


@pytest.mark.parametrize(
    ("quote", "goods", "whole"),
    [
        ("exports to France of $2.7 billion, primarily in oil", ("oil",), True),
        ("oil exports of $2.7 billion", ("oil",), False),
        ("exports of grain, mainly wheat", ("grain", "wheat"), False),
        ("exports of farm goods, mainly wheat", ("wheat",), False),
    ],
)
def test_foremost_goods(quote: str, goods: tuple[str, ...], whole: bool) -> None:
    assert names_whole(told(quote), goods) is whole


@pytest.mark.parametrize(
    ("quote", "month", "yearly"),
    [
        ("up 5%", False, True),
        ("up 5%", True, None),
        ("up 5% from a year earlier", True, True),
        ("up 5% month-on-month", True, False),
        ("tripled since 2015", False, False),
        ("up 40% in five years", False, False),
        ("up 5% compared with 2019", False, False),
        ("up 5% compared with 2030", False, True),
        ("up 5% in volume", False, False),
    ],
)
def test_what_growth_is_measured_against(quote: str, month: bool, yearly: bool | None) -> None:
    period = Interval(date(2031, 3, 1), date(2031, 3, 31)) if month else Interval(date(2031, 1, 1), date(2031, 12, 31))
    assert compared_with(told(quote), period) is yearly


def test_speakers() -> None:
    assert speaker_of(told("trade rose 5%, according to the Ministry of Trade")) == "the Ministry of Trade"
    assert (
        speaker_of(told("trade rose 5%, Foreign Minister Ana Example said on Monday")) == "Foreign Minister Ana Example"
    )
    assert speaker_of(told("Ana Example said trade rose 5%")) == "Ana Example"
    assert speaker_of(told("trade rose 5%")) == ""
