"""Bytes of a file or a pipe, in bounded pieces: the head to judge by, the lines, or the rest at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEAD_BYTES = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first bytes of a stream; `ended` where they are all of it."""

    data: bytes
    ended: bool


def read_head(stream: BinaryIO, size: int = HEAD_BYTES) -> Head:
    """Up to `size` bytes from the beginning; raises OSError where the stream cannot be read."""
    pieces: list[bytes] = []
    have = 0
    while have < size:
        piece = stream.read(size - have)
        if not piece:
            return Head(data=b"".join(pieces), ended=True)
        pieces.append(piece)
        have += len(piece)
    return Head(data=b"".join(pieces), ended=False)


def rest(head: Head, stream: BinaryIO, limit: int) -> bytes | None:
    """Head and rest together, or None where they are more than `limit` bytes."""
    pieces, have, ended = [head.data], len(head.data), head.ended
    while not ended and have <= limit:
        piece = stream.read(min(HEAD_BYTES * 16, limit + 1 - have))
        ended = not piece
        pieces.append(piece)
        have += len(piece)
    return None if have > limit else b"".join(pieces)


def lines(head: Head, stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """(number from 1, line without its newline); None for a line of more than `limit` bytes, which is skipped.

    Holds one line and one piece of the stream in memory, never more.
    """
    held: list[bytes] = []
    size, number = 0, 1
    for piece in _pieces(head, stream):
        parts = piece.split(b"\n")
        for i, part in enumerate(parts):
            if i:
                yield number, None if size > limit else b"".join(held)
                held, size, number = [], 0, number + 1
            size += len(part)
            if size <= limit:
                held.append(part)
            else:
                held.clear()
    if size:
        yield number, None if size > limit else b"".join(held)


def _pieces(head: Head, stream: BinaryIO) -> Iterator[bytes]:
    yield head.data
    while not head.ended and (piece := stream.read(HEAD_BYTES * 4)):
        yield piece
