"""Values said of one field: which of them can all be true."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.analyse.claim import claims, differences
from comity.model import Interval, Money, Place, Quote, SlotValue, Span, Statement


def told(document: str, *, status: str = "done", **slots: SlotValue) -> Statement:
    return Statement(
        document=document,
        kind="trade",
        status=status,
        actors=(),
        quotes=(Quote(exact="x", span=Span(0, 1)),),
        slots=tuple(slots.items()),
    )


def usd(amount: str, digits: int | None = None, bound: str = "exact") -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits, bound=bound)


@pytest.mark.parametrize(
    ("first", "second", "conflicts"),
    [
        (usd("4e9", 1), usd("4.2e9", 2), False),
        (usd("4.0e9", 2), usd("4.2e9", 2), True),
        (usd("2e9", 1, "over"), usd("9e9", 1), False),
        (usd("4e9", 1), Money(amount=Decimal("5e9"), currency="EUR"), False),
        (usd("2e9", 2), usd("2.2e9", 2), True),
    ],
)
def test_money_conflicts_only_beyond_the_written_precision(first: Money, second: Money, conflicts: bool) -> None:
    (difference,) = differences([told("a", value=first), told("b", value=second)])
    assert difference.field == "value"
    assert difference.conflicts is conflicts


def test_a_month_and_a_day_of_it_do_not_conflict() -> None:
    month = Interval(date(2022, 11, 1), date(2022, 11, 30))
    day, other = Interval(date(2022, 11, 29), date(2022, 11, 29)), Interval(date(2022, 12, 1), date(2022, 12, 1))
    assert not differences([told("a", period=month), told("b", period=day)])[0].conflicts
    assert differences([told("a", period=month), told("b", period=other)])[0].conflicts


def test_counts_are_whole() -> None:
    assert differences([told("a", count=24), told("b", count=26)])[0].conflicts


def test_percentages_have_the_precision_they_are_written_with() -> None:
    assert not differences([told("a", growth=Decimal(45)), told("b", growth=Decimal("45.2"))])[0].conflicts
    assert differences([told("a", growth=Decimal("44.7")), told("b", growth=Decimal("45.2"))])[0].conflicts


def test_an_announcement_and_its_fulfilment_do_not_conflict_but_a_denial_does() -> None:
    assert not differences([told("a", status="planned"), told("b")])[0].conflicts
    assert differences([told("a", status="denied"), told("b")])[0].conflicts


def test_figures_of_two_scopes_do_not_conflict() -> None:
    assert not differences([told("a", value=usd("4.0e9", 2)), told("b", status="planned", value=usd("9.0e9", 2))])[
        0
    ].conflicts
    packages = [told("a", count=30), told("b", count=36)]
    assert differences(packages)[0].conflicts
    quoted = replace(packages[0], quotes=(Quote(exact="more than thirty documents", span=Span(0, 26)),))
    assert not differences([quoted, packages[1]])[0].conflicts


def test_what_was_planned_for_one_day_may_be_done_on_another() -> None:
    may, june = (Interval(date(2024, m, 3), date(2024, m, 3)) for m in (5, 6))
    planned = replace(told("a", status="planned"), date=may)
    assert not {d.field: d for d in differences([planned, replace(told("b"), date=june)])}["date"].conflicts
    moved = replace(told("b", status="planned"), date=june)
    assert {d.field: d for d in differences([planned, moved])}["date"].conflicts


def test_equal_values_are_one_claim_with_both_that_say_it() -> None:
    first, second = told("a", value=usd("4e9", 1)), told("b", value=usd("4.0e9", 2))
    (claim,) = [c for c in claims([first, second]) if c.field == "value"]
    assert claim.statements == (first, second)
    assert not differences([first, second])


@given(st.lists(st.sampled_from(["1e9", "1.5e9", "2e9"]), max_size=5))
def test_every_statement_that_says_a_value_is_in_exactly_one_claim(amounts: list[str]) -> None:
    statements = [told(str(i), value=usd(a)) for i, a in enumerate(amounts)]
    found = [s for c in claims(statements, ["value"]) for s in c.statements]
    assert sorted(s.document for s in found) == sorted(s.document for s in statements)


def test_place_of_another_country_conflicts() -> None:
    def at(document: str, name: str, country: str | None) -> Statement:
        quotes = (Quote(exact="x", span=Span(0, 1)),)
        where = Place(name=name, country=country)
        return Statement(document=document, kind="meeting", status="done", actors=(), quotes=quotes, place=where)

    assert not differences([at("a", "Paris", "FRA"), at("b", "Élysée Palace", "FRA")])[0].conflicts
    assert differences([at("a", "Paris", "FRA"), at("b", "Astana", "KAZ")])[0].conflicts
