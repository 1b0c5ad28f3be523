"""Records of a web archive, one after another, each bounded; what is broken is told of and passed over (WARC 1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from comity.acquire.flow import CUT, RECORD, BrokenError, Flow, Place, TooMuchError
from comity.acquire.members import Members

_HEADER = 65_536
_FEW = 8_192
_MOST_BROKEN = 10_000
_TOO_BROKEN = f"is broken in {_MOST_BROKEN:,} places; the rest of it was not read"
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A record: its named fields (lower case), the bytes of its header, and its block, or so much of the block as was
    asked for; `length` is how many bytes the block has.
    """

    place: Place
    fields: Fields
    header: bytes
    block: bytes
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Where a record should be and is not, and why."""

    place: Place
    why: str


def frames(
    stream: BinaryIO,
    start: int = 0,
    end: int | None = None,
    *,
    most: int,
    packed: bool = False,
    wanted: Callable[[Fields], bool] = lambda _: True,
) -> Iterator[Frame | Broken]:
    """Records that begin in [start, end), in bytes of the file as it is stored, that are `wanted` by their fields.

    `start` need not be where a record begins; ranges that meet give every record once. A block is held up to `most`
    bytes. `packed` says that the file should be compressed, even where its first bytes are not. Raises OSError where
    the stream cannot be read.
    """
    flow = _flow(stream, start, packed)
    there, broken = flow.begin(), 0
    if start == 0 and not flow.peek(1) and not flow.damage:
        yield Broken(place=Place(0, 0), why="is empty; there is nothing to read")
    while there and _next(flow):
        place = flow.here()
        if end is not None and place.offset >= end:
            return
        try:
            if found := _record(flow, place, most, wanted):
                yield found
        except _OversizeError as error:
            if error.frame is not None:
                yield error.frame
            there = flow.leap(place)
        except BrokenError as error:
            broken += 1
            yield Broken(place=place, why=str(error) if broken < _MOST_BROKEN else _TOO_BROKEN)
            there = broken < _MOST_BROKEN and flow.recover(place)


class _OversizeError(Exception):
    """A record whose block is not read to its end."""

    def __init__(self, frame: Frame | None) -> None:
        super().__init__()
        self.frame = frame


def _flow(stream: BinaryIO, start: int, packed: bool) -> Flow:
    size = None
    if stream.seekable():
        size = stream.seek(0, 2)
        stream.seek(0)
    magic = stream.read(5)
    compressed = magic.startswith(b"\x1f\x8b") or (packed and magic != b"WARC/")
    if size is not None:
        stream.seek(start)
        return (Members if compressed else Flow)(stream, start, size)
    flow = (Members if compressed else Flow)(stream, len(magic), None)
    flow.give_back(magic)
    if start:
        raise OSError("cannot be read from the middle: the server does not serve ranges")
    return flow


def _next(flow: Flow) -> bool:
    """Go behind the line breaks between two records; False at the end."""
    while (ahead := flow.peek(_FEW)) and not ahead.lstrip(b"\r\n"):
        flow.take(len(ahead))
    flow.take(len(ahead) - len(ahead.lstrip(b"\r\n")))
    return bool(ahead) or flow.damage is not None


def _record(flow: Flow, place: Place, most: int, wanted: Callable[[Fields], bool]) -> Frame | None:
    header = _header(flow)
    fields = _fields(header)
    length = _length(fields)
    flow.take(len(header))
    frame = None
    taken = 0
    if wanted(fields):
        block = flow.take(min(length, most))
        taken = len(block)
        if taken < min(length, most):
            raise BrokenError(flow.damage.why if flow.damage else CUT)
        frame = Frame(place=place, fields=fields, header=header, block=block, length=length)
    try:
        flow.drop(length - taken)
    except TooMuchError as error:
        raise _OversizeError(frame) from error
    _closed(flow, place)
    return frame


def _header(flow: Flow) -> bytes:
    """The header with the empty line that ends it."""
    for size in (_FEW, _HEADER):
        ahead = flow.peek(size)
        if not RECORD.match(ahead):
            raise BrokenError(flow.damage.why if flow.damage else "has no record here")
        ends = [at + len(mark) for mark in (b"\r\n\r\n", b"\n\n") if (at := ahead.find(mark)) >= 0]
        if ends:
            return ahead[: min(ends)]
        if len(ahead) < size:
            raise BrokenError(flow.damage.why if flow.damage else "has a record whose header does not end")
    raise BrokenError("has a record with too large a header")


def _fields(header: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in header.decode("utf-8", "replace").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _length(fields: Fields) -> int:
    told = fields.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        raise BrokenError(f"has a record of the length {told[:30]!r}")
    return int(told)


def _closed(flow: Flow, place: Place) -> None:
    """After a block: line breaks, then another record or the end; anything else means that its length is wrong."""
    ahead = flow.peek(_FEW).lstrip(b"\r\n")
    if flow.damage and flow.damage.offset == place.offset:
        raise BrokenError(flow.damage.why)
    if ahead and not flow.damage and not RECORD.match(ahead):
        raise BrokenError("has a record whose length does not fit what it holds")
