"""Figures and dates in words: never more precision than was written."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Interval, Money
from comity.present import figures


@pytest.mark.parametrize(
    ("amount", "digits", "words"),
    [
        ("4000000000", 1, "$4 billion"),
        ("4000000000", 2, "$4.0 billion"),
        ("6400000000", 2, "$6.4 billion"),
        ("4200000000", 1, "$4.2 billion"),
        ("150000000", 2, "$150 million"),
        ("3200000000", 3, "$3.20 billion"),
        ("1000000000000", None, "$1 trillion"),
        ("12500", None, "$12,500"),
        ("0", None, "$0"),
        ("-1300000000", 2, "−$1.3 billion"),
        ("999999999", None, "$999.999999 million"),
    ],
)
def test_money(amount: str, digits: int | None, words: str) -> None:
    assert figures.money(Money(amount=Decimal(amount), currency="USD", digits=digits)) == words


def test_bounds_and_ranges_in_words() -> None:
    def euro(bound: str, high: str | None = None) -> str:
        top = Decimal(high) if high else None
        return figures.money(Money(amount=Decimal("2e9"), currency="EUR", bound=bound, high=top))

    assert euro("over") == "more than €2 billion"
    assert euro("under") == "less than €2 billion"
    assert euro("up_to") == "up to €2 billion"
    assert euro("about") == "about €2 billion"
    assert euro("range", "3e9") == "€2 billion to €3 billion"


def test_currencies_without_an_own_sign_keep_their_code() -> None:
    assert figures.money(Money(amount=Decimal("5e9"), currency="KZT")) == "KZT 5 billion"


@given(st.decimals(min_value=1, max_value=Decimal("1e14"), places=2), st.integers(1, 6) | st.none())
def test_money_in_words_says_the_amount_it_was_given(amount: Decimal, digits: int | None) -> None:
    words = figures.money(Money(amount=amount, currency="USD", digits=digits))
    number, _, scale = words.removeprefix("$").partition(" ")
    power = {"": 0, "million": 6, "billion": 9, "trillion": 12}[scale]
    assert Decimal(number.replace(",", "")).scaleb(power) == amount


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-11-05", "2024-11-05", "5 November 2024"),
        ("2021-06-27", "2021-06-30", "27–30 June 2021"),
        ("2022-11-01", "2022-11-30", "November 2022"),
        ("2024-01-01", "2024-08-31", "January–August 2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2019-01-01", "2023-12-31", "2019–2023"),
        ("2023-04-01", "2024-03-31", "April 2023 – March 2024"),
        ("2021-06-30", "2021-07-02", "30 June – 2 July 2021"),
        ("2024-12-30", "2025-01-02", "30 December 2024 – 2 January 2025"),
    ],
)
def test_days(start: str, end: str, words: str) -> None:
    assert figures.days(Interval(date.fromisoformat(start), date.fromisoformat(end))) == words


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_different_days_are_said_differently(start: date, length: int, other: date) -> None:
    first, second = Interval(start, start + timedelta(length)), Interval(other, other + timedelta(length))
    assert (figures.days(first) == figures.days(second)) == (first == second)


def test_growth_has_a_direction() -> None:
    assert figures.growth(Decimal("44.7")) == "up 44.7%"
    assert figures.growth(Decimal(-7)) == "down 7%"
    assert figures.growth(Decimal(0)) == "unchanged"


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        ("4245602000", "USD", "$4,245.6 million"),
        ("-1296054100", "EUR", "−€1,296.1 million"),
        ("9141431", "CHF", "CHF 9.1 million"),
        ("4174.4", "USD", "$4,174"),
        ("0", "USD", "$0"),
    ],
)
def test_official_amounts_as_offices_print_them(value: str, currency: str, words: str) -> None:
    assert figures.official(Decimal(value), currency) == words
