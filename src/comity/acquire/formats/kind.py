"""Which of the formats of this package some bytes begin."""

from __future__ import annotations

import re
from typing import Literal

FileKind = Literal["mail", "pdf", "docx"]

_PDF_WITHIN = 1024  # ISO 32000-1, annex H.3.4.1: readers look for the header in the first 1,024 bytes
# A local header of a zip names its file at byte 30; these open Office Open XML packages (ECMA-376, part 2).
_PACKAGE = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/|customXml/|mimetype)", re.DOTALL
)
_FIELD = re.compile(rb"([!-9;-~]{1,60}):[ \t]?")  # RFC 5322, 2.2: a field's name is printable ASCII but a colon
_MOST_FIELDS = 400
# A letter has a sender; what only machines write tells it from a text that opens like a letter.
_SENDER = {b"from", b"sender"}
_OF_MACHINES = {b"mime-version", b"received", b"message-id", b"return-path", b"delivered-to", b"content-type"}


def kind_of(head: bytes, name: str = "") -> FileKind | None:
    """The format that the first bytes of a file are of; None for all others. `name` tells mail of people's own."""
    start = head[:_PDF_WITHIN]
    if b"%PDF-" in start and not start.lstrip().startswith((b"<", b"{")) and _opens_pdf(start):
        return "pdf"
    if _PACKAGE.match(head):
        # Other packages (sheets, slides, OpenDocument) are told of by their names of parts.
        return "docx" if b"word/" in head or not re.search(rb"xl/|ppt/|mimetype", head) else None
    return "mail" if _is_mail(head, name) else None


def _opens_pdf(start: bytes) -> bool:
    before = start[: start.index(b"%PDF-")]
    return not before.strip() or b"\x00" in before or not before.isascii()


def _is_mail(head: bytes, name: str) -> bool:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not text.startswith(b"From ") and not _FIELD.match(text):
        return False
    names: set[bytes] = set()
    lines = text.split(b"\n", _MOST_FIELDS)
    for number, line in enumerate(lines[:_MOST_FIELDS]):
        if not line.strip():
            break
        if line[:1] in b" \t" and number:
            continue
        if number == 0 and line.startswith(b"From "):  # the line before a letter in an mbox file
            continue
        field = _FIELD.match(line)
        if field is None:
            return False
        names.add(field[1].lower())
    of_machines = len(names & _OF_MACHINES) > 0 or name.lower().endswith(".eml")
    return bool(names & _SENDER) and of_machines and len(names) > 1
