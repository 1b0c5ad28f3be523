"""`comity figures`: every quantity and period of texts, as they come."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO

from comity.cli.output import complain, show, write
from comity.model import InputError

MOST_BYTES = 10_000_000
_Row = tuple[str | int, str | None, date | None]


def run(source: str, *, published: date | None, input_format: str, format_: str) -> int:
    """Print the figures of one text or of every line; the exit code says whether a line was refused."""
    from comity.figures import figures, period_json, quantity_json
    from comity.present import figure_rows
    from comity.present.clean import json_text

    refused = 0
    for name, text, day in _texts(source, published, input_format):
        if text is None:
            refused += 1
            complain(str(name), 0)
            continue
        found = figures(text, published=day)
        if format_ == "jsonl":
            quantities, periods = map(quantity_json, found.quantities), map(period_json, found.periods)
            row = {"id": name, "quantities": list(quantities), "periods": list(periods)}
            write(json_text(row))
        else:
            show(figure_rows.table(text, found))
    return 3 if refused else 0


def _texts(source: str, published: date | None, input_format: str) -> Iterator[_Row]:
    """(id, text, publication date); (why, None, None) for a line that cannot be read."""
    with _open(source) as stream:
        if input_format == "text":
            data = stream.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                raise InputError(f"{source}: is larger than {MOST_BYTES // 1_000_000} MB; split it")
            yield source, data.decode("utf-8-sig", "replace"), published
            return
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _row(line, f"{source}:{number}", published)


def _row(line: bytes, where: str, published: date | None) -> _Row:
    if len(line) > MOST_BYTES:
        return f"{where}: is larger than {MOST_BYTES // 1_000_000} MB; split it", None, None
    try:
        row = json.loads(line.decode("utf-8-sig", "replace"))
        text, day = row["text"], row.get("published")
        if not isinstance(text, str):
            raise TypeError
        own = date.fromisoformat(day[:10]) if isinstance(day, str) and day else None
    except RecursionError:
        return f"{where}: is nested too deeply", None, None
    except ValueError as error:
        return f"{where}: cannot be read ({error})", None, None
    except (KeyError, TypeError, AttributeError):
        return f'{where}: is not an object with a "text" field', None, None
    name = row.get("id", where)
    return name if isinstance(name, str | int) else str(name), text, published or own


@contextlib.contextmanager
def _open(source: str) -> Iterator[IO[bytes]]:
    if source == "-":
        yield sys.stdin.buffer
        return
    with contextlib.ExitStack() as opened:
        try:
            stream = opened.enter_context(Path(source).open("rb"))
        except OSError as error:
            raise InputError(f"{source}: cannot be read ({error.strerror})") from error
        yield stream
