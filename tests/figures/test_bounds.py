"""How exactly an amount is meant, at what rate, over what time."""

from __future__ import annotations

import pytest

from comity.figures import figures
from comity.model import Quantity


def money(text: str) -> list[Quantity]:
    return [q for q in figures(text).quantities if q.kind == "money"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("$1.5bn-plus", "over"),
        ("$40 or more", "over"),
        ("more than $65 million", "over"),
        ("at least $3bn", "over"),
        ("just over $3bn", "over"),
        ("no less than $3bn", "over"),
        ("in excess of $3bn", "over"),
        ("up to $5m", "up_to"),
        ("as much as $5m", "up_to"),
        ("no more than $5m", "up_to"),
        ("a maximum of $5m", "up_to"),
        ("nearly $500", "under"),
        ("almost $500", "under"),
        ("less than $500", "under"),
        ("close to $500", "under"),
        ("about $500", "about"),
        ("some $500", "about"),
        ("roughly $500", "about"),
        ("an estimated $500", "about"),
        ("$500 or so", "about"),
        ("worth $500", "exact"),
        ("talks about the $500 were held", "exact"),
        ("less than the $500 they had hoped for", "exact"),
        ("the price edged up to $500", "exact"),
        ("a fine of up to $500", "up_to"),
        ("a total of $500", "exact"),
    ],
)
def test_bound(text: str, bound: str) -> None:
    [found] = money(text)
    assert found.bound == bound
    assert found.amount is not None


@pytest.mark.parametrize(
    ("text", "per", "over", "scope"),
    [
        ("$5bn a year", "year", None, None),
        ("$5bn annually", "year", None, None),
        ("$80 per barrel", "barrel", None, None),
        ("$80-a-barrel oil", "barrel", None, None),
        ("$80 per bushel", "bushel", None, None),
        ("$80 a year earlier", None, None, None),
        ("$5bn over five years", None, "P5Y", None),
        ("$5bn within the next decade", None, "P10Y", None),
        ("$1bn each", None, None, "each"),
        ("$1bn combined", None, None, "combined"),
        ("$5bn in 2023", None, None, None),
    ],
)
def test_rate_duration_and_scope(text: str, per: str | None, over: str | None, scope: str | None) -> None:
    [found] = money(text)
    assert (found.per, found.over, found.scope) == (per, over, scope)
