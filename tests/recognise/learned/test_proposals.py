"""Relations that no frame reads: when the network is believed, and what is made of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from comity.model import Document, Statement
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.learned.candidates import Candidates
from comity.recognise.learned.drafts import RULE, Held, draft
from comity.recognise.learned.network import network
from comity.recognise.learned.proposals import proposed
from comity.recognise.learned.weighing import Weighed
from comity.recognise.recogniser import LEAST
from comity.resolve import country_name, mentions

OTHERS = "Norway and Peru signed an agreement on fisheries on Monday. "
READER = recognise(country_name)


def read(text: str, *, learned: bool = True) -> tuple[Statement, ...]:
    article = read_article(Document(id="d", content=text, format="plain", origin="d", published=date(2024, 11, 7)))
    return replace(READER, learned=learned)(article, *mentions(article))


def by_weights(statements: tuple[Statement, ...]) -> list[Statement]:
    return [s for s in statements if any(o.rule == f"{s.kind}/{RULE}" for o in s.origins)]


@pytest.mark.parametrize(
    ("told", "kind", "states"),
    [
        ("The Peruvian premier had been Oslo's guest in March.", "visit", ("PER", "NOR")),
        ("Norwegian capital is behind a fish farm in Peru worth $90 million.", "investment", ("NOR", "PER")),
        ("Oslo will train Peruvian coastguards free of charge.", "aid", ("NOR", "PER")),
    ],
)
def test_what_no_frame_reads_is_quoted_whole_and_marked(told: str, kind: str, states: tuple[str, ...]) -> None:
    assert kind not in {s.kind for s in read(OTHERS + told, learned=False)}
    (found,) = (s for s in by_weights(read(OTHERS + told)) if s.kind == kind)
    assert (found.kind, found.countries()) == (kind, states)
    assert [q.exact for q in found.quotes] == [told.rstrip(".")]
    assert (OTHERS + told)[found.quotes[0].span.start : found.quotes[0].span.end] == told.rstrip(".")
    assert 0 < (found.confidence or 0) < 1


def test_a_project_is_called_by_the_thing_that_its_sentence_names() -> None:
    article = read_article(Document(id="d", content=OTHERS + "The tramway in Lima stands.", format="plain", origin="d"))
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    tree = trees[-1]
    held = Held("project", ("NOR",), ("PER",), 0.9)
    one = draft(Candidates(tree, ctx), held, READER.kinds["project"], article.text, ctx)
    assert one is not None
    assert (one.countries("host"), one.countries("participant")) == (("PER",), ("NOR",))
    assert "tramway" in str(one.slot("name"))
    other = draft(Candidates(trees[0], ctx), held, READER.kinds["project"], article.text, ctx)
    assert other is None  # fisheries are no thing that is built


def test_who_meets_during_a_visit_meets_then() -> None:
    aim = "Turkey and Iran aim to raise their bilateral trade to $30 billion by 2030"
    told = f"{aim}, President Erdogan said in Tehran on Monday."
    article = read_article(Document(id="d", content=told, format="plain", origin="d", published=date(2024, 11, 7)))
    (tree,), ctx = READER.parsed(article, *mentions(article), every=True)
    candidates, names = Candidates(tree, ctx), network().names
    likely = {pair: np.full(len(names), 0.0, np.float32) for pair in candidates.pairs}
    for said in likely.values():
        said[names.index("meeting")] = 0.9
        said[names.index("~planned")] = 0.5  # not sure, so that grammar decides
    one = Weighed(candidates, likely)
    (alone,) = proposed(one, article.text, READER.kinds, (), ())
    assert alone.statement.status == "planned"
    frames = read(told, learned=False)
    assert ("visit", "done") in {(s.kind, s.status) for s in frames}
    (beside,) = proposed(one, article.text, READER.kinds, frames, ())
    assert beside.statement.status == "done"


def test_what_is_less_likely_right_is_left_out() -> None:
    found, kept = 0, []
    for page in sorted((Path(__file__).parents[3] / "examples").glob("*.txt")):
        article = read_article(Document(id=page.name, content=page.read_text("utf-8"), format="plain", origin="d"))
        found += len(READER.explained(article, *mentions(article)))
        kept += READER(article, *mentions(article))
    assert 0 < len(kept) < found
    assert all((s.confidence or 0) >= LEAST for s in kept)


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
