"""The bytes of an archive in reading order, with where they stand and a way on behind what is broken."""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

PIECE = 65_536
CUT = "ends before its record does"
RECORD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_NEXT_RECORD = re.compile(rb"(?<=\n)WARC/\d\.\d{1,2}\r?\n[A-Za-z]")
_LINE = 24  # bytes that a record's first line and what is looked at around it may have
_AGAIN = 1 << 30  # bytes of an archive read a second time, at most, to find records after broken ones


class Place(NamedTuple):
    """Where a record begins: the offset of its first byte in the file (of its gzip member, where it is compressed),
    and how many inflated bytes of that member come before it.
    """

    offset: int
    inside: int

    def __str__(self) -> str:
        return f"{self.offset}+{self.inside}" if self.inside else str(self.offset)


class BrokenError(ValueError):
    """Bytes that cannot be what they should be; the message is for a person."""


class TooMuchError(BrokenError):
    """More than is inflated only to be thrown away."""


class Damage(NamedTuple):
    """Why no more bytes come, and the offset of the gzip member where that is."""

    offset: int
    why: str


class Flow:
    """Plain bytes of `stream` from `start` on; `size` is that of the whole where it can seek, else None."""

    def __init__(self, stream: BinaryIO, start: int, size: int | None) -> None:
        self._stream, self.size = stream, size
        self._held = bytearray()
        self._raw = start  # offset in the file of the next byte to be read from it
        self._again = _AGAIN
        self._position = start  # of the first held byte, in bytes of the flow
        self.damage: Damage | None = None

    def peek(self, size: int) -> bytes:
        """Up to `size` bytes that come next; fewer only at the end, or before a `damage`."""
        while len(self._held) < size and self._more():
            pass
        return bytes(self._held[:size])

    def take(self, size: int) -> bytes:
        """As `peek`, and go on behind them."""
        taken = self.peek(size)
        self._forget(len(taken))
        return taken

    def drop(self, size: int) -> None:
        """Go on behind the next `size` bytes, or to the end; raises BrokenError where there are not so many."""
        if self.size is not None and self._position + size > self.size:
            raise BrokenError(CUT)
        passed = min(size, len(self._held))
        self._forget(passed)
        left = size - passed
        if left > PIECE and self.size is not None:
            self._seek(self._raw + left)
        elif left:
            self._pass(left)

    def give_back(self, data: bytes) -> None:
        """Put bytes that were read from the beginning of a stream, which cannot seek, before all others."""
        self._held[:0] = data
        self._position -= len(data)

    def here(self) -> Place:
        """Where the next byte stands."""
        return Place(self._position, 0)

    def recover(self, place: Place) -> bool:
        """Go to the next record that begins behind `place`; False where none is found.

        A record is told by its first line. An archive that is whole never comes here, so that a page with such lines
        in it cannot pass for several.
        """
        self._back(place.offset + 1)
        return self._scan()

    def leap(self, place: Place) -> bool:
        """As `recover`, without reading what is left of the record at `place`, where that can be."""
        return self.recover(place)

    def begin(self) -> bool:
        """Go to the first record at or after the beginning of the flow; False where none is found."""
        if self._position and not RECORD.match(self.peek(_LINE)):
            return self._scan()
        return True

    def _scan(self) -> bool:
        while not self._found():
            if not self._more():
                return False
        return True

    def _found(self) -> bool:
        """Whether what is held has the beginning of a record; go there, or forget all that cannot be part of one."""
        found = _NEXT_RECORD.search(self._held)
        self._forget(found.start() if found else max(0, len(self._held) - _LINE))
        return found is not None

    def _pass(self, size: int) -> None:
        while size:
            if not self._held and not self._more():
                raise BrokenError(self.damage.why if self.damage else CUT)
            passed = min(size, len(self._held))
            self._forget(passed)
            size -= passed

    def _more(self) -> bool:
        piece = self._stream.read(PIECE)
        self._raw += len(piece)
        self._held += piece
        return bool(piece)

    def _forget(self, size: int) -> None:
        del self._held[:size]
        self._position += size

    def _back(self, offset: int, cost: int = 0) -> bool:
        """Read again from `offset`, where the stream can and it has not been done too often: a file made of broken
        records must not cost more than a few times its size. Otherwise reading goes on from here.
        """
        self._again -= max(0, self._raw - offset) + cost
        if self.size is None or self._again < 0:
            return False
        self._seek(offset)
        return True

    def _seek(self, offset: int) -> None:
        self._stream.seek(offset)
        self._raw = self._position = offset
        self._held.clear()
