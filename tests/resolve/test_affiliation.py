"""Of which state officials are whose titles name none."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Document
from comity.read import read_article
from comity.resolve import mentions


def country(text: str, name: str, publisher: str | None = None) -> str | None:
    """The state of the person whose mention ends with a name, as last read."""
    document = Document(
        id="x",
        title="Talks",
        content=text,
        format="plain",
        origin="x",
        published=date(2025, 3, 10),
        publisher=publisher,
    )
    article = read_article(document)
    found = [m for m in mentions(article)[0] if article.text[m.span.start : m.span.end].endswith(name) and m.actors]
    return found[-1].actors[0].country if found else None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        (
            "In Hanoi the Mongolian delegation sat down with Trade Minister Pham Example.",
            "Example",
            "VNM",
        ),
        ("Peru's foreign minister held talks in Suva with Fisheries Minister Ratu Example.", "Example", "FJI"),
        ("The Zambian envoy arrived with gifts. Their minister, Chola Example, spoke of maize.", "Example", "ZMB"),
        ("Tonga's king flew to Apia, accompanied by Foreign Minister Sione Example.", "Example", "TON"),
        ("The President of Malawi is in Lusaka. President Gondwe Example praised the Zambian hosts.", "Example", "MWI"),
    ],
)
def test_an_official_is_of_the_state_that_the_words_around_show(text, name, code):
    assert country(text, name) == code


@pytest.mark.parametrize(
    ("text", "publisher", "code"),
    [
        ("Transport Minister Peter Example said the road would open. He thanked Angola.", "Lusaka Weekly", "ZMB"),
        ("LILONGWE, March 8 - Energy Minister Grace Example said Mozambique had cut supplies.", None, "MWI"),
        ("Transport Minister Peter Example and his Angolan counterpart met on Friday.", "Luanda Weekly", None),
        ("Club president Budi Example said the pitch was wet, and Malaysia too.", "Jakarta Weekly", None),
    ],
)
def test_else_of_the_state_that_the_document_is_written_in(text, publisher, code):
    assert country(text, "Example", publisher) == code


def test_whom_a_ministry_receives_is_not_its_own():
    text = "Deputy Minister Marat Example was received in Zagreb by State Secretary Ivo Sample on Friday."
    assert country(text, "Example", "Ministry of Foreign Affairs of Kazakhstan") == "KAZ"
    assert country(text, "Sample", "Ministry of Foreign Affairs of Kazakhstan") == "HRV"
