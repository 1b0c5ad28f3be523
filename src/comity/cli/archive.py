"""Archives from the command line: read by workers, estimated, told of, and tried again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, write
from comity.cli.printers import as_json

if TYPE_CHECKING:
    from comity.api.archive import Orders, Progress
    from comity.settings import Settings

app = typer.Typer()
REFUSED = 3
LOCAL = "local"
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")]


def orders_of(chosen: Settings, *, workers: int, engine: str, selection: str = "{}") -> Orders:
    """How archives are read under these settings."""
    from comity.api.archive import Orders, folder_of
    from comity.api.ledger import versions

    code, model = versions(chosen.model)
    folder = folder_of(chosen.ledger)
    return Orders(code=code, model=model, folder=folder, workers=workers, engine=engine, selection=selection)


def run(
    sources: Sequence[str], chosen: Settings, orders: Orders, *, form: str, dry_run: bool = False, quiet: bool = False
) -> int:
    """Read archives into the ledger, or only say what that would take; the exit code."""
    from comity.api import archive
    from comity.api.ledger import Ledger

    places = list(archive.archives_of(sources))
    if not places:
        raise UsageError("no archive among what was given; archives end in .warc or .warc.gz")
    if dry_run:
        _print_estimate(places, orders, form)
        return 0
    shards = archive.planned(places, orders)
    with Ledger(chosen.ledger) as book, _shown(quiet=quiet) as step:
        done = archive.load(book.store, shards, orders, step)
    _print(done, chosen.ledger, form)
    return REFUSED if done.errors else 0


def _print_estimate(places: Sequence[str], orders: Orders, form: str) -> None:
    import dataclasses

    from comity.api.estimate import estimate

    found = estimate(places, orders)
    if form == "json":
        write(as_json(dataclasses.asdict(found)))
        return
    write(
        f"from {found.sampled:,} documents: about {found.documents:,} documents, {found.kept:,} kept by the filter\n"
        f"{found.cpu_hours:,.2f} processor hours, {found.gigabytes:,.3f} GB of results\n"
        f"CC-NEWS at this pace (330,000 articles a day): {found.month:,.0f} processor hours a month, "
        f"{found.year:,.0f} a year"
    )


@app.callback(invoke_without_command=True)
def root(context: typer.Context, ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Show the runs that read archives: their shards, documents and errors."""
    if context.invoked_subcommand is not None:
        return
    from comity import settings
    from comity.api import archive
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found, errors = archive.runs(book.store), archive.open_errors(book.store)
    if format_ == "json":
        write(as_json(archive.runs_json(found, errors)))
        return
    if not found:
        write("no archive was read into this ledger")
    for run in found:
        counts = {name: sum(getattr(s, name) for s in run.shards) for name in ("looked_at", "kept", "read", "errors")}
        write(
            f"run {run.run}  {run.started[:19]}  {run.code}, {run.model}: {len(run.shards):,} shards, "
            f"{counts['looked_at']:,} records, {counts['kept']:,} kept, {counts['read']:,} read, "
            f"{counts['errors']:,} errors"
        )
    for origin, (refusal, _) in list(errors.items())[:50]:
        write(f"  {origin}: {refusal.why}")
    if len(errors) > 50:
        write(f"  and {len(errors) - 50:,} more; all with --format json")


@app.command()
def retry(
    ledger: options.LedgerPlace = None,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
    engine: Annotated[str, typer.Option(help='"local", or the address of a Ray cluster.')] = "local",
    model: options.Model = None,
    format_: Form = "text",
    quiet: options.Quiet = False,
) -> None:
    """Read what could not be read again, and that alone."""
    from comity import settings
    from comity.api import archive
    from comity.api.ledger import Ledger

    chosen = settings.load(ledger=ledger, model=model)
    orders = orders_of(chosen, workers=workers, engine=engine)
    with Ledger(chosen.ledger, create=False) as book, _shown(quiet=quiet) as step:
        shards = archive.to_retry(book.store, orders)
        done = archive.load(book.store, shards, orders, step)
    if not shards:
        write("nothing to read again")
        return
    _print(done, chosen.ledger, format_)
    raise typer.Exit(REFUSED if done.errors else 0)


def _print(done: Progress, where: str, form: str) -> None:
    if form == "json":
        import dataclasses

        write(as_json({**dataclasses.asdict(done), "seconds": round(done.seconds, 1)}))
        return
    write(
        f"{done.shards:,} shards: {done.looked_at:,} records, {done.kept:,} kept by the filter, {done.read:,} read, "
        f"{done.errors:,} errors, in {done.seconds:,.0f} s\nledger: {where}"
    )


@contextmanager
def _shown(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A line a shard on standard error: documents a second, share kept, errors, time left."""

    def step(now: Progress) -> None:
        if quiet:
            return
        pace = now.looked_at / now.seconds if now.seconds else 0.0
        share = now.kept / now.looked_at if now.looked_at else 0.0
        left = f", {now.left:,.0f} s left" if now.left is not None else ""
        told = f"{pace:,.1f} records/s, {share:.0%} kept, {now.errors:,} errors{left}"
        print(f"{now.done:,} of {now.shards:,} shards, {told}", file=sys.stderr, flush=True)  # noqa: T201

    yield step
