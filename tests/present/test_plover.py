"""Statements as PLOVER events: the codebook's conventions, the table's good form, and what is left out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.analyse import Dossier, Source
from comity.model import (
    KINDS,
    STATUSES,
    Actor,
    Article,
    Interval,
    Money,
    Place,
    Quote,
    Reading,
    SlotValue,
    Span,
    Statement,
)
from comity.present import plover

ROLES = {
    "meeting": ("participant", "participant"),
    "visit": ("visitor", "host"),
    "agreement": ("party", "party"),
    "investment": ("investor", "host"),
    "project": ("participant", "host"),
    "commitment": ("actor", "counterpart"),
    "mediation": ("mediator", "party"),
    "relation": ("party", "party"),
    "aid": ("donor", "recipient"),
    "position": ("source", "target"),
    "measure": ("source", "target"),
    "deed": ("source", "target"),
    "trade": ("reporter", "partner"),
}


def said(
    kind: str, status: str = "done", *, quote: str = "A quote", place: str | None = None, **slots: SlotValue
) -> Statement:
    first, second = ROLES[kind]
    return Statement(
        document="d",
        kind=kind,
        status=status,
        actors=(
            Actor(name="Kazakhstan", country="KAZ", role=first),
            Actor(name="France", country="FRA", role=second),
        ),
        quotes=(Quote(exact=quote, span=Span(0, len(quote))),),
        place=Place(name="There", country=place) if place else None,
        slots=tuple(slots.items()),
    )


def event(statement: Statement) -> plover.Event:
    done = plover.code(statement)
    assert isinstance(done, plover.Event), done
    return done


def sides(done: plover.Event) -> tuple[list[str | None], list[str | None]]:
    return [p.code for p in done.source], [p.code for p in done.target]


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        (said("agreement", instrument="treaty", quote="signed a treaty"), ("SUPPORT", None, "057")),
        (said("agreement", instrument="agreement", quote="reached an agreement"), ("AGREE", None, "030")),
        (said("agreement", "planned", instrument="treaty"), ("AGREE", None, "030")),
        (said("agreement", "proposed", instrument="agreement", sectors=("trade",)), ("AGREE", None, "0311")),
        (said("agreement", "ongoing", instrument="treaty"), ("CONSULT", None, "046")),
        (said("agreement", "denied", instrument="treaty"), ("REJECT", None, "120")),
        (said("commitment", "proposed", act="invite", what="join the consortium"), ("AGREE", None, "030")),
        (said("commitment", "proposed", act="invite", what="visit Paris"), ("AGREE", None, "036")),
        (said("commitment", "planned", act="pledge", what="open the border"), ("AGREE", None, "030")),
        (said("commitment", "proposed", act="request", what="food aid"), ("REQUEST", "assist", "023")),
        (said("visit", "planned"), ("AGREE", None, "036")),
        (said("visit", "denied"), ("REJECT", "meet", "125")),
        (said("visit", "denied", quote="called off the visit"), ("SANCTION", "cancel", "160")),
        (said("meeting", form="call"), ("CONSULT", "phone", "041")),
        (said("mediation"), ("CONSULT", None, "045")),
        (said("investment", measure="deal"), ("COOPERATE", None, "061")),
        (said("project", "planned", stage="planned"), ("AGREE", None, "0311")),
        (said("relation", change="established"), ("SUPPORT", None, "054")),
        (said("relation", change="severed"), ("SANCTION", "discontinue", "161")),
        (said("aid", form="military"), ("AID", None, "072")),
        (said("aid", "planned", form="loan"), ("AGREE", None, "0331")),
        (said("aid", "denied", form="humanitarian"), ("REJECT", "assist", "1223")),
        (said("position", act="support"), ("SUPPORT", None, "051")),
        (said("position", act="accuse", quote="accused it of fraud"), ("ACCUSE", "allege", "112")),
        (said("position", act="accuse", quote="condemned the raid"), ("ACCUSE", "disapprove", "111")),
        (
            said("position", act="request", quote="demanded that", about="release of hostages"),
            ("REQUEST", "yield", "1053"),
        ),
        (said("position", act="request", quote="urged", about="the release of hostages"), ("REQUEST", "yield", "0253")),
        (said("position", act="request", quote="in order to", about="reply"), ("REQUEST", None, "020")),
        (said("position", act="reject", about="an offer of talks"), ("REJECT", "meet", "125")),
        (said("position", act="threaten", about="a military attack"), ("THREATEN", "violence", "138")),
        (said("measure", act="sanction"), ("SANCTION", "discontinue", "163")),
        (said("measure", "planned", act="sanction"), ("THREATEN", "restrict", "1312")),
        (said("measure", act="expel", about="two diplomats"), ("SANCTION", "expel", "166")),
        (said("measure", act="lift", about="import duties"), ("RETREAT", "ease", "085")),
        (said("measure", "denied", act="lift", about="sanctions"), ("REJECT", "yield", "1244")),
        (said("measure", act="force", about="the town"), ("ASSAULT", None, "190")),
    ],
)
def test_a_statement_is_coded(statement: Statement, wanted: tuple[str, str | None, str]) -> None:
    done = event(statement)
    assert (done.event, done.mode, done.cameo) == wanted


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        (said("trade", flow="total", value=Money(amount=Decimal(4), currency="USD")), "figure"),
        (said("investment", measure="stock"), "figure"),
        (said("relation", change="none", label="partners"), "standing"),
        (said("position", "denied", act="threaten"), "negated"),
        (said("measure", "denied", act="force"), "negated"),
        (said("commitment", act="expect"), "no act"),
    ],
)
def test_what_plover_cannot_hold_is_left_out_with_a_reason(statement: Statement, why: str) -> None:
    done = plover.code(statement)
    assert isinstance(done, plover.Left)
    assert done.why == why
    assert why in plover.REASONS


def test_the_visitor_is_the_source_and_the_host_the_recipient() -> None:
    assert sides(event(said("visit"))) == (["KAZ"], ["FRA"])
    assert sides(event(said("meeting", form="talks", place="KAZ"))) == (["FRA"], ["KAZ"])
    assert event(said("meeting", form="talks", place="KAZ")).mode == "visit"


def test_those_of_one_rank_are_all_sources() -> None:
    assert sides(event(said("agreement"))) == (["KAZ", "FRA"], [])
    assert sides(event(said("meeting", form="talks"))) == (["KAZ", "FRA"], [])
    third = event(said("meeting", form="talks", place="CHE"))
    assert (third.mode, *sides(third)) == ("third-party", ["KAZ", "FRA"], [])


def acting(*actors: Actor, kind: str = "meeting", **slots: SlotValue) -> Statement:
    quote = Quote(exact="q", span=Span(0, 1))
    return Statement(document="d", kind=kind, status="done", actors=actors, quotes=(quote,), slots=tuple(slots.items()))


def test_organisations_of_states_keep_their_name_beside_the_code() -> None:
    union = Actor(name="European Union", country="org:EU", role="donor")
    (donor,) = event(acting(union, Actor(name="Chad", country="TCD", role="recipient"), kind="aid")).source
    assert (donor.code, donor.identifier, donor.sector) == ("IGO", "EU", None)


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Foreign Minister Ana Lima", "GOV"),
        ("Minister of Energy", "GOV"),
        ("Emmanuel Macron", "GOV"),
        ("French navy", "MIL"),
        ("National Assembly", "LEG"),
        ("Grain Trading Company", "BUS"),
        ("France", None),
        ("Ana Lima", None),
    ],
)
def test_a_sector_is_given_where_the_name_tells_it(name: str, sector: str | None) -> None:
    first = Actor(name=name, country="FRA", role="participant")
    done = event(acting(first, Actor(name="Chad", country="TCD", role="participant")))
    assert done.source[0].sector == sector


def test_without_a_known_actor_there_is_no_event() -> None:
    nobody = Actor(name="somebody", country=None, role="party")
    assert plover.code(acting(nobody, kind="agreement")) == plover.Left(
        statement=acting(nobody, kind="agreement"), why="no actor"
    )
    alone = Actor(name="France", country="FRA", role="donor")
    assert isinstance(plover.code(acting(alone, nobody, kind="aid")), plover.Left)


def test_a_work_that_two_states_share_has_both_as_sources() -> None:
    hosts = [Actor(name=n, country=c, role="host") for n, c in (("Chad", "TCD"), ("Niger", "NER"))]
    assert sides(event(acting(*hosts, kind="project", stage="operating"))) == (["TCD", "NER"], [])


def test_the_row_holds_the_quote_the_days_and_the_source() -> None:
    told = said("visit", place="FRA")
    dated = Statement(
        document=told.document,
        kind=told.kind,
        status=told.status,
        actors=told.actors,
        quotes=told.quotes,
        place=told.place,
        date=Interval(date(2024, 11, 5), date(2024, 11, 6)),
    )
    source = Source(document="d", title="T", publisher="P", published=date(2024, 11, 7), url="https://x.example/")
    row = plover.to_json(event(dated), source)
    assert (row["id"], row["document"]) == (dated.id, "d")
    assert (row["date"], row["enddate"], row["quad_code"]) == ("2024-11-05", "2024-11-06", 1)
    assert row["quote"] == [{"exact": "A quote", "start": 0, "end": 7}]
    assert row["event_loc"] == {"name": "There", "cc3": "FRA"}
    assert row["cite_info"]["codebook"] == "plover-0.8"
    assert row["cite_info"]["published"] == "2024-11-07"


def test_no_day_is_made_up() -> None:
    source = Source(document="d", published=date(2024, 11, 7))
    assert plover.to_json(event(said("agreement")), source)["date"] is None


def test_contexts_come_from_what_is_said() -> None:
    done = event(said("agreement", sectors=("trade", "military"), quote="signed, on refugees"))
    assert done.context == ("diplomatic", "military", "economic", "migration")


def test_what_is_left_out_is_said_in_words() -> None:
    assert plover.left_out({}) == ""
    assert plover.left_out({"figure": 2, "negated": 1}) == (
        "3 statements left out, not being PLOVER events: 2 of trade or investment figures, 1 denied"
    )


def test_a_dossier_gives_each_statement_once(dossier: Dossier) -> None:
    found = plover.statements_of(dossier)
    assert len(found) == len({s.id for s in found}) == dossier.statements


@given(
    kind=st.sampled_from([k for k in KINDS if k != "trade"]),
    status=st.sampled_from(STATUSES),
    place=st.sampled_from([None, "KAZ", "FRA", "CHE"]),
    quote=st.text(min_size=1, max_size=80),
)
def test_every_statement_is_an_event_or_left_out_and_nobody_is_lost(
    kind: str, status: str, place: str | None, quote: str
) -> None:
    told = said(kind, status, place=place, quote=quote)
    done = plover.code(told)
    if isinstance(done, plover.Event):
        assert sorted(p.name for p in (*done.source, *done.target)) == ["France", "Kazakhstan"]
        assert done.source
    else:
        assert done.why in plover.REASONS
    assert plover.code(told) == done


def alone(kind: str, role: str, **slots: SlotValue) -> Statement:
    return replace(said(kind, **slots), actors=(Actor(name="France", country="FRA", role=role),))


def test_one_side_is_enough_only_for_an_event_of_one_side() -> None:
    aid = alone("aid", "donor", form="loan")
    assert plover.code(aid) == plover.Left(statement=aid, why="no actor")
    done = plover.code(aid, one_sided=True)
    assert isinstance(done, plover.Event)
    assert (done.event, *sides(done)) == ("AID", ["FRA"], [])
    assert plover.to_json(done)["one_sided"] is True
    assert plover.to_json(event(said("meeting")))["one_sided"] is False


def test_whom_it_befalls_stays_the_target_where_the_doer_has_no_state() -> None:
    done = plover.code(alone("deed", "target", act="assault"), one_sided=True)
    assert isinstance(done, plover.Event)
    assert (done.event, *sides(done)) == ("ASSAULT", [], ["FRA"])


def test_the_events_of_a_reading_are_its_statements_and_those_of_one_side() -> None:
    reading = Reading(
        article=Article(id="d", text="A quote"),
        statements=(said("meeting"), said("trade", flow="total")),
        one_sided=(alone("position", "source", act="reject"), alone("relation", "party", change="none")),
    )
    found = list(plover.events_of(reading))
    assert [e.event if isinstance(e, plover.Event) else e.why for e in found] == ["CONSULT", "figure", "REJECT"]


@pytest.mark.parametrize(
    ("act", "countries", "wanted"), [("cooperate", 2, "COOPERATE"), ("cooperate", 1, "MOBILIZE"), ("shelter", 1, "AID")]
)
def test_exercises_of_one_country_alone_show_its_power(act: str, countries: int, wanted: str) -> None:
    known = (Actor(name="A", country="FRA", role="source"), Actor(name="B", country="GRC", role="target"))
    done = plover.code(replace(said("deed", act=act), actors=known[:countries]), one_sided=True)
    assert isinstance(done, plover.Event)
    assert done.event == wanted
