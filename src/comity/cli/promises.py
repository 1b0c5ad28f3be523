"""The command that answers what was promised, and what came of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, write
from comity.cli.output import show as show_rich

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comity.analyse.promise import Promise
    from comity.api.promises import Followed

_MONTHS = re.compile(r"(\d{1,4}) ?(m|months?|y|years?)?", re.IGNORECASE)


def promises(
    pair: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A B]", help="Two states or organisations; all without them.", show_default=False),
    ] = None,
    ledger: options.LedgerPlace = None,
    status: Annotated[
        Literal["open", "overdue", "silent", "kept", "broken"] | None,
        typer.Option(help="Only promises in this state.", show_default=False),
    ] = None,
    silent_for: Annotated[
        str,
        typer.Option("--silent-for", metavar="12m", help="Silent is what nobody has told of for so long (12m, 2y)."),
    ] = "12m",
    kind: Annotated[
        str | None, typer.Option(help="Only promises of this kind (visit, aid, project …).", show_default=False)
    ] = None,
    format_: Annotated[Literal["text", "json", "csv", "markdown"], typer.Option("--format", help="Form.")] = "text",
    steps: Annotated[bool, typer.Option("--steps", help="Show every step with its quote (text).")] = False,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="As of this day (default: today).", show_default=False)
    ] = None,
) -> None:
    """What was promised between states, how far it has come, and what nobody mentions any more."""
    from comity import settings
    from comity.api.ledger import Ledger
    from comity.api.promises import follow
    from comity.cli.pair import pair_of

    chosen = pair_of(pair) if pair else None
    months, day = _months(silent_for), _day(today)
    _check_kind(kind)
    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        found = follow(book.store, chosen, day, months)
    told = [p for p in found.promises if (status is None or p.is_(status)) and (kind is None or p.kind == kind)]
    _write(told, found, format_, steps=steps)


def _write(told: Sequence[Promise], found: Followed, format_: str, *, steps: bool) -> None:
    from comity.cli.printers import as_json
    from comity.present import promises_data, promises_markdown, promises_terminal
    from comity.resolve import country_name

    match format_:
        case "json":
            write(as_json(promises_data.to_json(told, found.sources, found.today, country_name)))
        case "csv":
            write(promises_data.to_csv(told).rstrip("\n"))
        case "markdown":
            write(promises_markdown.promises(told, found.sources, found.today, country_name).rstrip("\n"))
        case _:
            summary = promises_terminal.summary(told, found.today)
            shown = promises_terminal.ladders if steps else promises_terminal.table
            show_rich(summary, *([shown(told, country_name)] if told else []))


def _months(text: str) -> int:
    """ "12m", "18 months", "2y" as months; a usage error where it is none."""
    found = _MONTHS.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise UsageError(f"--silent-for: {text!r} is no length of time; write it like 12m or 2y")
    return int(found[1]) * (12 if (found[2] or "m").lower().startswith("y") else 1)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text is not None else date.today()
    except ValueError:
        raise UsageError(f"--today: {text!r} is not a date; write it like 2026-11-24") from None


def _check_kind(kind: str | None) -> None:
    from comity.kinds import load

    known = [k.name for k in load().values() if k.promise is not None]
    if kind is not None and kind not in known:
        raise UsageError(f"--kind: {kind!r} makes no promises; choose one of {', '.join(known)}")
