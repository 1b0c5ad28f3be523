"""Known figures found again in a quote, with the bound that stands before them."""

from decimal import Decimal

import pytest

from comity.verify.numerals import before, find_amount, find_number

PERCENT = r"\s?(?:%|percent)"


@pytest.mark.parametrize(
    ("text", "value", "written", "bound"),
    [
        ("up 45.2% on the year", "45.2", "45.2", "exact"),
        ("up 45.20% on the year", "45.2", "45.20", "exact"),
        ("rose by more than 40 percent", "40", "40", "over"),
        ("nearly twenty-five percent", "25", "25", "under"),
        ("about 1,200 percent", "1200", "1200", "about"),
        ("grew 45,2 %", "45.2", "45.2", "exact"),
    ],
)
def test_numbers_are_found_as_they_are_written(text: str, value: str, written: str, bound: str) -> None:
    place = find_number(text, Decimal(value), PERCENT)
    assert place is not None
    assert str(place.value) == written
    assert before(text, place.start) == bound


@pytest.mark.parametrize("text", ["145.2%", "45.21%", "45.2 tonnes", "45 percent", "", "1.45.2%"])
def test_other_numbers_are_not(text: str) -> None:
    assert find_number(text, Decimal("45.2"), PERCENT) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("worth $2 billion a year", "2e9"),
        ("worth $2.0bn a year", "2e9"),
        ("2,000 million euros", "2e9"),
        ("a grant of 1,250,000 dollars", "1250000"),
        ("four billion dollars", "4e9"),
    ],
)
def test_amounts_are_found_in_any_scale(text: str, amount: str) -> None:
    assert find_amount(text, Decimal(amount)) is not None


@pytest.mark.parametrize(("text", "amount"), [("$2 million", "2e9"), ("$2 billion", "2"), ("$12 billion", "2e9")])
def test_other_amounts_are_not(text: str, amount: str) -> None:
    assert find_amount(text, Decimal(amount)) is None
