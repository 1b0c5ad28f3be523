"""Official figures are added once, revised beside one another, and given back as they were."""

import dataclasses
import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Interval, LedgerError, Observation
from comity.store import Ledger
from comity.store.observations import Added, add_observations, held, observations_of

YEAR = Interval(date(2030, 1, 1), date(2030, 12, 31))
DAY = date(2031, 5, 1)


def figure(value: str = "4200.5", **more: object) -> Observation:
    base = Observation(
        provider="Office",
        dataset="trade",
        reporter="NOR",
        partner="PER",
        flow="exports",
        period=YEAR,
        frequency="A",
        value=Decimal(value),
        currency="USD",
        digits=5,
        valuation="FOB",
        source="table.csv:2",
        licence="CC0-1.0",
        retrieved=DAY,
    )
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def test_figures_come_back_as_they_were(ledger: Ledger) -> None:
    said = (figure(), figure("17", flow="imports", hs="2709", digits=None, valuation=None, retrieved=None))
    assert add_observations(ledger, said) == Added(new=2)
    assert set(observations_of(ledger, [("NOR", "PER")])) == set(said)
    assert observations_of(ledger, [("NOR", "CHL")]) == ()


def test_the_same_figure_twice_adds_nothing(ledger: Ledger) -> None:
    assert add_observations(ledger, [figure(), figure()]) == Added(new=1, known=1)
    later = figure(retrieved=DAY + timedelta(days=30), source="another.csv:9")
    assert add_observations(ledger, [later]) == Added(known=1)
    assert observations_of(ledger, [("NOR", "PER")]) == (figure(),)


def test_a_revised_figure_stands_before_the_one_it_revises(ledger: Ledger) -> None:
    revised = figure("4300.5", retrieved=DAY + timedelta(days=30))
    add_observations(ledger, [revised])
    assert add_observations(ledger, [figure()]) == Added(new=1)
    assert observations_of(ledger, [("NOR", "PER")]) == (revised, figure())
    same_day = figure("4400.5")
    add_observations(ledger, [same_day])
    assert observations_of(ledger, [("NOR", "PER")])[1:] == (same_day, figure()), "the one added last comes first"


def test_both_sides_report(ledger: Ledger) -> None:
    mirror = figure(reporter="PER", partner="NOR", flow="imports", valuation="CIF")
    add_observations(ledger, [figure(), mirror])
    assert set(observations_of(ledger, [("PER", "NOR")])) == {figure(), mirror}
    assert observations_of(ledger, [("PER", "NOR")], both_ways=False) == (mirror,)


def test_what_is_held(ledger: Ledger) -> None:
    later = Interval(date(2031, 1, 1), date(2031, 12, 31))
    add_observations(ledger, [figure(), figure("3", period=later), figure(partner="CHL", licence="")])
    chile, peru = held(ledger)
    assert (chile.partner, chile.figures, chile.licence) == ("CHL", 1, "")
    assert (peru.partner, peru.figures, peru.first, peru.last) == ("PER", 2, YEAR.start, later.end)
    assert (peru.licence, peru.retrieved) == ("CC0-1.0", DAY)


def test_thousands_in_several_transactions(ledger: Ledger) -> None:
    many = [figure(str(n), partner="PER") for n in range(5_001)]
    assert add_observations(ledger, iter(many)) == Added(new=5_001)
    assert add_observations(ledger, iter(many)) == Added(known=5_001)


def test_many_pairs_at_once(ledger: Ledger) -> None:
    add_observations(ledger, [figure()])
    pairs = [("NOR", "PER"), *((f"A{n:02}", f"B{m:02}") for n in range(30) for m in range(30))]
    assert observations_of(ledger, pairs) == (figure(),)


def test_a_damaged_figure_is_named(path: Path) -> None:
    with Ledger.open(path) as ledger:
        add_observations(ledger, [figure()])
    with sqlite3.connect(path) as connection:
        connection.execute("update observation set body = 'x'")
    connection.close()
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match=f"{figure().id} is damaged"):
        observations_of(ledger, [("NOR", "PER")])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=12))
def test_any_order_and_any_repetition_give_the_same_figures(values: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder, "l.db")) as ledger:
        done = add_observations(ledger, map(figure, values))
        assert (done.new, done.new + done.known) == (len(set(values)), len(values))
        assert {f.value for f in observations_of(ledger, [("NOR", "PER")])} == {Decimal(v) for v in values}
