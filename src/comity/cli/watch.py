"""Watching feeds from the command line, until a signal says stop."""

from __future__ import annotations

import contextlib
import re
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, complain, write
from comity.model import Refusal

if TYPE_CHECKING:
    from comity.api.sources import Asked
    from comity.api.watching import Told
    from comity.settings import Settings

REFUSED = 3
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_EVERY = re.compile(r"(\d{1,6})([smhd])")


class _TerminatedError(BaseException):
    """SIGTERM: stop here; not an Exception, so that nothing on the way takes it for trouble with a document."""


def watch(
    feeds: Annotated[
        list[str],
        typer.Argument(
            metavar="FEED...",
            help="Feeds and news sitemaps by address, or lists of them: OPML, or a file with an address a line.",
            show_default=False,
        ),
    ],
    every: Annotated[str, typer.Option(metavar="TIME", help="How often: 90s, 15m, 2h, 1d.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    ledger: options.LedgerPlace = None,
    post: Annotated[
        str | None, typer.Option(metavar="URL", help="Post what is new there as JSON.", show_default=False)
    ] = None,
    format_: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="Form of what is printed.")] = "text",
    language: options.Languages = None,
    host: options.Hosts = None,
    country: options.Countries = None,
    since: options.From = None,
    until: options.Until = None,
    word: options.Words = None,
    allow_private: options.AllowPrivate = False,
    model: options.Model = None,
    encoder: options.Encoder = None,
    quiet: options.Quiet = False,
) -> None:
    """Look at feeds again and again, keep what is new in a ledger, and print a line for each new document."""
    from comity import settings

    chosen = settings.load(model=model, encoder=encoder, ledger=ledger)
    seconds, address = _seconds(every), _address(post)
    asked = options.asked(language, host, country, since, until, word)
    out = _Printer(format_, quiet=quiet)
    with _stopping():
        _run(feeds, asked, seconds, address, out, once=once, chosen=chosen, allow_private=allow_private)
    raise typer.Exit(REFUSED if out.refused else 0)


def _run(
    feeds: list[str],
    asked: Asked,
    every: float,
    post: str | None,
    out: _Printer,
    *,
    once: bool,
    chosen: Settings,
    allow_private: bool,
) -> None:
    from comity.api import sources, watching
    from comity.api.ledger import Ledger

    far = sources.reach(chosen, asked, allow_private=allow_private)
    with Ledger(chosen.ledger) as book:
        watching.watch(book, feeds, chosen, far, every=every, once=once, post=post, shown=out.show)


class _Printer:
    """A line for each new document on standard output, for each refusal on standard error; `quiet` leaves out lines of
    text.
    """

    def __init__(self, form: str, *, quiet: bool) -> None:
        self._form, self._quiet = form, quiet
        self.refused = 0

    def show(self, item: Told | Refusal) -> None:
        from comity.present.clean import json_text

        if isinstance(item, Refusal):
            self.refused += 1
            complain(f"{item.origin}: {item.why}", 0)
        elif self._form == "jsonl":
            write(json_text(item.to_json()))
        elif not self._quiet:
            write(_line(item))


def _line(told: Told) -> str:
    """ "2 statements  2024-11-05  Talks in Astana  https://…"."""
    from comity.present.clean import one_line, shorten
    from comity.present.names import counted

    article = told.reading.article
    day = article.published.isoformat() if article.published else "no date"
    again = "" if told.outcome == "new" else f" ({told.outcome})"
    title = shorten(one_line(article.title or "without a title"), 100) + again
    return "  ".join(
        (counted(len(told.reading.statements), "statement"), day, title, one_line(article.url or article.id))
    )


@contextlib.contextmanager
def _stopping() -> Iterator[None]:
    """End well on SIGTERM wherever it comes; Ctrl-C passes through as it is."""

    def stop(_: int, __: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # one is enough: what follows is cleaning up
        raise _TerminatedError

    before: Callable[[int, FrameType | None], object] | int | None = None
    try:
        before = signal.signal(signal.SIGTERM, stop)
        yield
    except _TerminatedError:
        complain("stopped; the same command goes on from there", 0)
        sys.stdout.flush()
        raise typer.Exit(0) from None
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _seconds(every: str) -> float:
    found = _EVERY.fullmatch(every.strip().lower())
    if found is None or int(found[1]) == 0:
        raise UsageError(f"--every: {every!r} is no time; write it like 90s, 15m, 2h or 1d")
    return float(int(found[1]) * _UNITS[found[2]])


def _address(post: str | None) -> str | None:
    if post is not None and not post.startswith(("http://", "https://")):
        raise UsageError(f"--post: {post!r} is no address; it begins with http:// or https://")
    return post
