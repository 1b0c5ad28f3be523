"""Plain texts: clean ones keep every paragraph, those with page furniture lose it and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Article, Document
from comity.read import read_article

# Written for this test, in the form that text dumps of news sites have.
DUMP = """\
31.4 C
Karachi
Tuesday, May 6, 2025
HomeWorldCentral AsiaUzbekistan, Japan Plan a Solar Park

Uzbekistan, Japan Plan a Solar Park

-

Tashkent (QNA): Uzbekistan and Japan agreed on Monday to build a solar park near Navoi, officials said.

The park is to cost $420 million, of which a Tokyo bank lends two thirds.

Also Read: Uzbekistan Opens a Second Border Post

What comes next

Engineers from Osaka arrive in June. "We start at once," the minister said.

Also Read: Ten Places to See in Samarkand

Both sides will meet again in autumn.

Follow us

3,120FansLike
988FollowersFollow

Most Popular

Rain Expected in the North
A Long Headline About Something Else That Happened Yesterday in Town

LATEST POSTS
"""


def read(text: str, **known: object) -> Article:
    return read_article(Document(id="d", content=text, format="plain", origin="test", **known))  # type: ignore[arg-type]


def paragraphs(article: Article) -> list[str]:
    return [paragraph.span.of(article.text) for paragraph in article.paragraphs]


def types(article: Article) -> dict[str, str]:
    return {item.text: item.type for item in article.furniture}


def test_a_dump_keeps_its_text_verbatim_and_points_at_the_article() -> None:
    article = read(DUMP)
    assert article.text == DUMP
    found = paragraphs(article)
    assert found[0].startswith("Tashkent (QNA):")
    assert found[-1] == "Both sides will meet again in autumn."
    assert "What comes next" in found
    assert len(found) == 5
    assert [p.type for p in article.paragraphs if p.span.of(DUMP) == "What comes next"] == ["heading"]


def test_a_dump_gives_title_section_date_and_related_links() -> None:
    article = read(DUMP)
    assert article.title == "Uzbekistan, Japan Plan a Solar Park"
    assert article.section == ("Home", "World", "Central Asia")
    assert article.published == date(2025, 5, 6)
    assert article.published_from == "dump header"
    assert "publication-date-from-header" in [finding.code for finding in article.findings]
    assert [link.text for link in article.related] == [
        "Uzbekistan Opens a Second Border Post",
        "Ten Places to See in Samarkand",
    ]
    assert all(link.span and link.text in link.span.of(DUMP) for link in article.related)


def test_a_dump_sets_its_furniture_aside_by_type() -> None:
    found = types(read(DUMP))
    assert found["31.4 C"] == "weather"
    assert found["3,120FansLike"] == "counter"
    assert found["-"] == "rule"
    assert found["Tuesday, May 6, 2025"] == "date"
    assert found["HomeWorldCentral AsiaUzbekistan, Japan Plan a Solar Park"] == "breadcrumb"
    assert found["Rain Expected in the North"] == "footer"
    assert all(item.span and item.span.of(DUMP) == item.text for item in read(DUMP).furniture)


def test_what_is_given_beats_the_dump() -> None:
    article = read(DUMP, title="Given", published=date(2025, 5, 5))
    assert article.title == "Given"
    assert (article.published, article.published_from) == (date(2025, 5, 5), "given")
    assert not [finding for finding in article.findings if "date" in finding.code]


def test_crumbs_byline_and_date_line_of_another_site() -> None:
    text = (
        "Home > News > Diplomacy\n\nPeru and Chile reopen a rail line\n\n"
        "By Ana Perez and Luis Soto | 9 Aug 2025 | 2 min read\n\nAdvertisement\n\n"
        "LIMA - Trains ran again between Tacna and Arica on Friday after thirteen years.\n\n"
        "Each train carries 96 people, the operator said.\n\n"
        "Read more: Chile votes on water\n\nSubscribe to our newsletter\n\nMost read\n1. Something else\n"
    )
    article = read(text, title="Peru and Chile reopen a rail line")
    assert article.section == ("Home", "News", "Diplomacy")
    assert article.authors == ("Ana Perez", "Luis Soto")
    assert article.published == date(2025, 8, 9)
    assert article.published_from == "dump date line"
    assert len(paragraphs(article)) == 2


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\u2028"])
def test_clean_text_keeps_every_paragraph(gap: str) -> None:
    said = [
        "Office of the Spokesperson",
        "The below is attributable to the Spokesperson:",
        "Ministers of both states met in Quito on Monday. They spoke of trade, fish and flights.",
        "Trade and Investment",
        "Trade reached $3.2 billion in 2020.",
        "– two agreements on fisheries;",
        "– one memorandum on flights.",
        "Begin text:",
        "Yes.",
        "End text.",
    ]
    article = read(gap.join(said), title="Talks in Quito")
    assert paragraphs(article) == said
    assert not article.furniture
    assert [p.type for p in article.paragraphs][3] == "heading"
    assert [p.type for p in article.paragraphs][5] == "list_item"


def test_a_transcript_keeps_its_short_lines() -> None:
    text = "Q: Will you sign?\nA: No.\nQ: Why?\nA: Ask them.\nTHE PRESIDENT: Thank you.\n4:57 P.M. EDT"
    article = read(text, title="Remarks")
    assert "\n".join(paragraphs(article)) == text
    assert article.dateline is None


def test_a_first_line_that_is_the_title_is_not_read_twice() -> None:
    article = read("Talks end in Quito\n\nMinisters of both states met on Monday and signed an accord.")
    assert article.title == "Talks end in Quito"
    assert paragraphs(article) == ["Ministers of both states met on Monday and signed an accord."]
    assert [s.paragraph for s in article.sentences] == [-1, 0]


def test_a_long_first_paragraph_is_no_title() -> None:
    text = "Ministers of both states met on Monday and signed an accord on trade, fish and flights after long talks."
    assert read(text).title == ""


def test_an_old_newswire_story_has_its_wrapped_lines_joined() -> None:
    text = (
        "26-MAR-1986 11:02:40.15\nPERU, CHILE TO SHARE FISHING ZONE\n"
        "    LIMA, March 26 - Peru and Chile have agreed to share a strip of\n"
        "the sea off Tacna, where boats of both states quarrelled for years\n"
        "over anchovy, ministry officials said.\n"
        "    The accord is worth 45 mln dlrs a year to the Peruvian fleet and\n"
        "runs until 1991, they added.\n"
        "    It was signed by Minister J. Soto.\n REUTER\n"
    )
    article = read(text)
    assert article.title == "PERU, CHILE TO SHARE FISHING ZONE"
    assert article.published == date(1986, 3, 26)
    assert [p.split()[-1] for p in paragraphs(article)] == ["said.", "added.", "Soto."]
    assert article.dateline is not None
    assert article.dateline.date == date(1986, 3, 26)
    assert types(article)["REUTER"] == "sign-off"
    first = article.sentences[1].span.of(text)
    assert first.startswith("Peru and Chile have agreed")
    assert first.endswith("officials said.")


def test_lines_of_one_paragraph_each_are_not_joined_however_long() -> None:
    said = [f"The minister of state number {i} met his counterpart and both signed it." for i in range(8)]
    assert paragraphs(read("\n".join(said), title="T")) == said


def test_without_a_date_there_is_a_finding() -> None:
    article = read("Ministers met in Quito and signed an accord.")
    assert article.published is None
    assert "no-publication-date" in [finding.code for finding in article.findings]


def test_a_complete_date_in_the_dateline_dates_the_article() -> None:
    article = read("QUITO, 4 May 2023 (QNA) - Ministers met and signed an accord.")
    assert (article.published, article.published_from) == (date(2023, 5, 4), "dateline")


def test_a_text_of_furniture_alone_says_so() -> None:
    article = read("Home\nNews\nSign in\nSubscribe\nFollow us\nShare\nAdvertisement\n")
    assert not article.paragraphs
    assert "no-text" in [finding.code for finding in article.findings]


def test_a_text_of_more_lines_than_are_read_says_so() -> None:
    article = read("Trade grew by five per cent, the minister said.\n" * 50_010)
    assert len(article.paragraphs) == 50_000
    assert "text-cut" in [finding.code for finding in article.findings]
