"""What words refer to inside one document."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Article, Paragraph, Span
from comity.resolve import find_mentions


def referred(text: str, words: str, title: str = "", publisher: str | None = None) -> list[tuple[str, str | None]]:
    """(name, country) of the actors of the last mention that reads so; empty where there is none."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(span=Span(start, start + len(line))))
        start += len(line) + 1
    read = Article(
        id="t", text=text, title=title, publisher=publisher, published=date(2024, 6, 1), paragraphs=tuple(paragraphs)
    )
    found = [m for m in find_mentions(read) if m.span.of(text) == words]
    return [(a.name, a.country) for a in found[-1].actors] if found else []


PAIR = [("Poland", "POL"), ("Latvia", "LVA")]


@pytest.mark.parametrize(
    "words", ["both countries", "the two sides", "the two neighbouring states", "the sides", "the parties"]
)
def test_both_countries_are_the_pair_of_the_document(words: str) -> None:
    text = f"Poland and Latvia built a road. Germany and France looked on.\nNobody else was asked: {words} agreed."
    assert referred(text, words, title="Poland, Latvia build a road") == PAIR


def test_both_countries_are_those_just_named_together() -> None:
    text = "The United States welcomes that Poland and Latvia agreed on trade between the two countries."
    assert referred(text, "the two countries") == PAIR


def test_without_a_pair_nobody_is_meant() -> None:
    assert referred("The two countries agreed.", "The two countries") == []
    text = "Poland, Latvia, Chile, Peru and Ghana met.\nLater both countries agreed."
    assert referred(text, "both countries") == []


def test_both_leaders_are_the_persons_told_before() -> None:
    text = "Polish President Jan Probny met Latvian President Anna Paraugs. Both leaders smiled."
    assert referred(text, "Both leaders") == [("Jan Probny", "POL"), ("Anna Paraugs", "LVA")]


def test_they_are_two_persons_just_told() -> None:
    text = "Polish President Jan Probny met Latvian President Anna Paraugs. They smiled."
    assert referred(text, "They") == [("Jan Probny", "POL"), ("Anna Paraugs", "LVA")]


def test_he_is_the_one_person_just_told() -> None:
    text = "Polish President Jan Probny left Riga. He smiled."
    assert referred(text, "He") == [("Jan Probny", "POL")]
    assert referred("Nothing happened. He smiled.", "He") == []


def test_it_is_the_state_that_opens_the_sentence() -> None:
    assert referred("Poland said its exports rose.", "its") == [("Poland", "POL")]
    assert referred("Nobody knows whether Poland and Latvia agree that it helps.", "it") == []


def test_a_counterpart_holds_the_same_office() -> None:
    text = "Polish Foreign Minister Jan Probny met his Latvian counterpart Anna Paraugs."
    assert referred(text, "his Latvian counterpart Anna Paraugs") == [("Anna Paraugs", "LVA")]


def test_a_title_alone_is_the_last_one_told_to_hold_it() -> None:
    text = "Polish Foreign Minister Jan Probny met King Test of Latvia. The foreign minister smiled."
    assert referred(text, "foreign minister") == [("Jan Probny", "POL")]


def test_a_release_speaks_for_its_government() -> None:
    text = "We welcome Poland. The Secretary spoke with Foreign Minister Probny of Poland."
    publisher = "U.S. Department of State"
    assert referred(text, "We", publisher=publisher) == [("United States", "USA")]
    assert referred(text, "Secretary", publisher=publisher) == [("Antony Blinken", "USA")]
    assert referred(text, "We", publisher="Example Times") == []


def test_a_region_names_the_one_state_of_it() -> None:
    text = "Kazakhstan and France agreed. The Central Asian country sells uranium."
    assert referred(text, "The Central Asian country") == [("Kazakhstan", "KAZ")]
    text = "Kazakhstan and Uzbekistan agreed. The Central Asian country sells uranium."
    assert referred(text, "The Central Asian country") == []


def test_several_ministers_at_once_are_their_holders() -> None:
    text = "The Polish and Latvian foreign ministers met."
    assert [code for _, code in referred(text, "Polish and Latvian foreign ministers")] == ["POL", "LVA"]


def test_he_goes_on_about_whoever_spoke_across_a_paragraph() -> None:
    text = "Peru's president may go, said Juan Example, Chile's foreign minister.\nHe left on Friday."
    assert referred(text, "He") == [("Juan Example", "CHL")]


def test_she_is_no_mister() -> None:
    text = "Mr Kofi Example, Ghana's trade minister, met Togo's envoy, Ms Ama Sample. She smiled."
    assert referred(text, "She") == [("Ama Sample", "TGO")]


def test_a_colleague_is_of_the_state_told_of_just_now() -> None:
    text = "Poland and Latvia signed. Tallinn is next: Poland's minister Jan Example saw his colleague Kaja Sample."
    assert referred(text, "his colleague Kaja Sample", title="Poland, Latvia sign") == [("Kaja Sample", "EST")]


def test_three_ministers_are_those_of_three_states_just_told() -> None:
    text = "Mali and Niger spoke.\nA line from Ghana to Togo and Benin is planned; the three ministers signed."
    assert [c for _, c in referred(text, "the three ministers", title="Mali, Niger speak")] == ["GHA", "TGO", "BEN"]


@pytest.mark.parametrize(
    "words",
    ["The two state power companies", "Both ministries", "The two central banks", "The two", "The two monarchs"],
)
def test_two_bodies_are_those_of_the_pair(words: str) -> None:
    text = f"Poland and Latvia built a road. {words} agreed on tolls."
    assert [code for _, code in referred(text, words)] == ["POL", "LVA"]


@pytest.mark.parametrize("words", ["The two companies", "The two airports", "Both hospitals"])
def test_two_things_are_nobody(words: str) -> None:
    assert referred(f"Poland and Latvia built a road. {words} agreed on tolls.", words) == []
