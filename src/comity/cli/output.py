"""Where output goes: data and text to standard output, everything about the run to standard error."""

from __future__ import annotations

import contextlib
import io
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from comity.model import ComityError, Finding, Reading, Refusal

if TYPE_CHECKING:
    from rich.console import RenderableType

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


def write_bytes(data: bytes) -> None:
    """Bytes to standard output, where that is a pipe or a file."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputClosedError from error


def plain(*parts: RenderableType) -> str:
    """Rich renderables as text of fixed width, without colours and without the blanks that fill lines up."""
    from rich.console import Console

    stream = io.StringIO()
    Console(file=stream, width=WIDTH, highlight=False).print(*parts, sep="\n")
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n"))


def show(*parts: RenderableType) -> None:
    """Rich renderables to standard output: coloured and as wide as the terminal, or as `plain` where it is none."""
    if not sys.stdout.isatty():
        write(plain(*parts))
        return
    from rich.console import Console

    Console(highlight=False).print(*parts, sep="\n")


class Notes:
    """What was noticed about documents, told on standard error: the first ones singly, the rest counted."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet, self._told = quiet, 0
        self._untold: Counter[str] = Counter()
        self.read = self.refused = 0

    def of(self, item: Reading | Refusal) -> None:
        """Take note of a refusal, or of what a reading found."""
        if isinstance(item, Refusal):
            self.refused += 1
            complain(f"{item.origin}: {item.why}", 0)
            return
        self.read += 1
        for finding in dict.fromkeys((*item.article.findings, *item.findings)):
            self._finding(item, finding)

    @contextlib.contextmanager
    def kept_in(self, where: str) -> Iterator[None]:
        """Where reading into a ledger breaks off, say what is in it all the same."""
        try:
            yield
        except (ComityError, KeyboardInterrupt):
            if self.read:
                noun = "document is" if self.read == 1 else "documents are"
                complain(f"{self.read:,} {noun} in {where}; the same command goes on from there", 0)
            raise

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
    """What a person knows a document by: the file it came from, and the line in it."""
    return item.origin or item.article.url or item.article.id
