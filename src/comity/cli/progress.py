"""A progress bar on standard error, where that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from comity.cli.output import Notes
from comity.model import Reading, Refusal

_LINES = (".jsonl", ".ndjson")
_ARCHIVES = (".warc", ".warc.gz")
_MOST_BYTES = 500_000_000


@contextlib.contextmanager
def bar(sources: Sequence[str], notes: Notes, *, quiet: bool) -> Iterator[Callable[[Reading | Refusal], None]]:
    """Give a function to call with each document: it takes note of it and moves the bar."""
    if quiet or not sys.stderr.isatty():
        yield notes.of
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    # rich writes what goes to standard error above the bar.
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=count(sources))

        def step(item: Reading | Refusal) -> None:
            notes.of(item)
            progress.advance(task)

        yield step


def count(sources: Sequence[str]) -> int | None:
    """How many documents files and folders hold, counted cheaply; None where that cannot be told."""
    total = 0
    for source in sources:
        path = Path(source)
        try:
            files = [f for f in path.rglob("*") if f.is_file()] if path.is_dir() else [path]
            for file in files:
                many = file.suffix.lower() in _LINES
                if not file.is_file() or file.name.endswith(_ARCHIVES) or (many and file.stat().st_size > _MOST_BYTES):
                    return None
                total += _lines(file) if many else 1
        except (OSError, ValueError):
            return None
    return total


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(1 for line in stream if line.strip())
