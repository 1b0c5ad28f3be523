"""Classes 9 and 11: which currency a word or sign means, decided by place, publisher and time."""

from __future__ import annotations

from datetime import date

import pytest

from comity.figures import figures
from comity.model import Quantity


def money(text: str, country: str | None = None) -> list[Quantity]:
    return [q for q in figures(text, country=country).quantities if q.kind == "money"]


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Pakistan's imports cost 500 billion rupees.", "PKR"),
        ("Colombo spent 500 billion rupees.", "LKR"),
        ("Delhi spent 500 billion rupees.", "INR"),
        ("Kuwait lent 100 million dinars.", "KWD"),
        ("Egypt spent 5 billion pounds.", "EGP"),
        ("London spent 5 billion pounds.", "GBP"),
        ("Manila paid 10 million pesos.", "PHP"),
        ("Zurich paid 5 million francs.", "CHF"),
        ("Sweden set aside 40 billion crowns.", "SEK"),
        ("Norway set aside 40 billion crowns.", "NOK"),
        ("Kenya borrowed 20 billion shillings.", "KES"),
        ("Uganda borrowed 20 billion shillings.", "UGX"),
    ],
)
def test_a_place_decides_the_currency(text: str, currency: str) -> None:
    [found] = money(text)
    assert (found.currency, found.currency_assumed) == (currency, True)


def test_the_country_of_publication_decides_where_the_text_does_not() -> None:
    assert money("a cost of $5 million", country="AUS")[0].currency == "AUD"
    assert money("a cost of $5 million", country="KAZ")[0].currency == "USD"
    assert money("a cost of 5 million rupees", country="PAK")[0].currency == "PKR"
    assert money("a cost of US$5 million", country="AUS")[0].currency == "USD"


def test_francs_are_french_until_the_euro() -> None:
    assert figures("7.6 billion francs", date(1989, 11, 2)).quantities[0].currency == "FRF"
    assert figures("7.6 billion francs", date(2024, 11, 7)).quantities[0].currency == "CHF"


def test_a_dollar_sign_is_assumed_and_a_full_sign_is_not() -> None:
    assert money("$5m")[0].currency_assumed
    assert not money("US$5m")[0].currency_assumed
