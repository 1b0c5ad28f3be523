"""Codes of goods: what is known, what is left open, what stays unknown, and how statements carry them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kinds import load
from comity.model import Actor, Origin, Quote, SlotValue, Span, Statement
from comity.resolve.commodities import describe_hs, hs_codes, with_commodity_codes
from comity.resolve.lists import listed, words

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold"
NO_GOODS = {"services", "goods"}


def entries() -> list[tuple[str, dict[str, list[str]]]]:
    groups = (group for group in words("commodities.toml").values() if isinstance(group, dict))
    return [item for group in groups for item in group.items()]


NAMES = sorted({called for name, entry in entries() for called in (name, *entry.get("also", ()))})


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("crude oil", ("2709",)),
        ("Wheat", ("1001",)),
        ("LNG", ("2711.11",)),
        ("liquefied natural gas", ("2711.11",)),
        ("pipeline gas", ("2711.21",)),
        ("car", ("8703",)),
        ("cars", ("8703",)),
        ("steel", ("72",)),
        ("durian", ("0810.60",)),
        ("cherry", ("0809.21", "0809.29")),
        ("potato", ("0701",)),
        ("iron-ore", ("2601",)),
        ("aluminum", ("76",)),
        ("fertilizer", ("31",)),
        ("Russian crude", ("2709",)),
        ("the fresh avocados", ("0804.40",)),
        ("high-quality coking coal exports", ("2701.12",)),
        ("wheat and barley", ("1001", "1003")),
        ("iron and steel", ("72",)),
    ],
)
def test_one_reading(name: str, codes: tuple[str, ...]) -> None:
    match = hs_codes(name)
    assert match.codes == codes
    assert not match.ambiguous


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("uranium", ("2844.10", "2612.10")),
        ("gas", ("2711.11", "2711.21")),
        ("oil", ("2709", "2710")),
        ("copper", ("2603", "7403")),
        ("oil and wheat", ("2709", "2710", "1001")),
    ],
)
def test_left_open(name: str, codes: tuple[str, ...]) -> None:
    match = hs_codes(name)
    assert match.codes == codes
    assert match.ambiguous


@pytest.mark.parametrize(
    "name",
    ["", " ", "services", "goods", "argan oil", "wheat and unicorns", "wheat products", "and", "fresh", "x" * 10_000],
)
def test_unknown_stays_unknown(name: str) -> None:
    match = hs_codes(name)
    assert (match.codes, match.ambiguous, match.name) == ((), False, "")


@given(st.sampled_from(NAMES), st.sampled_from(["", "the ", "Kazakh ", "fresh "]), st.sampled_from(["", " exports"]))
def test_what_changes_nothing_of_the_goods_changes_no_code(name: str, before: str, after: str) -> None:
    bare = hs_codes(name)
    assert bare.codes
    assert hs_codes(f"{before}{name.upper()}{after}") == bare


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    match = hs_codes(text)
    assert all(describe_hs(code) for code in match.codes)
    assert bool(match.codes) == bool(match.name)


def test_the_list_of_codes_is_in_order_and_in_shape() -> None:
    codes = [row["code"] for row in listed("hs.csv")]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"\d\d|\d{4}|\d{4}\.\d\d", code) for code in codes)
    assert all(1 <= int(code[:2]) <= 97 and code[:2] != "77" for code in codes)


def test_every_code_of_a_name_is_listed_and_every_listed_code_is_used() -> None:
    used = {code for _, entry in entries() for code in (*entry.get("hs", ()), *entry.get("either", ()))}
    assert used == {row["code"] for row in listed("hs.csv")}


def test_an_entry_says_one_thing() -> None:
    for name, entry in entries():
        assert set(entry) <= {"hs", "either", "also"}, name
        assert ("hs" in entry) != ("either" in entry), name
        assert len(entry.get("either", ("", ""))) > 1, name


def test_no_name_stands_twice() -> None:
    told = [called.casefold() for name, entry in entries() for called in (name, *entry.get("also", ()))]
    assert sorted(told) == sorted(set(told))


def test_the_goods_that_trade_is_read_with_have_codes() -> None:
    series = load()["trade"].series
    assert series is not None
    assert {name for name in series.commodities if not hs_codes(name).codes} <= NO_GOODS


def statement(*slots: tuple[str, SlotValue], kind: str = "trade") -> Statement:
    return Statement(
        document="d",
        kind=kind,
        status="done",
        actors=(Actor(name="Oman", country="OMN", role="reporter"),),
        quotes=(Quote(exact="oil", span=Span(0, 3)),),
        slots=slots,
        origins=(Origin(field="commodities", rule="trade/series", span=Span(4, 9)),),
    )


def test_a_statement_of_trade_gets_its_codes() -> None:
    given = statement(("flow", "exports"), ("commodities", ("crude oil", "uranium", "unicorns")), ("target", True))
    (coded,) = with_commodity_codes([given])
    assert [name for name, _ in coded.slots] == ["flow", "commodities", "hs", "target"]
    assert coded.slot("hs") == ("2709", "2844.10", "2612.10")
    assert coded.origins[-1] == Origin(field="hs", rule="hs.csv", span=Span(4, 9))
    assert [f.code for f in coded.findings] == ["hs-ambiguous", "hs-unknown"]
    assert "2612.10 (uranium ore and concentrate)" in coded.findings[0].message
    assert with_commodity_codes([coded]) == (coded,)


def test_other_statements_stay_as_they_are() -> None:
    others = (
        statement(("flow", "total")),
        statement(("commodities", ("services",))),
        statement(("commodities", ("crude oil",)), kind="aid"),
    )
    assert with_commodity_codes(others) == others


def test_most_goods_of_the_labelled_documents_are_known() -> None:
    if not SHARED.is_dir():
        pytest.skip("the labelled documents are not beside the project")
    rows = (json.loads(line) for path in SHARED.glob("dev*.jsonl") for line in path.read_text("utf-8").splitlines())
    goods = {g for row in rows for s in row["statements"] for g in s.get("commodities") or ()} - NO_GOODS
    assert sum(bool(hs_codes(g).codes) for g in goods) >= 0.8 * len(goods)
