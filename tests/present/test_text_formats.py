"""Terminal and Markdown: the same dossier, safe in both."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from comity.analyse import Dossier
from comity.model import Actor, Article, Interval, Quote, Span, Statement
from comity.present import markdown, terminal, terminal_view
from comity.resolve import country_name


def printed(part: object, *, width: int = 110) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, color_system=None).print(part)
    return stream.getvalue()


@pytest.fixture
def text(dossier: Dossier) -> str:
    return printed(terminal.dossier(dossier, country_name))


def test_the_terminal_gets_no_control_sequences_from_outside(text: str, statements: list[Statement]) -> None:
    table = printed(terminal.statement_table(statements, country_name))
    for shown in (text, table):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[31mred" in shown, "what is not control is still shown"


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_narrow_table_keeps_its_words_whole(width: int, statements: list[Statement]) -> None:
    told = Statement(
        document="a",
        kind="commitment",
        status="proposed",
        actors=(Actor(name="Kazakhstan", country="KAZ", role="actor"),),
        quotes=(Quote(exact="Kazakhstan invited them", span=Span(0, 23)),),
        date=Interval(date(2024, 9, 4), date(2024, 9, 4)),
        slots=(("act", "invite"), ("count", 24)),
    )
    lines = printed(terminal.statement_table([told, *statements], country_name), width=width).splitlines()
    assert all(len(line) <= width for line in lines)
    words = {word for line in lines for word in line.split()}
    assert {"commitment", "proposed", "September", "documents", "Invitation", "Kazakhstan"} <= {
        w.strip("(),") for w in words
    }


def test_the_quote_that_speaks_is_shown(statements: list[Statement]) -> None:
    short = Quote(exact="met", span=Span(0, 3))
    told = "Kazakhstan and France held talks"
    said = replace(statements[0], quotes=(short, Quote(exact=told, span=Span(9, 9 + len(told)))))
    assert f"“{told}” (+1 quote)" in printed(terminal.statement_table([said], country_name), width=200)
    assert "“met”" in printed(terminal.statement_table([replace(said, quotes=(short,))], country_name))


def test_markup_of_the_terminal_library_is_text(statements: list[Statement]) -> None:
    article = Article(id="x", text="[bold]no[/bold]", title="[red]title[/red]")
    assert "[red]title[/red]" in printed(terminal.article_heading(article))


def test_lines_carry_figures_quotes_sources_and_ids(text: str, statements: list[Statement]) -> None:
    assert "Trade between Kazakhstan and France – $" in text
    assert "“Trade reached $4 billion from January”" in text or "“Trade stood at $5 billion, he said”" in text
    assert "sources differ – value:" in text
    assert "(planned)" in text
    assert "Nothing in these sources on: " in text
    assert statements[3].id[:8] in text
    assert "[1] Paper <b>A</b>, 7 November 2024" in text


def test_one_statement_shows_its_document_and_origins(statements: list[Statement]) -> None:
    article = Article(id="a", text="0123456789Trade reached $4 billion from January.", publisher="P\x1b[2J")
    shown = printed(terminal_view.view(statements[0], article, country_name))
    assert "\x1b" not in shown
    assert re.search(r"value\s+\$4\.0 billion\s+“\$4 billion”\s+trade/reach", shown)
    assert "date unknown" in shown
    assert f"version {article.version}" in shown


def test_a_quote_is_marked_where_there_are_no_colours(statements: list[Statement]) -> None:
    article = Article(id="a", text="0123456789Trade reached $4 billion from January. More.")
    shown = printed(terminal_view.view(statements[0], article, country_name, brackets=True))
    assert "0123456789⟦Trade reached $4 billion from January⟧. More." in shown


def test_markdown_escapes_what_comes_from_outside(dossier: Dossier) -> None:
    told = markdown.dossier(dossier, country_name)
    assert "<script>" not in told
    assert not re.search(r"(?<!\\)\]\(javascript:", told)
    assert "\\<script\\>" in told
    assert "\x1b" not in told
    assert told.startswith("# Kazakhstan – France\n")
    assert told.endswith("\n")


def test_markdown_has_every_quote(dossier: Dossier, statements: list[Statement]) -> None:
    told = markdown.dossier(dossier, country_name)
    for statement in statements:
        assert markdown.escape(statement.quotes[0].exact) in told


@pytest.mark.parametrize("text", ["1. no list", "- no list", "+ no list", "# no heading", "a|b", "*x*", "![i](u)"])
def test_markdown_syntax_is_text(text: str) -> None:
    assert markdown.escape(text) != text
