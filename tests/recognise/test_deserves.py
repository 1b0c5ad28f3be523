"""Sentences that deserve a parse, and those that a parse would make nothing of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kinds import examples, load
from comity.model import Document
from comity.pipeline import read_document
from comity.recognise.deserves import Deserving, deserving, lemmas_of
from comity.recognise.parser import load as load_model
from comity.recognise.parser import word_forms

TEXTS = [e["text"] for name in load() for e in examples(name)["example"]]


@pytest.fixture(scope="module")
def lists() -> Deserving:
    return deserving(load())


def worth(lists: Deserving, text: str, states: int, *, whole: int = 2, measured: bool = False) -> bool:
    return lists(lemmas_of(text, word_forms().lemmas), states, whole, measured)


@pytest.mark.parametrize(
    "text",
    [
        "The two presidents signed a treaty in Lima.",
        "Oman's minister flew to Peru on Monday.",
        "Peru’s leader can't visit Oman.",
        "Sanctions were lifted by Oman.",
    ],
)
def test_what_a_kind_may_read_deserves_a_parse(lists: Deserving, text: str) -> None:
    assert worth(lists, text, 2)


@pytest.mark.parametrize(
    "text",
    ["The old harbour of Lima is famous.", "Oman beat Peru 3-1.", "Rain fell over Lima.", "", "—", "The dog slept."],
)
def test_what_no_kind_reads_does_not(lists: Deserving, text: str) -> None:
    assert not worth(lists, text, 1, whole=1)


def test_figures_need_a_word_of_trade(lists: Deserving) -> None:
    assert worth(lists, "Exports grew by 12 percent.", 0, whole=1, measured=True)
    assert not worth(lists, "The index closed 2 percent higher.", 0, whole=1, measured=True)


def test_a_document_of_one_state_is_not_read_for_what_two_states_do(lists: Deserving) -> None:
    text = "The minister visited the president."
    assert worth(lists, text, 2)
    assert not worth(lists, text, 1, whole=1)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(TEXTS))
def test_every_lemma_of_a_parse_was_foreseen(text: str) -> None:
    foreseen = lemmas_of(text, word_forms().lemmas)
    found = {t.lemma_.lower() for t in load_model()(text) if t.text.isalpha()}
    assert found <= foreseen


def test_a_sentence_passed_over_changes_nothing_of_its_neighbours() -> None:
    told = "Peru and Oman signed a treaty in Lima on Monday. {} The treaty covers fishing between Peru and Oman."
    full, short = (
        read_document(Document(id="d", content=text, format="plain", origin="test"), learned=False).statements
        for text in (told.format("The harbour of Lima is very old."), told.format(""))
    )
    assert [(s.kind, s.status, s.actors) for s in full] == [(s.kind, s.status, s.actors) for s in short]
    assert full
