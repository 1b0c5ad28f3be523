"""Archives from the command line: read by workers, estimated, told of, and tried again."""

from __future__ import annotations

import dataclasses
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from comity.cli import options
from comity.cli.amounts import duration, size
from comity.cli.output import UsageError, complain, write
from comity.cli.printers import as_json

if TYPE_CHECKING:
    from comity.api.archive import Orders, Progress
    from comity.api.runs import Told
    from comity.api.sources import Reach
    from comity.settings import Settings

app = typer.Typer()
REFUSED = 3
STOPPED = 130  # as shells have it for Ctrl-C
LOCAL = "local"
MOST = 50  # errors that are told singly
EVERY = 2.0  # seconds between two lines of progress
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the work is shared out, as the command line says it."""

    workers: int = 1
    engine: str = LOCAL
    folder: str | None = None
    shard_mb: int | None = None


def orders_of(chosen: Settings, plan: Plan, far: Reach, *, single: Sequence[str | None] = ()) -> Orders:
    """How archives are read under these settings; `single` is what was said that can only hold of one document."""
    from comity.api.archive import Orders, folder_of
    from comity.api.versions import versions
    from comity.scale.chosen import line_of

    if any(single):
        raise UsageError("--published, --title, --publisher and --url are for single documents, not for archives")
    code, model = versions(chosen)
    return Orders(
        code=code,
        model=model,
        folder=plan.folder or folder_of(chosen.ledger),
        workers=plan.workers,
        engine=plan.engine,
        selection=line_of(far.selection),
        access=far.access,
        shard_bytes=plan.shard_mb * 1_000_000 if plan.shard_mb else None,
    )


def run(
    sources: Sequence[str], chosen: Settings, orders: Orders, *, form: str, dry_run: bool = False, quiet: bool = False
) -> int:
    """Read archives into the ledger, or only say what that would take; the exit code."""
    from comity.api import archive
    from comity.api.ledger import Ledger

    places, others = archive.archives_of(sources)
    for refusal in others:
        complain(f"{refusal.origin}: {refusal.why}", 0)
    if not places:
        raise UsageError("no archive among what was given; archives end in .warc or .warc.gz")
    if dry_run:
        _print_estimate(places, orders, form)
        return REFUSED if others else 0
    shards = archive.planned(places, orders)
    with _left_at_once(), Ledger(chosen.ledger) as book, shown(book.where, len(shards), quiet=quiet) as step:
        done = archive.load(book.store, shards, orders, step)
        where = book.where
    _print(done, where, form)
    return REFUSED if done.errors or others else 0


@app.callback(invoke_without_command=True)
def root(context: typer.Context, ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Show the runs that read archives: their shards, documents and errors."""
    if context.invoked_subcommand is not None:
        return
    from comity import settings
    from comity.api import runs
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found, errors = runs.runs(book.store), runs.open_errors(book.store)
    if format_ == "json":
        write(as_json(runs.runs_json(found, errors)))
        return
    if not found:
        write("no archive was read into this ledger")
    for told in found:
        write(_run_line(told))
    if errors:
        write(f"{_many(len(errors), 'document')} could not be read; comity runs retry tries them again:")
    for origin, (refusal, _) in list(errors.items())[:MOST]:
        write(f"  {origin}: {refusal.why}")
    if len(errors) > MOST:
        write(f"  and {len(errors) - MOST:,} more; all with --format json")


@app.command()
def retry(
    ledger: options.LedgerPlace = None,
    workers: Annotated[int, typer.Option(min=1, max=4096, help="Worker processes.")] = 1,
    engine: Annotated[
        str, typer.Option(metavar="local|ADDRESS", help="Where workers run: here, or on a Ray cluster.")
    ] = LOCAL,
    results: options.Results = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    encoder: options.Encoder = None,
    format_: Form = "text",
    quiet: options.Quiet = False,
) -> None:
    """Read what could not be read again, and that alone."""
    from comity import settings
    from comity.api import archive, runs
    from comity.api.ledger import Ledger
    from comity.api.sources import reach

    chosen = settings.load(ledger=ledger, model=model, encoder=encoder)
    plan = Plan(workers=workers, engine=engine, folder=results)
    orders = orders_of(chosen, plan, reach(chosen, allow_private=allow_private))
    with _left_at_once(), Ledger(chosen.ledger, create=False) as book:
        shards = runs.to_retry(book.store, orders)
        with shown(book.where, len(shards), quiet=quiet) as step:
            done = archive.load(book.store, shards, orders, step)
        where = book.where
    if not shards and format_ == "text":
        write("nothing to read again")
        return
    _print(done, where, format_)
    raise typer.Exit(REFUSED if done.errors else 0)


