"""Tables of separated values as rows: streamed, in any encoding, with everything bounded."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from comity.acquire.encoding import decode, storable
from comity.acquire.sniff import bom_encoding
from comity.acquire.statistics.items import TableBounds, UnfitError
from comity.model import Refusal

_PIECE = 1_048_576
_SAMPLE = 65_536
_DELIMITERS = ",;\t|"


def encoding_of(path: Path, told: str) -> str:
    """The codec of a text file: as told, by its mark, UTF-8 where all of it is, or guessed around the first byte that
    is none. Raises UnfitError where `told` is no encoding, OSError where the file cannot be read.
    """
    if told:
        try:
            return codecs.lookup(told).name
        except (LookupError, ValueError) as error:
            raise UnfitError(f"the mapping names an encoding that does not exist: {told!r}") from error
    with path.open("rb") as stream:
        if marked := bom_encoding(stream.read(4)):
            return marked
        stream.seek(0)
        sample = _first_broken(stream)
    if sample is None:
        return "utf-8"
    return decode(sample, html=False).encoding


def _first_broken(stream: BinaryIO) -> bytes | None:
    """The piece with the first bytes that are no UTF-8, None where there are none."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    while piece := stream.read(_PIECE):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            start = max(0, error.start - _SAMPLE // 2)
            return piece[start : start + _SAMPLE]
    return None  # a letter that is cut off at the very end makes no other encoding


@contextmanager
def opened(path: Path, codec: str) -> Iterator[io.TextIOWrapper]:
    """A file as text; bytes that are none of `codec` become U+FFFD."""
    with path.open("rb") as stream, io.TextIOWrapper(stream, codec, errors="replace", newline="") as text:
        yield text


class Table:
    """Rows of one text stream as lists of cells, the head first, with the lines they stand on."""

    def __init__(self, text: io.TextIOWrapper, *, origin: str, delimiter: str, skip: int, bounds: TableBounds) -> None:
        self._text, self._origin, self._bounds = text, origin, bounds
        self._line = 0
        self._long: list[int] = []
        for _ in range(skip):
            self._next_line()
        first = self._next_line()
        while first is not None and not first.strip():
            first = self._next_line()
        self.first = (first or "").removeprefix("\ufeff")
        self.delimiter = delimiter or _told_by(self.first)
        self._before = self._line - 1 if first is not None else self._line

    def rows(self) -> Iterator[tuple[str, list[str]] | Refusal]:
        """(place, cells) of every row, the head included; a `Refusal` for what is no row. Ends at the bounds."""
        reader = csv.reader(self._lines(), delimiter=self.delimiter)
        number = 0
        while True:
            start = self._before + reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield Refusal(origin=f"{self._origin}:{start}", why=f"is no row of a table ({str(error)[:80]})")
                continue
            yield from (self._too_long(n) for n in self._long)
            self._long.clear()
            if cells is None:
                return
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if number > self._bounds.rows + 1:
                yield Refusal(origin=self._origin, why=f"has more than {self._bounds.rows:,} rows; the rest was left")
                return
            if len(cells) > self._bounds.columns:
                yield Refusal(origin=f"{self._origin}:{start}", why=f"has more than {self._bounds.columns:,} columns")
                continue
            yield f"{self._origin}:{start}", [storable(cell) for cell in cells]

    def _lines(self) -> Iterator[str]:
        yield self.first
        while (line := self._next_line()) is not None:
            yield line

    def _next_line(self) -> str | None:
        """The next line, an empty one for a line that is too long, None at the end."""
        limit = self._bounds.line_chars
        line = self._text.readline(limit)
        if not line:
            return None
        self._line += 1
        if len(line) < limit or line.endswith(("\n", "\r")):
            return line
        while (rest := self._text.readline(limit)) and not rest.endswith(("\n", "\r")):
            pass
        self._long.append(self._line)
        return "\n"

    def _too_long(self, line: int) -> Refusal:
        limit = self._bounds.line_chars
        return Refusal(origin=f"{self._origin}:{line}", why=f"is a line of more than {limit:,} characters")


def _told_by(head: str) -> str:
    """The separator that the head has most of."""
    return max(_DELIMITERS, key=head.count) if any(mark in head for mark in _DELIMITERS) else ","
