"""Quotes found again in the markup they were read from."""

from __future__ import annotations

import html as markup
import re

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Article, Document, Paragraph, Quote, Span
from comity.read import read_article
from comity.read.provenance import SourceMap, locate, placed
from comity.read.source_text import source_text


def _article(*paragraphs: str, title: str = "") -> Article:
    spans, at = [], 0
    for text in paragraphs:
        spans.append(Paragraph(span=Span(at, at + len(text))))
        at += len(text) + 1
    return Article(id="x", text="\n".join(paragraphs), title=title, paragraphs=tuple(spans))


def _quote(article: Article, exact: str, nth: int = 0) -> Quote:
    at = [m.start() for m in re.finditer(re.escape(exact), article.text)][nth]
    return Quote(exact=exact, span=Span(at, at + len(exact)))


def test_entities_tags_and_blanks_are_seen_through() -> None:
    page = (
        "<body><div>Menu</div><div><p>France &amp;\n  <b>Ger&shy;many</b>&nbsp;sig&#110;ed, said\r\nÉlys&eacute;e.</p>"
    )
    article = _article("France & Germany signed, said Élysée.")
    found = SourceMap(page, article).locate(_quote(article, "& Germany signed"))
    assert found is not None
    assert page[found.start : found.end] == "&amp;\n  <b>Ger&shy;many</b>&nbsp;sig&#110;ed"
    assert (found.path, found.line, found.column) == ("/html/body/div[2]/p", 1, 37)
    assert found.fragment == "#:~:text=%26%20Germany%20signed"


def test_a_quote_within_one_element_has_its_path() -> None:
    page = "<p>One.</p>\n<p>Two <em>and <i>three</i></em>.</p>"
    article = _article("One.", "Two and three.")
    found = SourceMap(page, article).locate(_quote(article, "three"))
    assert found is not None
    assert (found.path, found.line, found.column) == ("/html/body/p[2]/em/i", 2, 19)


def test_the_same_words_are_told_apart_by_order() -> None:
    page = "<p>He said so.</p><p>First the one.</p><p>He said so.</p><p>Then another.</p><p>He said so.</p>"
    article = _article("First the one.", "He said so.", "Then another.")
    found = SourceMap(page, article).locate(_quote(article, "said so"))
    assert found is not None
    assert found.start == page.index("said so", page.index("First"))


def test_a_teaser_above_the_article_is_not_its_opening() -> None:
    page = "<ul><li>Talks ended.</li></ul><p>Talks ended.</p><p>They were long.</p>"
    article = _article("Talks ended.", "They were long.")
    found = SourceMap(page, article).locate(_quote(article, "Talks"))
    assert found is not None
    assert found.path == "/html/body/p[1]"


def test_a_paragraph_with_a_stranger_in_it_is_found_in_pieces() -> None:
    page = "<p>The minister of trade said <span>Advertisement</span>that tariffs will fall soon.</p>"
    article = _article("The minister of trade said that tariffs will fall soon.")
    map_ = SourceMap(page, article)
    found = map_.locate(_quote(article, "said that tariffs"))
    assert found is not None
    assert page[found.start : found.end] == "said <span>Advertisement</span>that tariffs"
    assert map_.paragraphs() == (Span(3, page.index("</p>")),)


def test_rows_are_found_across_their_cells() -> None:
    page = "<table><tr><td>Exports</td><td>12 million</td></tr></table>"
    article = _article("Exports | 12 million")
    found = SourceMap(page, article).locate(_quote(article, "Exports | 12"))
    assert found is not None
    assert found.path == "/html/body/table/tbody/tr"


def test_words_that_the_page_does_not_show_have_no_place() -> None:
    article = _article("Not a word of this stands there.", title="Nor this")
    map_ = SourceMap("<script>Not a word of this stands there.</script><p>Something else.</p>", article)
    assert map_.locate(_quote(article, "a word of this")) is None
    assert map_.locate(Quote(exact="Nor this", span=Span(0, 8), within="title")) is None
    assert map_.paragraphs() == (None,)


def test_a_title_is_found_in_its_heading() -> None:
    page = (
        "<title>Talks end</title><nav>Talks end</nav><h1>Talks <b>end</b></h1><p>They were long.</p><li>Talks end</li>"
    )
    found = SourceMap(page, _article("They were long.")).locate(
        Quote(exact="Talks end", span=Span(0, 9), within="title")
    )
    assert found is not None
    assert found.path == "/html/body/h1"


