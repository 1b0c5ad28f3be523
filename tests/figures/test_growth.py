"""Growth in per cent, as the words tell it."""

from __future__ import annotations

import pytest

from comity.figures import figures, growth_percent


@pytest.mark.parametrize(
    ("text", "growth"),
    [
        ("Trade rose 12.5%.", 12.5),
        ("Trade was down 12%.", -12),
        ("Trade doubled.", 100),
        ("Trade has nearly quadrupled.", 300),
        ("Trade grew by 1.5 times.", 50),
        ("Trade halved.", -50),
        ("Trade fell by a quarter.", -25),
        ("Trade fell to a tenth.", -90),
        ("Trade rose by half.", 50),
        ("Trade was five times lower.", -80),
        ("A share of 5% was kept.", None),
        ("The rate rose to 15%.", None),
        ("Half of the oil is sold.", None),
        ("It rose to 5 million.", None),
    ],
)
def test_growth(text: str, growth: float | None) -> None:
    [found] = figures(text).quantities
    told = growth_percent(found)
    assert (None if told is None else float(told)) == growth
