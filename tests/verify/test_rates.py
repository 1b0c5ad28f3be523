"""Rates of the European Central Bank: found, averaged, or said to be missing and why."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Interval
from comity.verify.rates import EuropeanCentralBank

BANK = EuropeanCentralBank()
YEAR_2023 = Interval(date(2023, 1, 1), date(2023, 12, 31))


def test_the_rate_of_a_day() -> None:
    # As published: 1 EUR = 1.1050 USD on 29 December 2023.
    rate = BANK.rate("EUR", "USD", date(2023, 12, 29))
    assert rate is not None
    assert (rate.value, rate.day) == (Decimal("1.1050"), date(2023, 12, 29))
    assert "ECB" in rate.source
    assert str(rate).startswith("1 EUR = 1.105")


@pytest.mark.parametrize(
    ("day", "quoted"),
    [
        (date(2023, 12, 30), date(2023, 12, 29)),  # a Saturday
        (date(2023, 12, 31), date(2023, 12, 29)),
        (date(2024, 1, 1), date(2023, 12, 29)),  # New Year, a Monday
        (date(2024, 4, 1), date(2024, 3, 28)),  # Easter Monday after Good Friday
    ],
)
def test_a_day_without_business_has_the_rate_of_the_last_one_with(day: date, quoted: date) -> None:
    rate = BANK.rate("EUR", "USD", day)
    assert rate is not None
    assert rate.day == quoted
    assert rate.value == BANK.rate("EUR", "USD", quoted).value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("currency", "day", "said"),
    [
        ("KZT", date(2023, 5, 5), "quotes no rate for KZT"),
        ("PKR", date(2023, 5, 5), "quotes no rate for PKR"),
        ("RUB", date(2023, 5, 5), "rates for RUB end on 2022-03-01"),
        ("RUB", date(2004, 5, 5), "rates for RUB begin on 2005-04-01"),
        ("USD", date(1998, 12, 31), "rates for USD begin on 1999-01-04"),
        ("USD", date(1999, 1, 1), "rates for USD begin on 1999-01-04"),
        ("USD", date(2090, 1, 1), "rates for USD end on"),
        ("ISK", date(2013, 5, 6), "no rate for ISK and EUR"),  # the bank quoted none from 2008 to 2018
    ],
)
def test_no_rate_is_guessed(currency: str, day: date, said: str) -> None:
    assert BANK.rate(currency, "EUR", day) is None
    assert BANK.rate("EUR", currency, day) is None
    assert BANK.average(currency, "EUR", Interval(day, day)) is None
    assert said in BANK.absence(currency, "EUR", Interval(day, day))


def test_the_last_rouble() -> None:
    assert BANK.rate("RUB", "USD", date(2022, 3, 1)) is not None
    assert BANK.average("RUB", "USD", Interval(date(2022, 1, 1), date(2022, 12, 31))) is None
    assert BANK.average("RUB", "USD", Interval(date(2021, 1, 1), date(2021, 12, 31))) is not None


def test_a_period_has_the_mean_of_its_business_days() -> None:
    # The bank's own average of 2023: 1 EUR = 1.0813 USD, over 255 days.
    rate = BANK.average("EUR", "USD", YEAR_2023)
    assert rate is not None
    assert (round(rate.value, 4), rate.days, rate.day) == (Decimal("1.0813"), 255, date(2023, 12, 29))
    assert rate.low is not None
    assert rate.high is not None
    assert rate.low < rate.value < rate.high
    assert "the mean of 255 business days from 2023-01-01 to 2023-12-31" in str(rate)


@given(st.integers(1999, 2025), st.sampled_from(["USD", "GBP", "JPY"]), st.sampled_from(["EUR", "CHF", "SEK"]))
@settings(max_examples=15, deadline=None)
def test_a_mean_lies_between_and_leads_back(year: int, a: str, b: str) -> None:
    span = Interval(date(year, 1, 1), date(year, 12, 31))
    there, back = BANK.average(a, b, span), BANK.average(b, a, span)
    assert there is not None
    assert back is not None
    assert there.low is not None
    assert there.high is not None
    assert there.low <= there.value <= there.high
    assert abs(there.value * back.value - 1) < Decimal("1e-8")


def test_a_cross_rate_goes_through_the_euro() -> None:
    day = date(2023, 6, 1)
    cross, yen, dollar = (BANK.rate(a, b, day) for a, b in (("USD", "JPY"), ("EUR", "JPY"), ("EUR", "USD")))
    assert cross is not None
    assert yen is not None
    assert dollar is not None
    assert abs(cross.value - yen.value / dollar.value) < Decimal("1e-6")


def test_a_weekend_alone_has_no_mean() -> None:
    assert BANK.average("EUR", "USD", Interval(date(2023, 12, 30), date(2023, 12, 31))) is None


def test_a_currency_is_not_exchanged_for_itself() -> None:
    assert BANK.rate("EUR", "EUR", date(2023, 6, 1)) is None


@given(
    st.dates(date(1999, 1, 4), date(2026, 10, 30)),
    st.sampled_from(["USD", "GBP", "JPY", "CHF"]),
    st.sampled_from(["EUR", "CNY", "SEK"]),
)
def test_there_and_back_is_one(day: date, a: str, b: str) -> None:
    there, back = BANK.rate(a, b, day), BANK.rate(b, a, day)
    assert (there is None) == (back is None)
    if there and back:
        assert there.day == back.day <= day <= there.day + timedelta(days=6)
        assert abs(there.value * back.value - 1) < Decimal("1e-8")
