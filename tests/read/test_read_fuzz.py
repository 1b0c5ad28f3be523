"""Broken and hostile pages: never a crash, never without end, and weights that fit what is measured."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Document
from comity.read import read_article
from comity.read.dump import features as dump_features
from comity.read.forest import forest
from comity.read.html import features as html_features

TEXT = "Ecuador and Peru signed an agreement on river ports on Monday, both governments said in Quito after long talks."
NAMES = st.sampled_from(
    "html head body div p span a b i ul li table tr td th h1 h2 br time figure figcaption article nav footer form "
    "script style noscript svg math template iframe blockquote picture img select textarea title meta base".split()
)
VALUES = st.sampled_from(
    [
        *("", "share related author", "display:none", "application/ld+json", "json", "2025-02-30T99:99", "\x00"),
        *("javascript:alert(1)", "http://[", "//", "canonical", "og:title", "author", "datePublished", '"', "<"),
        *("{" * 99, "ü" * 50),
    ]
)
ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from("class id href rel itemprop property content datetime style type lang name".split()), VALUES
    ),
    max_size=4,
).map(lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs))
PIECES = st.one_of(
    st.tuples(NAMES, ATTRIBUTES).map(lambda tag: f"<{tag[0]}{tag[1]}>"),
    NAMES.map(lambda name: f"</{name}>"),
    st.sampled_from(
        [TEXT, "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&#xd800;", "&amp;amp;", "<", "\x00", "\ufeff", "<?php"]
    ),
    st.sampled_from(
        ['{"@type":"NewsArticle","author":[[[]]]}', '{"@graph":[{"@id":"#a","author":{"@id":"#a"}}]}', "[[[["]
    ),
    st.text(max_size=30),
)


@settings(max_examples=200, deadline=5_000)
@given(pieces=st.lists(PIECES, max_size=60))
def test_no_page_breaks_the_reader(pieces: list[str]) -> None:
    document = Document(id="d", content="".join(pieces), format="html", origin="t")
    article = read_article(document)
    assert article == read_article(document)
    for paragraph in article.paragraphs:
        assert paragraph.span.of(article.text).strip()


HOSTILE = {
    "deep inline": "<b>" * 3_000 + TEXT,
    "deep lists": "<ul><li>" * 20_000 + TEXT,
    "attributes past a quote": '<div x=">" ' + " ".join(f'a{i}="{i}"' for i in range(30_000)) + f"><p>{TEXT}",
    "one endless tag": "<a " + "b" * 2_000_000,
    "deep linked data": '<script type="application/ld+json">' + '{"a":[' * 50_000 + f"</script><p>{TEXT}",
    "many scripts": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 5_000 + f"<p>{TEXT}",
    "many times": "<div class='live-blog'>" + f"<time datetime='2025-02-03'>x</time><p>{TEXT}" * 3_000,
    "many bylines": "<span class='byline'>By Ana Perez and</span>" * 20_000 + f"<p>{TEXT}",
    "many headings": "<h1>Ports | Open</h1>" * 20_000 + f"<p>{TEXT}",
    "separators": "<title>" + "a | " * 200_000 + f"</title><p>{TEXT}",
    "broken rows": "<table>" + "<tr><td>a<td>b" * 20_000 + f"<p>{TEXT}",
    "class names": f"<div class='{'share-' * 50_000}'><p>{TEXT}",
    "credits": "<p>Photo: " + "photo:" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end(name: str) -> None:
    began = time.perf_counter()
    article = read_article(Document(id="d", content=HOSTILE[name], format="html", origin="t"))
    assert time.perf_counter() - began < 20
    assert article.text or "no-text" in [finding.code for finding in article.findings]


@pytest.mark.parametrize(
    ("package", "names"),
    [("comity.read.html", html_features.NAMES), ("comity.read.dump", dump_features.NAMES)],
)
def test_weights_are_of_what_is_measured(package: str, names: tuple[str, ...]) -> None:
    trees = forest(package, "forest.json")
    assert trees.names == names, "features have changed: train anew with scripts/train_pages.py"
    assert 0 < trees.probability([0.0] * len(names)) < 1
