"""The labelled documents that lie beside the project, where they do: what the reader must bring at least."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document

GOLD = Path(__file__).parent.parent.parent / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (GOLD / "dev.jsonl").is_file(), reason=f"no labelled documents at {GOLD}")


@pytest.fixture(scope="module")
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("gold_scorer", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_seed_article_brings_thirteen_of_its_sixteen_statements(scorer: Any) -> None:
    label = json.loads((GOLD / "dev.jsonl").read_text("utf-8").splitlines()[0])
    (document,) = [d for d in acquire([GOLD / "dev.jsonl"]) if isinstance(d, Document) and d.id == label["id"]]
    rows = [s.to_json() for s in read_document(document).statements]
    pairs = scorer.pair_up(label["statements"], rows)
    assert len(pairs) >= 13
    slots = sum(len(scorer.slots(label["statements"][i])) for i, _, _ in pairs)
    assert sum(hits for _, _, hits in pairs) >= 0.8 * slots


def test_every_quote_of_every_labelled_document_stands_at_its_offsets() -> None:
    for document in acquire([GOLD / "dev.jsonl"]):
        assert isinstance(document, Document)
        reading = read_document(document)
        assert reading.article.text == document.content
        for statement in reading.statements:
            for quote in statement.quotes:
                whole = reading.article.title if quote.within == "title" else reading.article.text
                assert quote.span.of(whole) == quote.exact
