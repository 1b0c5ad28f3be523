"""No amount is stated silently where it may be a thousand times off."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.figures import figures, quantity_json


@pytest.mark.parametrize(
    ("text", "amount", "doubt"),
    [
        ("A ticket is 1.275 reais.", 1275, "decimal separator"),
        ("The fee is 2.500 euros.", 2500, "decimal separator"),
        ("The pound stood at $1.327.", Decimal("1.327"), "decimal separator"),
        ("Some 3.400 people fled.", 3400, "decimal separator"),
        ("They raised 1.750 million pesos in Bogota.", 1_750_000, "decimal separator"),
        ("Output rose 3,5% to 1,250 million euros.", 1_250_000_000, "decimal separator"),
        ("Parts cost $4 and $9 million.", 4, "shared scale"),
        ("It moved from $1.2bn to $1.5.", Decimal("1.5"), "shared scale"),
        ("Fees run from $700 to $1.2 million.", 700, "shared scale"),
        ("It sank from $700 to $1.2 million.", 700, "shared scale"),
        ("Income (in thousands of dollars) was $4,120.", 4120, "table scale"),
        ("Assets (US$ million): $88", 88, "table scale"),
        ("a prize of 5 mil euros", 5_000_000, "scale word"),
        ("the 800m was hers", 800_000_000, "scale word"),
    ],
)
def test_a_doubt_is_said(text: str, amount: Decimal, doubt: str) -> None:
    found = [q for q in figures(text).quantities if q.amount == amount]
    assert [q.doubt for q in found] == [doubt]
    assert quantity_json(found[0])["doubt"] == doubt


@pytest.mark.parametrize(
    "text",
    [
        "petrol at $1.379 a litre",
        "rates of 2.375 percent",
        "a yield of 1.250%",
        "They raised 1.275 billion dollars.",
        "Parts cost $4 million and $9 million.",
        "They gave $4 each, and $9 million in all was raised.",
        "It costs $10, and 5 million bought it.",
        "Income (about five million people took part) was $4,120.",
        "1,250 million euros",
        "US$1,250",
        "800m people",
        "a prize of $5m",
        "$1.08",
        "0.125 euros",
    ],
)
def test_no_doubt_where_the_writing_is_plain(text: str) -> None:
    found = figures(text).quantities
    assert found
    assert all(q.doubt is None for q in found)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Rs 2,000-2,500 crore", 20_000_000_000, 25_000_000_000),
        ("1,000 to 1,500 million dollars", 1_000_000_000, 1_500_000_000),
        ("$800,000 to $1.2 million", 800_000, 1_200_000),
    ],
)
def test_a_scale_spreads_over_thousands(text: str, low: int, high: int) -> None:
    [found] = figures(text).quantities
    assert (found.amount, found.high, found.doubt) == (low, high, None)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["{} euros", "${}", "R$ {}", "{} reais"]))
def test_three_digits_after_a_dot_are_never_silent(whole: int, rest: int, form: str) -> None:
    written = form.format(f"{whole}.{rest:03d}")
    [found] = figures(f"It was put at {written}, they said.").quantities
    assert found.doubt == "decimal separator"
    assert found.amount in (Decimal(f"{whole}.{rest:03d}"), whole * 1000 + rest)
