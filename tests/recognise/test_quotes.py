"""Quotes are whole: words written together stay together, an opened bracket is closed, a good is named once."""

from datetime import date

from comity.model import Document, Statement
from comity.pipeline import read_document


def read(text: str) -> tuple[Statement, ...]:
    document = Document(id="d", content=text, format="plain", origin="d", title="", published=date(2024, 5, 1))
    return read_document(document, learned=False).statements


def test_a_hyphenated_word_is_not_cut() -> None:
    (trade,) = [s for s in read("Kenya met Uganda. Two-way trade came to $1.2 billion in 2023.") if s.kind == "trade"]
    assert trade.quotes[0].exact.startswith("Two-way trade")


def test_a_bracket_is_closed() -> None:
    text = "Ghana has been invited by Togo to join the West African Example Pool (WAEP) for electricity."
    (invited,) = [s for s in read(text) if s.kind == "commitment"]
    assert invited.quotes[0].exact.count("(") == invited.quotes[0].exact.count(")")


def test_crude_oil_is_not_oil_as_well() -> None:
    text = "Angola's exports to India rose to $3 billion in 2023, mainly crude oil and diamonds."
    (trade,) = [s for s in read(text) if s.kind == "trade"]
    assert "crude oil" in (trade.slot("commodities") or ())
    assert "oil" not in (trade.slot("commodities") or ())
