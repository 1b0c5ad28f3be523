"""The JSON form of quantities and periods."""

from __future__ import annotations

import json
from datetime import date

from comity.figures import figures, period_json, quantity_json


def test_a_range_of_money_as_a_row() -> None:
    text = "up to $300-400bn a year"
    [found] = figures(text).quantities
    assert quantity_json(found) == {
        "kind": "money",
        "amount": 300_000_000_000,
        "high": 400_000_000_000,
        "currency": "USD",
        "currency_assumed": True,
        "bound": "range",
        "per": "year",
        "digits": 3,
        "char_start": 6,
        "char_end": 16,
    }


def test_a_magnitude_keeps_amount_as_null() -> None:
    [found] = figures("a billion-dollar deal").quantities
    row = quantity_json(found)
    assert row["amount"] is None
    assert row["vague"] == 1_000_000_000


def test_a_gloss_points_to_the_figure_it_converts() -> None:
    row = quantity_json(figures("$10bn (£7.6bn)").quantities[1])
    assert row["gloss_of"] == {"char_start": 0, "char_end": 5}


def test_an_anaphor_points_to_the_period_it_builds_on() -> None:
    text = "In 2023 it rose from the previous year"
    first, second = (period_json(p) for p in figures(text, date(2024, 11, 7)).periods)
    assert first == {
        "start": "2023-01-01",
        "end": "2023-12-31",
        "precision": "year",
        "kind": "point",
        "resolved_against": "text",
        "char_start": 3,
        "char_end": 7,
    }
    assert second["resolved_against"] == {"char_start": 3, "char_end": 7}


def test_an_unresolved_period_is_null_on_both_ends() -> None:
    row = period_json(figures("last year").periods[0])
    assert (row["start"], row["end"], row["resolved_against"]) == (None, None, None)


def test_rows_are_json() -> None:
    text = "Trade rose 12% to $3.25bn from January to August this year, the minister said."
    found = figures(text, date(2024, 11, 7))
    rows = [*map(quantity_json, found.quantities), *map(period_json, found.periods)]
    assert json.loads(json.dumps(rows)) == rows
    assert rows[1]["amount"] == 3_250_000_000
