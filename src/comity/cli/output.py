"""Where output goes: data and text to standard output, everything about the run to standard error."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from comity.model import ComityError, Finding, Reading, Refusal

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST_NOTES = 20
WIDTH = 110  # columns where standard output is a file or a pipe


class UsageError(ComityError):
    """Something a person typed that cannot be meant."""

    exit_code = 2


class OutputClosedError(Exception):
    """Whoever read standard output has gone away (`| head`)."""


def complain(message: str, code: int) -> int:
    """One line on standard error; the code is given back."""
    from comity.present.clean import one_line

    sys.stderr.write(f"comity: {one_line(message)}\n")
    return code


def write(text: str) -> None:
    """Text with a newline to standard output, at once, so that a pipe sees rows as they come."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise OutputClosedError from error


def terminal() -> Console:
    """The console of standard output: coloured on a terminal, plain and of fixed width elsewhere."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, soft_wrap=False)


def show(*parts: RenderableType) -> None:
    """Rich renderables to standard output, without the blanks that fill lines up."""
    console = terminal()
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    with console.capture() as capture:
        console.print(*parts, sep="\n")
    write("\n".join(line.rstrip() for line in capture.get().rstrip("\n").split("\n")))


class Notes:
    """What was noticed about documents, told on standard error: the first ones singly, the rest counted."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet, self._told = quiet, 0
        self._untold: Counter[str] = Counter()
        self.refused = 0

    def of(self, item: Reading | Refusal) -> None:
        """Take note of a refusal, or of what a reading found."""
        if isinstance(item, Refusal):
            self.refused += 1
            complain(f"{item.origin}: {item.why}", 0)
            return
        for finding in dict.fromkeys((*item.article.findings, *item.findings)):
            self._finding(item, finding)

    def close(self) -> None:
        """Say how many notes were left untold."""
        if self._untold:
            kinds = ", ".join(f"{code} {count:,}" for code, count in sorted(self._untold.items()))
            complain(f"and {self._untold.total():,} more notes: {kinds}", 0)

    def _finding(self, item: Reading, finding: Finding) -> None:
        if self._quiet:
            return
        if self._told >= MOST_NOTES:
            self._untold[finding.code] += 1
            return
        self._told += 1
        complain(f"{_name(item)}: {finding.message}", 0)


def _name(item: Reading) -> str:
    """What a person knows a document by: its address, its title, or at last its id."""
    from comity.present.clean import shorten

    article = item.article
    if article.url or not article.id.startswith("sha256:"):
        return article.url or article.id
    return shorten(article.title, 60) or article.id
