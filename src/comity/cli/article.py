"""`comity article`: what was read of a page, before anything is made of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import Notes, write

if TYPE_CHECKING:
    from comity.model import Reading

REFUSED = 3
Form = Literal["text", "json", "jsonl"]


def article(
    sources: options.Sources,
    format_: Annotated[
        Form | None, typer.Option("--format", help="Default: text on a terminal, jsonl in a pipe.", show_default=False)
    ] = None,
    offsets: Annotated[
        bool, typer.Option("--offsets", help="In JSON: where each paragraph stands in the page's markup.")
    ] = False,
    input_format: options.InputFormatOption = "auto",
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    url: options.Url = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
) -> None:
    """Print what is read of pages and texts: title, date, authors, body, and what was set aside."""
    from comity import settings
    from comity.api.pages import pages
    from comity.model import Refusal

    known = options.overrides(published, title, publisher, url)
    notes = Notes(quiet=quiet)
    out = _Printer(format_ or ("text" if sys.stdout.isatty() else "jsonl"))
    chosen = settings.load(jobs=jobs)
    for item in pages(sources, input_format=input_format, overrides=known, settings=chosen, offsets=offsets):
        notes.of(item)
        if not isinstance(item, Refusal):
            out.add(item)
    out.close()
    notes.close()
    raise typer.Exit(REFUSED if notes.refused else 0)


class _Printer:
    """Prints articles one at a time; "json" is one array."""

    def __init__(self, form: Form) -> None:
        self._form, self._some = form, False

    def add(self, reading: Reading) -> None:
        """Print one article."""
        from comity.present import article
        from comity.present.clean import json_text, safe

        match self._form:
            case "text":
                write(safe(article.to_text(reading.article, reading.origin)))
            case "jsonl":
                write(json_text(article.to_json(reading.article, reading.origin)))
            case "json":
                write(
                    ("," if self._some else "[") + json_text(article.to_json(reading.article, reading.origin), indent=2)
                )
        self._some = True

    def close(self) -> None:
        """End the array."""
        if self._form == "json":
            write("]" if self._some else "[]")
