"""The command that reviews statements: in the terminal, or by way of a spreadsheet."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, complain, write
from comity.present.names import counted

if TYPE_CHECKING:
    from comity.api.sheet import Imported
    from comity.store import Ledger

REFUSED = 3
_FIRST = 500  # statements that are shown in the terminal unless --limit says otherwise


Pair = Annotated[
    list[str] | None,
    typer.Argument(metavar="[A B]", help="Only statements about these two.", show_default=False),
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only statements of this kind; may be repeated.", show_default=False)
]
Limit = Annotated[
    int | None, typer.Option(min=1, help=f"The first so many ({_FIRST} in the terminal).", show_default=False)
]
Author = Annotated[
    str | None,
    typer.Option(envvar="COMITY_AUTHOR", help="Who decides (default: the user's name).", show_default=False),
]
Export = Annotated[Path | None, typer.Option(metavar="FILE.csv", help="Write a sheet to fill in.", show_default=False)]
Import = Annotated[
    Path | None, typer.Option("--import", metavar="FILE.csv", help="Read a filled-in sheet.", show_default=False)
]
Log = Annotated[bool, typer.Option("--list", help="Print every decision, the newest first.")]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form of --list.")]


def review(
    pair: Pair = None,
    kind: Kinds = None,
    ledger: options.LedgerPlace = None,
    limit: Limit = None,
    author: Author = None,
    export: Export = None,
    import_: Import = None,
    list_: Log = False,
    format_: Form = "text",
) -> None:
    """Accept, correct, reject, merge and split statements. Nothing is overwritten, and all of it can be undone.

    What deserves a look comes first: failed checks, then low confidence. Keys: a accept, e edit, r reject, m merge, s
    split, u undo, w why, n next, p previous, q quit.
    """
    from comity import settings
    from comity.api.ledger import Ledger as Book

    if (export is not None) + (import_ is not None) + list_ > 1:
        raise UsageError("one of --export, --import and --list at a time")
    if str(export) == "-":
        raise UsageError("--export: a sheet is a file to fill in; give it a name, like sheet.csv")
    chosen = _pair(pair), _kinds(kind or ())
    readonly = list_ or export is not None
    if not (readonly or import_ or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(
            "review needs a terminal; without one: comity review --export sheet.csv, then --import sheet.csv"
        )
    with Book(settings.load(ledger=ledger).ledger, create=False, readonly=readonly) as book:
        if list_:
            _list(book.store, format_)
        elif export is not None:
            _export(book.store, export, *chosen, limit)
        elif import_ is not None:
            _import(book.store, import_, _name(author))
        else:
            _review(book.store, *chosen, limit or _FIRST, _name(author))


def _review(ledger: Ledger, pair: tuple[str, str] | None, kinds: Sequence[str], limit: int, author: str) -> None:
    from comity.api import review as reviewing
    from comity.api.events import reconcile_new
    from comity.cli.review_app import ReviewApp
    from comity.cli.review_session import Session
    from comity.resolve import country_name

    items = reviewing.queue(ledger, pair, kinds, limit)
    if not items:
        write("nothing to review")
        return
    session = Session(ledger, items, author)
    try:
        ReviewApp(session, country_name).run()
    finally:
        reconcile_new(ledger)
    write(f"{counted(session.written, 'decision')} written to {ledger.where}")


def _export(ledger: Ledger, path: Path, pair: tuple[str, str] | None, kinds: Sequence[str], limit: int | None) -> None:
    from comity.api.sheet import write_sheet

    rows = write_sheet(ledger, path, pair, kinds, limit)
    write(f"{counted(rows, 'statement')} written to {path}; fill in the columns from decision on")


def _import(ledger: Ledger, path: Path, author: str) -> None:
    from comity.api.sheet import read_sheet

    done = read_sheet(ledger, path, author=author)
    for refusal in done.refused:
        complain(f"{refusal.origin}: {refusal.why}", 0)
    write(_imported(done, ledger.where))
    raise typer.Exit(REFUSED if done.refused else 0)


def _imported(done: Imported, where: str) -> str:
    return (
        f"{counted(done.rows, 'row')}: {done.known:,} known, {done.empty:,} without a decision, "
        f"{len(done.refused):,} refused; {counted(done.added, 'decision')} written to {where}"
    )


def _list(ledger: Ledger, format_: str) -> None:
    from comity.api import review as reviewing
    from comity.cli.printers import as_json
    from comity.present import review_view as view

    told = reviewing.log(ledger)
    if format_ == "json":
        rows = [view.logged_json(e.decision, in_force=e.in_force, unplaced=e.unplaced) for e in told]
        write(as_json(rows))
        return
    for entry in told:
        write(view.logged(entry.decision, in_force=entry.in_force, unplaced=entry.unplaced))
    if not told:
        write("no decisions yet")


def _pair(words: Sequence[str] | None) -> tuple[str, str] | None:
    from comity.cli.pair import pair_of

    return pair_of(words) if words else None


def _kinds(names: Sequence[str]) -> tuple[str, ...]:
    from comity.kinds import load

    for name in names:
        if name not in load():
            raise UsageError(f"--kind: no kind is called {name!r}; there are {', '.join(load())}")
    return tuple(names)


def _name(given: str | None) -> str:
    """Who decides: as said, or the user's name."""
    try:
        name = " ".join((given or getpass.getuser()).split())
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise UsageError("who decides is not known; give --author or set COMITY_AUTHOR")
    return name
