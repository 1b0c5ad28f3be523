"""Web archives (WARC 1.0 and 1.1, ISO 28500): the pages and files in them as documents."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from comity.acquire.access import Access
from comity.acquire.encoding import decode, storable
from comity.acquire.expand import TooLargeError, UnreadableError
from comity.acquire.formats import FileKind, kind_of
from comity.acquire.frames import Broken, Fields, Frame, frames
from comity.acquire.page import is_article_address
from comity.acquire.places import opened
from comity.acquire.responses import FINE, HEADERS, Response, response_of
from comity.acquire.sniff import binary_kind, detect
from comity.acquire.sources import reason
from comity.acquire.unread import Unread
from comity.model import Document, Finding, Refusal

BODY_BYTES = 5_000_000  # of a page
FILE_BYTES = 10_000_000
_HTML = ("text/html", "application/xhtml+xml")
_PAGES = (*_HTML, "")
_LETTER = "message/rfc822"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES = ("application/pdf", "application/x-pdf", _LETTER, _WORD)
# Types that say nothing, or that servers give to files they do not know: what such a file is, it has to tell itself.
_SHAPELESS = (
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/force-download",
    "application/x-download",
    "application/msword",
    "application/zip",
    "text/plain",
)
_GLANCE = 1_024
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sizes:
    """The most bytes that are read of a page, and of a file."""

    page: int = BODY_BYTES
    file: int = FILE_BYTES


Wanted = Callable[[str | None, datetime | None], bool]


def records(
    place: str | Path,
    start: int = 0,
    end: int | None = None,
    *,
    body_bytes: int = BODY_BYTES,
    file_bytes: int = FILE_BYTES,
    wanted: Wanted | None = None,
    access: Access | None = None,
) -> Iterator[Document | Refusal]:
    """The pages and files of the archive at `place`, a path or an address that fsspec opens, one at a time.

    [start, end) counts bytes of the file as it is stored and takes the records that begin in it, so that ranges that
    meet give every record once; a range that begins where a record does (0, or an offset named in an `origin`) is
    exact, another begins with the next record. A document's `id` and `url` are the target URI, `fetched` is the WARC
    date, `encoding` follows the HTTP header's charset, `origin` is "PLACE:OFFSET". Read are HTML that was answered with
    200, and PDFs, letters and .docx, answered or kept as they are (resources): by what they hold, where the header says
    something else or nothing. All others are left out. A page of more than `body_bytes` or a file of more than
    `file_bytes`, a broken record and a place that cannot be read are Refusals, and reading goes on behind them; nothing
    is raised but ConfigError, where an address needs a package that is not installed. `wanted` is asked with target URI
    and date before a record's body is looked at.
    """
    sizes = _Sizes(page=body_bytes, file=file_bytes)
    for found in _entries(str(place), start, end, sizes, wanted, access):
        yield found.document() if isinstance(found, Unread) else found


def entries(
    place: str | Path,
    start: int = 0,
    end: int | None = None,
    *,
    wanted: Wanted | None = None,
    access: Access | None = None,
) -> Iterator[Document | Unread | Refusal]:
    """As `records`, but files are not read yet, for those who have a guarded process for that."""
    return _entries(str(place), start, end, _Sizes(), wanted, access)


def _entries(
    name: str, start: int, end: int | None, sizes: _Sizes, wanted: Wanted | None, access: Access | None
) -> Iterator[Document | Unread | Refusal]:
    try:
        with opened(name, access or Access()) as stream:
            asked = functools.partial(_wanted, wanted=wanted)
            packed = name.lower().endswith(".gz")
            most = max(sizes.page, sizes.file) + HEADERS
            for frame in frames(stream, start, end, most=most, packed=packed, wanted=asked):
                made = _made(frame, f"{name}:{frame.place}", sizes)
                if made is not None:
                    yield made
    except OSError as error:
        yield Refusal(origin=name, why=reason(error))


def _wanted(fields: Fields, wanted: Wanted | None) -> bool:
    """Whether a record's block is to be read, by what its header says."""
    kind = fields.get("warc-type", "").lower()
    if kind != "resource" and (kind != "response" or not _web_address(fields)):
        return False
    return wanted is None or wanted(_address(fields), _date(fields))


