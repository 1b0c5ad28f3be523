"""The commands that read documents and answer from a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import Notes, UsageError, write, write_bytes
from comity.cli.output import show as show_rich

if TYPE_CHECKING:
    from comity.api.ledger import Dossier

REFUSED = 3
BINARY = ("xlsx", "docx")
FILES = (*BINARY, "ics")


def read(
    sources: options.Sources,
    format_: Annotated[
        Literal["table", "jsonl", "json", "csv", "plover"] | None,
        typer.Option("--format", help="Default: table on a terminal, jsonl in a pipe.", show_default=False),
    ] = None,
    input_format: options.InputFormatOption = "auto",
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    model: options.Model = None,
    encoder: options.Encoder = None,
    jobs: options.Jobs = None,
    allow_private: options.AllowPrivate = False,
    quiet: options.Quiet = False,
) -> None:
    """Read pages, texts or JSON Lines of documents and print their statements."""
    from comity import settings
    from comity.api.article import readings
    from comity.api.sources import reach
    from comity.cli.printers import printer

    known = options.overrides(published, title, publisher, url)
    chosen = settings.load(model=model, encoder=encoder, jobs=jobs)
    notes = Notes(quiet=quiet)
    out = printer(format_ or ("table" if sys.stdout.isatty() else "jsonl"), quiet=quiet)
    events, far = format_ == "plover", reach(chosen, allow_private=allow_private)
    for item in readings(
        sources, input_format=input_format, overrides=known, settings=chosen, one_sided=events, within=far
    ):
        notes.of(item)
        out.add(item)
    out.close()
    notes.close()
    raise typer.Exit(REFUSED if notes.refused else 0)


def dossier(
    pair: Annotated[
        list[str],
        typer.Argument(
            metavar="A B", help="Two states or organisations: names, adjectives or codes.", show_default=False
        ),
    ],
    ledger: options.LedgerPlace = None,
    since: options.Since = None,
    format_: Annotated[
        Literal["text", "json", "html", "markdown", "plover", "xlsx", "docx", "ics"],
        typer.Option("--format", help="Form; xlsx and docx need --output."),
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.", show_default=False)
    ] = None,
    today: options.Today = None,
) -> None:
    """What the sources in a ledger say of two states: what is new, checked figures, each line with its quote."""
    from comity import settings
    from comity.api.ledger import Ledger
    from comity.cli.pair import pair_of
    from comity.cli.printers import dossier_bytes, dossier_text

    first, second = pair_of(pair)
    days = options.day(since, "--since"), options.day(today, "--today")
    if output is None and format_ in BINARY and sys.stdout.isatty():
        raise UsageError(f"--format {format_} is no text; name a file to write: --output dossier.{format_}")
    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found = book.dossier(first, second, since=days[0], today=days[1])
    if format_ == "text" and output is None:
        _show_dossier(found)
    elif format_ in FILES:
        _give(output, dossier_bytes(found, format_))
    elif output is None:
        write(dossier_text(found, format_).rstrip("\n"))
    else:
        _save(output, dossier_text(found, format_).encode("utf-8", "backslashreplace"))


def figures(
    source: Annotated[str, typer.Argument(metavar="[FILE|-]", help="A text, or JSON Lines.")] = "-",
    published: options.Published = None,
    input_format: Annotated[Literal["text", "jsonl"], typer.Option(help="What the input is.")] = "text",
    format_: Annotated[
        Literal["table", "jsonl"] | None,
        typer.Option("--format", help="Default: table on a terminal, jsonl in a pipe.", show_default=False),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Find every quantity and period in a text."""
    from comity.cli.figures import run

    form = format_ or ("table" if sys.stdout.isatty() else "jsonl")
    raise typer.Exit(run(source, published=options.day(published), input_format=input_format, format_=form))


def _give(path: Path | None, data: bytes) -> None:
    if path is None:
        write_bytes(data)
    else:
        _save(path, data)


def _save(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error
    write(str(path))


def _show_dossier(found: Dossier) -> None:
    from comity.present import terminal
    from comity.resolve import country_name

    show_rich(terminal.dossier(found, country_name))
