"""A word processor's file (.docx, ECMA-376) to a document: paragraphs, headings, lists, rows of tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from comity.acquire.formats.laid import PartType, Properties, laid
from comity.acquire.overrides import Overrides
from comity.model import Document, Refusal

_MOST_FILES, _MOST_BYTES, _MOST_TEXT_BYTES = 5_000, 200_000_000, 40_000_000
_MOST_PARTS = 50_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLANK = frozenset((f"{_W}tab", f"{_W}br", f"{_W}cr"))
_LEFT_OUT = frozenset((_FALLBACK, f"{_W}txbxContent", f"{_W}del", f"{_W}moveFrom"))
_HEADING = re.compile(r"(?:heading|title|subtitle)\b", re.IGNORECASE)
_NOBODY = {"python-docx", "user", "admin", "administrator", "windows user", "microsoft office user", "author"}


def document_of_word(data: bytes, origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of a .docx; title, author and day are its core properties', told as such."""
    if why := _bomb(data):
        return Refusal(origin=origin, why=why)
    try:
        import docx

        book = docx.Document(io.BytesIO(data))
        parts = list(_parts(book))
        told = _properties(book, parts)
    except Exception:  # noqa: BLE001  python-docx raises what zip, XML and its own tables raise on broken files
        return Refusal(origin=origin, why="is a broken word processor file; save it anew, or export its text")
    made = laid(data, ((t, k) for t, k, _ in parts), origin=origin, overrides=overrides, told=told)
    return Refusal(origin=origin, why="is a word processor file without text") if isinstance(made, Refusal) else made


def _bomb(data: bytes) -> str | None:
    """Why a package is not to be opened; sizes are those it declares, beyond which zipfile does not read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            files = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return "is a broken zip archive or word processor file"
    names = {info.filename for info in files}
    if "word/document.xml" not in names:
        return "is a zip archive (or an office document, or an e-book), not text; export its text or HTML and read that"
    if any(info.flag_bits & 1 for info in files):
        return "is encrypted; save it without a password"
    size = sum(info.file_size for info in files)
    text = sum(info.file_size for info in files if info.filename.endswith((".xml", ".rels")))
    if len(files) > _MOST_FILES or size > _MOST_BYTES or text > _MOST_TEXT_BYTES:
        return f"unpacks to {len(files):,} files and {size / 1_000_000:,.0f} MB, more than are read of one document"
    return None


def _parts(book: Any) -> Iterator[tuple[str, PartType, str]]:
    """Text, type and style of each paragraph, in order."""
    styles = {style.style_id: style.name or "" for style in book.styles}
    stack = list(reversed(book.element.body))
    seen = 0
    while stack and seen < _MOST_PARTS:
        element = stack.pop()
        if element.tag == f"{_W}p":
            seen += 1
            yield _paragraph(element, styles)
        elif element.tag == f"{_W}tr":
            seen += 1
            cells = [child for child in element if child.tag == f"{_W}tc"]
            if len(cells) == 1:
                stack += reversed(cells[0])
            else:
                yield " | ".join(text for cell in cells if (text := _text(cell))), "table_row", ""
        elif element.tag in (f"{_W}tbl", f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            stack += reversed(element)


def _paragraph(element: Any, styles: dict[str, str]) -> tuple[str, PartType, str]:
    marks = element.find(f"{_W}pPr")
    named = marks.find(f"{_W}pStyle") if marks is not None else None
    style = styles.get(named.get(f"{_W}val"), "") if named is not None else ""
    kind: PartType = "paragraph"
    if _HEADING.match(style):
        kind = "heading"
    elif style.lower().startswith("list") or (marks is not None and marks.find(f"{_W}numPr") is not None):
        kind = "list_item"
    return _text(element), kind, style


def _text(element: Any) -> str:
    """What a reader sees: tracked insertions included, deletions and text boxes left out."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.tag in _BLANK:
            pieces.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        elif node.tag not in _LEFT_OUT:
            if node.tag == f"{_W}p" and pieces:
                pieces.append(" ")
            stack += reversed(node)
    return " ".join("".join(pieces).split())


def _properties(book: Any, parts: list[tuple[str, PartType, str]]) -> Properties:
    core = book.core_properties
    shown = next((text for text, _, style in parts if style.lower() == "title" and text), "")
    first = next((text for text, kind, _ in parts[:20] if kind == "heading" and text), "")
    author = (core.author or "").strip()
    changed, day_from = core.modified, "docx modified"
    if changed is None:
        changed, day_from = core.created, "docx created"
    return Properties(
        title=shown or (core.title or "").strip() or first,
        authors=(author,) if author and author.lower() not in _NOBODY else (),
        day=_day(changed),
        day_from=day_from,
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None and moment.year > 1990 else None
