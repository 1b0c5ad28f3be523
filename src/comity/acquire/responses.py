"""What a record of a web archive holds: the answer of a web server, or a file as it is (WARC 1.1, 6.3 and 6.4)."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from comity.acquire.expand import UnreadableError, expand, unchunked
from comity.acquire.frames import Frame
from comity.acquire.sniff import binary_kind, detect

HEADERS = 65_536
FINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """`raw` is the body as it was sent; `type_` the media type in small letters, "" where none was told."""

    status: int
    type_: str
    charset: str | None
    raw: bytes
    chunked: bool = False
    codings: str = ""

    def body(self, most: int) -> bytes:
        """The body as the server meant it: first out of chunks, then out of what it is packed in.

        Archives often keep the headers of packed answers beside unpacked bodies, so text that opens like a page is
        one. Raises TooLargeError above `most` bytes, UnreadableError where it is not what it is said to be.
        """
        raw = unchunked(self.raw) if self.chunked else self.raw
        try:
            return expand(raw, self.codings, most)
        except UnreadableError:
            if binary_kind(raw[:HEADERS]) or detect(raw[:HEADERS], "") != "html":
                raise
        return expand(raw, "", most)


def response_of(frame: Frame) -> Response | None:
    """What a record holds; None where it should hold an answer of a web server and does not."""
    return _file(frame) if frame.fields.get("warc-type", "").lower() == "resource" else _answer(frame)


def _answer(frame: Frame) -> Response | None:
    from fastwarc.warc import WarcRecord

    try:
        record = WarcRecord.from_bytes(_closed(frame))
        record.is_http = True  # some archives do not say so
        record.parse_http(auto_decode="none", max_header_len=HEADERS)
        headers = record.http_headers
        status, type_ = headers.status_code, (record.http_content_type or "").lower()
    except (OSError, ValueError, AttributeError):
        return None
    if status is None:
        return None
    return Response(
        status=status,
        type_=type_,
        charset=record.http_charset,
        raw=bytes(record.reader.read(len(frame.block))),
        chunked="chunked" in (headers.get("Transfer-Encoding") or "").lower(),
        codings=headers.get("Content-Encoding") or "",
    )


def _file(frame: Frame) -> Response:
    told = Message()
    told["Content-Type"] = frame.fields.get("content-type", "")[:1_000]
    type_ = told.get_content_type() if frame.fields.get("content-type") else ""
    return Response(status=FINE, type_=type_, charset=told.get_content_charset(), raw=frame.block)


def _closed(frame: Frame) -> bytes:
    """The record with the true length of what is held of it, as fastwarc believes the header."""
    if frame.length == len(frame.block):
        return frame.header + frame.block
    lines = [line for line in frame.header.split(b"\r\n") if line and not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(frame.block), b"", frame.block])
