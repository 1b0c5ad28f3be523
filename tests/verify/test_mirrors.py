"""Both sides' official counts side by side, with the gap explained."""

from datetime import date
from decimal import Decimal

import pytest

from comity.model import Interval, Observation
from comity.verify.mirrors import Mirror, explained, mirrors
from comity.verify.observed import parts_of, spelled
from comity.verify.precision import Range
from comity.verify.rates import EuropeanCentralBank
from trade_figures import figure, year


def only(*figures: Observation) -> Mirror:
    (found,) = mirrors(figures, "NOR", "PER", EuropeanCentralBank())
    return found


def test_the_gap_is_in_percent_of_the_exporters_count() -> None:
    found = only(figure("NOR PER", "exports", "1000"), figure("PER NOR", "imports", "1080"))
    assert (found.exporter, found.importer, found.gap) == ("NOR", "PER", 8)
    assert "CIF" in found.why


@pytest.mark.parametrize(
    ("imported", "said"),
    [
        ("1000", "the two counts agree"),
        ("1199", "freight and insurance"),
        ("1300", "more than freight and insurance"),
        ("900", "the importer counts less"),
    ],
)
def test_gaps_are_explained(imported: str, said: str) -> None:
    assert only(figure("NOR PER", "exports", "1000"), figure("PER NOR", "imports", imported)).why.startswith(said)
    assert explained(Decimal(8), Range(Decimal(1), Decimal(1)), Range(Decimal(2), Decimal(2))).startswith("freight")


def test_one_side_alone_and_neither() -> None:
    found = only(figure("PER NOR", "imports", "5"))
    assert (found.exported, found.gap, found.why) == (None, None, "")
    assert mirrors([], "NOR", "PER") == ()
    assert only(figure("NOR PER", "exports", "0"), figure("PER NOR", "imports", "5")).gap is None


def test_different_currencies_meet_at_the_mean_rate_or_not_at_all() -> None:
    euro = figure("NOR PER", "exports", "1000", currency="EUR")
    found = only(euro, figure("PER NOR", "imports", "1081.27"))
    assert found.gap is not None
    assert abs(found.gap) < Decimal("0.01")
    assert found.rate is not None
    assert found.rate.days == 255
    tenge = only(figure("NOR PER", "exports", "1000", currency="KZT"), figure("PER NOR", "imports", "5"))
    assert (tenge.gap, tenge.rate) == (None, None)
    assert "quotes no rate for KZT" in tenge.why


def test_a_providers_two_sides_stand_beside_each_other() -> None:
    figures = [
        figure("NOR PER", "exports", "1", provider="Fund"),
        figure("NOR PER", "exports", "2", provider="Office"),
        figure("PER NOR", "imports", "3", provider="Bureau"),
        figure("PER NOR", "imports", "4", provider="Fund"),
    ]
    rows = mirrors(figures, "NOR", "PER")
    pairs = [(r.exported and r.exported.series.provider, r.imported and r.imported.series.provider) for r in rows]
    assert pairs == [("Fund", "Fund"), ("Office", "Bureau")]


def test_months_that_are_not_a_year_are_told() -> None:
    months = [figure("NOR PER", "exports", "1", period=m, frequency="M") for m in list(parts_of(year(2023), "M"))[:8]]
    found = only(*months)
    assert (found.exported, found.imported) == (None, None)
    assert found.why == "NOR: only 8 of 12 months are there"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2018-01-01", "2023-12-31", "2018 to 2023"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-01-01", "2024-08-31", "2024-01 to 2024-08"),
        ("2024-01-03", "2024-01-03", "2024-01-03"),
        ("2024-01-03", "2024-02-05", "2024-01-03 to 2024-02-05"),
    ],
)
def test_periods_in_words(start: str, end: str, said: str) -> None:
    assert spelled(Interval(date.fromisoformat(start), date.fromisoformat(end))) == said


def test_parts_of_a_period() -> None:
    assert len(list(parts_of(year(2024), "M"))) == 12
    assert len(list(parts_of(year(2024), "Q"))) == 4
    fiscal = Interval(date(2023, 7, 1), date(2024, 6, 30))
    assert [p.start.month for p in parts_of(fiscal, "S")] == [7, 1]
    assert list(parts_of(Interval(date(2024, 1, 2), date(2024, 12, 31)), "M")) == []
    assert list(parts_of(Interval(date(2024, 2, 1), date(2024, 4, 30)), "Q")) == []
    assert list(parts_of(Interval(date(2024, 2, 1), date(2024, 2, 29)), "M")) == [], "a month has no months"
