"""The inflated bytes of gzip members that follow one another, as compressed archives are made of them."""

from __future__ import annotations

import re
import zlib
from collections import deque
from typing import BinaryIO

from comity.acquire.flow import CUT, PIECE, RECORD, BrokenError, Damage, Flow, Place, TooMuchError

_INFLATED = 262_144  # bytes out of one step of inflating
_PASSED = 512 << 20  # bytes inflated only to be thrown away, at most, before the next member is looked for instead
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_OPENING = 2048  # bytes of a member that are enough to inflate its first few
_GZIP = 31


class Members(Flow):
    """A `Flow` out of gzip (RFC 1952; one record a member, as WARC 1.1 has it in annex D, or otherwise)."""

    def __init__(self, stream: BinaryIO, start: int, size: int | None) -> None:
        super().__init__(stream, start, size)
        self._input = b""  # read, and not yet inflated
        self._decoder: zlib._Decompress | None = None
        self._told = 0  # where `here` was last asked
        self._members: deque[tuple[int, int]] = deque()  # first byte of the flow, offset in the file

    def drop(self, size: int) -> None:
        """As `Flow.drop`; TooMuchError where so much is not inflated only to be thrown away."""
        if size > _PASSED:
            raise TooMuchError("expands to more than is read of one record")
        self._pass(size)

    def give_back(self, data: bytes) -> None:
        """As `Flow.give_back`: they are yet to be inflated."""
        self._input = data + self._input

    def here(self) -> Place:
        """Where the next byte stands, by the member it is in."""
        if not self.peek(1) and self.damage:
            return Place(self.damage.offset, 0)
        self._told = self._position
        self._forget_members()
        if not self._members:
            return Place(self._raw - len(self._input), 0)
        began, offset = self._members[0]
        return Place(offset, self._position - began)

    def _forget_members(self) -> None:
        while len(self._members) > 1 and self._members[1][0] <= self._position:
            self._members.popleft()

    def begin(self) -> bool:
        """Go to the first member, at or after the beginning of the flow, that opens with a record."""
        return self._raw <= len(self._input) or self._leap()

    def recover(self, place: Place) -> bool:
        """Go to the next record that begins behind `place`, in the same member or a later one."""
        try:
            if self._back(place.offset, place.inside + max(0, self._position - self._told)):
                self._pass(place.inside + 1)
            return self._scan()
        except BrokenError:
            return self.leap(place)

    def leap(self, place: Place) -> bool:
        """As `recover`, without inflating what is left of the member: the next one is told by how it opens."""
        if not self._back(place.offset + 1):
            self._input = self._input[1:]  # on at any rate
        return self._leap()

    def _scan(self) -> bool:
        """As `Flow._scan`; a member may open with a record behind one that did not end in a line break."""
        until = self._position + _PASSED
        while self._position < until:
            opens = (began - self._position for began, _ in self._members if began >= self._position)
            at = next((at for at in opens if RECORD.match(self._held, at)), None)
            if at is not None:
                self._forget(at)
                return True
            if self._found():
                return True
            self._forget_members()
            if not self._more():
                if self.damage:
                    raise BrokenError(self.damage.why)
                return False
        raise TooMuchError("expands to more than is read of one record")

    def _leap(self) -> bool:
        window, ended = self._input, False
        self._reset()
        while True:
            piece = self._stream.read(PIECE)
            self._raw += len(piece)
            window, ended = window + piece, not piece
            certain = len(window) if ended else len(window) - _OPENING
            for found in _MEMBER.finditer(window):
                if found.start() < certain and _opens_with_record(window[found.start() : found.start() + _OPENING]):
                    self._input = window[found.start() :]
                    return True
            if ended:
                return False
            window = window[max(0, certain) :]

    def _more(self) -> bool:
        while True:
            if not self._input:
                self._input = self._stream.read(PIECE)
                self._raw += len(self._input)
                if not self._input:
                    if self._decoder is not None:
                        self.damage = Damage(self._members[-1][1], CUT)
                    return False
            before = len(self._held)
            if self._decoder is None and not self._open():
                continue
            if self.damage or not self._inflate():
                return False
            if len(self._held) > before:
                return True

    def _open(self) -> bool:
        """Begin a member, or note that there is none; False where all that was read were zeros between members."""
        self._input = self._input.lstrip(b"\0")
        if not self._input:
            return False
        if not b"\x1f\x8b\x08".startswith(self._input[:3]):
            self.damage = Damage(self._raw - len(self._input), "has bytes that are not compressed, unlike the rest")
            return True
        began = self._position + len(self._held)
        if self._members and self._members[-1][0] == began:
            self._members.pop()  # an empty member
        self._members.append((began, self._raw - len(self._input)))
        self._decoder = zlib.decompressobj(_GZIP)
        return True

    def _inflate(self) -> bool:
        assert self._decoder is not None
        try:
            self._held += self._decoder.decompress(self._input, _INFLATED)
        except zlib.error:
            self.damage = Damage(self._members[-1][1], "is damaged: its compressed data does not hold")
            return False
        if self._decoder.eof:
            self._input, self._decoder = self._decoder.unused_data, None
        else:
            self._input = self._decoder.unconsumed_tail
        return True

    def _seek(self, offset: int) -> None:
        super()._seek(offset)
        self._reset()

    def _reset(self) -> None:
        self._held.clear()
        self._members.clear()
        self._decoder = None
        self._input = b""
        self.damage = None


def _opens_with_record(data: bytes) -> bool:
    try:
        return RECORD.match(zlib.decompressobj(_GZIP).decompress(data, 16)) is not None
    except zlib.error:
        return False
