"""A PDF (ISO 32000) to a document: the text of its pages in the order the file gives it."""

from __future__ import annotations

import io
import logging
import re
import time
from datetime import date
from typing import Any

from comity.acquire.formats.laid import MOST_CHARACTERS, Properties, laid
from comity.acquire.formats.lines import PageLines, paragraphs_of, set_aside
from comity.acquire.overrides import Overrides
from comity.model import Document, Finding, Furniture, Refusal

MOST_PAGES = 500
_MOST_SECONDS, _MOST_PAGE_BYTES = 60.0, 4_000_000
_NO_TITLE = re.compile(
    r"untitled|microsoft (?:word|powerpoint)|document\d*$|.*\.(?:docx?|pdf|indd|rtf|qxd|odt)$", re.IGNORECASE
)


def document_of_pdf(data: bytes, origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of a PDF: at most 500 pages, and as many as are read in a minute; more is told in a finding.

    Encrypted, broken and image-only files are a `Refusal` that says so.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it writes a line for every flaw that it mends
    try:
        book = _opened(data)
    except Exception:  # noqa: BLE001  pypdf raises many things on broken files
        return Refusal(origin=origin, why="is a broken PDF; print it to a new one, or export its text")
    if isinstance(book, str):
        return Refusal(origin=origin, why=book)
    pages, findings = _pages(book)
    if not any(pages):
        return Refusal(origin=origin, why=_empty(book, findings))
    kept, aside = set_aside(pages)
    parts = paragraphs_of(kept)
    return laid(
        data,
        parts,
        origin=origin,
        overrides=overrides,
        told=_properties(book, parts[0][0] if parts and parts[0][1] == "heading" else ""),
        furniture=tuple(Furniture(text=line, type="page header") for line in aside),
        findings=findings,
    )


def _opened(data: bytes) -> Any:
    """The reader of a file, or why there is none."""
    from pypdf import PdfReader

    book = PdfReader(io.BytesIO(data), strict=False)
    if book.is_encrypted:
        # Many are locked against changes only, and open with the empty password.
        try:
            opened = bool(book.decrypt(""))
        except Exception:  # noqa: BLE001  a cipher that is not installed, or a broken key
            opened = False
        if not opened:
            return "is an encrypted PDF; save it without a password"
    if not len(book.pages):
        return "is a PDF without pages"
    return book


def _pages(book: Any) -> tuple[list[PageLines], tuple[Finding, ...]]:
    pages: list[PageLines] = []
    broken, size, end = 0, 0, time.monotonic() + _MOST_SECONDS
    count = len(book.pages)

    def in_time(*_: Any) -> None:
        if time.monotonic() > end:
            raise TimeoutError

    for number in range(min(count, MOST_PAGES)):
        if time.monotonic() > end or size > MOST_CHARACTERS:
            break
        try:
            page = book.pages[number]
            stream = page.get_contents()
            if stream is not None and len(stream.get_data()) > _MOST_PAGE_BYTES:
                raise ValueError("too large a page")
            text = page.extract_text(visitor_operand_before=in_time)
        except Exception:  # noqa: BLE001  pypdf raises many things on broken pages
            broken, text = broken + 1, ""
        size += len(text)
        pages.append(tuple(line.rstrip() for line in text.split("\n")) if text.strip() else ())
    findings: tuple[Finding, ...] = ()
    if broken:
        findings += (Finding(code="broken-pages", message=f"{broken} of {count:,} pages could not be read"),)
    if len(pages) < count:
        message = f"the PDF has {count:,} pages, of which the first {len(pages):,} were read"
        findings += (Finding(code="text-cut", message=message),)
    return pages, findings


def _empty(book: Any, findings: tuple[Finding, ...]) -> str:
    if any(finding.code == "text-cut" for finding in findings):
        return f"is a PDF that takes more than {_MOST_SECONDS:g} seconds to read; export its text and read that"
    if any(finding.code == "broken-pages" for finding in findings):
        return "is a PDF whose pages cannot be read"
    pages = "1 page" if len(book.pages) == 1 else f"{len(book.pages):,} pages"
    return f"is a PDF of images without text ({pages}); run it through character recognition (OCR) first"


def _properties(book: Any, heading: str) -> Properties:
    try:
        told = book.metadata
        title, author = str(told.title or ""), str(told.author or "")
    except Exception:  # noqa: BLE001  broken properties say nothing
        return Properties(title=heading)
    title = " ".join(title.split())
    return Properties(
        title=heading if not title or _NO_TITLE.match(title) else title[:500],
        authors=(author.strip()[:200],) if author.strip() else (),
        day=_day(told),
        day_from="pdf creation date",
    )


def _day(told: Any) -> date | None:
    try:
        moment = told.creation_date
    except Exception:  # noqa: BLE001  a date as nobody writes one
        return None
    return moment.date() if moment is not None and moment.year > 1990 else None
