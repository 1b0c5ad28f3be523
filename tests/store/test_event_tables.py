"""Events in the tables of every database: what comes one by one, is decided on and read again is as if made anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from comity.api.events import counted, events_of, reconcile_new, up_to_date
from comity.model import Decision, LedgerError, Reading, Statement, Subject
from comity.store import Ledger, events
from comity.store.decisions import add

State, Read = Callable[..., Statement], Callable[..., Reading]


def decision(action: Any, *subjects: Statement, **more: Any) -> Decision:
    made = datetime(2031, 7, 1, tzinfo=UTC)
    return Decision(action=action, subjects=tuple(map(Subject.of, subjects)), author="kim", made=made, **more)


def shape(ledger: Ledger) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(s.document for s in event.statements)) for event in events_of(ledger))


def test_events_grow_change_and_are_made_anew(ledger: Ledger, state: State, read: Read) -> None:
    long = "The two sides met in Oslo to speak about fish, and stayed until the lamps were lit along the quay. " * 3
    run = ledger.start_run(code="1")
    for name in "abc":
        ledger.append(read(name, state(name, "NOR", "PER"), state(name, "NOR", "ISL", said=9), text=long), run)
        assert not up_to_date(ledger)
        reconcile_new(ledger)
        assert up_to_date(ledger)
    assert shape(ledger) == [("a", "b", "c"), ("a", "b", "c")]
    assert {e.independent for e in events_of(ledger)} == {1}
    assert [e.lead.countries() for e in events_of(ledger, ("PER", "NOR"), kinds=("agreement",), most=5)] == [
        ("NOR", "PER")
    ]

    values = (("date", '{"start": "2029-01-01", "end": "2029-01-02"}'),)
    add(ledger, decision("correct", state("b", "NOR", "PER"), values=values))
    add(ledger, decision("reject", state("c", "NOR", "PER")))
    add(ledger, decision("split", state("a", "NOR", "ISL", said=9), state("b", "NOR", "ISL", said=9)))
    reconcile_new(ledger)
    assert shape(ledger)[:2] == [("a",), ("a", "c")] or shape(ledger)[:2] == [("a",), ("a",)]
    ledger.append(read("a", state("a", "NOR", "PER"), text=f"{long} And so on."), ledger.start_run(code="2"))
    reconcile_new(ledger)
    before = events_of(ledger)
    assert counted(ledger) == len(before)
    reconcile_new(ledger, rebuild=True)
    assert events_of(ledger) == before


def test_names_and_texts_of_any_kind_come_back_as_they_were(ledger: Ledger, state: State, read: Read) -> None:
    odd = state("\x00 odd \ud800", "NOR", "PER")
    ledger.append(read("\x00 odd \ud800", odd), ledger.start_run(code="1"))
    add(ledger, decision("correct", odd, values=(("place", '{"name": "\\u0000Oslo", "country": "NOR"}'),)))
    reconcile_new(ledger)
    (event,) = events_of(ledger)
    assert event.lead.document == odd.document
    assert event.lead.place is not None
    assert event.lead.place.country == "NOR"


def test_a_ledger_that_may_only_be_read_is_left_as_it_is(place: str, state: State, read: Read) -> None:
    with Ledger.open(place) as ledger:
        ledger.append(read("a", state("a", "NOR", "PER")), ledger.start_run(code="1"))
    with Ledger.open(place, readonly=True) as ledger:
        assert not up_to_date(ledger)
        assert events_of(ledger) == ()
        with pytest.raises(LedgerError, match="reading only"):
            reconcile_new(ledger)


def test_a_transaction_that_breaks_off_changes_nothing(ledger: Ledger, state: State, read: Read) -> None:
    ledger.append(read("a", state("a", "NOR", "PER")), ledger.start_run(code="1"))
    reconcile_new(ledger)
    before = events_of(ledger)
    with pytest.raises(KeyboardInterrupt), events.writing(ledger) as (tables, copies):  # noqa: PT012
        tables.drop()
        copies.drop()
        raise KeyboardInterrupt
    assert events_of(ledger) == before
    assert up_to_date(ledger)
