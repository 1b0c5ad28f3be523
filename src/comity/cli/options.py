"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli.output import UsageError

if TYPE_CHECKING:
    from comity.acquire import Overrides
    from comity.api.sources import Asked

InputFormat = Literal["auto", "html", "text", "jsonl"]

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Files, folders, globs, web archives, addresses of pages, feeds and sitemaps, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="Publication date (2024-11-07); beats what the page says.")
]
Title = Annotated[str | None, typer.Option(help="Title; beats what the page says.")]
Publisher = Annotated[str | None, typer.Option(help="Publisher; beats what the page says.")]
Url = Annotated[str | None, typer.Option(help="Address of the page; beats what the page says.")]
InputFormatOption = Annotated[InputFormat, typer.Option(help="What the input is.")]
LedgerPlace = Annotated[
    str | None,
    typer.Option("--ledger", metavar="PATH|URL", help="The ledger (default: from settings).", show_default=False),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="An installed spaCy English model (default: from settings).", show_default=False),
]
Encoder = Annotated[
    bool | None,
    typer.Option(
        help="Read with the network too, or by frames alone: faster, and less well (default: from settings).",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        max=256,
        help="Processes that read; 0 is one a processor (default: from settings).",
        show_default=False,
    ),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="Begin with what is new since that day.", show_default=False)
]
Today = Annotated[str | None, typer.Option(metavar="DATE", help="As of this day (default: today).", show_default=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notes and no progress; refusals are still told.")]


def overrides(published: str | None, title: str | None, publisher: str | None, url: str | None) -> Overrides:
    """What was said of the documents on the command line."""
    from comity.acquire import Overrides

    return Overrides(title=title, published=day(published), publisher=publisher, url=url)


def day(text: str | None, option: str = "--published") -> date | None:
    """A date from an option; a usage error where it is none."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise UsageError(f"{option}: {text!r} is not a date; write it like 2024-11-07") from None


Workers = Annotated[
    int | None,
    typer.Option(min=1, max=4096, help="Read web archives in shards, by so many workers.", show_default=False),
]
Engine = Annotated[
    str | None,
    typer.Option(metavar="local|ADDRESS", help="Where workers run: here, or on a Ray cluster.", show_default=False),
]
Results = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE",
        help="Where workers put their results: a folder (default: beside the ledger) or an address such as "
        "s3://bucket/news; all machines of a cluster must reach it.",
        show_default=False,
    ),
]
ShardMB = Annotated[
    int | None,
    typer.Option("--shard-mb", min=1, help="Megabytes of an archive that are read in one go (16).", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what reading web archives would take.")]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="Only in this language (en).", show_default=False)
]
Hosts = Annotated[
    list[str] | None, typer.Option("--host", metavar="NAME", help="Only of this host.", show_default=False)
]
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", metavar="NAME", help="Only what names this state or body.", show_default=False),
]
From = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only published that day or later.", show_default=False)
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only published by that day.", show_default=False)
]
Words = Annotated[
    list[str] | None, typer.Option("--word", metavar="TEXT", help="Only with this word or phrase.", show_default=False)
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from inside a network too.")]


def asked(
    languages: list[str] | None,
    hosts: list[str] | None,
    countries: list[str] | None,
    since: str | None,
    until: str | None,
    words: list[str] | None,
) -> Asked:
    """What documents must be, by the command line."""
    from comity.api.sources import Asked

    return Asked(
        languages=languages or (),
        hosts=hosts or (),
        countries=countries or (),
        since=day(since, "--since"),
        until=day(until, "--until"),
        words=words or (),
    )
