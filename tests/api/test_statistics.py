"""Official figures from Python: asked for by pair and by statement, and checks that follow decisions."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from comity.api import review, statistics
from comity.model import InputError, Interval, Observation, Refusal
from comity.model.observation import WORLD
from comity.store import Ledger
from comity.store.observations import add_observations

YEAR = Interval(date(2030, 1, 1), date(2030, 12, 31))
TODAY = date(2031, 8, 1)


def figure(reporter: str, partner: str, flow: str, value: str) -> Observation:
    return Observation(
        provider="Office",
        dataset="goods",
        reporter=reporter,
        partner=partner,
        flow=flow,  # type: ignore[arg-type]
        period=YEAR,
        frequency="A",
        value=Decimal(value),
        currency="USD",
        digits=4,
        retrieved=TODAY,
    )


FIGURES = (
    figure("NOR", "PER", "exports", "2100000000"),
    figure("NOR", "PER", "imports", "3200000000"),
    figure("PER", "NOR", "imports", "2300000000"),
    figure("NOR", WORLD, "exports", "90000000000"),
    figure("NOR", "CHL", "exports", "1"),
)


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    add_observations(ledger, FIGURES)
    return ledger


def verdicts(ledger: Ledger) -> dict[str, str]:
    found = statistics.checks(ledger, ("NOR", "PER"))
    return {str(c.statements[0].slot("flow")): c.finding.verdict for c in found}


def test_figures_of_a_pair_and_of_statements(book: Ledger) -> None:
    assert set(statistics.observations(book, ("PER", "NOR"))) == set(FIGURES[:3])
    told = list(book.statements(("NOR", "PER"), ("trade",)))
    assert set(statistics.observations_for(book, told)) == set(FIGURES[:4])
    assert statistics.observations_for(book, []) == ()
    assert [h.partner for h in statistics.held(book)] == ["CHL", "PER", "W00", "NOR"]


def test_what_is_told_is_held_against_both_sides(book: Ledger) -> None:
    assert verdicts(book) == {"exports": "holds", "imports": "holds", "total": "conflicts"}


def test_checks_follow_decisions(book: Ledger) -> None:
    (wrong,) = (s for s in book.statements(("NOR", "PER"), ("trade",)) if s.slot("flow") == "total")
    value = json.dumps({"amount": 5300000000, "currency": "USD", "bound": "exact", "digits": 2})
    review.decide(book, "correct", wrong.id, author="Ida", values={"value": value})
    assert verdicts(book)["total"] == "holds"
    (exports,) = (s for s in book.statements(("NOR", "PER"), ("trade",)) if s.slot("flow") == "exports")
    review.decide(book, "reject", exports.id, author="Ida")
    assert set(verdicts(book)) == {"imports", "total"}


def test_both_sides_counts(book: Ledger) -> None:
    there, back = statistics.mirrors_of(book, ("NOR", "PER"))
    assert (there.exporter, there.importer, there.period) == ("NOR", "PER", YEAR)
    assert there.gap is not None
    assert round(there.gap, 1) == Decimal("9.5")
    assert "freight and insurance" in there.why
    assert (back.exporter, back.exported, back.gap) == ("PER", None, None)
    assert back.imported is not None


def test_import_tells_of_each_refusal(ledger: Ledger, tmp_path: Path) -> None:
    told: list[Refusal] = []
    taken = statistics.import_files(ledger, [tmp_path / "none.csv"], today=TODAY, told=told.append)
    assert (taken.new, taken.refused) == (0, tuple(told))
    assert len(told) == 1


def test_years_that_are_none(ledger: Ledger) -> None:
    for years in ((2020, 2019), (1900, 2020), (2020, 2040)):
        with pytest.raises(InputError, match="the earlier year first"):
            statistics.fetch(ledger, "imf", ("NOR", "PER"), today=TODAY, years=years)
