"""What a source holds, told by its first bytes rather than by its name."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

Format = Literal["html", "text", "jsonl"]

# First bytes of formats that people give by mistake (each format's own specification).
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive (or an office document, or an e-book)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ\x00", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an audio file"),
    (b"ID3", "an audio file"),
)
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Tags that open pages or fragments of them; "<Mr Smith>" in a transcript is none.
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|script|article|div|section|main|p|h[1-6]|table|ul)[\s>/]",
    re.IGNORECASE,
)
_JSON_NAME = re.compile(r"\.(?:jsonl|ndjson|jsonlines)(?:\.gz)?$", re.IGNORECASE)
_PROBED_LINES = 5


def bom_encoding(data: bytes) -> str | None:
    """The codec that a byte order mark announces."""
    return next((codec for mark, codec in BOMS if data.startswith(mark)), None)


def binary_kind(head: bytes) -> str | None:
    """What kind of binary data `head` begins, in words; None for text."""
    if bom_encoding(head):
        return None
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"ustar" in head[257:263]:
        return "a tar archive"
    return "binary data (it holds NUL bytes)" if b"\x00" in head else None


def detect(head: bytes, name: str) -> Format | Literal["json"]:
    """The format of a source by its first bytes; "json" where it is JSON but not one document a line."""
    text = _plain(head).lstrip()
    if text.startswith((b"{", b"[")):
        told = _json(text, name)
        if told:
            return told
    if _JSON_NAME.search(name):
        return "jsonl"
    start = text[:4096]
    opening = start.startswith(b"<") and (_TAG.search(start) or start.startswith((b"<!--", b"<?xml")))
    if opening and _TAG.search(text):
        return "html"
    # A page may open with stray text; two different tags early on are no accident.
    return "html" if len({tag.lower() for tag in _TAG.findall(start)}) > 1 else "text"


def _plain(head: bytes) -> bytes:
    codec = bom_encoding(head)
    return head.decode(codec, "replace").encode("utf-8", "replace") if codec else head


def _json(text: bytes, name: str) -> Format | Literal["json"] | None:
    rows = text.split(b"\n")[: _PROBED_LINES + 1]
    whole = rows[:-1] if len(rows) > 1 else rows
    parsed = [value for row in whole if row.strip() and (value := _parse(row)) is not None]
    if any(isinstance(value, dict) for value in parsed):
        return "jsonl"
    # A first line longer than the head cannot be parsed yet; its keys tell.
    if len(rows) == 1 and re.match(rb'\{\s*"[^"\\]{0,100}"\s*:', text):
        return "jsonl"
    if _JSON_NAME.search(name):
        return "jsonl"
    looks = re.match(rb'(?:\[\s*[\[{"\d]|\{\s*")', text) is not None
    return "json" if looks and text.lstrip(b"[{ \t\r\n")[:1] in b'"{[' else None


def _parse(row: bytes) -> Any:
    try:
        return json.loads(row)
    except (ValueError, RecursionError):
        return None
