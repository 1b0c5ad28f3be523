"""Each rule by which a later statement is put to a promise, by itself."""

from dataclasses import replace
from datetime import date

import pytest

from comity.analyse.promise import Promise
from comity.analyse.promises import promises
from comity.model import Event, Interval, Quote, Span
from promise_events import LOAN, PLANT, PUBLISHED, SOME, TODAY, TRADE, VISITOR, days, dollars, told


def one(*events: Event, today: date = TODAY, silent_months: int = 12) -> Promise:
    found = promises(events, today=today, published=PUBLISHED, silent_months=silent_months)
    assert len(found) == 1, [(p.kind, p.what, p.state) for p in found]
    return found[0]


def rungs(promise: Promise) -> list[str]:
    return [step.rung for step in promise.steps if step.moves]


def test_a_project_climbs_is_suspended_and_taken_up_again() -> None:
    found = one(*SOME[:5])
    assert rungs(found) == ["invited", "signed", "under construction", "cancelled", "under construction"]
    assert [step.revives for step in found.steps] == [False, False, False, False, True]
    assert all(step.why for step in found.steps[1:])


def test_an_earlier_stage_told_later_is_kept_as_a_report() -> None:
    found = one(SOME[0], SOME[2], told("d5", "project", "planned", PLANT, name="Jizzakh nuclear power plant"))
    assert rungs(found) == ["invited", "under construction"]
    assert [step.moves for step in found.steps] == [True, True, False]
    assert found.last_told == PUBLISHED["d5"]


def test_what_fits_two_promises_alike_goes_to_neither() -> None:
    plants = [
        told(f"d{n}", "project", "planned", PLANT, name=f"{town} solar plant")
        for n, town in enumerate(("Nurata", "Guzar"))
    ]
    found = promises(
        [*plants, told("d5", "project", "done", PLANT, name="solar plant", stage="completed")],
        today=TODAY,
        published=PUBLISHED,
    )
    assert len(found) == 2
    assert all(len(p.steps) == 1 for p in found)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Jizzakh nuclear plant", True),
        ("second nuclear power plant", False),
        ("Nurata nuclear power plant", True),  # the first has no town yet
        ("solar power plant", False),
        ("railway", False),
    ],
)
def test_a_project_is_known_by_its_name(name: str, same: bool) -> None:
    first = told("d0", "project", "planned", PLANT, name="first nuclear power plant")
    later = told("d1", "project", "done", PLANT, name=name, stage="completed")
    found = one(first, later)
    assert (found.state == "kept") is same


def test_other_firms_of_the_same_state_keep_a_projects_name() -> None:
    other = [("host", "UZB", "Uzbekistan"), ("participant", "RUS", "Atomstroyexport")]
    found = one(SOME[2], told("d4", "project", "done", other, name="Jizzakh nuclear power plant"))
    assert found.state == "kept"


@pytest.mark.parametrize(
    ("amount", "state", "reached"),
    [(2_000_000_000, "kept", "delivered"), (2_040_000_000, "kept", "delivered"), (500_000_000, "open", "accepted")],
)
def test_money_is_known_by_its_amount(amount: int, state: str, reached: str) -> None:
    later = told("d8", "aid", "done", LOAN, form="loan", value=dollars(amount, 3))
    found = one(SOME[6], later, today=date(2022, 6, 1))
    assert (found.state, found.reached.rung) == (state, reached)


def test_less_than_was_promised_keeps_no_promise() -> None:
    pledge = told("d0", "aid", "planned", LOAN, what="wheat and rice", value=dollars(90_000_000))
    part = told("d1", "aid", "done", LOAN, what="wheat and rice", value=dollars(20_000_000))
    found = one(pledge, part, today=date(2020, 6, 1))
    assert (found.state, rungs(found)) == ("open", ["accepted", "financed"])
    more = told("d2", "aid", "done", LOAN, what="wheat and rice", value=dollars(90_000_000))
    assert one(pledge, part, more).state == "kept"


@pytest.mark.parametrize(
    ("when", "state", "late"),
    [
        (days("2022-02-10"), "kept", False),
        (days("2022-03-20"), "kept", True),
        (days("2022-09-20"), "overdue", None),  # the next visit, not this one
        (days("2021-12-20"), "overdue", None),
    ],
)
def test_a_visit_is_known_by_its_days(when: Interval, state: str, late: bool | None) -> None:
    planned = told("d0", "visit", "planned", VISITOR, when=days("2022-02-01", "2022-02-28"))
    found = one(planned, told("d12", "visit", "done", VISITOR, when=when))
    assert (found.state, found.late) == (state, late)


def test_a_visit_of_somebody_else_is_another() -> None:
    other = [("visitor", "JPN", "Taro Kono"), ("host", "BRA", "Brazil")]
    found = one(SOME[8], told("d9", "visit", "done", other, when=days("2022-02-10")))
    assert found.state == "overdue"


