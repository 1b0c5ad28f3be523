"""The table of word forms says what the model's own rules say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.recognise.parser import load, parse
from comity.recognise.wordforms import WordForms

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold" / "dev.jsonl"
SENTENCES = (
    "They're gonna sign it, and we've gotta go; y'all ain't invited.",
    "There are two treaties that there's no need to sign.",
    "Let's meet in Paris, said the minister, who'd rather not have come.",
    "C'mon, let's  go\n there.",
    "The officials met, visited, negotiated, banned, lied and lay down; they were better men than the worst.",
    "This is all that those who did it had: which of these does he want, and what has been done?",
    "",
    "   ",
)


def own(text: str) -> list[tuple[str, str, str, str]]:
    return [(t.pos_, t.tag_, t.dep_, t.lemma_.lower()) for t in load()(text)]


def by_table(forms: WordForms, text: str) -> list[tuple[str, str, str, str]]:
    doc = next(iter(load().pipe([text], disable=forms.rules)))
    return [(f.pos, f.tag, f.dep, f.lemma) for f in forms.of(doc)]


@pytest.mark.parametrize("text", SENTENCES)
def test_the_table_says_what_the_rules_say(text: str) -> None:
    forms = WordForms(load())
    assert forms.rules
    assert by_table(forms, text) == own(text)
    assert by_table(forms, text) == own(text), "a second time, from the table"


WORDS = (
    "there",
    "are",
    "is",
    "let",
    "'s",
    "gon",
    "na",
    "got",
    "ta",
    "ai",
    "n't",
    "that",
    "this",
    "visits",
    "met",
    " ",
    "all",
    "y'",
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_rules_over_several_words_hold(words: list[str]) -> None:
    text = " ".join(words)
    assert by_table(WordForms(load()), text) == own(text)


def test_a_model_with_other_rules_does_all_itself() -> None:
    class Other:
        pipe_names = ("tok2vec", "tagger", "morphologizer", "parser")

    assert WordForms(Other()).rules == ()


def test_labelled_texts_come_out_alike() -> None:
    if not SHARED.is_file():
        pytest.skip("the labelled documents are not beside the project")
    texts = [json.loads(line)["text"] for line in SHARED.read_text("utf-8").splitlines()][:12]
    parts = [part for text in texts for part in text.split("\n") if part.strip()]
    forms: Any = WordForms(load())
    assert [by_table(forms, part) for part in parts] == [own(part) for part in parts]


def test_tokens_keep_their_place() -> None:
    text = "Oman’s envoy visited “Peru” – twice."
    tokens = next(parse([(text, 7)]))
    assert all(
        t.text
        == text.translate({0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-"})[t.span.start - 7 : t.span.end - 7]
        for t in tokens
    )
    assert [t.span.start for t in tokens] == sorted(t.span.start for t in tokens)
