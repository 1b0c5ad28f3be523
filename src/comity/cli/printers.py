"""Statements of many documents printed as they come, and summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from comity.cli.output import complain, plain, show, write
from comity.model import Reading, Refusal, Statement

if TYPE_CHECKING:
    from comity.api.ledger import Dossier, Ingested


class Printer(Protocol):
    """Takes documents one at a time and holds none of them."""

    def add(self, item: Reading | Refusal) -> None:
        """Print what a document says."""

    def close(self) -> None:
        """Print what comes last."""


def printer(format_: str, *, quiet: bool = False) -> Printer:
    """The printer of a format: table, jsonl, json, csv or plover; `quiet` leaves out what it would note."""
    from comity.present import data

    match format_:
        case "jsonl":
            return _Lines(data.json_line)
        case "csv":
            return _Lines(data.csv_row, data.csv_header())
        case "json":
            return _Array()
        case "plover":
            return _Plover(quiet=quiet)
        case _:
            return _Tables()


class _Tables:
    def add(self, item: Reading | Refusal) -> None:
        from comity.present import terminal
        from comity.resolve import country_name

        if isinstance(item, Refusal):
            return
        heading = terminal.article_heading(item.article)
        if item.statements:
            show(heading, terminal.statement_table(item.statements, country_name))
        else:
            show(heading, "Nothing said of relations between states.\n")

    def close(self) -> None:
        pass


class _Lines:
    """One line a statement, under a header where the format has one."""

    def __init__(self, line: Callable[[Statement], str], header: str | None = None) -> None:
        self._line = line
        if header is not None:
            write(header)

    def add(self, item: Reading | Refusal) -> None:
        if isinstance(item, Reading):
            for statement in item.statements:
                write(self._line(statement))

    def close(self) -> None:
        pass


class _Array:
    def __init__(self) -> None:
        self._any = False

    def add(self, item: Reading | Refusal) -> None:
        from comity.present.data import json_line

        if isinstance(item, Reading):
            for statement in item.statements:
                write(("," if self._any else "[") + json_line(statement))
                self._any = True

    def close(self) -> None:
        write("]" if self._any else "[]")


class _Plover:
    """PLOVER events, one a line; statements that are none are counted and told at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._left: Counter[str] = Counter()

    def add(self, item: Reading | Refusal) -> None:
        from comity.analyse import Source
        from comity.present import plover

        if isinstance(item, Reading):
            source = Source.of(item.article)
            for done in plover.events_of(item):
                if isinstance(done, plover.Event):
                    write(plover.json_line(done, source))
                else:
                    self._left[done.why] += 1

    def close(self) -> None:
        from comity.present.plover import left_out

        if self._left and not self._quiet:
            complain(left_out(self._left), 0)


def ingested_text(done: Ingested, ledger: str) -> str:
    """ "12 documents: 10 new, 1 changed, 1 known, 0 refused; 87 statements added to ledger.db"."""
    from comity.present.clean import one_line
    from comity.present.names import counted

    reread = f", {done.reread:,} read again" if done.reread else ""
    counts = f"{done.new:,} new, {done.changed:,} changed{reread}, {done.known:,} known, {len(done.refused):,} refused"
    lines = [
        f"{counted(done.documents, 'document')}: {counts}",
        f"{counted(done.statements, 'statement')} added to {ledger}",
    ]
    if done.passed_over:
        lines.append(f"{counted(done.passed_over, 'document')} passed over, not asked for")
    lines += [one_line(f"refused: {r.origin}: {r.why}") for r in done.refused[:20]]
    if len(done.refused) > 20:
        lines.append(f"and {len(done.refused) - 20:,} more refused")
    return "\n".join(lines)


def ingested_json(done: Ingested) -> dict[str, Any]:
    """The summary as plain values."""
    return {
        "documents": done.documents,
        "new": done.new,
        "changed": done.changed,
        "reread": done.reread,
        "known": done.known,
        "statements": done.statements,
        "passed_over": done.passed_over,
        "refused": [{"origin": r.origin, "why": r.why} for r in done.refused],
    }


def dossier_text(found: Dossier, format_: str) -> str:
    """A dossier in one of its forms; "text" is as the terminal shows it, without colours."""
    match format_:
        case "json":
            return as_json(found.to_json())
        case "html":
            return found.to_html()
        case "markdown":
            return found.to_markdown()
        case "plover":
            return _plover(found)
        case _:
            return _plain(found)


def dossier_bytes(found: Dossier, format_: str) -> bytes:
    """A dossier in one of the forms that are files: xlsx, docx, ics."""
    match format_:
        case "xlsx":
            return found.to_xlsx()
        case "docx":
            return found.to_docx()
        case _:
            return found.to_ics()


def _plover(found: Dossier) -> str:
    from comity.present import plover

    done = [(plover.code(s), found.source(s)) for s in plover.statements_of(found)]
    left = Counter(item.why for item, _ in done if isinstance(item, plover.Left))
    if left:
        complain(plover.left_out(left), 0)
    return "".join(plover.json_line(e, source) + "\n" for e, source in done if isinstance(e, plover.Event))


def _plain(found: Dossier) -> str:
    from comity.present import terminal
    from comity.resolve import country_name

    return plain(terminal.dossier(found, country_name)) + "\n"


def as_json(value: Any) -> str:
    """Values as indented JSON."""
    from comity.present.clean import json_text

    return json_text(value, indent=2)
