"""`comity ledger reconcile`: bring the events of a ledger up to date."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import write


def reconcile(
    ledger: options.LedgerPlace = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Drop all events and make them anew.")] = False,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")] = "text",
) -> None:
    """Join reports of one event, as every run of ingest does at its end; from the ground up with --rebuild."""
    from comity import settings, store
    from comity.api.events import counted, reconcile_new
    from comity.cli.printers import as_json
    from comity.present import names

    with store.Ledger.open(settings.load(ledger=ledger).ledger, create=False) as book:
        done = reconcile_new(book, rebuild=rebuild)
        events, where = counted(book), book.where
    if format_ == "json":
        write(as_json({"ledger": where, "statements": done.statements, "written": done.events, "events": events}))
    elif done.statements or done.events:
        told, made = names.counted(done.statements, "statement"), names.counted(done.events, "event")
        write(f"{where}: {told} reconciled, {made} written; {events:,} in all")
    else:
        write(f"{where}: {names.counted(events, 'event')}, all up to date")
