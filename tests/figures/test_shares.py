"""Classes 7, 13-16 and the figures that are not money: per cent, ratios, units, counts, identifiers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from comity.figures import figures
from comity.model import Quantity


def only(text: str) -> Quantity:
    [found] = figures(text).quantities
    return found


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("44.7%", "percent", "44.7"),
        ("5 per cent", "percent", "5"),
        ("5 percent", "percent", "5"),
        ("up 5 pct", "percent", "5"),
        ("12-percent", "percent", "12"),
        ("3 percentage points", "percentage_point", "3"),
        ("25 basis points", "percentage_point", "0.25"),
        ("a quarter of a percentage point", "percentage_point", "0.25"),
        ("half a percentage point", "percentage_point", "0.5"),
        ("a quarter point", "percentage_point", "0.25"),
        ("by a half-point", "percentage_point", "0.5"),
        ("three-quarters of a point", "percentage_point", "0.75"),
        ("a 3,000m race", "length", "3000"),
        ("a third of exports", "ratio", "0.333333"),
        ("two-thirds of exports", "ratio", "0.666667"),
        ("around four fifths of the flow", "ratio", "0.8"),
        ("half of its oil", "ratio", "0.5"),
        ("one in five children", "ratio", "0.2"),
        ("nine out of ten firms", "ratio", "0.9"),
        ("about 3 in 10 adults", "ratio", "0.3"),
        ("fell to a tenth", "ratio", "0.1"),
        ("twice as much", "ratio", "2"),
        ("three times higher", "ratio", "3"),
        ("1.5 times more", "ratio", "1.5"),
        ("rose two-fold", "ratio", "2"),
        ("-3.5%", "percent", "-3.5"),
        ("minus 2 percent", "percent", "-2"),
        ("7-1/8 percent", "percent", "7.125"),
        ("3/4 point", "count", "0.75"),
        ("2,400 MW", "power", "2400"),
        ("a 647-kilometre line", "length", "647"),
        ("10 bcm", "volume", "10000000000"),
        ("50 million cubic meters", "volume", "50000000"),
        ("500,000 barrels per day", "volume", "500000"),
        ("500,000 b/d", "volume", "500000"),
        ("500,000b/d", "volume", "500000"),
        ("71 metric tons of drugs", "mass", "71"),
        ("half a million tonnes", "mass", "500000"),
        ("500 pounds of heroin", "mass", "500"),
        ("120 TWh", "energy", "120"),
        ("3,000 hectares", "area", "3000"),
        ("a tower 100m high", "length", "100"),
    ],
)
def test_kind_and_amount(text: str, kind: str, amount: str) -> None:
    found = only(text)
    assert (found.kind, found.amount) == (kind, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount", "unit", "head"),
    [
        ("signed 36 documents", 36, "documents", "document"),
        ("nine memoranda were signed", 9, "memoranda", "memorandum"),
        ("a dozen agreements", 12, "agreements", "agreement"),
        ("31 cooperation documents", 31, "cooperation documents", "document"),
        ("3.5 million vaccine doses", 3_500_000, "vaccine doses", "dose"),
        ("36 intergovernmental and commercial papers", 36, "intergovernmental and commercial papers", "paper"),
        ("Twenty-one Tajik schools work", 21, "tajik schools", "school"),
        ("nine more documents", 9, "documents", "document"),
        ("a three-day visit", 3, "day", "day"),
        ("a 45-year-old man", 45, "year-old", "year-old"),
        ("110,000 people who fled", 110_000, "people", "person"),
        ("one agreement was signed", 1, "agreement", "agreement"),
        ("1,23,456 voters", 123_456, "voters", "voter"),
    ],
)
def test_a_count_has_its_noun(text: str, amount: int, unit: str, head: str) -> None:
    found = only(text)
    assert (found.kind, found.amount, found.unit, found.head) == ("count", amount, unit, head)


def test_a_vague_count() -> None:
    found = only("tens of thousands of people")
    assert (found.amount, found.vague, found.head) == (None, 10_000, "person")


@pytest.mark.parametrize(
    "text",
    [
        "Article 50 was read",
        "Resolution 2231 and F-16 jets",
        "the G20 met on COVID-19",
        "Call 202-456-1414 now",
        "+1 202 456 1414",
        "They won 3-2",
        "at 10:30 am",
        "at 7 a.m.",
        "No. 10",
        "a second term, the third time",
        "5G and 3D",
        "agent 007",
        "two-way trade",
        "one of the best",
        "the number one partner",
        "the S&P 500 and the FTSE 100",
        "Comments (14)",
        "version 1.2.3.4",
        "a third party",
        "a quarter past",
        "no one came",
    ],
)
def test_no_quantity(text: str) -> None:
    assert figures(text).quantities == ()


@pytest.mark.parametrize(
    ("text", "direction", "change"),
    [
        ("a 44.7% rise", "up", "growth"),
        ("exports grew by 12%", "up", "growth"),
        ("exports grew 12%", "up", "growth"),
        ("up 44.7% year on year", "up", "growth"),
        ("a decline of 5.6% year on year", "down", "growth"),
        ("fell 3%", "down", "growth"),
        ("40% lower", "down", "growth"),
        ("the share is 5 percentage points higher", "up", "growth"),
        ("(+12.4% y/y)", "up", "growth"),
        ("it grew by 1.5 times", "up", "growth"),
        ("a fifth lower than before", "down", "growth"),
        ("down 56 per cent", "down", "growth"),
        ("it makes up 5% of the flow", None, None),
        ("up to 5% of the flow", None, None),
        ("a share of 5%", None, None),
        ("it edged up to 4.3%", "up", "level"),
        ("the bank cut its rate by 25 basis points", "down", "growth"),
        ("they cut the payout to $40", "down", "level"),
        ("oil climbed 88 cents", "up", "growth"),
        ("the peso was devalued by 6%", "down", "growth"),
        ("less than the 5% hoped for", None, None),
    ],
)
def test_direction_and_change(text: str, direction: str | None, change: str | None) -> None:
    found = only(text)
    assert (found.direction, found.change) == (direction, change)


@pytest.mark.parametrize(
    ("text", "amount", "bound", "direction"),
    [
        ("trade doubled", 2, "exact", "up"),
        ("trade more than doubled", 2, "over", "up"),
        ("trade nearly quadrupled", 4, "under", "up"),
        ("trade halved", Decimal("0.5"), "exact", "down"),
    ],
)
def test_multiples(text: str, amount: Decimal, bound: str, direction: str) -> None:
    found = only(text)
    assert (found.kind, found.change) == ("ratio", "growth")
    assert (found.amount, found.bound, found.direction) == (amount, bound, direction)


def test_growth_and_level_of_one_series() -> None:
    growth, level = figures("Exports increased by 45.2% to $2.7 billion.").quantities
    assert (growth.amount, growth.change, growth.direction) == (Decimal("45.2"), "growth", "up")
    assert (level.amount, level.change, level.direction) == (Decimal(2700000000), "level", "up")


def test_a_multiple_and_the_level_it_reached() -> None:
    multiple, level = figures("It rose fivefold to 22,000 units.").quantities
    assert (multiple.amount, multiple.change) == (5, "growth")
    assert (level.amount, level.change) == (22_000, "level")


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Crude rose 71 cents, or 0.9%, to $75.", ("up", "growth")),
        ("The index gained 43 points (0.7%).", ("up", "growth")),
        ("Losses fell to $38m, or 12 cents per share.", ("down", "level")),
        ("The deficit rose to $20bn, or 5% of output.", (None, None)),
        ("It cost $20bn, or 5% more.", ("up", "growth")),
    ],
)
def test_a_figure_told_again_goes_the_same_way(text: str, second: tuple[str | None, str | None]) -> None:
    found = figures(text).quantities[1]
    assert (found.direction, found.change) == second


def test_points_and_the_level_they_lead_to_are_no_range() -> None:
    step, level = figures("The margin widened by 1.2 percentage points to 9.8%.").quantities
    assert (step.kind, step.amount, step.high) == ("percentage_point", Decimal("1.2"), None)
    assert (level.kind, level.amount, level.direction) == ("percent", Decimal("9.8"), "up")


def test_shared_per_cent() -> None:
    assert [(q.kind, q.amount) for q in figures("by 5.3 and 4.2 percent").quantities] == [
        ("percent", Decimal("5.3")),
        ("percent", Decimal("4.2")),
    ]


def test_percent_range() -> None:
    found = only("between 5% and 7%")
    assert (found.amount, found.high, found.bound) == (5, 7, "range")


@pytest.mark.parametrize(
    "text", ["in 2023 and 2024", "the 2023 election", "from 5 to 7 November", "June 27-30", "Nov. 5, 1996", "the 1990s"]
)
def test_years_and_dates_are_no_counts(text: str) -> None:
    assert figures(text).quantities == ()


def test_a_round_number_of_people_is_no_year() -> None:
    found = only("They sent 2000 soldiers")
    assert (found.amount, found.head) == (2000, "soldier")
