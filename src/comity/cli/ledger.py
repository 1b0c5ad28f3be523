"""Commands about a ledger itself."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, complain, write
from comity.cli.printers import as_json
from comity.model import LedgerError
from comity.present.names import counted

app = typer.Typer()

if TYPE_CHECKING:
    from comity.api.keeping import Copied

Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE", help="The file of the backup.", show_default=False)]
_MOST_SHOWN = 50


@app.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """Look after a ledger: what it holds, whether all of it still holds, a copy of it and back."""
    if context.invoked_subcommand is None:
        raise UsageError("ledger needs info, check, backup, restore or reconcile: comity ledger info")


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
        f"schema {found.schema}, {found.size:,} bytes, {counted(found.runs, 'run')}\n"
        f"{counted(found.documents, 'document')} ({counted(found.versions, 'version')}, "
        f"{counted(found.readings, 'reading')}), "
        f"published {first or 'unknown'} to {last or 'unknown'}\n"
        f"{counted(sum(found.statements.values()), 'statement')}{kinds}"
    )


@app.command()
def check(ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Check that nothing was changed: every quote stands in its source, every row is as it was written."""
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
            checked = f"{counted(held.readings, 'reading')} of {counted(held.documents, 'document')} checked"
            write(f"{held.where}: all holds ({checked})")
    if found:
        things = "1 thing does" if len(found) == 1 else f"{len(found):,} things do"
        raise LedgerError(f"{held.where}: {things} not hold; put a backup in its place (comity ledger restore)")


@app.command()
def backup(
    file: Backup,
    ledger: options.LedgerPlace = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a backup that is there.")] = False,
    format_: Form = "text",
) -> None:
    """Copy the ledger to one file, while others may write to it; check the copy; write its checksum beside it."""
    from comity import settings
    from comity.api import keeping
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        done = keeping.backup(book.store, file, force=force)
    _tell(done, format_, f"{done.where}: backup of {done.held.where}")


@app.command()
def restore(
    file: Backup,
    ledger: options.LedgerPlace = None,
    force: Annotated[bool, typer.Option("--force", help="Replace all that the ledger holds.")] = False,
    format_: Form = "text",
) -> None:
    """Check a backup and put it in the place of the ledger, which may be a file or a database."""
    from comity import settings
    from comity.api import keeping

    done = keeping.restore(file, settings.load(ledger=ledger).ledger, force=force)
    _tell(done, format_, f"{done.where}: restored from {file}")
    if done.aside is not None:
        complain(f"the damaged file that was there is now {done.aside}", 0)


def _tell(done: Copied, format_: str, title: str) -> None:
    held = done.held
    statements = sum(held.statements.values())
    if format_ == "json":
        values = {"documents": held.documents, "statements": statements, "sha256": done.sha256, "aside": done.aside}
        write(as_json({"ledger": done.where, **values}))
        return
    copied = f"{counted(held.documents, 'document')}, {counted(statements, 'statement')}, checked"
    write(f"{title}\n{copied}\nSHA-256 {done.sha256}")
