"""Web archives (WARC 1.0 and 1.1, ISO 28500): the HTML pages in them as documents."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from comity.acquire.access import Access
from comity.acquire.encoding import decode, storable
from comity.acquire.expand import TooLargeError, UnreadableError, expand, unchunked
from comity.acquire.frames import Broken, Fields, Frame, frames
from comity.acquire.page import is_article_address
from comity.acquire.places import opened
from comity.acquire.sniff import binary_kind, detect
from comity.acquire.sources import reason
from comity.model import Document, Finding, Refusal

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

BODY_BYTES = 5_000_000
_HEADERS = 65_536
_HTML = ("text/html", "application/xhtml+xml")
_LONGEST_ADDRESS = 2_000
_FINE = 200

Wanted = Callable[[str | None, datetime | None], bool]


def records(
    place: str | Path,
    start: int = 0,
    end: int | None = None,
    *,
    body_bytes: int = BODY_BYTES,
    wanted: Wanted | None = None,
    access: Access | None = None,
) -> Iterator[Document | Refusal]:
    """The HTML pages of the archive at `place`, a path or an address that fsspec opens, one at a time.

    [start, end) counts bytes of the file as it is stored and takes the records that begin in it, so that ranges that
    meet give every record once; a range that begins where a record does (0, or an offset named in an `origin`) is
    exact, another begins with the next record. A document's `id` and `url` are the target URI, `fetched` is the WARC
    date, `encoding` follows the HTTP header's charset, `origin` is "PLACE:OFFSET". What was not answered with 200 or
    is not HTML is left out. A body of more than `body_bytes`, a broken record and a place that cannot be read are
    Refusals, and reading goes on behind them; nothing is raised but ConfigError, where an address needs a package
    that is not installed. `wanted` is asked with target URI and date before a record's body is looked at.
    """
    name = str(place)
    try:
        with opened(name, access or Access()) as stream:
            asked = functools.partial(_wanted, wanted=wanted)
            packed = name.lower().endswith(".gz")
            for frame in frames(stream, start, end, most=body_bytes + _HEADERS, packed=packed, wanted=asked):
                made = _made(frame, f"{name}:{frame.place}", body_bytes)
                if made is not None:
                    yield made
    except OSError as error:
        yield Refusal(origin=name, why=reason(error))


def _wanted(fields: Fields, wanted: Wanted | None) -> bool:
    """Whether a record's block is to be read, by what its header says."""
    if fields.get("warc-type", "").lower() != "response" or not _web_address(fields):
        return False
    return wanted is None or wanted(_address(fields), _date(fields))


def _made(frame: Frame | Broken, origin: str, body_bytes: int) -> Document | Refusal | None:
    return Refusal(origin=origin, why=frame.why) if isinstance(frame, Broken) else _page(frame, origin, body_bytes)


def _page(frame: Frame, origin: str, body_bytes: int) -> Document | Refusal | None:
    from fastwarc.warc import WarcRecord

    try:
        record = WarcRecord.from_bytes(_closed(frame))
        record.is_http = True  # some archives do not say so
        record.parse_http(auto_decode="none", max_header_len=_HEADERS)
        status, type_ = record.http_headers.status_code, (record.http_content_type or "").lower()
    except (OSError, ValueError, AttributeError):
        return Refusal(origin=origin, why="has a record that holds no answer of a web server")
    if status is None:
        return Refusal(origin=origin, why="has a record that holds no answer of a web server")
    if status != _FINE or (type_ and type_ not in _HTML):
        return None
    if frame.length > len(frame.block):
        return Refusal(origin=origin, why=_large(body_bytes))
    try:
        body = _body(frame, record, body_bytes)
    except TooLargeError:
        return Refusal(origin=origin, why=_large(body_bytes))
    except UnreadableError as error:
        return Refusal(origin=origin, why=f"has a page that {error}")
    if not type_ and detect(body[:_HEADERS], "") != "html":
        return None
    return _document(frame, record, body, origin)


def _closed(frame: Frame) -> bytes:
    """The record with the true length of what is held of it, as fastwarc believes the header."""
    if frame.length == len(frame.block):
        return frame.header + frame.block
    lines = [line for line in frame.header.split(b"\r\n") if line and not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(frame.block), b"", frame.block])


def _body(frame: Frame, record: WarcRecord, most: int) -> bytes:
    """The page's bytes as the server meant them: first out of chunks, then out of what they are packed in.

    Archives often keep the headers of packed answers beside unpacked bodies, so text that opens like a page is one.
    """
    raw = bytes(record.reader.read(len(frame.block)))
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        raw = unchunked(raw)
    codings = headers.get("Content-Encoding") or ""
    try:
        return expand(raw, codings, most)
    except UnreadableError:
        if binary_kind(raw[:_HEADERS]) or detect(raw[:_HEADERS], "") != "html":
            raise
    return expand(raw, "", most)


def _document(frame: Frame, record: WarcRecord, body: bytes, origin: str) -> Document | Refusal:
    if not body.strip():
        return Refusal(origin=origin, why="has an empty page; there is nothing to read")
    if kind := binary_kind(body[:_HEADERS]):
        return Refusal(origin=origin, why=f"has a page that is {kind}, not HTML")
    decoded = decode(body, html=True, charset=record.http_charset)
    digest = hashlib.sha256(body).hexdigest()
    url = _address(frame.fields)
    findings = decoded.findings
    if cut := frame.fields.get("warc-truncated"):
        message = f"was cut by the crawler that kept it ({storable(cut)[:20]})"
        findings = (*findings, Finding(code="cut-page", message=message))
    return Document(
        id=url or f"sha256:{digest[:16]}",
        content=decoded.text,
        format="html",
        origin=origin,
        url=url,
        encoding=decoded.encoding,
        sha256=digest,
        fetched=_date(frame.fields),
        findings=findings,
    )


def _web_address(fields: Fields) -> bool:
    return fields.get("warc-target-uri", "").strip("<>").lower().startswith(("http://", "https://"))


def _address(fields: Fields) -> str | None:
    """The target URI (WARC 1.0 has it in angle brackets), where it is an address that a page can have."""
    url = storable(fields.get("warc-target-uri", "").strip("<> "))
    fits = len(url) <= _LONGEST_ADDRESS and (is_article_address(url) or is_article_address(url.rstrip("/") + "/-"))
    return url if fits else None


def _date(fields: Fields) -> datetime | None:
    try:
        told = datetime.fromisoformat(fields.get("warc-date", ""))
    except ValueError:
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told


def _large(limit: int) -> str:
    return f"has a page of more than {limit / 1_000_000:g} MB, the most that is read of one"
