"""Golden files for the whole way: every example page to its rows. After a change that is meant:

pytest tests/golden --update-golden, then read the difference line by line.
"""

import json
from pathlib import Path

import pytest

from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document

HERE = Path(__file__).parent
EXAMPLES = sorted(p for p in (HERE.parent.parent / "examples").iterdir() if p.suffix in (".txt", ".html", ".jsonl"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.name)
def test_an_example_gives_its_rows(example: Path, request: pytest.FixtureRequest) -> None:
    read = [read_document(d) for d in acquire([example]) if isinstance(d, Document)]
    rows = [json.dumps(s.to_json(), ensure_ascii=False) for r in read for s in r.statements]
    golden = HERE / f"{example.name}.jsonl"
    if request.config.getoption("--update-golden"):
        golden.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    assert rows == golden.read_text("utf-8").splitlines()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.name)
def test_every_quote_stands_in_its_text(example: Path) -> None:
    for document in acquire([example]):
        assert isinstance(document, Document)
        reading = read_document(document)
        for statement in reading.statements:
            for quote in statement.quotes:
                whole = reading.article.title if quote.within == "title" else reading.article.text
                assert quote.span.of(whole) == quote.exact
