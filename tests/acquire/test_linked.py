"""Articles in JSON-LD as documents: one in a file, several in a graph, one a line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire import Overrides, acquire
from comity.acquire.linked import documents_of_linked
from comity.model import Document, Refusal
from comity.read import read_article

TEXT = "Ruritania and Strelsau signed an agreement on fisheries on Tuesday.\n\nIt runs for ten years."


def article(**fields: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Ruritania &amp; Strelsau agree",
        "datePublished": "2024-11-05T23:30:00-05:00",
        "author": [{"@type": "Person", "name": "Ana Perez"}, "Luis Soto"],
        "publisher": {"name": "Ruritania Herald"},
        "mainEntityOfPage": {"@id": "https://herald.example/fish"},
        "articleBody": TEXT,
        **fields,
    }


def found(tmp_path: Path, name: str, data: str) -> list[Document | Refusal]:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    return list(acquire([path]))


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["article.jsonld", "article.json", "article"])
def test_an_article_in_json_ld_is_a_document(tmp_path: Path, name: str, indent: int | None) -> None:
    (document,) = found(tmp_path, name, json.dumps(article(), indent=indent))
    assert isinstance(document, Document)
    assert (document.id, document.title) == ("https://herald.example/fish", "Ruritania & Strelsau agree")
    read = read_article(document)
    assert [part.span.of(read.text) for part in read.paragraphs] == TEXT.split("\n\n")
    assert (read.published, read.published_from) == (date(2024, 11, 5), "json-ld datePublished")
    assert (read.authors, read.publisher) == (("Ana Perez", "Luis Soto"), "Ruritania Herald")


def test_articles_of_a_graph_are_documents_of_their_own(tmp_path: Path) -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "name": "x"}, article(url="https://herald.example/1"), article()],
    }
    several = found(tmp_path, "page.jsonld", json.dumps(graph))
    assert [one.id for one in several if isinstance(one, Document)] == [
        "https://herald.example/1",
        "https://herald.example/fish",
    ]
    assert [one.origin.rpartition(":")[2] for one in several] == ["1", "2"]


def test_one_article_a_line(tmp_path: Path) -> None:
    rows = "".join(json.dumps(article(url=f"https://herald.example/{n}")) + "\n" for n in range(3))
    assert [one.id[-1] for one in found(tmp_path, "news.jsonl", rows) if isinstance(one, Document)] == ["0", "1", "2"]


def test_tags_and_entities_in_the_text_are_undone() -> None:
    data = json.dumps(article(articleBody="<p>Fish &amp; ships.</p><p>Ten years<br/>or more.</p>")).encode()
    (document,) = documents_of_linked(data, "x", Overrides(title="Given", published=date(2020, 1, 1)))
    assert isinstance(document, Document)
    assert document.content == "Fish & ships.\nTen years\nor more."
    assert (document.title, document.published, document.published_from) == ("Given", date(2020, 1, 1), None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (json.dumps(article(articleBody="")), "without an article"),
        (json.dumps(article(articleBody="<p> </p>")), "empty"),
        (json.dumps(article())[:-5], "not valid JSON"),
        ('{"@context": "https://schema.org", "a": ' + "[" * 30_000 + "]" * 30_000 + "}", "JSON"),
    ],
)
def test_what_holds_no_article_is_refused(tmp_path: Path, data: str, said: str) -> None:
    (refused,) = found(tmp_path, "page.jsonld", data)
    assert isinstance(refused, Refusal)
    assert said in refused.why


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "@value", "@id", "articleBody", "x"]), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.sampled_from([*article(), "url", "@graph", "creator", "name"]), values))
def test_whatever_the_fields_hold_nothing_is_raised(fields: dict[str, Any]) -> None:
    for one in documents_of_linked(json.dumps(fields).encode(), "x", Overrides()):
        if isinstance(one, Document):
            assert all(part.span.of(one.content).strip() for part in read_article(one).paragraphs)
