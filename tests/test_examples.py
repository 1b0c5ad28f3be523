"""The examples are what they say they are, and the program reads them."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TEXTS = sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("*.html")])
ROWS = [json.loads(line) for line in (EXAMPLES / "documents.jsonl").read_text("utf-8").splitlines()]


class Structured(HTMLParser):
    """Collects the JSON-LD blocks of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks.append(data)
            self.inside = False


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_every_article_is_listed_and_marked_as_ours(path: Path) -> None:
    assert f"`{path.name}`" in (EXAMPLES / "README.md").read_text("utf-8")
    assert "Example" in path.read_text("utf-8")


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["id"])
def test_documents_have_the_fields_of_the_input_format(row: dict[str, str]) -> None:
    assert set(row) == {"id", "url", "title", "published", "publisher", "text"}
    assert date.fromisoformat(row["published"]) <= date(2026, 11, 24)
    assert row["publisher"].startswith("Example")
    assert ".example/" in row["url"]


def test_ids_are_distinct() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_the_page_carries_its_date_in_json_ld() -> None:
    parser = Structured()
    parser.feed((EXAMPLES / "page.html").read_text("utf-8"))
    (block,) = parser.blocks
    assert json.loads(block)["datePublished"].startswith("2023-11-02")


def test_the_two_reports_disagree() -> None:
    amounts = [
        set(re.findall(r"24 documents worth \$([\d.]+) billion", (EXAMPLES / n).read_text("utf-8")))
        for n in ("report-a.txt", "report-b.txt")
    ]
    assert amounts == [{"2"}, {"2.2"}]
