"""Changed text, changed rows and wrong places are all noticed."""

from dataclasses import replace

import pytest

from comity.model import Actor, Article, Finding, Origin, Quote, Span, Statement
from comity.verify import check_id, check_ledger, check_quotes

ARTICLE = Article(id="d", text="Norway and Peru met in Oslo.", title="Talks in Oslo")
STATEMENT = Statement(
    document="d",
    kind="meeting",
    status="done",
    actors=(Actor(name="Norway", country="NOR", role="participant"),),
    quotes=(
        Quote(exact="Norway and Peru met", span=Span(0, 19)),
        Quote(exact="Oslo", span=Span(9, 13), within="title"),
    ),
    origins=(Origin(field="place", rule="in", span=Span(23, 27)), Origin(field="date", rule="carried")),
)


def codes(*statements: Statement, article: Article = ARTICLE) -> list[str]:
    findings = [f for statement in statements for f in check_quotes(article, statement)]
    assert all(f.verdict == "conflicts" and "\n" not in f.message for f in findings)
    return [f.code for f in findings]


def test_what_is_whole_passes() -> None:
    assert codes(STATEMENT) == []
    assert check_id(STATEMENT.id, STATEMENT) is None
    assert list(check_ledger([(ARTICLE.version, ARTICLE, [(STATEMENT.id, STATEMENT)], ())])) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quotes": (Quote(exact="Norway and Peru Met", span=Span(0, 19)),)}, "quote-differs"),
        ({"quotes": (Quote(exact="Norway and Peru met", span=Span(1, 20)),)}, "quote-differs"),
        ({"quotes": (Quote(exact="Oslo", span=Span(23, 27), within="title"),)}, "span-outside"),
        ({"quotes": (Quote(exact="Oslo", span=Span(0, 4), within="caption"),)}, "span-outside"),
        ({"quotes": (Quote(exact="Oslo.", span=Span(23, 29)),)}, "span-outside"),
        ({"origins": (Origin(field="place", rule="in", span=Span(23, 99)),)}, "span-outside"),
        ({"origins": (Origin(field="place", rule="in", span=Span(9, 14), within="title"),)}, "span-outside"),
    ],
)
def test_quotes_and_origins_out_of_place(change: dict[str, tuple[Quote, ...]], code: str) -> None:
    assert codes(replace(STATEMENT, **change)) == [code]  # type: ignore[arg-type]


def test_a_quote_of_a_changed_text() -> None:
    assert codes(STATEMENT, article=replace(ARTICLE, text="Norway and Chile met in Oslo.")) == ["quote-differs"]


def test_offsets_count_code_points() -> None:
    text = "🐟 Norway and Peru met in Oslo."
    moved = replace(STATEMENT, quotes=(Quote(exact="Norway", span=Span(2, 8)),))
    assert codes(moved, article=replace(ARTICLE, text=text)) == []


def test_a_ledger_is_checked_one_document_at_a_time() -> None:
    changed = replace(STATEMENT, status="planned")
    elsewhere = replace(STATEMENT, document="other")

    stored: list[tuple[str, Article | None, list[tuple[str, Statement]], list[str]]] = [
        (ARTICLE.version, ARTICLE, [(STATEMENT.id, STATEMENT), (STATEMENT.id, changed)], []),
        ("0" * 16, ARTICLE, [(elsewhere.id, elsewhere)], []),
        ("", None, [(elsewhere.id, elsewhere)], ["reading 3: its document cannot be made out"]),
    ]
    found: list[Finding] = list(check_ledger(iter(stored)))
    assert [f.code for f in found] == ["id-differs", "version-differs", "document-differs", "row-damaged"]
    assert STATEMENT.id in found[0].message
    assert all(f.verdict == "conflicts" for f in found)
