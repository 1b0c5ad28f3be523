"""Documents into a ledger: chosen, read, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import archive, options
from comity.cli.output import Notes, write
from comity.cli.progress import bar

if TYPE_CHECKING:
    from comity.acquire import Overrides
    from comity.api.sources import Reach
    from comity.settings import Settings

REFUSED = 3


def ingest(
    sources: options.Sources,
    ledger: options.LedgerPlace = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the summary.")] = "text",
    input_format: options.InputFormatOption = "auto",
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    language: options.Languages = None,
    host: options.Hosts = None,
    country: options.Countries = None,
    since: options.From = None,
    until: options.Until = None,
    word: options.Words = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    encoder: options.Encoder = None,
    jobs: options.Jobs = None,
    workers: options.Workers = None,
    engine: options.Engine = None,
    results: options.Results = None,
    shard_mb: options.ShardMB = None,
    dry_run: options.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Read documents into a ledger. The same document twice adds nothing; a changed one is a new version."""
    from comity import settings
    from comity.api.sources import reach

    chosen = settings.load(model=model, encoder=encoder, ledger=ledger, jobs=jobs)
    far = reach(chosen, options.asked(language, host, country, since, until, word), allow_private=allow_private)
    if workers or engine or dry_run:
        plan = archive.Plan(workers=workers or 1, engine=engine or archive.LOCAL, folder=results, shard_mb=shard_mb)
        orders = archive.orders_of(chosen, plan, far, single=(published, title, publisher, url))
        raise typer.Exit(archive.run(sources, chosen, orders, form=format_, dry_run=dry_run, quiet=quiet))
    known = options.overrides(published, title, publisher, url)
    raise typer.Exit(_kept(sources, chosen, far, known, input_format, form=format_, quiet=quiet))


def _kept(
    sources: list[str],
    chosen: Settings,
    far: Reach,
    known: Overrides,
    input_format: options.InputFormat,
    *,
    form: str,
    quiet: bool,
) -> int:
    from comity.api.ledger import Ledger
    from comity.cli.printers import as_json, ingested_json, ingested_text

    notes = Notes(quiet=quiet)
    with Ledger(chosen.ledger) as book, notes.kept_in(book.where), bar(sources, notes, quiet=quiet) as step:
        done = book.ingest_with(
            sources, input_format=input_format, overrides=known, settings=chosen, seen=step, within=far
        )
    notes.close()
    write(ingested_text(done, book.where) if form == "text" else as_json(ingested_json(done)))
    return REFUSED if done.refused else 0
