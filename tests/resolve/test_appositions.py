"""Persons whose state and office are told in the words beside their names."""

from __future__ import annotations

import pytest

from comity.model import Article, Paragraph, Span
from comity.resolve import find_mentions


def persons(text: str) -> list[tuple[str, str | None]]:
    """(name, country) of the persons of a text, in order."""
    article = Article(id="t", text=text, title="Talks", paragraphs=(Paragraph(span=Span(0, len(text))),))
    return [(a.name, a.country) for m in find_mentions(article) if m.type == "person" for a in m.actors]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Ana Example, the head of Peru's food agency, left.", "Ana Example", "PER"),
        ("Ana Example, an undersecretary at the Chilean mining ministry, left.", "Ana Example", "CHL"),
        ("Ana Example of the Chilean mining ministry left.", "Ana Example", "CHL"),
        ("The head of the energy ministry in Tirana, Ana Example, left.", "Ana Example", "ALB"),
        ("Ana Example, the energy adviser, led the Maltese side.", "Ana Example", "MLT"),
        ("Ana Example, who heads the Maltese delegation, left.", "Ana Example", "MLT"),
        ("The Maltese side was represented by Ana Example.", "Ana Example", "MLT"),
        ("Ana Example (Malta) spoke first.", "Ana Example", "MLT"),
    ],
)
def test_the_words_beside_a_name_tell_its_state(text: str, name: str, code: str) -> None:
    assert (name, code) in persons(text)


def test_names_after_a_group_are_of_its_states_in_turn() -> None:
    text = "The Czech and Slovak premiers, Petr Example and Robert Sample, met. Sample smiled."
    assert persons(text) == [("Petr Example", "CZE"), ("Robert Sample", "SVK"), ("Robert Sample", "SVK")]


def test_names_after_a_plural_title_are_of_the_states_they_are_of() -> None:
    text = "Presidents Adam Example of Chad and Ali Sample of Sudan met."
    assert persons(text) == [("Adam Example", "TCD"), ("Ali Sample", "SDN")]


def test_a_surname_keeps_its_particle() -> None:
    text = "Oman's minister Salim Al Example left. Al Example smiled."
    assert persons(text) == [("Salim Al Example", "OMN")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Acme Steel, the supplier of Peru's railways, left.",
        "Blue River, a town in Chile, has a bridge.",
        "The Lower House of Japan voted.",
        "Ana Example, who swam for Malta, left.",
        "Ana Example, the singer, left Malta.",
    ],
)
def test_other_names_are_no_officials(text: str) -> None:
    assert persons(text) == []