@contextmanager
def shown(where: str, shards: int, *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A line of progress on standard error now and then; what is kept is told where the run breaks off.

    SIGTERM breaks off as Ctrl-C does.
    """
    done, told = 0, 0.0

    def step(now: Progress) -> None:
        nonlocal done, told
        done = now.done
        if not quiet and (now.done == now.shards or time.monotonic() - told > EVERY):
            told = time.monotonic()
            complain(progress_line(now), 0)

    with _interrupted_by_sigterm():
        try:
            yield step
        except BaseException:
            if done:
                complain(f"{done:,} of {_many(shards, 'shard')} are in {where}; the same command goes on from there", 0)
            raise


@contextmanager
def _left_at_once() -> Iterator[None]:
    """Where Daft is at work and the run is stopped, end this process here: Daft's own end tells at length that its
    workers are gone, or aborts.
    """
    try:
        yield
    except KeyboardInterrupt:
        if "daft" not in sys.modules:
            raise
        complain("stopped", STOPPED)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(STOPPED)


def progress_line(now: Progress) -> str:
    """Shards done, documents a second, share kept, errors, time left."""
    pace = now.looked_at / now.seconds if now.seconds else 0.0
    share = now.kept / now.looked_at if now.looked_at else 0.0
    left = f", {duration(now.left)} left" if now.left else ""
    told = f"{pace:,.1f} documents/s, {share:.0%} kept, {_many(now.errors, 'error')}{left}"
    return f"{now.done:,} of {_many(now.shards, 'shard')}, {told}"


@contextmanager
def _interrupted_by_sigterm() -> Iterator[None]:
    import signal

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread: whoever runs it there sees to signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _print(done: Progress, where: str, form: str) -> None:
    if form == "json":
        write(as_json({**dataclasses.asdict(done), "seconds": round(done.seconds, 1), "ledger": where}))
        return
    if done.known == done.shards:
        write(f"nothing new: {_many(done.shards, 'shard')} already in {where}")
        return
    again = f" ({done.known:,} were there already)" if done.known else ""
    write(
        f"{_many(done.shards, 'shard')}{again}: {_many(done.looked_at, 'document')}, {done.kept:,} kept by the filter, "
        f"{done.read:,} read, {_many(done.errors, 'error')}, in {duration(done.seconds)}\nledger: {where}"
    )
    if done.damaged:
        complain(f"{_many(done.damaged, 'result')} of an earlier run was damaged and read again", 0)
    if done.errors:
        complain("comity runs shows what could not be read, comity runs retry tries it again", 0)


def _print_estimate(places: Sequence[str], orders: Orders, form: str) -> None:
    from comity.api.estimate import CC_NEWS_A_DAY, estimate

    found = estimate(places, orders)
    if form == "json":
        write(as_json(dataclasses.asdict(found)))
        return
    about = "" if found.sampled >= found.documents else "about "
    write(
        f"from a sample of {_many(found.sampled, 'document')}: {about}{_many(found.documents, 'document')}, "
        f"{found.kept:,} kept by the filter, {_many(found.errors, 'error')}\n"
        f"about {duration(found.cpu_seconds)} of one processor, {size(found.bytes)} of results\n"
        f"CC-NEWS at this pace ({CC_NEWS_A_DAY:,} articles a day): {found.month_hours:,.0f} processor hours a month, "
        f"{found.year_hours:,.0f} a year"
    )


def _run_line(told: Told) -> str:
    counts: dict[str, Any] = {
        name: sum(getattr(shard, name) for shard in told.shards) for name in ("looked_at", "kept", "read", "errors")
    }
    return (
        f"run {told.run}  {told.started[:16].replace('T', ' ')}  {told.code}, {told.model}: "
        f"{_many(len(told.shards), 'shard')}, {_many(counts['looked_at'], 'document')}, {counts['kept']:,} kept, "
        f"{counts['read']:,} read, {_many(counts['errors'], 'error')}"
    )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
