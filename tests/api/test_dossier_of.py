"""A dossier from a real ledger: from its events where they are kept, and the same where they have yet to be made."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from comity.api.dossier import dossier_of
from comity.api.events import reconcile_new
from comity.model import (
    Actor,
    Article,
    Decision,
    Interval,
    Money,
    Observation,
    Quote,
    Reading,
    SlotValue,
    Span,
    Statement,
    Subject,
)
from comity.store import Ledger
from comity.store.decisions import add
from comity.store.observations import add_observations
from comity.store.partners import documents_of, entries_in, entries_with, partners_of

PAIR = ("NOR", "PER")
TODAY = date(2032, 1, 1)
YEAR = Interval(date(2030, 1, 1), date(2030, 12, 31))


def said(document: str, kind: str, roles: dict[str, str], **slots: SlotValue) -> Statement:
    words = f"a {kind} of {' and '.join(roles)} told in {document}"
    return Statement(
        document=document,
        kind=kind,
        status="done",
        actors=tuple(Actor(name=code, country=code, role=role) for code, role in roles.items()),
        quotes=(Quote(exact=words, span=Span(0, len(words))),),
        date=None if kind in ("trade", "mediation") else Interval(date(2031, 5, 1), date(2031, 5, 1)),
        slots=tuple(slots.items()),
    )


def party(*codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, "party")


TRADE = {"flow": "total", "value": Money(amount=Decimal(4_200_000), currency="USD", digits=2), "period": YEAR}
READINGS = (
    ("a", said("a", "agreement", party("NOR", "PER"), title="fish")),
    ("b", said("b", "agreement", party("PER", "NOR"), title="fish")),
    ("b", said("b", "trade", {"NOR": "reporter", "PER": "partner"}, **TRADE)),  # type: ignore[arg-type]
    ("b", said("b", "mediation", {"NOR": "mediator", "CHL": "party", "BOL": "party"})),
    ("c", said("c", "agreement", party("NOR", "CHL"), title="copper")),
    ("d", said("d", "visit", {"PER": "visitor", "CHL": "host"})),
    ("e", said("e", "mediation", {"PER": "mediator", "CHL": "party"})),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path / "ledger.db")
    run = opened.start_run(code="comity", model="m", settings={})
    for document in dict.fromkeys(document for document, _ in READINGS):
        own = tuple(s for d, s in READINGS if d == document)
        text = " ".join(s.quotes[0].exact for s in own)
        article = Article(id=document, text=text, title=f"Title {document}", published=date(2031, 6, 1))
        opened.append_many([Reading(article=article, statements=own)], run)
    yield opened
    opened.close()


@pytest.fixture(params=["kept", "yet to be made"])
def either(request: pytest.FixtureRequest, ledger: Ledger) -> Ledger:
    if request.param == "kept":
        reconcile_new(ledger)
    return ledger


def test_reports_of_one_event_are_one_line_and_mediation_beside_it_is_context(either: Ledger) -> None:
    dossier = dossier_of(either, PAIR, today=TODAY)
    told = {line.lead.kind: (line.reports, line.about) for line in dossier.lines}
    assert told == {"agreement": (2, "pair"), "trade": (1, "pair"), "mediation": (1, "context")}
    assert [s.document for s in dossier.sources] == ["a", "b"]


def test_each_sides_partners_come_from_the_whole_ledger(either: Ledger) -> None:
    dossier = dossier_of(either, PAIR, today=TODAY)
    told = {(s.side, s.subject): [(p.partner, int(p.amount)) for p in s.shares] for s in dossier.partners}
    assert told == {
        ("NOR", "agreements"): [("CHL", 1), ("PER", 1)],
        ("PER", "agreements"): [("NOR", 1)],
        ("PER", "visits"): [("CHL", 1)],
    }
    assert [(s.document, s.title) for s in dossier.others] == [("c", "Title c"), ("d", "Title d")]


def test_official_figures_are_held_against_what_is_told(either: Ledger) -> None:
    office = Observation(
        provider="Office",
        dataset="t",
        reporter="NOR",
        partner="PER",
        flow="total",
        period=YEAR,
        frequency="A",
        value=Decimal(4_171_234),
        currency="USD",
    )
    add_observations(either, [office])
    dossier = dossier_of(either, PAIR, today=TODAY)
    total = dossier.key_figures[0]
    assert (total.name, total.verdict) == ("total", "holds")
    assert office in [o for check in total.checks for o in check.observations]
    assert total.checks[0].observations == (office,), "what an office says goes before what others say"
    assert [s.teller for s in dossier.series] == ["told", "official"]
    assert "2030" not in next(g for g in dossier.gaps if g.code == "no-official-figure").about


def test_reports_of_one_figure_are_held_against_an_office_at_once(ledger: Ledger) -> None:
    again = said("e", "trade", {"NOR": "reporter", "PER": "partner"}, **TRADE)  # type: ignore[arg-type]
    article = Article(id="e", text=again.quotes[0].exact, published=date(2031, 6, 2))
    ledger.append(Reading(article=article, statements=(again,)), ledger.start_run(code="comity"))
    told = {"provider": "Office", "dataset": "t", "period": YEAR, "frequency": "A", "currency": "USD"}
    office = Observation(reporter="NOR", partner="PER", flow="total", value=Decimal(4_171_234), **told)  # type: ignore[arg-type]
    add_observations(ledger, [office])
    (check,) = (c for c in dossier_of(ledger, PAIR, today=TODAY).checks if c.observations)
    assert (check.finding.verdict, {s.document for s in check.statements}) == ("holds", {"b", "e"})


def test_months_that_conflict_with_a_year_are_shown_as_their_sum(ledger: Ledger) -> None:
    for month in range(1, 13):
        first = date(2030, month, 1)
        days = Interval(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        told = {"provider": "Office", "dataset": "t", "period": days, "frequency": "M", "currency": "USD"}
        one = Observation(reporter="NOR", partner="PER", flow="total", value=Decimal(100_000), **told)  # type: ignore[arg-type]
        add_observations(ledger, [one])
    (conflict,) = dossier_of(ledger, PAIR, today=TODAY).to_json()["contradictions"]
    assert [side["text"] for side in conflict["sides"]] == ["$4.2 million, 2030", "$1.2 million, 2030"]
    assert len(conflict["observations"]) == 12


def test_what_people_rejected_is_not_told(either: Ledger) -> None:
    subject = READINGS[2][1]
    rejected = Subject(statement=subject.id, document="b", kind="trade", exact=subject.quotes[0].exact)
    made = datetime(2031, 7, 1, tzinfo=UTC)
    add(either, Decision(action="reject", subjects=(rejected,), author="me", made=made))
    assert "trade" not in {line.lead.kind for line in dossier_of(either, PAIR, today=TODAY).lines}


def test_what_the_tables_answer(ledger: Ledger) -> None:
    assert partners_of(ledger, "NOR", ("agreement",)) == ()
    reconcile_new(ledger)
    assert partners_of(ledger, "NOR", ("agreement",)) == (("CHL", 1), ("PER", 1))
    assert partners_of(ledger, "CHL", ("agreement", "visit")) == (("NOR", 1), ("PER", 1))
    assert [e.statement.document for e in entries_with(ledger, "CHL", ("agreement", "visit"), 10)] == ["c", "d"]
    assert len(entries_with(ledger, "NOR", ("agreement",), 2)) == 2
    assert [e.statement.document for e in entries_in(ledger, ["a", "b", "none"], ("mediation",))] == ["b"]
    assert documents_of(ledger, ["a", "none"]).keys() == {"a"}