def _made(frame: Frame | Broken, origin: str, sizes: _Sizes) -> Document | Unread | Refusal | None:
    if isinstance(frame, Broken):
        return Refusal(origin=origin, why=frame.why)
    response = response_of(frame)
    if response is None:
        return Refusal(origin=origin, why="has a record that holds no answer of a web server")
    if response.status != FINE or response.type_ not in (*_PAGES, *_FILES, *_SHAPELESS):
        return None
    if response.type_ in _PAGES and frame.fields.get("warc-type", "").lower() == "resource":
        return None  # what a crawler says of its own work
    return _read(frame, response, origin, sizes)


def _read(frame: Frame, response: Response, origin: str, sizes: _Sizes) -> Document | Unread | Refusal | None:
    """The page or file of a response. What is of no known kind is passed over, if nobody said that it was of one."""
    likely = response.type_ in _FILES or _kind(response.raw[:_GLANCE], frame, response) is not None
    shapeless = response.type_ in _SHAPELESS and not likely
    page = response.type_ in _PAGES and not likely
    most = sizes.page if page else sizes.file
    large = Refusal(origin=origin, why=_large(sizes, page=page))
    try:
        if frame.length > len(frame.block):
            raise TooLargeError
        body = response.body(most)
    except TooLargeError:
        return None if shapeless else large
    except UnreadableError as error:
        return None if shapeless else Refusal(origin=origin, why=f"has a page that {error}")
    if kind := _kind(body, frame, response):
        url, fetched = _address(frame.fields), _date(frame.fields)
        return Unread(data=body, kind=kind, origin=origin, url=url, fetched=fetched, findings=_cut(frame))
    if response.type_ in _SHAPELESS:
        return None
    if response.type_ not in _HTML and detect(body[:HEADERS], "") != "html":
        return (
            Refusal(origin=origin, why=f"has a file that is said to be {response.type_}, and is not")
            if response.type_
            else None
        )
    return _document(frame, response, body, origin) if len(body) <= sizes.page else large


def _kind(body: bytes, frame: Frame, response: Response) -> FileKind | None:
    """Which kind of file some bytes are. A letter is one where it is said or named to be: texts open alike."""
    address = frame.fields.get("warc-target-uri", "").strip("<> ").partition("?")[0]
    name = ".eml" if response.type_ == _LETTER else address
    kind = kind_of(body[:HEADERS], name)
    return None if kind == "mail" and not name.lower().endswith(".eml") else kind


def _document(frame: Frame, response: Response, body: bytes, origin: str) -> Document | Refusal:
    if not body.strip():
        return Refusal(origin=origin, why="has an empty page; there is nothing to read")
    if kind := binary_kind(body[:HEADERS]):
        return Refusal(origin=origin, why=f"has a page that is {kind}, not HTML")
    decoded = decode(body, html=True, charset=response.charset)
    digest = hashlib.sha256(body).hexdigest()
    url = _address(frame.fields)
    return Document(
        id=url or f"sha256:{digest[:16]}",
        content=decoded.text,
        format="html",
        origin=origin,
        url=url,
        encoding=decoded.encoding,
        sha256=digest,
        fetched=_date(frame.fields),
        findings=(*decoded.findings, *_cut(frame)),
    )


def _cut(frame: Frame) -> tuple[Finding, ...]:
    cut = frame.fields.get("warc-truncated")
    message = f"was cut by the crawler that kept it ({storable(cut or '')[:20]})"
    return (Finding(code="cut-page", message=message),) if cut else ()


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


def _large(sizes: _Sizes, *, page: bool) -> str:
    limit, what = (sizes.page, "page") if page else (sizes.file, "file")
    return f"has a {what} of more than {limit / 1_000_000:g} MB, the most that is read of one"
