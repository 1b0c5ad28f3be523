"""All commands together, and what becomes of an error: one line on standard error and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from comity import __version__
from comity.cli import archive, article, commands, ingest, ledger, promises, reconcile, review, show, stats, watch
from comity.cli.output import OutputClosedError, complain
from comity.model import ComityError

app = typer.Typer(
    name="comity",
    epilog="Exit codes: 0 fine, 2 wrong use, 3 some input refused, 4 ledger trouble, 5 settings.",
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(commands.read)
app.command("article")(article.article)
app.command("ingest")(ingest.ingest)
app.command("watch")(watch.watch)
app.command("dossier")(commands.dossier)
app.command("show")(show.show)
app.command("figures")(commands.figures)
app.command("review")(review.review)
app.command("promises")(promises.promises)
app.add_typer(stats.app, name="stats")
ledger.app.command("reconcile")(reconcile.reconcile)
app.add_typer(ledger.app, name="ledger")
app.add_typer(archive.app, name="runs")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"comity {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Reads diplomatic and economic news into a sourced ledger of relations between states."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    _speak_utf8()
    try:
        done = app(args=None if arguments is None else list(arguments), prog_name="comity", standalone_mode=False)
        sys.stdout.flush()
    except (OutputClosedError, BrokenPipeError):
        _forget_output()
        return 0
    except ComityError as error:
        return complain(str(error), error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        done = archive.STOPPED
    except OSError as error:
        _forget_output()
        return complain(f"cannot go on: {error.strerror or error}", 1)
    except Exception as error:
        # Typer's own usage errors: their classes have moved between its versions, their shape has not.
        told = getattr(error, "format_message", None)
        if told is None:
            raise
        message = told().replace("Value error, ", "").rstrip(".")
        return complain(f"{message} (try: comity --help)", getattr(error, "exit_code", 2))
    code = done if isinstance(done, int) else 0
    return complain("stopped", archive.STOPPED) if code == archive.STOPPED else code


def _speak_utf8() -> None:
    """Data in a file or pipe is UTF-8 whatever the locale says; a terminal that lacks a letter shows another."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is None:
        return
    if sys.stdout.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """What is still buffered cannot be written: let the interpreter flush it into nothing when it ends."""
    with contextlib.suppress(OSError, ValueError):  # standard output may be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