def test_a_title_that_only_metadata_tell_is_found_in_them() -> None:
    page = '<meta property="og:title" content="Talks &amp; more"><p>They were long.</p>'
    quote = Quote(exact="Talks & more", span=Span(0, 12), within="title")
    found = SourceMap(page, _article("They were long.")).locate(quote)
    assert found is not None
    assert (page[found.start : found.end], found.path, found.fragment) == ("Talks &amp; more", "", "")


def test_a_document_that_was_read() -> None:
    body = "<p>Ruritania and Strelsau signed an agreement on fisheries on Tuesday, the ministry said.</p>"
    more = "".join(
        f"<p>Sentence number {i} of the article tells more of the agreement of both states.</p>" for i in range(6)
    )
    page = f"<html><head><title>Fish</title></head><body><article><h1>Fish</h1>{body}{more}</article></body></html>"
    document = Document(id="x", content=page, format="html", origin="x")
    article = read_article(document)
    found = locate(document, article, _quote(article, "signed an agreement on fisheries"))
    assert found is not None
    assert page[found.start : found.end] == "signed an agreement on fisheries"
    plain = Document(id="x", content=article.text, format="plain", origin="x")
    assert locate(plain, article, _quote(article, "signed")) is None


def test_hostile_pages_have_no_places_and_take_no_time() -> None:
    article = _article("A text of some words.")
    for page in ("<div>" * 50_000, "<p " + "a=b " * 30_000 + ">A text", "<b>" + "<" * 200_000 + '"'):
        assert SourceMap(page, article).locate(_quote(article, "some words")) is None


_WORDS = st.lists(st.text("abcé&<>\"' ñ€", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8)


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str]:
    """A paragraph's text, and markup that shows it: entities of every kind, inline elements, blanks."""
    text = " ".join(" ".join(word.split()) for word in draw(_WORDS))
    pieces, opened = [], []
    for character in text:
        step = draw(st.integers(0, 11))
        if step == 0:
            opened.append(draw(st.sampled_from(["b", "i", "span", "em"])))
            pieces.append(f"<{opened[-1]} title='<a>'>")
        elif step == 1 and opened:
            pieces.append(f"</{opened.pop()}>")
        elif step == 2:
            pieces.append(draw(st.sampled_from(["<!-- x > y -->", "&shy;", "</zz>", "<wbr>"])))
        if character == " ":
            pieces.append(draw(st.sampled_from([" ", "\n\t ", "&#32;", "\r\n"])))
        elif step in (3, 4):
            pieces.append(f"&#{ord(character)};" if step == 3 else f"&#x{ord(character):x};")
        else:
            pieces.append(markup.escape(character))
    pieces += [f"</{tag}>" for tag in reversed(opened)]
    return text, "".join(pieces)


@given(st.lists(_written(), min_size=1, max_size=4), st.data())
def test_the_stretch_found_shows_the_quote(written: list[tuple[str, str]], data: st.DataObject) -> None:
    page = "<html><body>" + "".join(f"<p>{shown}</p>" for _, shown in written) + "</body></html>"
    article = _article(*(text for text, _ in written))
    which = data.draw(st.sampled_from(article.paragraphs)).span
    start = data.draw(st.integers(which.start, which.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, which.end)))
    exact = span.of(article.text)
    found = SourceMap(page, article).locate(Quote(exact=exact, span=span))
    if not exact.strip():
        assert found is None
        return
    assert found is not None
    shown = source_text(page[found.start : found.end]).text
    assert shown == "".join(exact.split())


def test_paragraphs_with_their_places() -> None:
    page = "<body><p>One &lt; two.</p><p>Three.</p></body>"
    article = _article("One < two.", "Three.", "Nowhere at all in it.")
    told = placed(Document(id="x", content=page, format="html", origin="x"), article)
    shown = [p.source and p.source.of(page) for p in told.paragraphs]
    assert shown == ["One &lt; two.", "Three.", None]
    plain = placed(Document(id="x", content=article.text, format="plain", origin="x"), article)
    assert [p.source for p in plain.paragraphs] == [p.span for p in article.paragraphs]
