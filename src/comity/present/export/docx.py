"""A dossier as a briefing of two pages at most (Office Open XML): what a minister needs, every figure with a footnote
that quotes it.
"""

from __future__ import annotations

import io
import math
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from comity.analyse.dossier import Dossier
from comity.model import Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import quote_address, shorten, xml_text
from comity.present.export.brief import Item, Part, parts
from comity.present.export.docx_notes import Notes, add_styles
from comity.present.names import CountryName

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

# What fits on two A4 pages with margins of 2 cm, in points; sizes are taken a little too large, so that what was
# counted fits whatever font stands in for Calibri.
_ROOM = 2 * 690.0
_BODY, _NOTE = (13.0, 84), (10.5, 104)  # height of a line in points and characters on it
_HEADING, _BULLET, _MARGIN_CM = 26.0, 2.5, 2.0
_NOTE_QUOTE = 170
_EPOCH = (1980, 1, 1, 0, 0, 0)


def dossier(value: Dossier, name: CountryName) -> bytes:
    """The briefing. The same dossier gives the same bytes."""
    import docx

    document = docx.Document()
    _dress(document, value, name)
    brief = _Brief(value=value, document=document, notes=Notes(document), room=_ROOM)
    brief.heading(words.title(value, name), 0)
    brief.text(f"{words.summary(value)}. As of {figures.day(value.today)}.", style="Subtitle")
    for part in parts(value, name):
        brief.part(part)
    brief.notes.close()
    stream = io.BytesIO()
    document.save(stream)
    return _steady(stream.getvalue())


@dataclass(slots=True)
class _Brief:
    value: Dossier
    document: Document
    notes: Notes
    room: float

    def heading(self, text: str, level: int) -> None:
        self.room -= _HEADING
        self.document.add_heading(xml_text(text), level)

    def text(self, text: str, style: str | None = None) -> Paragraph:
        self.room -= _lines(text, _BODY) + _BULLET
        return self.document.add_paragraph(xml_text(text), style)

    def part(self, part: Part) -> None:
        """A heading with as many items as there is room for; a part for which there is none is left out."""
        items = [item for item in part.items if item.text]
        if not items or self.room < _HEADING + self._cost(items[0]):
            return
        self.heading(part.title, 1)
        if part.table:
            self._table(items)
            return
        for item in items:
            if self.room < self._cost(item):
                break
            self._cite(self.text(item.text, "List Bullet"), item.statements)

    def _table(self, items: Iterable[Item]) -> None:
        table = self.document.add_table(rows=0, cols=3)
        table.style = self.document.styles["Light Grid Accent 1"]
        for item in items:
            cost = self._cost(item) + 6
            if self.room < cost:
                break
            self.room -= _lines(item.text, _BODY) + 6
            cells = table.add_row().cells
            for cell, text in zip(cells, (item.label, item.text, item.remark), strict=True):
                cell.text = xml_text(text)
            self._cite(cells[1].paragraphs[0], item.statements)

    def _cite(self, paragraph: Paragraph, statements: Iterable[Statement]) -> None:
        for statement in statements:
            quote, source = self._quote(statement), self.value.source(statement)
            self.room -= _lines(f"{quote} {words.publisher_and_day(source)}", _NOTE)
            lead = wording.lead_quote(statement)
            address = quote_address(source.url, lead.exact if lead else "")
            self.notes.add(paragraph, quote, words.publisher_and_day(source), address)

    def _quote(self, statement: Statement) -> str:
        lead = wording.lead_quote(statement)
        return f"“{shorten(lead.exact, _NOTE_QUOTE)}”" if lead else ""

    def _cost(self, item: Item) -> float:
        cited = ((self._quote(s), words.publisher_and_day(self.value.source(s))) for s in item.statements)
        notes = sum(_lines(" ".join(note), _NOTE) for note in cited)
        return _lines(f"{item.label} {item.text} {item.remark}", _BODY) + _BULLET + notes


def _lines(text: str, size: tuple[float, int]) -> float:
    """Points that a text takes in height; wide characters count twice."""
    height, width = size
    length = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return height * max(1, math.ceil(length / width))


def _dress(document: Document, value: Dossier, name: CountryName) -> None:
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN_CM))
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(2)
    for style, size, before in (("Title", 20, 0), ("Subtitle", 10, 0), ("Heading 1", 12, 8)):
        dressed: Any = document.styles[style]
        dressed.font.size = Pt(size)
        dressed.paragraph_format.space_before = Pt(before)
        dressed.paragraph_format.space_after = Pt(2)
    add_styles(document)
    told = document.core_properties
    told.title = xml_text(words.title(value, name))[:255]
    told.author = told.last_modified_by = "Comity"
    told.comments = ""
    day = datetime(value.today.year, value.today.month, value.today.day)
    told.created = told.modified = day


def _steady(packed: bytes) -> bytes:
    """The same archive without the time at which it was packed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            kept = zipfile.ZipInfo(member.filename, _EPOCH)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(member))
    return stream.getvalue()
