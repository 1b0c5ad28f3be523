"""Every paragraph of labelled development texts survives reading, and their quotes stay in reach of a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.model import Document, Span
from comity.read import read_article

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("dev.jsonl", "dev2.jsonl")


@pytest.mark.parametrize("name", SETS)
def test_quotes_of_the_text_lie_in_paragraphs(name: str) -> None:
    path = SHARED / "gold" / name
    if not path.is_file():
        pytest.skip(f"{path} is not here; it is shared beside the repository")
    quotes = lost = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = read_article(
            Document(id=row["id"], content=row["text"], format="plain", origin=name, title=row["title"])
        )
        assert article.text == row["text"]
        for statement in row["statements"]:
            several = statement["quote"] if isinstance(statement["quote"], list) else [statement["quote"]]
            for quote in several:
                if not isinstance(quote, dict) or quote.get("in", "text") != "text":
                    continue
                span = Span(quote["start"], quote["end"])
                quotes += 1
                in_title = quote["exact"] in article.title  # a dump repeats its title; it is read once, as the title
                lost += not in_title and not any(p.span.overlaps(span) for p in article.paragraphs)
    assert quotes > 300
    assert lost == 0
