"""The dossier as a page: self-contained, whole, and nothing from outside is markup."""

import itertools
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from lxml import etree
from lxml import html as lxml_html

from comity.analyse import Dossier, compile_dossier
from comity.model import Article, Paragraph, Span, Statement
from comity.present import html
from comity.resolve import country_name


@pytest.fixture
def page(dossier: Dossier) -> str:
    return html.dossier(dossier, country_name)


def tree(page: str) -> etree._Element:
    return lxml_html.document_fromstring(page)


def test_nothing_from_outside_is_markup(page: str) -> None:
    root = tree(page)
    assert not root.xpath("//script|//b|//img|//iframe|//object|//link|//form")
    assert not [a for e in root.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")]
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_the_page_loads_nothing_and_links_only_to_web_pages(page: str) -> None:
    root = tree(page)
    assert not root.xpath("//@src|//@srcset|//@background|//@style")
    assert "@import" not in page
    assert "url(" not in page
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none'")
    outward = [h for h in root.xpath("//@href|//@cite") if not h.startswith("#")]
    assert outward
    assert all(h.startswith("https://a.example/x?a=1&b='2'") for h in outward)


def test_every_link_inside_the_page_arrives_and_ids_are_unique(page: str) -> None:
    root = tree(page)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in root.xpath("//@href") if h.startswith("#")} <= set(ids)


def test_a_value_opens_the_words_it_stands_on(page: str) -> None:
    root = tree(page)
    (link,) = root.xpath("//table[@class='trade']//td[contains(@class, 'figure')]/a")
    (target,) = root.xpath("//*[@id=$id]", id=link.get("href")[1:])
    assert (link.text, target.tag, target.text_content()) == ("$4.0 billion", "mark", "$4 billion")


def test_each_statement_has_its_quote_and_source(page: str, statements: list[Statement]) -> None:
    root = tree(page)
    for statement in statements:
        (quote,) = root.xpath("//blockquote[@id=$id]", id=f"q-{statement.id}-0")
        assert quote.xpath(".//cite//a[starts-with(@href, '#source-')]")


def test_sources_that_differ_stand_side_by_side(page: str) -> None:
    (note,) = tree(page).xpath("//p[contains(@class, 'conflict')]")
    words = " ".join(note.text_content().split())
    assert words == "Sources differ, value: $4.0 billion [1] · $5.0 billion [2]" or words == (
        "Sources differ, value: $5.0 billion [2] · $4.0 billion [1]"
    )


def test_headings_and_tables_are_real(page: str) -> None:
    root = tree(page)
    assert len(root.xpath("//h1")) == 1
    assert all(table.xpath("./caption[normalize-space()]") for table in root.xpath("//table"))
    assert all(table.xpath(".//th[@scope='col']") for table in root.xpath("//table"))
    assert root.xpath("//html/@lang") == ["en"]
    levels = [int(h.tag[1]) for h in root.xpath("//h1|//h2|//h3")]
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_page_is_well_formed(page: str) -> None:
    void = {"meta", "br", "link", "hr", "img"}

    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in void:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    checker = Balance()
    checker.feed(page)
    assert not checker.open


def test_an_undated_source_and_publisher_stay_unknown(page: str) -> None:
    assert "publisher unknown, date unknown" in page
    assert "date not said" in page


def test_an_empty_dossier_says_so() -> None:
    page = html.dossier(compile_dossier(("KAZ", "FRA"), [], {}, today=date(2025, 6, 1)), country_name)
    assert "No document here speaks of both." in page
    assert not tree(page).xpath("//section")


def test_the_same_dossier_gives_the_same_page(dossier: Dossier, page: str) -> None:
    assert html.dossier(dossier, country_name) == page
    assert html.dossier_fragment(dossier, country_name).count("<h1>") == 1


def test_statements_in_a_notebook_are_escaped_and_bounded(statements: list[Statement]) -> None:
    table = html.statements(statements * 100, country_name, limit=200)
    assert "<script>" not in table
    assert "500 statements, the first 200 shown" in table
    assert len(re.findall("<tr title=", table)) == 200


def test_a_statement_is_shown_in_its_paragraph(statements: list[Statement], hostile: str) -> None:
    article = Article(
        id="a",
        text="0123456789Trade reached $4 billion from January to August. <i>More</i>\nNext paragraph",
        title=hostile,
        url="https://a.example/x",
        paragraphs=(Paragraph(span=Span(0, 70)),),
    )
    view = html.view(statements[0], article, country_name)
    root = lxml_html.fragment_fromstring(view, create_parent=True)
    (quote,) = root.xpath("//blockquote")
    assert quote.xpath("string()").startswith("0123456789Trade reached")
    assert "Next paragraph" not in quote.text_content()
    assert "".join(m.text_content() for m in quote.xpath("./mark")) == statements[0].quotes[0].exact
    assert "“$4 billion”" in root.xpath("string(//table)"), "a field says from which words it comes"
    assert not root.xpath("//i|//script")
