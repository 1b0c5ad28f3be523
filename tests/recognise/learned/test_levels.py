"""Figures of trade beside which a network finds a flow: whose they are is told by it, how much by the figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from comity.model import Document, Interval, Money, Statement
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.learned.candidates import NOBODY, Candidates, Pair
from comity.recognise.learned.drafts import RULE
from comity.recognise.learned.levels import LEAST, levels
from comity.recognise.learned.network import network
from comity.recognise.learned.weighing import Weighed
from comity.resolve import country_name, mentions

READER = recognise(country_name)
TRADE = READER.kinds["trade"]
PUBLISHED = date(2024, 11, 7)


def told(text: str, flows: dict[Pair, str], likely: float = 0.9, *, found: bool = False) -> list[Statement]:
    """What is read of the last sentence where a network holds these flows for so likely; after what frames and series
    have `found`, if that is to count.
    """
    article = read_article(Document(id="d", content=text, format="plain", origin="d", published=PUBLISHED))
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    candidates = Candidates([t for t in trees if t.within == "text"][-1], ctx)
    names = network().names
    said = {pair: np.zeros(len(names), np.float32) for pair in candidates.pairs}
    for pair, flow in flows.items():
        said[pair][names.index(f"trade/{flow}")] = likely
        if flow == "total" and NOBODY not in pair:
            said[pair[1], pair[0]][names.index("trade/total")] = likely
    known = replace(READER, learned=False)(article, *mentions(article)) if found else ()
    return [s for _, s in levels(Weighed(candidates, said), article.text, TRADE, ctx, known)]


def amounts(statements: list[Statement]) -> dict[tuple[object, ...], Decimal]:
    held = ((s, s.slot("value")) for s in statements)
    return {(s.slot("flow"), *s.countries()): value.amount for s, value in held if isinstance(value, Money)}


def test_a_figure_without_a_word_of_trade_is_read_by_what_the_network_says() -> None:
    text = "Kenya and Uganda share a border. Lorries took goods worth $40 million across it last year."
    (one,) = told(text, {("KEN", "UGA"): "exports"})
    assert (one.kind, one.slot("flow"), one.countries("reporter"), one.countries("partner")) == (
        *("trade", "exports"),
        *(("KEN",), ("UGA",)),
    )
    assert amounts([one]) == {("exports", "KEN", "UGA"): Decimal(40_000_000)}
    assert one.slot("period") == Interval(start=date(2023, 1, 1), end=date(2023, 12, 31))
    assert "$40 million" in one.quotes[0].exact
    assert {o.rule for o in one.origins if o.field in ("flow", "value")} == {f"trade/{RULE}"}


def test_partners_in_a_row_have_the_figure_beside_their_name() -> None:
    text = "Kenya sells much. Uganda took $30 million, Tanzania $12 million and Chad $1.5 million."
    flows = {("KEN", "UGA"): "exports", ("KEN", "TZA"): "exports", ("KEN", "TCD"): "exports"}
    assert amounts(told(text, flows)) == {
        ("exports", "KEN", "UGA"): Decimal(30_000_000),
        ("exports", "KEN", "TZA"): Decimal(12_000_000),
        ("exports", "KEN", "TCD"): Decimal(1_500_000),
    }


def test_flows_of_one_pair_are_told_apart_by_their_words() -> None:
    text = "Kenya met Uganda. Exports came to $30 million and imports to $12 million, leaving a gap of $18 million."
    flows = {("KEN", "UGA"): "exports", ("UGA", "KEN"): "imports"}
    assert amounts(told(text, flows)) == {
        ("exports", "KEN", "UGA"): Decimal(30_000_000),
        ("imports", "UGA", "KEN"): Decimal(12_000_000),
    }


def test_a_total_has_its_sides_as_the_text_has_them_and_the_worlds_trade_one() -> None:
    (one,) = told("Uganda and Kenya did business worth $90 million.", {("KEN", "UGA"): "total"})
    assert (one.countries("reporter"), one.countries("partner")) == (("UGA",), ("KEN",))
    (world,) = told("Kenya earned $2 billion abroad.", {("KEN", NOBODY): "exports"})
    assert world.countries() == ("KEN",)


def test_a_deficit_is_negative() -> None:
    (one,) = told("Kenya has a gap of $90 million with Uganda to close.", {("KEN", "UGA"): "balance"})
    assert amounts([one]) == {("balance", "KEN", "UGA"): Decimal(-90_000_000)}


@pytest.mark.parametrize(
    ("text", "flows", "likely"),
    [
        ("Lorries took goods worth $40 million from Kenya to Uganda.", {("KEN", "UGA"): "exports"}, LEAST - 0.01),
        ("Lorries took goods from Kenya to Uganda.", {("KEN", "UGA"): "exports"}, 0.9),
    ],
)
def test_what_is_not_likely_or_not_measured_makes_no_level(text: str, flows: dict[Pair, str], likely: float) -> None:
    assert told(text, flows, likely) == []


def test_a_figure_that_is_read_already_is_not_read_again() -> None:
    text = "Kenya's exports to Uganda reached $40 million last year."
    assert told(text, {("KEN", "UGA"): "exports"}) != []
    assert told(text, {("KEN", "UGA"): "exports"}, found=True) == []
