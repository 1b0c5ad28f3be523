"""What a page is taken apart into: kinds of paragraphs, captions, related links, furniture, live-blog posts."""

from __future__ import annotations

from comity.model import Article, Document
from comity.read import read_article
from comity.read.html.blocks import Walk
from comity.read.html.page import parse
from comity.read.html.places import Place, place_of_name

PARAGRAPHS = [
    "Ecuador and Peru signed an agreement on river ports on Monday, both governments said in a joint statement there.",
    "The ports are to cost $120 million and to open in 2027, with a loan of a regional bank for two thirds of the sum.",
    "Ministers will meet again in Lima in March, when a second agreement on customs is expected to be ready for them.",
    "Traders on both banks have waited for a bridge and for a quay since the war of 1995, and some had given up hope.",
]


def page(body: str, head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>Ports open on the Napo</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>Ports open on the Napo</h1>{body}</article></main>"
        "<footer><p>Copyright 2025 Quito Example. All rights reserved.</p></footer></body></html>"
    )


def paragraphs(start: int = 0, end: int = 4) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[start:end])


def read(html: str) -> Article:
    document = Document(id="d", content=html, format="html", origin="t", url="https://example.org/world/1")
    return read_article(document)


def kinds(article: Article) -> dict[str, str]:
    return {paragraph.span.of(article.text): paragraph.type for paragraph in article.paragraphs}


def test_headings_items_and_rows_keep_their_kind() -> None:
    listed = "<ul><li>The quay at Pantoja is to be finished in May.</li><li>The second one follows in June.</li></ul>"
    table = "<table><tr><th>Port</th><th>Cost</th></tr><tr><td>Pantoja</td><td>$80 million</td></tr></table>"
    found = kinds(
        read(page(f"{paragraphs(0, 2)}<h2>What was agreed</h2>{paragraphs(2, 3)}{listed}{table}{paragraphs(3, 4)}"))
    )
    assert found[PARAGRAPHS[0]] == "paragraph"
    assert found["What was agreed"] == "heading"
    assert found["The second one follows in June."] == "list_item"
    assert found["Pantoja | $80 million"] == "table_row"


def test_captions_are_told_apart_and_say_no_sentences() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>Ministers on the quay of Pantoja. Photo: QNA</figcaption></figure>"
    article = read(page(paragraphs(0, 2) + figure + paragraphs(2, 4)))
    assert kinds(article)["Ministers on the quay of Pantoja. Photo: QNA"] == "caption"
    said = [sentence.span.of(article.text) for sentence in article.sentences if sentence.paragraph >= 0]
    assert not any("Pantoja" in text for text in said)


def test_related_links_carry_their_address() -> None:
    also = "<p><a href='../peru/2'>Chile and Bolivia talk about the port of Arica</a></p>"
    also += "<p>Lesen Sie auch: Der Hafen von Arica</p>"
    article = read(page(paragraphs(0, 3) + also + paragraphs(3, 4)))
    found = {link.text: link.url for link in article.related}
    assert found["Chile and Bolivia talk about the port of Arica"] == "https://example.org/peru/2"
    assert "Der Hafen von Arica" in found
    assert "Arica" not in article.text


def test_furniture_has_types() -> None:
    around = "<div class='share-bar'><p>Tell your friends of this</p></div>"
    around += "<div class='newsletter'><p>Get it every day</p></div>"
    article = read(page(around + paragraphs()))
    types = {piece.text: piece.type for piece in article.furniture}
    assert types["Tell your friends of this"] == "share"
    assert types["Get it every day"] == "promotion"


def test_posts_of_a_live_blog_have_their_times() -> None:
    posts = "".join(
        f"<div class='live-blog-post'><time datetime='2025-02-03T1{i}:30:00-05:00'>1{i}:30</time><p>{text}</p></div>"
        for i, text in enumerate(PARAGRAPHS)
    )
    article = read(page(posts))
    found = {p.span.of(article.text): p for p in article.paragraphs}
    assert found[PARAGRAPHS[1]].type == "post"
    assert str(found[PARAGRAPHS[1]].time) == "2025-02-03 11:30:00-05:00"


def test_posts_are_known_from_linked_data() -> None:
    update = f'{{"datePublished": "2025-02-03T09:00:00Z", "headline": "Ports", "articleBody": "{PARAGRAPHS[2]}"}}'
    data = f'{{"@type": "LiveBlogPosting", "headline": "Ports open", "liveBlogUpdate": [{update}]}}'
    article = read(page(paragraphs(), f'<script type="application/ld+json">{data}</script>'))
    found = {p.span.of(article.text): p.time for p in article.paragraphs}
    assert str(found[PARAGRAPHS[2]]) == "2025-02-03 09:00:00+00:00"
    assert found[PARAGRAPHS[1]] is None


def test_a_standfirst_that_opens_the_text_is_no_standfirst() -> None:
    described = f"<meta name='description' content='{PARAGRAPHS[0]}'>"
    assert read(page(paragraphs(), described)).standfirst is None


def test_what_is_only_read_aloud_is_left_out() -> None:
    link = "<a href='/x'>the treaty<span class='visually-hidden'> (opens in a new tab)</span></a>"
    walk = Walk(parse(f"<div><p>Both signed {link} on Monday.</p></div>"))
    assert [block.text for block in walk.blocks] == ["Both signed the treaty on Monday."]


def test_two_breaks_part_paragraphs_and_one_does_not() -> None:
    walk = Walk(parse("<div>One<br>line<br><br>Two</div>"))
    assert [block.text for block in walk.blocks] == ["One line", "Two"]


def test_class_names_tell_the_place() -> None:
    assert place_of_name("article-body__text") & Place.CONTENT
    assert place_of_name("relatedArticles") & Place.RELATED
    assert place_of_name("c-share_bar") & Place.SHARE
    assert not place_of_name("shareholder-report") & Place.SHARE
