"""Commands about a ledger itself."""

from __future__ import annotations

import itertools
from typing import Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, write
from comity.cli.printers import as_json
from comity.model import LedgerError

app = typer.Typer()

Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")]
_MOST_SHOWN = 50


@app.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """Look at a ledger: what it holds, and whether all of it still holds."""
    if context.invoked_subcommand is None:
        raise UsageError("ledger needs info or check: comity ledger info")


@app.command()
def info(ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Count what the ledger holds."""
    from comity import settings
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found = book.info()
    first, last = found.first_published, found.last_published
    values = {
        "ledger": found.where,
        "schema": found.schema,
        "bytes": found.size,
        "documents": found.documents,
        "versions": found.versions,
        "readings": found.readings,
        "runs": found.runs,
        "first_published": first.isoformat() if first else None,
        "last_published": last.isoformat() if last else None,
        "statements": sum(found.statements.values()),
        "kinds": dict(found.statements),
    }
    if format_ == "json":
        write(as_json(values))
        return
    kinds = "".join(f"\n  {kind:<12}{count:>9,}" for kind, count in found.statements.items())
    write(
        f"{found.where}\n"
        f"schema {found.schema}, {found.size:,} bytes, {found.runs:,} runs\n"
        f"{found.documents:,} documents ({found.versions:,} versions, {found.readings:,} readings), "
        f"published {first or 'unknown'} to {last or 'unknown'}\n"
        f"{values['statements']:,} statements{kinds}"
    )


@app.command()
def check(ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Check that every quote stands in its source as quoted and every id matches its content."""
    from comity import settings
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found = list(itertools.islice(book.check(), 10_000))
        held = book.info()
    if format_ == "json":
        write(as_json({"ledger": held.where, "broken": [{"code": f.code, "message": f.message} for f in found]}))
    else:
        for finding in found[:_MOST_SHOWN]:
            write(f"{finding.code}: {finding.message}")
        if len(found) > _MOST_SHOWN:
            write(f"and {len(found) - _MOST_SHOWN:,} more")
        if not found:
            write(f"{held.where}: all holds ({held.readings:,} readings of {held.documents:,} documents checked)")
    if found:
        things = "1 thing does" if len(found) == 1 else f"{len(found):,} things do"
        raise LedgerError(f"{held.where}: {things} not hold; restore the ledger from a copy")
