"""Files packed with gzip (RFC 1952), unpacked as they are read, within a bound."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, cast

from comity.acquire.stream import Head

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAGIC = b"\x1f\x8b"
_GZIP, _PIECE = 31, 65_536
# Text packs to a tenth, lines much alike to a hundredth; what grows more is made to fill a disk or a memory.
_MOST_GROWTH, _FREE = 250, 64_000_000


def unpacked(head: Head, stream: BinaryIO) -> BinaryIO:
    """What the gzip members of a stream hold, of which `head` was read already.

    Reading raises OSError, its message for a person, where they are broken, break off, or hold far more than any text.
    """
    return cast(BinaryIO, io.BufferedReader(_Unpacked(head, stream), _PIECE))


class _Unpacked(io.RawIOBase):
    def __init__(self, head: Head, stream: BinaryIO) -> None:
        self._stream, self._packed, self._ended = stream, head.data, head.ended
        self._member = zlib.decompressobj(_GZIP)
        self._taken, self._given = len(head.data), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        while True:
            self._refill()
            if not self._packed and self._ended:
                if not self._member.eof:
                    raise OSError("breaks off within what is packed with gzip")
                return 0
            piece = self._piece(min(len(room), _PIECE))
            if piece:
                room[: len(piece)] = piece
                return len(piece)

    def _refill(self) -> None:
        if not self._packed and not self._ended:
            self._packed = self._stream.read(_PIECE)
            self._ended = not self._packed
            self._taken += len(self._packed)

    def _piece(self, most: int) -> bytes:
        if self._member.eof:
            # Members may follow one another; what follows and is none (padding) is passed over, as gzip does.
            rest = self._packed.lstrip(b"\0")
            if not rest.startswith(MAGIC[: len(rest)]):
                self._packed, self._ended = b"", True
                return b""
            if not rest:
                self._packed = b""
                return b""
            self._packed, self._member = rest, zlib.decompressobj(_GZIP)
        try:
            piece = self._member.decompress(self._packed, most)
        except zlib.error as error:
            raise OSError("is packed with gzip, but broken") from error
        self._packed = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._given += len(piece)
        if self._given > _FREE + _MOST_GROWTH * self._taken:
            raise OSError(f"unpacks to more than {_MOST_GROWTH} times its size, which no text does")
        return piece
