"""The examples are what they say they are, and the program reads them."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import comity
from comity.model import Money

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


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.name)
def test_every_article_is_read_with_its_date_and_quotes(path: Path) -> None:
    article = comity.read(path)
    assert article.published is not None
    assert article.published.isoformat()[:4] in path.read_text("utf-8")
    assert article.statements
    for statement in article.statements:
        for quote in statement.quotes:
            source = article.title if quote.within == "title" else article.text
            assert quote.span.of(source) == quote.exact


def test_weather_makes_no_statement() -> None:
    found = {article.id: article for article in comity.read_all(EXAMPLES / "documents.jsonl")}
    assert len(found) == len(ROWS)
    assert not found["ex-2024-11-weather"].statements
    assert sum(bool(article.statements) for article in found.values()) >= 6


def test_furniture_of_the_page_is_set_aside() -> None:
    article = comity.read(EXAMPLES / "page.txt")
    read = " ".join(p.span.of(article.text) for p in article.paragraphs)
    for piece in ("7.4 C", "Also Read", "12,410", "Most Popular", "Follow us", "1,204 Views"):
        assert piece in article.text
        assert piece not in read
    assert "Alstom is to supply Kazakhstan" in read
    assert article.published is not None
    assert article.published.isoformat() == "2024-11-06"


def test_the_html_page_gives_its_article_and_not_its_frame() -> None:
    article = comity.read(EXAMPLES / "page.html")
    assert article.title == "Macron in Astana: minerals, wind power and a working group"
    assert article.publisher == "Example Caspian Review"
    assert article.published is not None
    assert article.published.isoformat() == "2023-11-02"
    for piece in ("Newsletter", "Most read", "Imprint", "Freight on the Middle Corridor"):
        assert piece not in article.text


def test_the_two_reports_stay_side_by_side(tmp_path: Path) -> None:
    with comity.Ledger(tmp_path / "ledger.db") as ledger:
        ledger.ingest(EXAMPLES / "report-a.txt", EXAMPLES / "report-b.txt")
        values = {
            s.slot("value") for s in ledger.statements("KAZ", "FRA", kinds=["agreement"]) if s.slot("count") == 24
        }
        page = ledger.dossier("KAZ", "FRA").to_markdown()
    assert {v.amount for v in values if isinstance(v, Money)} == {2_000_000_000, 2_200_000_000}
    assert "$2 billion" in page
    assert "$2.2 billion" in page
