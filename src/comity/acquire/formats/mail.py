"""A letter (RFC 5322, MIME) to a document: its HTML, or else its text; what is attached is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from itertools import pairwise

from comity.acquire.encoding import decode, storable
from comity.acquire.overrides import Overrides
from comity.model import Document, Finding, Furniture, Refusal

_MOST_NESTED = 100  # multiparts and letters within letters: the parser is recursive
_MOST_PARTS = 1_000
_LONGEST_FIELD = 2_000
_NESTS = re.compile(rb"\b(?:multipart|message)/[a-z0-9]", re.IGNORECASE)
_ID = re.compile(r"<([!-;=?-~]{3,250}@?[!-;=?-~]{0,250})>")
_VISIBLE = re.compile(r">\s{0,50}[^\s<]")
_OWN_LINE = re.compile(r"\s{0,20}(?:[-*+•–—>|]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s|\s{4}|.{0,80}:\s{0,3}$")
_WRAPPED_AT = (50, 100)  # the widths that mail programs break lines at (RFC 5322 2.1.1: 78 characters)


def document_of_mail(data: bytes, origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of a letter: its subject is the title, its date the day, its sender the publisher.

    Its id is "mid:" and the Message-ID (RFC 2392), where it has one.
    """
    if len(_NESTS.findall(data)) > _MOST_NESTED:
        return Refusal(origin=origin, why=f"is a letter with more than {_MOST_NESTED} parts within parts")
    try:
        letter = message_from_bytes(data.lstrip(b"\r\n"))
        body = _body(letter)
    except (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return Refusal(origin=origin, why="is a letter whose parts cannot be told apart")
    if body is None:
        return Refusal(origin=origin, why="is a letter without text; what is attached to it is not read")
    made, html = body
    return _document(data, letter, made, origin, overrides, html=html)


def _document(
    data: bytes, letter: Message, made: Document, origin: str, overrides: Overrides, *, html: bool
) -> Document:
    identity = _ID.search(_field(letter, "message-id"))
    digest = hashlib.sha256(data).hexdigest()
    day = _day(letter)
    return replace(
        made,
        id=overrides.url or (f"mid:{identity[1]}" if identity else f"sha256:{digest[:16]}"),
        format="html" if html else "plain",
        origin=origin,
        url=overrides.url,
        title=overrides.title or _field(letter, "subject") or None,
        published=overrides.published or day,
        published_from=None if overrides.published or day is None else "mail date",
        publisher=overrides.publisher or _sender(letter),
        sha256=digest,
    )


def _body(letter: Message) -> tuple[Document, bool] | None:
    """The text of a letter as a bare document, and whether it is HTML."""
    texts: list[Message] = []
    page: Message | None = None
    for part in _parts(letter):
        kind = part.get_content_type()
        if kind == "text/html" and page is None:
            page = part
        elif kind == "text/plain":
            texts.append(part)
    if page is not None:
        made = _decoded([page], html=True)
        if _VISIBLE.search(made.content) or not texts:
            return (made, True) if made.content.strip() else None
    made = _decoded(texts, html=False)
    return (made, False) if made.content.strip() else None


def _parts(letter: Message) -> Iterator[Message]:
    """Parts that are the letter's own text, in order: no attachments, and no letters within it."""
    stack, seen = [letter], 0
    while stack and seen < _MOST_PARTS:
        part = stack.pop()
        seen += 1
        if part.is_multipart():
            if part.get_content_maintype() == "multipart":
                inner = part.get_payload()
                children = inner if isinstance(inner, list) else []
                stack += [child for child in reversed(children) if isinstance(child, Message)]
        elif part.get_content_disposition() != "attachment" and not part.get_filename():
            yield part


def _decoded(parts: list[Message], *, html: bool) -> Document:
    texts, furniture = [], []
    encoding: str | None = None
    findings: tuple[Finding, ...] = ()
    for part in parts:
        raw = part.get_payload(decode=True)
        read = decode(raw if isinstance(raw, bytes) else b"", html=html, charset=part.get_content_charset())
        encoding, findings = encoding or read.encoding, (*findings, *read.findings)
        text = read.text
        if not html:
            text, signature = _signed(text.replace("\r\n", "\n"))
            furniture += [Furniture(text=signature[:500], type="signature")] if signature else []
            text = unwrapped(text, flowed=part.get_param("format") == "flowed")
        texts.append(text)
    return Document(
        id="",
        content="\n\n".join(texts),
        format="plain",
        origin="",
        encoding=encoding,
        findings=findings,
        furniture=tuple(furniture),
    )


def _signed(text: str) -> tuple[str, str]:
    """A letter's text and what stands under its mark of a signature (RFC 3676, 4.3)."""
    body, mark, signature = text.rpartition("\n-- \n")
    return (body, " ".join(signature.split())) if mark and len(signature) < 1_500 else (text, "")


def unwrapped(text: str, *, flowed: bool = False) -> str:
    """Text whose lines were broken at some width, one paragraph a line. Lists and verses keep their lines."""
    blocks: list[str] = []
    for block in re.split(r"\n[ \t]{0,20}\n", text):
        lines = block.split("\n")
        longest = max(map(len, lines))
        joined = lines[0]
        for before, line in pairwise(lines):
            full = _WRAPPED_AT[0] <= longest <= _WRAPPED_AT[1] and len(before) >= 0.7 * longest
            soft = before.endswith(" ") if flowed else full
            joined += (" " if soft and not _OWN_LINE.match(line) else "\n") + line.lstrip(" " if soft else "")
        blocks.append(joined)
    return "\n\n".join(blocks)


def _field(letter: Message, name: str) -> str:
    """A field of a letter's header in one line, encoded words (RFC 2047) read."""
    raw = str(letter.get(name, ""))[:_LONGEST_FIELD]
    try:
        text = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        text = raw
    return storable(" ".join(text.split()))


def _day(letter: Message) -> date | None:
    try:
        return parsedate_to_datetime(_field(letter, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sender(letter: Message) -> str | None:
    """The name of who sent it, or the host of the address."""
    name, address = parseaddr(_field(letter, "from"))
    return name.strip() or address.rpartition("@")[2].strip() or None
