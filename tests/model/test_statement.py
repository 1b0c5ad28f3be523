"""A statement's id: of what it says alone, however often it is asked for."""

import dataclasses
import pickle
from decimal import Decimal

import pytest

from comity.model import Actor, Money, Quote, Span, Statement
from comity.model.statement import from_json


def said(amount: int = 4) -> Statement:
    return Statement(
        document="a",
        kind="trade",
        status="done",
        actors=(Actor(name="Norway", country="NOR", role="reporter"),),
        quotes=(Quote(exact="$4 billion", span=Span(0, 10)),),
        slots=(("value", Money(amount=Decimal(amount), currency="USD")),),
    )


def test_asking_for_the_id_changes_nothing() -> None:
    asked, other = said(), said()
    assert asked.id == asked.id
    assert (asked, hash(asked), repr(asked)) == (other, hash(other), repr(other))
    assert len({asked, other}) == 1
    assert from_json(asked.to_json()) == asked


def test_what_says_something_else_has_another_id() -> None:
    asked = said()
    first = asked.id
    changed = dataclasses.replace(asked, slots=said(5).slots)
    assert changed.id == said(5).id != first
    assert dataclasses.replace(asked, confidence=0.5).id == first


def test_the_id_goes_with_it_to_another_process_and_cannot_be_set() -> None:
    asked = said()
    again = pickle.loads(pickle.dumps(asked))
    assert (again, again.id) == (asked, asked.id)
    with pytest.raises(dataclasses.FrozenInstanceError):
        asked._id = "0" * 16  # type: ignore[misc]
