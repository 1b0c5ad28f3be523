"""Commands about official statistics: take them in, look at them, hold what is told against them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from comity.cli import options
from comity.cli.output import UsageError, complain, write
from comity.cli.output import show as show_rich
from comity.cli.printers import as_json
from comity.model import Refusal

if TYPE_CHECKING:
    from comity.api.statistics import Taken

app = typer.Typer()

REFUSED = 3
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="Form.")]
Pair = Annotated[
    list[str],
    typer.Argument(metavar="A B", help="Two states or organisations: names, adjectives or codes.", show_default=False),
]
Today = Annotated[
    str | None, typer.Option(metavar="DATE", help="Retrieved on this day (default: today).", show_default=False)
]
_RANGE = re.compile(r"(\d{4})(?:\s?[-–:]\s?(\d{4}))?", re.ASCII)


@app.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """Official trade statistics: import or fetch them, see both sides' counts, check what articles say."""
    if context.invoked_subcommand is None:
        raise UsageError("stats needs import, fetch, list, show or check: comity stats show KAZ FRA")


@app.command("import")
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Tables or messages.", show_default=False)],
    mapping: Annotated[
        str | None,
        typer.Option(metavar="FILE.toml", help="Which column says what; SDMX and UN Comtrade need none."),
    ] = None,
    provider: Annotated[str | None, typer.Option(help="Who published the figures.", show_default=False)] = None,
    dataset: Annotated[str | None, typer.Option(help="As which dataset.", show_default=False)] = None,
    licence: Annotated[str | None, typer.Option(help="Under which licence.", show_default=False)] = None,
    ledger: options.LedgerPlace = None,
    format_: Form = "text",
    today: Today = None,
    quiet: options.Quiet = False,
) -> None:
    """Add official figures from CSV, SDMX-CSV, SDMX-ML or UN Comtrade's JSON; the same file twice adds nothing."""
    from comity import settings
    from comity.api import statistics
    from comity.api.ledger import Ledger

    with Ledger(settings.load(ledger=ledger).ledger) as book:
        taken = statistics.import_files(
            book.store,
            files,
            today=_day(today),
            mapping=mapping,
            provider=provider,
            dataset=dataset,
            licence=licence,
            told=_tell,
        )
        _close(taken, book.where, format_, quiet=quiet)


@app.command()
def fetch(
    provider: Annotated[
        str, typer.Argument(metavar="PROVIDER", help="comtrade, eurostat, imf, or a mapping file with a [fetch] part.")
    ],
    pair: Pair,
    years: Annotated[
        str | None, typer.Option(metavar="2018-2024", help="Years (default: the last seven).", show_default=False)
    ] = None,
    frequency: Annotated[Literal["A", "M"], typer.Option(help="Annual or monthly figures.")] = "A",
    ledger: options.LedgerPlace = None,
    format_: Form = "text",
    today: Today = None,
    quiet: options.Quiet = False,
) -> None:
    """Fetch what both sides report of their trade with each other. The only command here that uses the network."""
    from comity import settings
    from comity.api import statistics
    from comity.api.ledger import Ledger
    from comity.cli.pair import pair_of

    codes, span = pair_of(pair), _years(years)
    chosen = settings.load(ledger=ledger)
    with Ledger(chosen.ledger) as book:
        taken = statistics.fetch(
            book.store,
            provider,
            codes,
            today=_day(today),
            years=span,
            frequency=frequency,
            key=chosen.comtrade_key.get_secret_value(),
            told=_tell,
        )
        _close(taken, book.where, format_, quiet=quiet)


@app.command("list")
def list_(
    pair: Annotated[
        list[str] | None, typer.Argument(metavar="[A B]", help="Two states; all without them.", show_default=False)
    ] = None,
    ledger: options.LedgerPlace = None,
    format_: Form = "text",
) -> None:
    """List what official figures there are, with source, licence and the day they were retrieved."""
    from comity import settings
    from comity.api import statistics
    from comity.api.ledger import Ledger
    from comity.cli.pair import pair_of
    from comity.present import statistics as shown
    from comity.resolve import country_name

    codes = set(pair_of(pair)) if pair else None
    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        held = [h for h in statistics.held(book.store) if codes is None or {h.reporter, h.partner} == codes]
    if format_ == "json":
        write(as_json(shown.held_json(held)))
    elif held:
        show_rich(shown.held_table(held, country_name))
    else:
        write("No official figures here; add some with comity stats import or fetch.")


@app.command()
def show(pair: Pair, ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Show both sides' counts of the trade of two states, year by year, with the gap between them explained."""
    from comity import settings
    from comity.api import statistics
    from comity.api.ledger import Ledger
    from comity.cli.pair import pair_of
    from comity.present import statistics as shown
    from comity.resolve import country_name

    codes = pair_of(pair)
    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        mirrors, figures = statistics.mirrors_of(book.store, codes), statistics.observations(book.store, codes)
    if format_ == "json":
        write(as_json(shown.mirrors_json(codes, mirrors, figures)))
    elif figures:
        show_rich(*shown.mirror_tables(mirrors, country_name))
    else:
        write("No official figures of these two; add some with comity stats import or fetch.")


@app.command()
def check(pair: Pair, ledger: options.LedgerPlace = None, format_: Form = "text") -> None:
    """Hold what the sources tell of the trade of two states against the official figures."""
    from comity import settings
    from comity.api import statistics
    from comity.api.ledger import Ledger
    from comity.cli.pair import pair_of
    from comity.present import statistics as shown
    from comity.resolve import country_name

    codes = pair_of(pair)
    with Ledger(settings.load(ledger=ledger).ledger, create=False, readonly=True) as book:
        checks = statistics.checks(book.store, codes)
    if format_ == "json":
        write(as_json(shown.checks_json(checks)))
    elif checks:
        show_rich(*shown.check_parts(checks, country_name))
    else:
        write("No source here tells figures of trade between these two.")


def _tell(refusal: Refusal) -> None:
    complain(f"{refusal.origin}: {refusal.why}", 0)


def _close(taken: Taken, where: str, format_: str, *, quiet: bool) -> None:
    from comity.present.statistics import left_out

    if format_ == "json":
        left = [{"reason": r, "name": name, "figures": n} for (r, name), n in taken.left_out.items()]
        refused = [{"origin": r.origin, "why": r.why} for r in taken.refused]
        write(as_json({"new": taken.new, "known": taken.known, "refused": refused, "left_out": left}))
    else:
        total = taken.new + taken.known
        figures = "1 figure" if total == 1 else f"{total:,} figures"
        write(f"{figures}: {taken.new:,} new, {taken.known:,} known, {len(taken.refused):,} refused; in {where}")
    if not quiet:
        for line in left_out(taken.left_out):
            complain(f"left out, {line}", 0)
    raise typer.Exit(REFUSED if taken.refused else 0)


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text is not None else date.today()
    except ValueError:
        raise UsageError(f"--today: {text!r} is not a date; write it like 2024-11-07") from None


def _years(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"--years: {text!r} are no years; write them like 2018-2024")
    return int(found[1]), int(found[2] or found[1])
