"""What holds of every article, whatever is read."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Article, Document
from comity.read import read_article

LINES = st.sampled_from(
    [
        "Follow us",
        "23.8 C",
        "Most Popular",
        "Home > World",
        "HomeWorldTalks in Quito",
        "Talks in Quito",
        "-",
        "",
        "Also Read: Another story",
        "4,846FansLike",
        "PARIS, Nov 5 (AFP) - Ministers met and signed an accord.",
        "    Ministers of both states met on Monday and signed an accord on",
        "trade, fish and flights.",
        "By Ana Perez",
        "U.S. officials said that Mr. Diaz and Gen. Lee had met. They agreed.",
        "• an item of a list",
        "\u2028",
        "\ud800",
        "Share",
        "Thursday, November 7, 2024",
        "© 2024 All rights reserved",
        "日本と米国は通商協定に署名した。",
        "\x00\x0b\x1c",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join))
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<a href='",
        "'>",
        "&amp;",
        "<",
        "h1>",
        "<h1>",
        "<meta ",
    ]
)
PAGES = st.lists(st.one_of(TAGS, LINES, st.text(max_size=20)), max_size=30).map("".join)


def lawful(article: Article) -> None:
    end = 0
    for paragraph in article.paragraphs:
        assert end <= paragraph.span.start < paragraph.span.end <= len(article.text)
        inside = paragraph.span.of(article.text)
        assert inside == inside.strip()
        end = paragraph.span.end
    last = -1, 0
    for sentence in article.sentences:
        within = article.title if sentence.paragraph < 0 else article.text
        assert sentence.span.end <= len(within)
        assert sentence.span.of(within).strip()
        assert last <= (sentence.paragraph, sentence.span.start)
        last = sentence.paragraph, sentence.span.end
        if sentence.paragraph >= 0:
            assert article.paragraphs[sentence.paragraph].span.contains(sentence.span)
            assert article.dateline is None or not article.dateline.span.overlaps(sentence.span)
    for item in (*article.furniture, *article.related):
        if item.span is not None:
            assert item.span.end <= len(article.text)
            assert not any(item.span.overlaps(paragraph.span) for paragraph in article.paragraphs)
    assert article.text.encode("utf-8") is not None
    assert article.title.encode("utf-8") is not None
    assert (article.published is None) == ("no-publication-date" in [finding.code for finding in article.findings])


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, title=st.none() | st.text(max_size=20) | st.just("Talks in Quito"), day=st.none() | st.dates())
def test_any_text_is_read_lawfully(text: str, title: str | None, day: date | None) -> None:
    document = Document(id="d", content=text, format="plain", origin="t", title=title, published=day)
    article = read_article(document)
    lawful(article)
    assert len(article.text) == len(text)
    assert article == read_article(document)


@settings(max_examples=100, deadline=None)
@given(html=PAGES, title=st.none() | st.text(max_size=20))
def test_any_page_is_read_lawfully(html: str, title: str | None) -> None:
    document = Document(id="d", content=html, format="html", origin="t", title=title)
    article = read_article(document)
    lawful(article)
    assert article == read_article(document)


HOSTILE = {
    "newlines": "\n" * 1_000_000,
    "one word": "a" * 1_000_000,
    "capitals": "A " * 500_000,
    "labels": "A b\n" * 200_000,
    "stops": ". " * 500_000,
    "bylines": "By " * 300_000,
    "titles": "The same title is here again\n" * 100_000,
    "crumbs": "Home > " * 200_000,
    "related": "Also Read: x\n" * 100_000,
    "quotes": '"' * 1_000_000,
    "places": "PARIS/" * 200_000,
    "abbreviations": "A.B. " * 200_000,
    "dashes": "-" * 1_000_000,
    "digits": "1," * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_in_bounded_time(name: str) -> None:
    began = time.perf_counter()
    lawful_in_size = read_article(Document(id="d", content=HOSTILE[name], format="plain", origin="t"))
    assert time.perf_counter() - began < 20
    assert lawful_in_size.text == HOSTILE[name]
