"""`comity show`: one statement opened, its quotes in their document, and whether they still stand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import show as show_rich
from comity.cli.output import write


def show(
    statement_id: Annotated[str, typer.Argument(metavar="ID", help="A statement's id, or the beginning of it.")],
    source: Annotated[
        Path | None,
        typer.Option(metavar="PAGE", help="The page it was read from: show where its quotes stand in the markup."),
    ] = None,
    ledger: options.LedgerPlace = None,
    format_: Annotated[Literal["text", "json", "html"], typer.Option("--format", help="Form.")] = "text",
) -> None:
    """Show a statement: its quote in its paragraph, its document, its fields and where each came from."""
    from comity import settings
    from comity.api.ledger import Ledger
    from comity.api.showing import sourced, standings
    from comity.cli.printers import as_json
    from comity.present import standing_view, terminal_view, view
    from comity.resolve import country_name

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found = book.show(statement_id.strip().lower())
        stand = standings(book, found.statement, found.article)
    places = sourced(source, found.article, found.statement.quotes) if source is not None else None
    match format_:
        case "json":
            write(as_json(view.to_json(found.statement, found.article) | standing_view.to_json(stand, places)))
        case "html":
            write(found._repr_html_())
        case _:
            plain = not sys.stdout.isatty()
            show_rich(
                terminal_view.view(found.statement, found.article, country_name, brackets=plain),
                standing_view.standing_lines(stand),
                *((standing_view.source_lines(places, found.article.url),) if places is not None else ()),
            )
