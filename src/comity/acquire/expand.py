"""Content encodings (RFC 9110, section 8.4.1) undone within a bound, whatever a sender claims."""

from __future__ import annotations

import io
import zlib

_PIECE = 65_536
_MOST_CODINGS = 3
_CHUNK_LINE = 300
_GZIP, _ZLIB, _BARE = 31, 15, -15
_NONE = ("", "identity", "utf-8", "none")


class TooLargeError(ValueError):
    """More than was allowed comes out of what was sent."""


class UnreadableError(ValueError):
    """Bytes that are not in the encoding they are said to be in; the message is for a person."""


def expand(data: bytes, codings: str, limit: int) -> bytes:
    """`data` with the codings of a Content-Encoding header undone, the last one first.

    No more than `limit` bytes (and one piece) are ever held of any step. A body that breaks off gives what there is.
    Raises TooLargeError above `limit`, UnreadableError for a coding that is not known or data that is not in it.
    """
    names = [name for coding in codings.lower().split(",") if (name := coding.strip()) not in _NONE]
    if len(names) > _MOST_CODINGS:
        raise UnreadableError(f"is encoded {len(names)} times over")
    for name in reversed(names):
        data = _undone(data, name, limit)
    if len(data) > limit:
        raise TooLargeError
    return data


def _undone(data: bytes, name: str, limit: int) -> bytes:
    match name:
        case "gzip" | "x-gzip":
            return inflate(data, _GZIP, limit)
        case "deflate":
            # Senders disagree on whether "deflate" has the zlib header; its first byte tells (RFC 1950).
            zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
            return inflate(data, _ZLIB if zlib_header else _BARE, limit)
        case "br" | "zstd":
            return _streamed(data, name, limit)
    raise UnreadableError(f"is in the content encoding {name[:20]!r}, which is not known")


def inflate(data: bytes, wbits: int, limit: int) -> bytes:
    """Inflated `data` (zlib's `wbits`; 31 is gzip, of which members may follow one another)."""
    pieces: list[bytes] = []
    size = 0
    while data:
        decoder = zlib.decompressobj(wbits)
        while data and not decoder.eof:
            try:
                piece = decoder.decompress(data, _PIECE)
            except zlib.error as error:
                if pieces and any(pieces):
                    return b"".join(pieces)
                raise UnreadableError("does not hold the compressed data that it says it does") from error
            data = decoder.unconsumed_tail
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLargeError
            if not piece and not data:
                break
        data = decoder.unused_data if decoder.eof and decoder.unused_data.startswith(b"\x1f\x8b") else b""
    return b"".join(pieces)


def _streamed(data: bytes, name: str, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    pieces: list[bytes] = []
    size = 0
    try:
        reader = (BrotliReader if name == "br" else ZstdReader)(io.BytesIO(data))
        while piece := reader.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooLargeError
    except OSError as error:
        if not pieces:
            raise UnreadableError("does not hold the compressed data that it says it does") from error
    return b"".join(pieces)


def unchunked(data: bytes) -> bytes:
    """The body of an answer in chunks (RFC 9112, section 7.1); as it came where it is in no chunks after all."""
    pieces, at = [], 0
    while (line := data.find(b"\n", at, at + _CHUNK_LINE)) >= 0:
        told = data[at:line].partition(b";")[0].strip()
        if not told or len(told) > 8 or told.strip(b"0123456789abcdefABCDEF"):
            break
        size = int(told, 16)
        pieces.append(data[line + 1 : line + 1 + size])
        if not size:
            return b"".join(pieces)
        at = line + 1 + size
        at += 2 if data.startswith(b"\r\n", at) else 1
    whole = at >= len(data)
    return b"".join(pieces) if pieces and (whole or len(pieces) > 1) else data
