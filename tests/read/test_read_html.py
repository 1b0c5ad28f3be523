"""Pages of HTML: metadata, body, standfirst, related links, and pages that break parsers."""

from __future__ import annotations

import time
from datetime import date

import pytest

from comity.model import Article, Document
from comity.read import read_article
from comity.read.html.markup import measure, plain_text

BODY = [
    "QUITO (QNA) — Ecuador and Peru signed an agreement on river ports on Monday, both governments said in Quito.",
    "The ports are to cost $120 million and to open in 2027, with a loan of a regional bank for two thirds of it.",
    "Ministers will meet again in Lima in March, when a second agreement on customs is expected to be ready.",
]
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Quito Example"},
{"@type": "NewsArticle", "headline": "Ecuador &amp; Peru sign port deal", "datePublished": "2025-02-03T08:00:00-05:00",
"dateModified": "2025-02-04", "author": [{"@type": "Person", "name": "Ana Perez"}],
"publisher": {"@type": "Organization", "name": "Quito Example"}, "articleSection": ["World", "Trade"],
"description": "Two neighbours bury an old quarrel and build ports on a shared river."}]}</script>"""


def page(head: str = "", body: str = "", paragraphs: list[str] | None = None) -> str:
    text = "".join(f"<p>{p}</p>" for p in (BODY if paragraphs is None else paragraphs))
    return (
        f'<!doctype html><html lang="en-GB"><head><title>Ecuador & Peru sign port deal - Quito Example</title>{head}'
        f"</head><body><nav><a href='/'>Home</a><a href='/w'>World</a></nav><article><h1>Ecuador &amp; Peru sign port"
        f" deal</h1>{body}{text}</article><footer>Copyright 2025 Quito Example. All rights reserved.</footer>"
    )


def read(html: str, **known: object) -> Article:
    return read_article(Document(id="d", content=html, format="html", origin="test", **known))  # type: ignore[arg-type]


def codes(article: Article) -> list[str]:
    return [finding.code for finding in article.findings]


def test_body_and_metadata_of_an_ordinary_page() -> None:
    article = read(page(LINKED))
    assert article.text == "\n".join(BODY)
    assert [p.span.of(article.text) for p in article.paragraphs] == BODY
    assert article.title == "Ecuador & Peru sign port deal"
    assert (article.published, article.published_from) == (date(2025, 2, 3), "json-ld datePublished")
    assert article.modified == date(2025, 2, 4)
    assert article.authors == ("Ana Perez",)
    assert article.publisher == "Quito Example"
    assert article.section == ("World", "Trade")
    assert article.language == "en"
    assert article.dateline is not None
    assert article.dateline.place == "Quito"
    assert not article.findings


def test_a_standfirst_on_the_page_has_its_own_field_and_paragraph() -> None:
    said = "Two neighbours bury an old quarrel and build ports on a shared river."
    article = read(page(LINKED, f'<p class="standfirst">{said}</p>'))
    kinds = {p.span.of(article.text): p.type for p in article.paragraphs}
    assert article.standfirst in (said, None)
    assert said in article.text
    assert kinds[said] == ("standfirst" if article.standfirst else "paragraph")
    assert article.text.count(said) == 1


def test_related_lines_leave_the_body() -> None:
    also = "Also Read: Peru opens a second bridge over the river"
    linked = '<p><a href="/bridge">Chile and Bolivia talk about the port of Arica</a></p>'
    html = page(LINKED).replace(
        "</article>", f"<p>{also}</p>{linked}<p>{BODY[0].replace('Monday', 'Friday')}</p></article>"
    )
    article = read(html, url="https://example.org/news/1")
    assert "Also Read" not in article.text
    assert "Arica" not in article.text
    assert "Friday" in article.text
    assert "Peru opens a second bridge over the river" in [link.text for link in article.related]


@pytest.mark.parametrize(
    ("head", "day", "how"),
    [
        (
            '<meta property="article:published_time" content="2025-02-03T01:00Z">',
            date(2025, 2, 3),
            "meta article:published_time",
        ),
        ('<meta name="dc.date.issued" content="3 February 2025">', date(2025, 2, 3), "meta dc.date.issued"),
        ("", None, None),
    ],
)
def test_how_the_date_was_found(head: str, day: date | None, how: str | None) -> None:
    article = read(page(head))
    if day is None:
        assert article.published is None
        assert "no-publication-date" in codes(article)
    else:
        assert (article.published, article.published_from) == (day, how)


def test_a_date_only_in_the_text_of_the_page_is_found_by_htmldate() -> None:
    article = read(page(body='<span class="date">Published 3 February 2025</span>'))
    assert (article.published, article.published_from) == (date(2025, 2, 3), "htmldate")


def test_neither_a_copyright_year_nor_a_day_in_the_text_is_a_publication_date() -> None:
    told = "The law of 3 May 2021 was repealed by both parliaments, and the ports were opened to all ships."
    assert read(page(paragraphs=[*BODY, told])).published is None


def test_what_is_given_beats_the_page() -> None:
    article = read(page(LINKED), title="Given", published=date(2024, 1, 2), publisher="P", url="https://example.org/u")
    assert (article.title, article.published, article.published_from) == ("Given", date(2024, 1, 2), "given")
    assert (article.publisher, article.url) == ("P", "https://example.org/u")


@pytest.mark.parametrize(
    "script",
    [
        "[" * 50_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        "{broken",
        "",
        '"text"',
        '{"@type": ["NewsArticle", 5], "author": 7}',
    ],
)
def test_bad_linked_data_costs_nothing(script: str) -> None:
    article = read(page(f'<script type="application/ld+json">{script}</script>'))
    assert BODY[0] in article.text


def test_a_page_without_text_says_so() -> None:
    article = read("<html><body><script>var a = 1;</script></body></html>")
    assert article.text == ""
    assert "no-text" in codes(article)


PARAGRAPH = f"<p>{BODY[0]}</p>"
HOSTILE = {
    "nested elements": "<html><body>" + "<div>" * 100_000 + PARAGRAPH * 3 + "</div>" * 100_000,
    "attributes": "<div " + " ".join(f'a{i}="{i}"' for i in range(30_000)) + ">" + PARAGRAPH * 3,
    "bare attributes": "<div " + " ".join(f"a{i}" for i in range(30_000)) + ">" + PARAGRAPH * 3,
    "long text": f"<html><body>{PARAGRAPH * 3}<p>" + "word " * 400_000,
    "many paragraphs": "<p>" * 300_000 + PARAGRAPH * 3,
    "comments": PARAGRAPH * 3 + "<!--" * 300_000,
    "scripts": PARAGRAPH * 3 + "<script>" * 200_000,
    "angles": PARAGRAPH * 3 + "<" * 500_000,
    "open quote": PARAGRAPH * 3 + '<a href="' * 200_000,
    "bold": "<b>" * 50_000 + PARAGRAPH * 3,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_bounded_time(name: str) -> None:
    began = time.perf_counter()
    article = read(HOSTILE[name])
    assert time.perf_counter() - began < 20
    assert "river ports" in article.text


def test_shape_and_plain_text_of_markup() -> None:
    html = (
        "<p>One &amp; <b>two</b><br>three</p><!-- no --><script>no</script><SCRIPT>no</SCRIPT><div a='1' b>x < y</div>"
    )
    assert plain_text(html) == "One & two\nthree\nx < y"
    assert measure(html).depth == 1
    assert measure("<div>" * 7 + "</div>" * 7).depth == 7
    assert measure(f"<div {'a ' * 1_500}>").attributes == 1_500
    assert measure(f'<a href="{"&x=1" * 2_000}">').attributes == 1
