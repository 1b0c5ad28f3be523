"""Classes 1-13 and 24: amounts as news writes them, each with what must not be read so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comity.figures import figures
from comity.model import Quantity


def money(text: str, country: str | None = None) -> list[Quantity]:
    return [q for q in figures(text, country=country).quantities if q.kind == "money"]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a deal worth $10bn.", "10000000000", "USD"),
        ("It cost $6.4 billion in all.", "6400000000", "USD"),
        ("R$ 4 billion", "4000000000", "BRL"),
        ("R11bn", "11000000000", "ZAR"),
        ("Rs 3.5 lakh crore", "3500000000000", "INR"),
        ("Rs. 500 crore", "5000000000", "INR"),
        ("Rs50 lakh", "5000000", "INR"),
        ("Rs 1,23,45,678", "12345678", "INR"),
        ("US$5m", "5000000", "USD"),
        ("US $5 million", "5000000", "USD"),
        ("U.S.$ 5 million", "5000000", "USD"),
        ("$US5m", "5000000", "USD"),
        ("USD10m", "10000000", "USD"),
        ("10 million USD", "10000000", "USD"),
        ("A$3 million", "3000000", "AUD"),
        ("C$ 250,000", "250000", "CAD"),
        ("HK$30 billion", "30000000000", "HKD"),
        ("$5 billion AUD", "5000000000", "AUD"),
        ("$7 million Canadian, they said", "7000000", "CAD"),
        ("50 million Canadian dollars", "50000000", "CAD"),
        ("5 billion Hong Kong dollars", "5000000000", "HKD"),
        ("€540 million", "540000000", "EUR"),
        ("540 million euros", "540000000", "EUR"),
        ("₹900 crore", "9000000000", "INR"),
        ("₸100 billion", "100000000000", "KZT"),
        ("400 billion tenge", "400000000000", "KZT"),
        ("3 trillion rubles", "3000000000000", "RUB"),
        ("3 trillion roubles", "3000000000000", "RUB"),
        ("115.7 billion ringgit", "115700000000", "MYR"),
        ("1.51 trillion yuan", "1510000000000", "CNY"),
        ("RMB 200 million", "200000000", "CNY"),
        ("5 trillion won", "5000000000000", "KRW"),
        ("500 mln dlrs", "500000000", "USD"),
        ("1.2 bln stg", "1200000000", "GBP"),
        ("7.6 billion francs", "7600000000", "FRF"),
        ("EUR 1.234.567,89", "1234567.89", "EUR"),
        ("7,6 billion euros", "7600000000", "EUR"),
        ("CHF 1'000'000", "1000000", "CHF"),
        ("€12 500", "12500", "EUR"),
        ("two and a half billion dollars", "2500000000", "USD"),
        ("half a million pounds", "500000", "GBP"),
        ("a hundred million dollars", "100000000", "USD"),
        ("one hundred and twenty million euros", "120000000", "EUR"),
        ("50 cents", "0.50", "USD"),
        ("a $5-billion-dollar plant", "5000000000", "USD"),
        ("a 10-million-euro grant", "10000000", "EUR"),
        ("$1.5 trillion", "1500000000000", "USD"),
        ("$22.5million", "22500000", "USD"),
        ("2.500 euros", "2500", "EUR"),
        ("$5 m", "5000000", "USD"),
        ("$5 M.", "5000000", "USD"),
        ("US$5MM", "5000000", "USD"),
        ("$5B", "5000000000", "USD"),
        ("5 millions dollars", "5000000", "USD"),
        ("EUR 3 Mrd", "3000000000", "EUR"),
        ("worth $5\nmillion", "5000000", "USD"),
        ("1.25 euros a litre", "1.25", "EUR"),
        ("$12-1/2", "12.5", "USD"),
        ("1 1/2 billion dollars", "1500000000", "USD"),
        ("a quarter of a million dollars", "250000", "USD"),
        ("three quarters of a million pounds", "750000", "GBP"),
        ("5 billion CFA francs", "5000000000", "XOF"),
        ("GH¢20 million", "20000000", "GHS"),
        ("SDR 1.5 billion", "1500000000", "XDR"),
        ("470p a share", "4.70", "GBP"),
        ("50c a litre", "0.50", "USD"),
        ("99¢", "0.99", "USD"),
        ("$-3.4 million", "-3400000", "USD"),
        ("T$25 billion", "25000000000", "TWD"),
        ("P4.5 billion", "4500000000", "PHP"),
        ("NIS 30 million", "30000000", "ILS"),
        ("1.28 billion H.K. dlrs", "1280000000", "HKD"),
        ("1.72 marks", "1.72", "DEM"),
        ("Tanzania will borrow Sh2 trillion", "2000000000000", "TZS"),
        ("China sold ¥5bn of bonds", "5000000000", "CNY"),
        ("¥5bn", "5000000000", "JPY"),
    ],
)
def test_amount_and_currency(text: str, amount: str, currency: str) -> None:
    [found] = money(text)
    assert (found.amount, found.currency, found.high) == (Decimal(amount), currency, None)


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("$300-400bn", 300_000_000_000, 400_000_000_000, "USD"),
        ("€300–350 million", 300_000_000, 350_000_000, "EUR"),
        ("between $4.8 billion and $7 billion", 4_800_000_000, 7_000_000_000, "USD"),
        ("between 3 and 4 million euros", 3_000_000, 4_000_000, "EUR"),
        ("$1.5 million to $2 million", 1_500_000, 2_000_000, "USD"),
        ("fines ranging from $500 to $700", 500, 700, "USD"),
        ("$800,000 to $1.2 million", 800_000, 1_200_000, "USD"),
        ("$5- to $6-billion", 5_000_000_000, 6_000_000_000, "USD"),
        ("2.5 to 3 billion euros", 2_500_000_000, 3_000_000_000, "EUR"),
    ],
)
def test_a_range_shares_scale_and_currency(text: str, low: int, high: int, currency: str) -> None:
    [found] = money(text)
    assert (found.amount, found.high, found.currency, found.bound) == (low, high, currency, "range")


@pytest.mark.parametrize(
    ("text", "amounts", "changes"),
    [
        ("The budget fell from R11bn to R5.5bn.", [11_000_000_000, 5_500_000_000], ["from", "to"]),
        ("Exports rose from 3.2 to 4.5 billion dollars.", [3_200_000_000, 4_500_000_000], ["from", "to"]),
        ("cut the price to $15 from $39", [15, 39], ["to", "from"]),
        ("It fell from $11 to $5.5 billion.", [11_000_000_000, 5_500_000_000], ["from", "to"]),
    ],
)
def test_old_and_new_are_two_figures(text: str, amounts: list[int], changes: list[str]) -> None:
    found = money(text)
    assert [q.amount for q in found] == amounts
    assert [q.change for q in found] == changes
    assert all(q.bound == "exact" for q in found)


@pytest.mark.parametrize(
    "text",
    [
        "It rose 5.4 percent to 115.7 billion ringgit.",
        "He gave $5 million to 30 villages.",
        "She paid $5 to 10 people.",
        "Trade of $10 billion, and 300 trucks.",
        "Oil rose $3 to $45.",
    ],
)
def test_two_figures_of_different_things_are_no_range(text: str) -> None:
    assert all(q.high is None and q.bound == "exact" for q in figures(text).quantities)
    assert len(figures(text).quantities) == 2


@pytest.mark.parametrize(
    ("text", "gloss"),
    [
        ("a $10bn (£7.6bn) deal", "£7.6bn"),
        ("500 billion tenge ($1.1 billion)", "$1.1 billion"),
        ("€5 million, or about $5.4 million,", "$5.4 million"),
        ("$68.7 billion (about Rs 6.1 lakh crore)", "Rs 6.1 lakh crore"),
    ],
)
def test_a_conversion_is_a_gloss(text: str, gloss: str) -> None:
    first, second = money(text)
    assert first.gloss_of is None
    assert second.gloss_of == first.span
    assert second.span.of(text) == gloss


def test_two_conversions_are_both_glosses_of_the_first() -> None:
    first, *others = money("a $4.5bn (€4bn; £3.4bn) bid")
    assert [q.gloss_of for q in others] == [first.span, first.span]


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        ("Net 3.4 mln vs 2.7 mln dlrs", ["USD", "USD"]),
        ("It was 1.2 billion, up from 1.1 billion euros.", ["EUR", "EUR"]),
        ("Some 3 million saw it. A seat cost 5 million euros.", ["EUR"]),
        ("3 million people vs 2 million dollars", ["USD"]),
    ],
)
def test_a_currency_is_lent_to_the_amount_just_before(text: str, currencies: list[str]) -> None:
    assert [q.currency for q in money(text)] == currencies


@pytest.mark.parametrize("text", ["between $20m and £30m", "Output rose by $300m to $1.2bn."])
def test_amounts_of_two_kinds_are_no_range(text: str) -> None:
    assert all(q.high is None for q in money(text))
    assert len(money(text)) == 2


def test_two_amounts_of_one_currency_are_no_gloss() -> None:
    assert all(q.gloss_of is None for q in money("$10bn (of which $3bn this year)"))


@pytest.mark.parametrize(
    ("text", "magnitude", "currency"),
    [
        ("a billion-dollar deal", 10**9, "USD"),
        ("a multi-million-euro scheme", 10**6, "EUR"),
        ("a multibillion-dollar port", 10**9, "USD"),
        ("two billion-dollar deals", 10**9, "USD"),
        ("tens of billions of dollars", 10**10, "USD"),
        ("hundreds of millions of euros", 10**8, "EUR"),
        ("several billion dollars", 10**9, "USD"),
        ("a couple of hundred million dollars", 10**8, "USD"),
    ],
)
def test_a_magnitude_has_no_point_value(text: str, magnitude: int, currency: str) -> None:
    [found] = money(text)
    assert (found.amount, found.vague, found.currency) == (None, magnitude, currency)


def test_a_currency_left_out_is_lent_within_the_sentence_only() -> None:
    found = money("The package was 16 billion crowns, and in September a further 9.2 billion. There are 5 million.")
    assert [q.amount for q in found] == [16_000_000_000, 9_200_000_000]


@pytest.mark.parametrize(
    "text",
    [
        "He won 5 medals and 3 won.",
        "500 pounds of heroin",
        "the sum of 3 parts",
        "on the mark of 5",
        "TOP 10 ideas",
        "Boeing 737",
        "the G20 and COVID-19",
        "at Euro 2020",
        "a film with R2-D2",
        "it weighs 3 pounds",
        "3 pounds and 4 ounces",
    ],
)
def test_no_money(text: str) -> None:
    assert money(text) == []


@pytest.mark.parametrize(("text", "digits"), [("$4 billion", 1), ("$3.20bn", 3), ("$6.4 billion", 2), ("$10bn", 2)])
def test_significant_digits_as_written(text: str, digits: int) -> None:
    assert money(text)[0].digits == digits


def test_denied_supposed_and_attributed() -> None:
    [denied] = money("They did not sign the $5bn deal.")
    [supposed] = money("The plan could cost $5bn.")
    [told] = money("Trade reached $5bn, the trade minister Anna Novak said.")
    [sourced] = money("According to the World Bank, it cost $5bn.")
    [plain] = money("Trade reached $5bn.")
    assert (denied.negated, denied.hypothetical) == (True, False)
    assert (supposed.negated, supposed.hypothetical) == (False, True)
    assert told.speaker is not None
    assert told.speaker.of("Trade reached $5bn, the trade minister Anna Novak said.") == "Anna Novak"
    assert sourced.speaker is not None
    assert sourced.speaker.of("According to the World Bank, it cost $5bn.") == "World Bank"
    assert (plain.negated, plain.hypothetical, plain.speaker) == (False, False, None)
