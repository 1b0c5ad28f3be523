"""Footnotes for python-docx, which writes none itself: the footnotes part of WordprocessingML (ECMA-376, 17.11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comity.present.clean import xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT_STYLE, MARK_STYLE = "footnote text", "footnote reference"
# What has to stand behind `footnotePr` in the settings (ECMA-376, 17.15.1.78).
_BEHIND = ("endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol")


@dataclass(slots=True)
class Notes:
    """The footnotes of one document, numbered from 1 as they are added."""

    document: Document
    _notes: list[tuple[str, str, str | None]] = field(default_factory=list)

    def add(self, paragraph: Paragraph, quote: str, source: str, address: str | None) -> None:
        """A footnote at the end of a paragraph: a quote and its source, which links to `address`."""
        self._notes.append((quote, source, address))
        run = paragraph.add_run()
        run.style = self.document.styles[MARK_STYLE]
        reference = _element("footnoteReference", {"id": str(len(self._notes))})
        run._r.append(reference)

    def __len__(self) -> int:
        return len(self._notes)

    def close(self) -> None:
        """Write the part; to be called once, when all footnotes are there."""
        from docx.opc.oxml import serialize_part_xml
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        main = self.document.part
        assert main.package is not None
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT, b"", main.package)
        root = _element("footnotes")
        root.append(_separator("-1", "separator"))
        root.append(_separator("0", "continuationSeparator"))
        for number, note in enumerate(self._notes, 1):
            root.append(self._note(part, number, *note))
        part._blob = serialize_part_xml(root)
        main.relate_to(part, _RELATION)
        self._settings()

    def _note(self, part: Any, number: int, quote: str, source: str, address: str | None) -> Any:
        paragraph = _element("p")
        properties = _element("pPr")
        properties.append(_element("pStyle", {"val": self.document.styles[TEXT_STYLE].style_id}))
        paragraph.append(properties)
        mark = self._run(None, MARK_STYLE)
        mark.append(_element("footnoteRef"))
        paragraph.append(mark)
        paragraph.append(self._run(f" {quote} "))
        if address:
            link = _element("hyperlink")
            link.set(f"{{{_R}}}id", part.relate_to(address, _LINK, is_external=True))
            link.append(self._run(source, underlined=True))
            paragraph.append(link)
        else:
            paragraph.append(self._run(source))
        note = _element("footnote", {"id": str(number)})
        note.append(paragraph)
        return note

    def _run(self, text: str | None, style: str | None = None, *, underlined: bool = False) -> Any:
        run = _element("r")
        if style or underlined:
            properties = _element("rPr")
            if style:
                properties.append(_element("rStyle", {"val": self.document.styles[style].style_id}))
            if underlined:
                properties.append(_element("u", {"val": "single"}))
            run.append(properties)
        if text is not None:
            words = _element("t")
            words.text = xml_text(text)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
        return run

    def _settings(self) -> None:
        """The settings name the separators, as Word itself writes it."""
        settings = self.document.settings.element
        told = _element("footnotePr")
        told.append(_element("footnote", {"id": "-1"}))
        told.append(_element("footnote", {"id": "0"}))
        names = {f"{{{_W}}}{name}" for name in _BEHIND}
        behind = next((child for child in settings if child.tag in names), None)
        if behind is None:
            settings.append(told)
        else:
            behind.addprevious(told)


def add_styles(document: Document) -> None:
    """The two styles of footnotes, small and raised."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    text = document.styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(8)
    text.paragraph_format.space_after = Pt(0)
    mark = document.styles.add_style(MARK_STYLE, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _separator(number: str, kind: str) -> Any:
    note = _element("footnote", {"type": kind, "id": number})
    paragraph, run = _element("p"), _element("r")
    run.append(_element(kind))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _element(tag: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        element.set(f"{{{_W}}}{name}", value)
    return element
