"""Relations that no frame reads: what is measured, what was learned, and when it is believed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kinds import load
from comity.model import Document, Statement
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.learned.features import MAX_STATES, Measured
from comity.recognise.learned.proposals import RULE, is_symmetric
from comity.recognise.learned.weights import features_of, relations
from comity.resolve import country_name, mentions

STATES = ("Kenya", "Uganda", "Chile", "Peru", "Norway", "Japan", "Oman")
OTHERS = "Norway and Peru signed an agreement on fisheries on Monday. "
COURT = "Kenya has taken Uganda to court over the dam."
READER = recognise(country_name)


def measured(text: str) -> Measured:
    article = read_article(Document(id="d", content=text, format="plain", origin="d", published=date(2024, 11, 7)))
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    return Measured(trees[0], ctx)


def read(text: str, *, learned: bool = True) -> tuple[Statement, ...]:
    article = read_article(Document(id="d", content=text, format="plain", origin="d", published=date(2024, 11, 7)))
    return replace(READER, learned=learned)(article, *mentions(article))


def by_weights(statements: tuple[Statement, ...]) -> list[Statement]:
    return [s for s in statements if any(o.rule == f"{s.kind}/{RULE}" for o in s.origins)]


@settings(deadline=None, max_examples=20)
@given(st.permutations(STATES))
def test_which_state_it_is_makes_no_difference(states: list[str]) -> None:
    a, b = states[:2]
    here, there = measured(f"{a} has taken {b} to court over the dam."), measured(COURT)
    assert set(features_of(here, *here.states[:2])) == set(features_of(there, *there.states[:2]))


def test_who_does_it_makes_a_difference() -> None:
    one = measured(COURT)
    assert set(features_of(one, "KEN", "UGA")) != set(features_of(one, "UGA", "KEN"))


def test_every_pair_has_a_state_that_the_sentence_names() -> None:
    one = measured("Kenya, Uganda, Chile, Peru, Norway, Japan and Oman voted for the text.")
    assert len(one.places) == MAX_STATES
    assert all(a != b and (a in one.places or b in one.places) for a, b in one.pairs())
    assert {(b, a) for a, b in one.pairs()} == set(one.pairs())


def test_weights_fit_their_relations_and_the_kinds() -> None:
    learned = relations()
    kinds = load()
    assert learned.weights.shape == (len(learned.columns), len(learned.names))
    assert learned.bias.shape == learned.least.shape == learned.absent.shape == (len(learned.names),)
    assert all(name.rstrip("=").partition("/")[0] in kinds for name in learned.names)
    assert is_symmetric("meeting")
    assert is_symmetric("commitment/pledge=")
    assert not is_symmetric("visit")


def test_probabilities_are_those_of_one_sum_over_all_features() -> None:
    one, learned = measured(COURT), relations()
    held = features_of(one, "KEN", "UGA")
    rows = [learned.columns[f] for f in held if f in learned.columns]
    score = learned.weights[rows].sum(axis=0) / np.sqrt(len(held)) + learned.bias
    assert learned.probabilities(one)["KEN", "UGA"] == pytest.approx(1 / (1 + np.exp(-score)), abs=1e-4)


@pytest.mark.parametrize(
    ("told", "kind", "states"),
    [
        ("The Peruvian premier had been Oslo's guest in March.", "visit", ("PER", "NOR")),
        ("Norway has put money into a Peruvian wind farm.", "investment", ("NOR", "PER")),
        ("Oslo will train Peruvian coastguards free of charge.", "aid", ("NOR", "PER")),
    ],
)
def test_what_no_frame_reads_is_quoted_whole_and_marked(told: str, kind: str, states: tuple[str, ...]) -> None:
    assert kind not in {s.kind for s in read(OTHERS + told, learned=False)}
    (found,) = by_weights(read(OTHERS + told))
    assert (found.kind, found.countries()) == (kind, states)
    assert [q.exact for q in found.quotes] == [told.rstrip(".")]
    assert (OTHERS + told)[found.quotes[0].span.start : found.quotes[0].span.end] == told.rstrip(".")
    assert 0 < (found.confidence or 0) < 1


def test_what_frames_have_read_is_not_read_again() -> None:
    text = (
        OTHERS + "Norway's prime minister flew to Lima and met Peru's president there. He was Lima's guest for a day."
    )
    frames, both = read(text, learned=False), read(text)
    assert {"visit", "meeting"} <= {s.kind for s in frames}
    assert [(s.kind, s.countries()) for s in both] == [(s.kind, s.countries()) for s in frames]


@pytest.mark.parametrize(
    "text",
    [
        "Oman put on 128 for the fourth wicket against Nepal, and their captain reached a hundred with a six.",
        "Chile and Peru share a desert, a cuisine and a passion for football, the guide to both countries says.",
        "By Ana Rojas, foreign secretary of the student union, in Norway and Japan",
    ],
)
def test_nothing_is_proposed_where_frames_read_nothing(text: str) -> None:
    assert read(text) == ()


def test_the_wheel_holds_the_weights() -> None:
    import comity.recognise.learned as package

    assert (Path(package.__file__).parent / "relations.npz").stat().st_size < 5_000_000