def test_a_visit_the_other_way_is_another() -> None:
    back = [("visitor", "BRA", "Brazil"), ("host", "JPN", "Japan")]
    assert one(SOME[8], told("d9", "visit", "done", back, when=days("2022-02-10"))).state == "overdue"


def test_a_kept_visit_is_over_and_the_next_is_a_new_promise() -> None:
    made = told("d9", "visit", "done", VISITOR, when=days("2022-02-10"))
    again = told("d12", "visit", "planned", VISITOR, when=days("2024-05-01"))
    found = promises([SOME[8], made, again], today=TODAY, published=PUBLISHED)
    assert [(p.state, p.due and p.due.end) for p in found] == [
        ("overdue", date(2024, 5, 1)),
        ("kept", date(2022, 2, 28)),
    ]


@pytest.mark.parametrize(
    ("figure", "period", "state", "late"),
    [
        (31_000_000_000, days("2023-01-01", "2023-12-31"), "kept", False),
        (31_000_000_000, days("2025-01-01", "2025-12-31"), "kept", True),
        (29_000_000_000, days("2024-01-01", "2024-12-31"), "broken", None),
        (29_000_000_000, days("2024-01-01", "2024-09-30"), "overdue", None),  # nine months are no year
        (29_000_000_000, days("2023-01-01", "2023-12-31"), "overdue", None),
        (99_000_000_000, days("2015-01-01", "2024-12-31"), "overdue", None),  # ten years are none either
        (99_000_000_000, days("2019-01-01", "2019-12-31"), "overdue", None),  # before it was set
    ],
)
def test_a_target_is_held_against_the_figures_of_its_flow(
    figure: int, period: Interval, state: str, late: bool | None
) -> None:
    target = told(
        "d10",
        "trade",
        "planned",
        TRADE,
        flow="total",
        value=dollars(30_000_000_000),
        period=days("2022-07-01", "2024-12-31"),
        target=True,
    )
    measured = told("late", "trade", "done", TRADE, flow="total", value=dollars(figure), period=period)
    other = told("d18", "trade", "done", TRADE, flow="exports", value=dollars(40_000_000_000), period=period)
    found = one(target, measured, other)
    assert (found.state, found.late) == (state, late)


def test_silence_is_the_sources_own_only_while_they_go_on() -> None:
    pledge, meets = SOME[11], [("participant", "CHN", "China"), ("participant", "PAK", "Pakistan")]
    alone = one(pledge)
    assert (alone.state, alone.silent, alone.unheard, alone.silent_for, alone.heard_for) == ("open", False, True, 49, 0)
    heard = one(pledge, told("d19", "meeting", "done", meets))
    assert (heard.state, heard.silent, heard.unheard, heard.newest) == ("silent", True, False, PUBLISHED["d19"])
    assert one(pledge, told("d12", "meeting", "done", meets)).unheard
    assert one(pledge, told("d12", "meeting", "done", meets), silent_months=2).state == "silent"


def test_an_overdue_promise_may_be_silent_as_well() -> None:
    late = told("d19", "meeting", "done", [("participant", "JPN", "Japan"), ("participant", "BRA", "Brazil")])
    found = one(SOME[8], late)
    assert (found.state, found.is_("silent"), found.is_("open")) == ("overdue", True, False)


def test_put_off_is_not_called_off() -> None:
    event = told(
        "d3", "project", "denied", PLANT, name="Jizzakh nuclear power plant", when=days("2030-01-01", "2030-12-31")
    )
    quote = Quote(exact="has postponed the opening to 2030", span=Span(0, 33))
    event = replace(event, statements=(replace(event.lead, quotes=(quote,)),))
    found = one(
        told(
            "d2", "project", "planned", PLANT, name="Jizzakh nuclear power plant", when=days("2021-01-01", "2025-12-31")
        ),
        event,
    )
    assert (found.state, found.steps[1].word, found.steps[1].moves) == ("overdue", "postponed", False)
    assert found.moved_to == days("2030-01-01", "2030-12-31")


def test_reports_of_one_event_belong_together_whatever_they_are_called() -> None:
    planned, done = (
        SOME[8].lead,
        told("d9", "visit", "done", [("visitor", "JPN", "Japan"), ("host", "BRA", "Brazil")]).lead,
    )
    assert one(Event(statements=(done, planned))).state == "kept"


def test_a_statement_without_a_publication_date_is_a_promise_since_nobody_knows_when() -> None:
    found = promises([SOME[11]], today=TODAY)
    assert [(p.made, p.state, p.silent_for) for p in found] == [(None, "open", None)]


def test_one_document_cannot_keep_its_own_promise_by_roles() -> None:
    done = told("d8", "visit", "done", VISITOR, when=days("2022-02-10"), at=90)
    assert one(SOME[8], done).state == "overdue"
