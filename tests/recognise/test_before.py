"""Whom a sentence means where only the sentence before says it."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Document
from comity.pipeline import read_document


def _told(text: str, kind: str) -> list[tuple[object, frozenset[str], frozenset[str]]]:
    document = Document(id="d", content=text, format="plain", origin="d", published=date(2024, 11, 7))
    return [
        (s.slot("act"), frozenset(s.countries("source")), frozenset(s.countries("target")))
        for s in read_document(document, learned=False).statements
        if s.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "act", "source", "target"),
    [
        ("Chile signed a fishing pact with Iceland. Peru welcomed the decision.", "support", "PER", "CHL"),
        ("Kenya has offered to mediate. Somalia rejected the offer.", "reject", "SOM", "KEN"),
        ("Greece plans to widen its waters. Libya called this a provocation.", "accuse", "LBY", "GRC"),
    ],
)
def test_a_deed_is_that_of_whoever_acted_before(text: str, act: str, source: str, target: str) -> None:
    assert (act, frozenset({source}), frozenset({target})) in _told(text, "position")


def test_what_a_state_calls_it_is_not_of_itself() -> None:
    told = _told("Norway closed a fjord to trawlers. Iceland called it a breach of the treaty.", "position")
    assert told == [("accuse", frozenset({"ISL"}), frozenset({"NOR"}))]


def test_nobody_is_meant_where_several_could_be() -> None:
    assert not _told("Ships of Chile, Peru and Ecuador met at sea. Iceland condemned the storm.", "position")


def test_a_thing_that_nobody_did_points_at_nobody() -> None:
    assert not _told("Chile sold copper to Iceland. Peru welcomed the rain.", "position")


def test_a_paragraph_further_off_is_not_looked_at() -> None:
    text = "Kenya has offered to mediate.\n\nThe rains were late.\n\nHarvests fell.\n\nSomalia rejected the offer."
    assert not _told(text, "position")


def test_what_is_lifted_and_what_was_imposed_are_two_measures() -> None:
    told = _told("Brazil lifted the restrictions imposed last month on Paraguayan bananas.", "measure")
    assert {act for act, _, _ in told} == {"lift", "ban"}
