"""Dozens and scores are counted out; a dozen that nobody numbered stays an order of magnitude."""

from decimal import Decimal

import pytest

from comity.figures import figures


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("The sides signed a dozen accords.", 12),
        ("The sides signed two dozen agreements.", 24),
        ("The sides signed three-dozen papers.", 36),
        ("The envoy met 4 dozen deputies.", 48),
        ("Three score ships were held.", 60),
        ("The sides signed half a dozen accords.", 6),
    ],
)
def test_so_many_dozen(text: str, amount: int) -> None:
    assert [q.amount for q in figures(text).quantities if q.kind == "count"] == [Decimal(amount)]


@pytest.mark.parametrize("text", ["Dozens of accords were signed.", "Several dozen accords were signed."])
def test_unnumbered_dozens_have_no_point_value(text: str) -> None:
    assert [q.amount for q in figures(text).quantities] == [None]


@pytest.mark.parametrize("text", ["They won 2-1 and one score was late.", "A score of 3 was given."])
def test_a_score_of_a_game_is_none(text: str) -> None:
    assert Decimal(20) not in [q.amount for q in figures(text).quantities]
