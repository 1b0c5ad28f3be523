"""The laws of promises: no order, nothing from others, time only onwards, and no step back unsaid."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.analyse.promise import STATES
from comity.analyse.promises import promises
from comity.kinds import LADDER
from comity.model import Event
from promise_events import PUBLISHED, SOME, TODAY, told


@given(st.permutations(SOME))
def test_the_order_of_events_does_not_matter(shuffled: list[Event]) -> None:
    assert promises(shuffled, today=TODAY, published=PUBLISHED) == promises(SOME, today=TODAY, published=PUBLISHED)


@given(st.sets(st.sampled_from(range(len(SOME)))), st.sampled_from(["done", "planned", "proposed", "denied"]))
def test_what_concerns_others_changes_nothing(chosen: set[int], status: str) -> None:
    events = [SOME[n] for n in chosen]
    other = told("d12", "visit", status, [("visitor", "FIN", "Finland"), ("host", "PER", "Peru")])
    before = promises(events, today=TODAY, published=PUBLISHED)
    after = promises([*events, other], today=TODAY, published=PUBLISHED)
    assert [p for p in after if "FIN" not in p.countries] == list(before)


@given(st.lists(st.sampled_from(SOME), unique_by=lambda e: e.id), st.integers(0, 4000), st.integers(0, 2000))
def test_days_that_pass_only_take_a_promise_further(events: list[Event], wait: int, more: int) -> None:
    begun = max(PUBLISHED.values()) + timedelta(days=wait)
    rank = {"open": 0, "silent": 1, "overdue": 2}
    sooner = {p.id: p for p in promises(events, today=begun, published=PUBLISHED)}
    later = {p.id: p for p in promises(events, today=begun + timedelta(days=more), published=PUBLISHED)}
    assert sooner.keys() == later.keys()
    for name, first in sooner.items():
        then = later[name]
        assert then.steps == first.steps
        if first.state in rank:
            assert rank[then.state] >= rank[first.state]
        else:
            assert then.state == first.state


@given(st.lists(st.sampled_from(SOME), unique_by=lambda e: e.id), st.dates(date(2020, 1, 1), date(2024, 1, 1)))
def test_an_earlier_day_shows_what_was_known_then(events: list[Event], day: date) -> None:
    known = [e for e in events if PUBLISHED[e.lead.document] <= day]
    assert promises(events, today=day, published=PUBLISHED) == promises(known, today=day, published=PUBLISHED)


@given(st.lists(st.sampled_from(SOME), unique_by=lambda e: e.id))
def test_steps_climb_or_are_said_to_be_reports(events: list[Event]) -> None:
    for promise in promises(events, today=TODAY, published=PUBLISHED):
        height = -1
        assert promise.state in STATES
        for step in promise.steps:
            if step.moves and step.rung in LADDER and not step.revives:
                assert LADDER.index(step.rung) > height
                height = LADDER.index(step.rung)
            elif step.revives:
                height = LADDER.index(step.rung)
