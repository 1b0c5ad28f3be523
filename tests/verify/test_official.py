"""Told figures of trade against official ones: what holds, what conflicts, what cannot be checked, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Money, Observation, Statement
from comity.verify.official import check_official
from trade_figures import BANK, DAY, EXPORTS, IMPORTS, TOTAL, checked, figure, months, only, trade, usd, year


@pytest.mark.parametrize(
    ("money", "verdict"),
    [
        (usd("4.2e9", 2), "holds"),
        (usd("4e9", 1), "holds"),
        (usd("4.25e9", 3), "holds"),
        (usd("4.3e9", 2), "conflicts"),
        (usd("4.3e9", 2, bound="about"), "holds"),
        (usd("4e9", 1, bound="over"), "holds"),
        (usd("4.5e9", 2, bound="over"), "conflicts"),
        (usd("4.5e9", 2, bound="up_to"), "holds"),
        (usd("4e9", 1, bound="range", high=Decimal("5e9")), "holds"),
    ],
)
def test_a_total_against_the_reporters_own(money: Money, verdict: str) -> None:
    (found,) = checked(trade("total", money), TOTAL)
    assert (found.finding.code, found.finding.verdict) == ("official-level", verdict)
    assert found.observations == (TOTAL,)
    told = found.finding.message
    assert "KAZ reports trade with FRA of 4.246 billion USD in 2023 (Office, goods)" in told
    assert "FRA: no official figure of trade with KAZ is here" in told


def test_a_conflict_says_the_gap() -> None:
    _, told = only(trade("total", usd("4.7e9", 2)), TOTAL)
    assert told.startswith("4.7 billion USD leaves open 4.65 to 4.75 billion USD; KAZ reports")
    assert "what is told is at least 9.5 percent above" in told


def test_a_total_is_exports_and_imports_where_no_total_is_given() -> None:
    verdict, told = only(trade("total", usd("4.2e9", 2)), EXPORTS, IMPORTS)
    assert verdict == "holds"
    assert "4.246 billion USD in 2023 (exports and imports added; Office, goods)" in told
    assert only(trade("total", usd("4.2e9", 2)), EXPORTS)[0] == "cannot be checked"


def test_either_side_may_be_right_and_both_are_told() -> None:
    mirror = figure("FRA KAZ", "total", "5100000000")
    for who in ("KAZ FRA", "FRA KAZ"):
        verdict, told = only(trade("total", usd("5.1e9", 2), who=who), TOTAL, mirror)
        assert verdict == "holds"
        assert "FRA reports trade with KAZ of 5.1 billion USD in 2023 (Office, goods): within it" in told
        assert "KAZ reports trade with FRA of 4.246 billion USD" in told
    (found,) = checked(trade("total", usd("4.7e9", 2)), TOTAL, mirror)
    assert found.finding.verdict == "conflicts"
    assert set(found.observations) == {TOTAL, mirror}


def test_exports_are_what_the_partner_imports() -> None:
    mirror = figure("FRA KAZ", "imports", "3500000000", valuation="CIF")
    verdict, told = only(trade("exports", usd("3.5e9", 2)), replace(EXPORTS, valuation="FOB"), mirror)
    assert verdict == "holds"
    assert "exports to FRA of 2.95 billion USD in 2023 (free on board;" in told
    assert "imports from KAZ of 3.5 billion USD in 2023 (with freight and insurance;" in told


@pytest.mark.parametrize(("who", "amount"), [("KAZ FRA", "1.65e9"), ("FRA KAZ", "-1.65e9")])
def test_a_balance_of_either_side(who: str, amount: str) -> None:
    assert only(trade("balance", usd(amount, 3), who=who), EXPORTS, IMPORTS)[0] == "holds"
    wrong = str(-Decimal(amount))
    assert only(trade("balance", usd(wrong, 3), who=who), EXPORTS, IMPORTS)[0] == "conflicts"


def test_trade_with_the_whole_world() -> None:
    world = figure("KAZ W00", "exports", "78654000000")
    assert only(trade("exports", usd("78.7e9", 3), who="KAZ"), world)[0] == "holds"
    assert "trade with the world is here" in only(trade("exports", usd("78.7e9", 3), who="KAZ"), EXPORTS)[1]


# Periods


def monthly(first: int, last: int, of: int = 2023) -> list[Observation]:
    return [figure("KAZ FRA", "exports", "100000000", months(n, n, of), "M") for n in range(first, last + 1)]


def test_months_are_added_where_all_are_there() -> None:
    nine = trade("exports", usd("0.9e9", 2), period=months(1, 9))
    verdict, told = only(nine, *monthly(1, 9))
    assert verdict == "holds"
    assert "0.9" not in told.split("KAZ reports")[1]
    assert "900 million USD in 2023-01 to 2023-09 (the sum of 9 months;" in told
    assert only(trade("exports", usd("1.2e9", 2)), *monthly(1, 12))[0] == "holds"


def test_some_of_the_months_are_not_the_period() -> None:
    nine = trade("exports", usd("0.8e9", 2), period=months(1, 9))
    verdict, told = only(nine, *monthly(1, 8))
    assert verdict == "cannot be checked"
    assert "KAZ: only 8 of 9 months are there" in told
    assert only(nine, *monthly(1, 12))[0] == "conflicts", "nine months are never held against twelve"


def test_quarters_are_added() -> None:
    quarters = [figure("KAZ FRA", "exports", "300000000", months(n, n + 2), "Q") for n in (1, 4, 7, 10)]
    assert only(trade("exports", usd("1.2e9", 2)), *quarters)[0] == "holds"
    assert only(trade("exports", usd("0.6e9", 1), period=months(1, 6)), *quarters)[0] == "holds"
    assert only(trade("exports", usd("0.8e9", 1), period=months(1, 8)), *quarters)[0] == "cannot be checked"


def test_another_year_is_no_year() -> None:
    verdict, told = only(trade("total", usd("4.2e9", 2), period=year(2024)), TOTAL)
    assert verdict == "cannot be checked"
    assert "KAZ: no official figure for 2024 (there are 2023)" in told


def test_a_figure_without_a_period() -> None:
    undated = trade("total", usd("4.2e9", 2))
    undated = replace(undated, slots=tuple(s for s in undated.slots if s[0] != "period"))
    assert only(undated, TOTAL) == (
        "cannot be checked",
        "4.2 billion USD: the text does not say which period it is of",
    )


def test_a_revised_figure_counts_and_the_old_one_does_not() -> None:
    revised = figure("KAZ FRA", "total", "4700000000", retrieved=DAY + timedelta(days=90))
    for order in ((TOTAL, revised), (revised, TOTAL)):
        (found,) = checked(trade("total", usd("4.2e9", 2)), *order)
        assert (found.finding.verdict, found.observations) == ("conflicts", (revised,))


def test_several_providers_are_each_told() -> None:
    other = figure("KAZ FRA", "total", "4700000000", provider="Fund", dataset="IMTS")
    verdict, told = only(trade("total", usd("4.2e9", 2)), TOTAL, other)
    assert verdict == "holds"
    assert "(Fund, IMTS): what is told is at least 9.6 percent below" in told


# What is not the same thing


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (trade("total", usd("5e9", 1), quote="trade in goods and services of $5 billion"), "goods and services"),
        (trade("exports", usd("2e9", 1), quote="non-oil exports of $2 billion"), "non oil"),
        (trade("exports", usd("2e9", 1), commodities=("unobtainium",)), "'unobtainium' are in the Harmonized System"),
        (trade("exports", usd("2e9", 1), commodities=("oil", "gas"), hs=("2709", "2711")), "are several goods"),
    ],
)
def test_what_official_figures_of_goods_cannot_check(statement: Statement, said: str) -> None:
    verdict, told = only(statement, TOTAL, EXPORTS)
    assert verdict == "cannot be checked"
    assert said in told


def test_goods_by_their_code() -> None:
    oil = figure("KAZ FRA", "exports", "2500000000", hs="2709")
    statement = trade("exports", usd("2.5e9", 2), commodities=("crude oil",), hs=("2709",))
    assert only(statement, EXPORTS, oil)[0] == "holds"
    assert "no official figure of goods 2709 of trade with FRA is here" in only(statement, EXPORTS)[1]


@pytest.mark.parametrize(
    "statement",
    [
        trade("total", usd("9e9", 1), target=True),
        trade("total", usd("9e9", 1), status="planned"),
        trade("total", usd("9e9", 1), status="denied"),
        replace(trade("total", usd("9e9", 1)), kind="investment"),
        trade("", usd("9e9", 1)),
    ],
)
def test_aims_and_what_is_no_trade_are_passed_over(statement: Statement) -> None:
    assert checked(statement, TOTAL) == []


# Laws


@given(st.integers(1, 10**12), st.integers(1, 6))
def test_a_rounded_official_figure_always_holds(value: int, digits: int) -> None:
    rounded = Decimal(f"{Decimal(value):.{digits - 1}e}")
    told = trade("exports", Money(amount=rounded, currency="USD", digits=digits))
    assert only(told, figure("KAZ FRA", "exports", str(value), digits=len(str(value))))[0] == "holds"


@given(st.permutations([TOTAL, EXPORTS, IMPORTS, *monthly(1, 8)]))
def test_the_order_of_figures_does_not_matter(order: Sequence[Observation]) -> None:
    statements = [trade("total", usd("4.2e9", 2)), trade("exports", usd("0.9e9", 1), period=months(1, 9))]
    assert check_official(statements, order, BANK) == check_official(
        statements, sorted(order, key=lambda o: o.id), BANK
    )


def test_hostile_figures() -> None:
    huge = trade("total", Money(amount=Decimal("1e400"), currency="USD"))
    assert checked(huge, TOTAL) == []
    assert only(trade("total", usd("4.2e9", 2)), figure("KAZ FRA", "total", "1e90"))[0] == "cannot be checked"
    assert only(trade("total", usd("0")), TOTAL)[0] == "conflicts"
    assert check_official([], []) == ()
