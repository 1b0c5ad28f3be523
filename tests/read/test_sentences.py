"""Sentences: abbreviations hold together, spans are exact, none is endless."""

from __future__ import annotations

import pytest

from comity.model import Paragraph, Span
from comity.read.sentences import LONGEST, sentences_of, split


def told(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Diaz met Gen. Lee of the U.S. Army at St. Louis on Nov. 5.",
        "Amb. Jones and Sen. Ruiz spoke with Prof. Li.",
        "George W. Bush met J. R. Smith.",
        "Trade reached $3.2 bn. in 2020 and Rs. 500 crore in 2021.",
        "The U.N. Security Council met at 5 p.m. on Monday.",
        "Art. 5 and No. 7 of the treaty hold.",
        '"What?" he asked.',
        "Apple Inc. said that Lt. Col. Brown left.",
        "It cost approx. 500 dollars, i.e. little.",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    text = f"They met. {sentence} It ended."
    assert told(text) == ["They met.", sentence, "It ended."]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It joined the U.S. The deal is done.", 2),
        ("He spoke in Washington, D.C. Secretary Diaz agreed.", 2),
        ("He sat in the Washington, D.C. Council.", 1),
        ("They agreed! Did they? They did.", 3),
        ("Trade hit $3 bn. The rest is air.", 2),
        ("“We sign.” They left.", 2),
        ("", 0),
        ("   \n ", 0),
    ],
)
def test_number_of_sentences(text: str, number: int) -> None:
    assert len(told(text)) == number


def test_wrapped_lines_are_one_sentence_with_the_span_of_the_source() -> None:
    text = "Peru and Chile agreed on\n    the sea. They\r\nsigned it."
    assert told(text) == ["Peru and Chile agreed on\n    the sea.", "They\r\nsigned it."]


def test_an_endless_sentence_is_cut_at_a_pause() -> None:
    text = "trade, and " * 2_000
    found = list(split(text))
    assert all(len(span) <= LONGEST for span in found)
    assert "".join(span.of(text) for span in found).replace(" ", "") == text.replace(" ", "")
    assert all(not span.of(text).endswith("tra") for span in found)
    assert sum(len(span) for span in split("x" * 10_001)) == 10_001


def test_sentences_count_code_points_beyond_the_basic_plane() -> None:
    text = "𝒳 said 🇰🇿 won. “Çok iyi.” He left."
    assert told(text)[0] == "𝒳 said 🇰🇿 won."
    assert told(text)[-1] == "He left."


def test_the_dateline_is_left_out_and_no_sentence_crosses_paragraphs() -> None:
    text = "PARIS - We met\nand left"
    paragraphs = (Paragraph(span=Span(0, 14)), Paragraph(span=Span(15, 23), type="heading"))
    found = sentences_of(text, paragraphs, Span(0, 7))
    assert [(s.span.of(text), s.paragraph) for s in found] == [("We met", 0), ("and left", 1)]
