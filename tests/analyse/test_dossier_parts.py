"""What a dossier adds up: agreements, trade, visits, partners, what is new, and what is not known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.analyse import Dossier, Source, compile_dossier
from comity.analyse.balance import balance, concentration
from comity.model import Event, Interval, Observation, Statement

Tell = Callable[..., Statement]
PAIR = ("KAZ", "FRA")
TODAY = date(2026, 11, 24)
TOKAYEV, MACRON = "Kassym-Jomart Tokayev|KAZ", "Emmanuel Macron|FRA"
KAZ, FRA = "Kazakhstan|KAZ", "France|FRA"
DAY = {"start": "2024-11-05", "end": "2024-11-05"}
YEAR = {"start": "2023-01-01", "end": "2023-12-31"}


def usd(amount: int, **more: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "bound": "exact", **more}


def compiled(events: Sequence[Sequence[Statement]], sources: Mapping[str, Source], **more: Any) -> Dossier:
    return compile_dossier(PAIR, [Event(statements=tuple(e)) for e in events], sources, today=TODAY, **more)


@pytest.fixture
def signed(tell: Tell) -> Callable[..., Statement]:
    def one(document: str, **fields: Any) -> Statement:
        return tell(document, "agreement", f"{KAZ}|party", f"{FRA}|party", **fields)

    return one


def test_a_package_and_its_parts_count_once(signed: Tell, sources: dict[str, Source]) -> None:
    events = [
        [signed("a", instrument="package", count=31, date=DAY), signed("b", instrument="package", count=31, date=DAY)],
        [signed("a", instrument="package", value=usd(6_400_000_000), date=DAY)],
        [signed("a", instrument="memorandum", title="rail", value=usd(400_000_000), date=DAY)],
        [signed("b", instrument="contract", title="uranium", date=DAY)],
        [signed("d", instrument="treaty", title="visas", date={"start": "2015-03-01", "end": "2015-03-01"})],
        [signed("a", instrument="treaty", title="extradition", status="planned")],
    ]
    done, planned = compiled(events, sources).agreements
    assert (done.status, done.documents, len(done.counted), len(done.parts)) == ("done", 32, 2, 3)
    assert [(v.amount, v.currency) for v in done.values] == [(6_400_000_000, "USD")]
    assert (planned.status, planned.documents, planned.values) == ("planned", 1, ())


def test_packages_of_one_occasion_are_not_added_up(signed: Tell, sources: dict[str, Source]) -> None:
    later = {"start": "2024-12-05", "end": "2024-12-05"}
    events = [
        [signed("a", instrument="package", count=31, date=DAY)],
        [signed("a", instrument="package", count=10, date=DAY)],
        [signed("a", instrument="package", count=4, date=later)],
    ]
    (done,) = compiled(events, sources).agreements
    assert (done.documents, len(done.counted), len(done.parts)) == (35, 2, 1)


def test_parts_make_up_the_value_of_a_package_that_has_none(signed: Tell, sources: dict[str, Source]) -> None:
    events = [
        [signed("a", instrument="package", count=2, date=DAY)],
        [signed("a", title="one", value=usd(100), date=DAY)],
        [signed("a", title="two", value={"amount": 50, "currency": "EUR", "bound": "over"}, date=DAY)],
        [signed("a", title="three", value=usd(20), date=DAY)],
    ]
    (done,) = compiled(events, sources).agreements
    assert done.documents == 3, "three are named, whatever the count says"
    assert [(v.amount, v.currency, v.bound) for v in done.values] == [(120, "USD", "exact"), (50, "EUR", "over")]


@pytest.fixture
def figure(tell: Tell) -> Callable[..., Statement]:
    def one(document: str, reporter: str, partner: str, flow: str, amount: int, **fields: Any) -> Statement:
        period = fields.pop("period", YEAR)
        actors = (f"{reporter}|reporter", f"{partner}|partner")
        return tell(document, "trade", *actors, flow=flow, value=usd(amount, digits=2), period=period, **fields)

    return one


def test_mirrors_and_official_figures_stand_beside_each_other(figure: Tell, sources: dict[str, Source]) -> None:
    observed = Observation(
        provider="Office",
        dataset="table",
        reporter="KAZ",
        partner="FRA",
        flow="exports",
        period=Interval(date(2023, 1, 1), date(2023, 12, 31)),
        frequency="A",
        value=Decimal(3_520_000_000),
        currency="USD",
    )
    events = [
        [figure("a", KAZ, FRA, "exports", 3_500_000_000)],
        [figure("b", FRA, KAZ, "imports", 4_100_000_000)],
        [figure("a", KAZ, FRA, "exports", 900_000_000, commodities=["uranium"])],
        [figure("a", KAZ, FRA, "total", 9_000_000_000, target=True, status="planned")],
    ]
    dossier = compiled(events, sources, observations=[observed])
    told = [(s.flow, s.reporter, s.teller, [p.value.amount for p in s.points]) for s in dossier.series]
    assert told == [
        ("total", "KAZ", "told", [9_000_000_000]),
        ("exports", "KAZ", "told", [3_500_000_000]),
        ("exports", "FRA", "told", [4_100_000_000]),
        ("exports", "KAZ", "official", [3_520_000_000]),
    ]
    assert dossier.series[0].points[0].target
    spread = dossier.series[1].points[0].range
    assert (spread.low, spread.high) == (3_450_000_000, 3_550_000_000)


def months(year: int, count: int) -> list[Observation]:
    return [
        Observation(
            provider="Office",
            dataset="table",
            reporter="FRA",
            partner="KAZ",
            flow="imports",
            period=Interval(date(year, month, 1), date(year, month, 28)),
            frequency="M",
            value=Decimal(10),
            currency="EUR",
        )
        for month in range(1, count + 1)
    ]


def test_months_make_a_year_only_together(sources: dict[str, Source]) -> None:
    series = compiled([], sources, observations=[*months(2022, 12), *months(2023, 11)]).series
    assert [(s.flow, [(p.period, p.value.amount) for p in s.points]) for s in series] == [
        ("exports", [(Interval(date(2022, 1, 1), date(2022, 12, 31)), 120)])
    ]


def test_key_figures_are_the_latest_and_carry_their_verdict(
    figure: Tell, signed: Tell, sources: dict[str, Source]
) -> None:
    nine = {"start": "2024-01-01", "end": "2024-09-30"}
    events = [
        [figure("a", KAZ, FRA, "total", 4_200_000_000)],
        [figure("b", KAZ, FRA, "total", 4_000_000_000, period=nine)],
        [figure("b", KAZ, FRA, "exports", 5_100_000_000, period=nine)],
        [signed("a", instrument="package", count=31, value=usd(6_400_000_000), date=DAY)],
    ]
    total, exports, imports, agreements, investment = compiled(events, sources).key_figures
    assert total.statement is not None
    assert total.statement.document == "b"
    assert (total.verdict, exports.verdict) == ("conflicts", "conflicts")
    assert exports.reason
    assert (imports.verdict, imports.statement, investment.verdict) == ("not said", None, "not said")
    assert agreements.total is not None
    assert agreements.total.documents == 31
    assert agreements.verdict == "cannot be checked"


def test_contradictions_are_told_once(figure: Tell, sources: dict[str, Source]) -> None:
    events = [[figure("a", KAZ, FRA, "total", 4_000_000_000), figure("b", KAZ, FRA, "total", 5_000_000_000)]]
    (told,) = compiled(events, sources).contradictions
    assert {s.document for s in told.statements} == {"a", "b"}


def test_who_travelled_at_which_rank(tell: Tell, sources: dict[str, Source]) -> None:
    def visit(document: str, who: str, quote: str, year: int, host: str) -> list[Statement]:
        days = {"start": f"{year}-11-01", "end": f"{year}-11-01"}
        said = [{"exact": quote, "start": 0, "end": len(quote)}]
        return [tell(document, "visit", f"{who}|visitor", f"{host}|host", date=days, quote=said)]

    events = [
        visit("a", MACRON, "Macron arrived in Astana", 2023, KAZ),
        visit("b", "Jean Nobody|FRA", "trade minister Jean Nobody came", 2023, KAZ),
        visit("d", "Anna Nobody|FRA", "Anna Nobody, the French foreign minister, came", 2021, KAZ),
        visit("a", FRA, "a French delegation came", 2022, KAZ),
        visit("b", "Askar Nobody|KAZ", "Deputy Foreign Minister Askar Nobody went to Paris", 2022, FRA),
    ]
    dossier = compiled(events, sources)
    there, back = dossier.exchanges
    assert there.ranks == (("other official", 1),)
    assert dict(back.ranks) == {"head of state": 1, "foreign minister": 1, "minister": 1, "rank not said": 1}
    assert [(y.year, len(y.there), len(y.back)) for y in dossier.visits] == [(2021, 0, 1), (2022, 1, 1), (2023, 0, 2)]


def test_what_is_new_since_a_day(signed: Tell, tell: Tell, sources: dict[str, Source]) -> None:
    """Document a is of 7 November 2024, b of 5 November, d of 8 November, c of no known day."""
    coming = {"start": "2025-03-01", "end": "2025-03-02"}

    def pledged(document: str, due: dict[str, str]) -> Statement:
        return tell(
            document, "commitment", f"{FRA}|actor", f"{KAZ}|counterpart", status="planned", act="pledge", due=due
        )

    events = [
        [signed("d", title="visas")],
        [signed("b", instrument="package", count=24), signed("a", instrument="package", count=26)],
        [tell("b", "visit", f"{MACRON}|visitor", f"{KAZ}|host", status="planned", date=coming)],
        [signed("c", title="rail")],
        [pledged("b", {"start": "2024-11-07", "end": "2028-12-31"})],
        [pledged("b", {"start": "2024-11-01", "end": "2025-01-31"})],
    ]
    new = compiled(events, sources, since=date(2024, 11, 6)).changes
    assert new is not None
    assert [line.lead.document for line in new.reported] == ["d"]
    assert [line.lead.kind for line in new.happened] == ["visit", "commitment"], "by 2028 is not due yet"
    (changed,) = new.changed
    assert (changed.field, [c.value for c in changed.before], [c.value for c in changed.after]) == ("count", [24], [26])
    assert len(new.conflicts) == 1
    assert new.undated == 1
    assert not compiled(events[3:5], sources, since=date(2024, 11, 6)).changes


def test_shares_of_partners_and_their_concentration(signed: Tell, tell: Tell) -> None:
    def with_(document: str, code: str) -> Event:
        return Event(statements=(tell(document, "agreement", f"{KAZ}|party", f"X|{code}|party", title=document),))

    events = [with_(f"f{n}", "FRA") for n in range(2)] + [with_("c", "CHN"), with_("d", "DEU")]
    events.append(Event(statements=(signed("z", status="planned"),)))
    (shares,) = balance("KAZ", [*events, *events])
    assert [(s.partner, s.amount, s.share) for s in shares.shares] == [
        ("FRA", 2, Decimal("0.5")),
        ("CHN", 1, Decimal("0.25")),
        ("DEU", 1, Decimal("0.25")),
    ]
    assert shares.concentration == Decimal("0.375")


def test_trade_is_shared_out_over_one_period(figure: Tell) -> None:
    events = [
        Event(statements=(figure(f"t{n}", KAZ, f"X|{code}", "total", amount, period=period),))
        for n, (code, amount, period) in enumerate(
            [("FRA", 4_000_000_000, YEAR), ("CHN", 12_000_000_000, YEAR), ("DEU", 9, DAY)]
        )
    ]
    (shares,) = balance("KAZ", events)
    assert (shares.subject, shares.currency, [s.partner for s in shares.shares]) == ("trade", "USD", ["CHN", "FRA"])
    assert shares.shares[1].share == Decimal("0.25")
    assert balance("KAZ", events[:1]) == (), "one partner's figure says nothing of how trade is spread"


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=40))
def test_concentration_lies_between_equal_shares_and_one(amounts: list[int]) -> None:
    total = sum(amounts)
    found = concentration(Decimal(a) / total for a in amounts)
    assert Decimal(1) / len(amounts) - Decimal("0.001") <= found <= 1


def test_what_is_not_known_is_said(figure: Tell, tell: Tell, sources: dict[str, Source]) -> None:
    events = [[figure("a", KAZ, FRA, "total", 4_200_000_000)], [tell("c", "visit", f"{MACRON}|visitor", f"{KAZ}|host")]]
    told = {gap.code: gap for gap in compiled(events, sources).gaps}
    assert told["silence"].about == ("2024-11-07",)
    assert told["no-official-figure"].about == ("2023", "2024", "2025")
    assert told["one-sided"].about == ("FRA",)
    assert (told["undated-sources"].count, told["undated-visits"].count, told["single-report"].count) == (1, 1, 2)
    assert "investments" in told["nothing-on"].about
    assert compiled([], sources).gaps == ()


def test_copies_of_one_text_are_one_source(tell: Tell, sources: dict[str, Source]) -> None:
    told = tuple(tell(d, "visit", f"{MACRON}|visitor", f"{KAZ}|host", date=DAY) for d in "abd")
    event = Event(statements=told, copies=(("a", "b"),))
    dossier = compile_dossier(PAIR, [event], sources, today=TODAY)
    (line,) = dossier.lines
    assert (line.reports, line.independent, len(dossier.sources), dossier.independent) == (3, 2, 3, 2)


def test_the_timeline_runs_forward_and_keeps_to_what_has_a_day(
    figure: Tell, signed: Tell, sources: dict[str, Source]
) -> None:
    events = [
        [signed("a", title="b", date=DAY)],
        [signed("a", title="a", date={"start": "2022-01-01", "end": "2022-12-31"})],
        [signed("a", title="c")],
        [figure("a", KAZ, FRA, "total", 1)],
    ]
    assert [line.lead.slot("title") for line in compiled(events, sources).timeline] == ["a", "b"]
