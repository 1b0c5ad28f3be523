"""One line of JSON Lines to a `Document`."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

from comity.acquire.encoding import storable
from comity.acquire.linked import document_of_node, has_body
from comity.acquire.overrides import Overrides
from comity.acquire.published import parse_date
from comity.model import Document, Finding, Refusal

_HTML = re.compile(r"\s{0,100}(?:<!--.{0,500}?-->\s{0,100})?<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)
_NAMES = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", str: "text"}


class _WrongTypeError(ValueError):
    """A field that is not what it should be; the message is for a person."""


def document_of_line(line: bytes, origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of one line: an object with `text` and, as known, `id`, `url`, `title`, `published` and
    `publisher`; other fields are ignored. Its `sha256` is of the text in UTF-8. An object without `text` that is an
    article in JSON-LD is read as one.
    """
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"), parse_constant=lambda _: None)
    except RecursionError:
        return Refusal(origin=origin, why="is nested too deeply for a document")
    except ValueError as error:
        return Refusal(origin=origin, why=f"is not valid JSON ({_where(error)}); the line was left out")
    if not isinstance(row, dict):
        return Refusal(origin=origin, why=f'is {_NAMES.get(type(row), "null")}, not an object with a "text" field')
    if "text" not in row and has_body(row):
        return document_of_node(row, origin, overrides)
    try:
        return _document(row, line, origin, overrides)
    except _WrongTypeError as error:
        return Refusal(origin=origin, why=str(error))


def _document(row: dict[str, Any], line: bytes, origin: str, overrides: Overrides) -> Document | Refusal:
    text = _text(row, "text")
    if text is None:
        raise _WrongTypeError('has no "text" field')
    if not text.strip():
        return Refusal(origin=origin, why='has an empty "text"; there is nothing to read')
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    url = overrides.url or _text(row, "url")
    published, findings = _published(row.get("published"), overrides)
    if storable(text) != text or (b"\xef\xbf\xbd" not in line and "\ufffd" in text and b"\\ufffd" not in line.lower()):
        message = "characters that cannot be stored or decoded were replaced by U+FFFD"
        findings = (*findings, Finding(code="broken-bytes", message=message))
    return Document(
        id=_identifier(row) or url or f"sha256:{digest[:16]}",
        content=storable(text),
        format="html" if _HTML.match(text) else "plain",
        origin=origin,
        url=url,
        title=overrides.title or _text(row, "title"),
        published=published,
        publisher=overrides.publisher or _text(row, "publisher"),
        encoding="utf-8",
        sha256=digest,
        findings=findings,
    )


def _text(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _WrongTypeError(f'has {_NAMES[type(value)]} where "{name}" should be text')
    return value if name == "text" else storable(value).strip() or None


def _identifier(row: dict[str, Any]) -> str | None:
    value = row.get("id")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(row, "id")


def _published(value: Any, overrides: Overrides) -> tuple[date | None, tuple[Finding, ...]]:
    if overrides.published is not None:
        return overrides.published, ()
    if value is None or value == "":
        return None, ()
    day = parse_date(value) if isinstance(value, str) else None
    if day is not None:
        return day, ()
    written = storable(str(value))[:60]
    message = f'"published" is {written!r}, not an ISO date (YYYY-MM-DD); the document is read without a date'
    return None, (Finding(code="bad-publication-date", message=message),)


def _where(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        # Some messages of the standard library end in "at", waiting for a place.
        return f"{error.msg[:80].removesuffix(' at')} at column {error.colno}"
    return str(error)[:80]
