"""A dossier as files: a workbook, a briefing and a calendar, and nothing in them that acts."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import docx as python_docx
import icalendar
import pytest
from lxml import etree

from comity.analyse import Dossier, Source, compile_dossier
from comity.model import Actor, Event, Interval, Quote, Span, Statement
from comity.present.clean import xml_text
from comity.present.export import docx, ics, xlsx
from comity.resolve import country_name

MAIN = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
SHEETS = ["Summary", "Events", "Trade", "Agreements", "Visits", "Promises", "Partners", "Quotes", "Sources"]
BAD = '=HYPERLINK("http://x")\x00\x08\ufffe\ufffe_x0041_]]>&<w:p/>\r\nBEGIN:VEVENT\u202e, ; \\ 🙂 \ud800'
FORMULAE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def parts(packed: bytes) -> dict[str, etree._Element]:
    """Every XML part of an archive; all of them must be XML."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}


def sheet(packed: bytes, title: str) -> list[list[tuple[str, str]]]:
    """The rows of a sheet as (type, text) of each cell."""
    found = parts(packed)
    shared = ["".join(s.itertext()) for s in found["xl/sharedStrings.xml"]]
    titles = [s.get("name") for s in found["xl/workbook.xml"].iterfind(".//m:sheet", MAIN)]
    root = found[f"xl/worksheets/sheet{titles.index(title) + 1}.xml"]
    return [list(_cells(row, shared)) for row in root.iterfind(".//m:row", MAIN)]


def _cells(row: etree._Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row:
        kind = cell.get("t", "n")
        text = "".join(cell.itertext())
        yield kind, shared[int(text)] if kind == "s" else text


def visit(document: str, quote: str, **fields: object) -> Statement:
    made = Statement(
        document=document,
        kind="visit",
        status="done",
        actors=(
            Actor(name="Emmanuel Macron", country="FRA", role="visitor"),
            Actor(name="Kazakhstan", country="KAZ", role="host"),
        ),
        quotes=(Quote(exact=quote, span=Span(0, len(quote))),),
        date=Interval(date(2023, 11, 1), date(2023, 11, 2)),
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def dossier_of(*statements: Statement, **source: object) -> Dossier:
    documents = {s.document for s in statements}
    sources = {d: Source(document=d, published=date(2023, 11, 3), **source) for d in documents}  # type: ignore[arg-type]
    events = [Event(statements=(s,)) for s in statements]
    return compile_dossier(("KAZ", "FRA"), events, sources, today=date(2025, 6, 1))


def test_the_workbook_has_every_sheet_with_a_head_that_stays(dossier: Dossier) -> None:
    packed = xlsx.dossier(dossier, country_name)
    found = parts(packed)
    assert [s.get("name") for s in found["xl/workbook.xml"].iterfind(".//m:sheet", MAIN)] == SHEETS
    for number in range(1, len(SHEETS) + 1):
        (pane,) = found[f"xl/worksheets/sheet{number}.xml"].iterfind(".//m:pane", MAIN)
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")


def test_cells_have_types(dossier: Dossier, statements: list[Statement]) -> None:
    packed = xlsx.dossier(dossier, country_name)
    head, *rows = sheet(packed, "Trade")
    assert [text for _, text in head][:4] == ["Flow", "From", "To", "Amount"]
    assert sorted(float(row[3][1]) for row in rows) == [4e9, 5e9]
    assert all(kind == "n" for row in rows for kind, _ in row[1:4]), "days and amounts are numbers"
    assert len(sheet(packed, "Quotes")) == 1 + sum(len(s.quotes) for s in statements)
    assert len(sheet(packed, "Sources")) == 3


@pytest.mark.parametrize("text", [*FORMULAE, BAD])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    told = dossier_of(visit("a", text), title=text, publisher=text, url="https://x.example/ <a>")
    packed = xlsx.dossier(told, country_name)
    found = parts(packed)
    assert not [n for n, root in found.items() if root.find(".//m:f", MAIN) is not None]
    assert not [n for n, root in found.items() if root.find(".//m:hyperlink", MAIN) is not None]
    (_, row) = sheet(packed, "Quotes")
    kind, shown = row[-1]
    assert kind == "s"
    assert shown.replace("_x005F_", "_") == xml_text(text), "an escape of the format is text as well"


def test_a_cell_that_begins_like_a_formula_is_marked_as_text() -> None:
    styles = parts(xlsx.dossier(dossier_of(visit("a", "=1+1")), country_name))["xl/styles.xml"]
    assert styles.findall(".//m:xf[@quotePrefix='1']", MAIN)


def test_days_before_workbooks_know_them_are_text() -> None:
    old = visit("a", "long ago", date=Interval(date(1851, 5, 1), date(1851, 5, 1)))
    (_, row) = sheet(xlsx.dossier(dossier_of(old), country_name), "Visits")
    assert ("s", "1851-05-01") in row


def footnotes(packed: bytes) -> list[str]:
    root = parts(packed)["word/footnotes.xml"]
    notes = root.findall("w:footnote", WORD)
    kinds = [n.get(f"{{{WORD['w']}}}type") for n in notes]
    assert kinds[:2] == ["separator", "continuationSeparator"]
    assert not any(kinds[2:])
    return ["".join(note.itertext()) for note in notes[2:]]


def test_the_briefing_quotes_in_real_footnotes(dossier: Dossier) -> None:
    packed = docx.dossier(dossier, country_name)
    notes = footnotes(packed)
    found = parts(packed)
    marks = [int(n) for n in found["word/document.xml"].xpath("//w:footnoteReference/@w:id", namespaces=WORD)]
    assert sorted(marks) == list(range(1, len(notes) + 1))
    assert any("Trade stood at $5 billion, he said" in note for note in notes)
    overrides = {o.get("PartName"): o.get("ContentType") for o in found["[Content_Types].xml"]}
    assert overrides["/word/footnotes.xml"].endswith("wordprocessingml.footnotes+xml")
    assert found["word/settings.xml"].findall("w:footnotePr/w:footnote", WORD)
    styles = set(found["word/styles.xml"].xpath("//w:style/@w:styleId", namespaces=WORD))
    used = set(found["word/footnotes.xml"].xpath("//w:pStyle/@w:val|//w:rStyle/@w:val", namespaces=WORD))
    assert used <= styles


def test_links_of_footnotes_lead_to_web_pages_only(dossier: Dossier) -> None:
    links = parts(docx.dossier(dossier, country_name))["word/_rels/footnotes.xml.rels"]
    targets = [r.get("Target") or "" for r in links]
    assert targets
    assert all(t.startswith("https://a.example/x?a=1&b='2'#:~:text=") for t in targets)
    assert all(not re.search(r'[\s"<>]', t) for t in targets)


def test_what_xml_cannot_hold_is_left_out_of_the_briefing() -> None:
    told = dossier_of(visit("a", BAD), title=BAD, publisher=BAD, url='https://x.example/a b"<>')
    packed = docx.dossier(told, country_name)
    assert "BEGIN:VEVENT" in footnotes(packed)[0]
    document = python_docx.Document(io.BytesIO(packed))
    assert document.paragraphs[0].text == "Kazakhstan – France"


def test_the_briefing_of_much_keeps_to_two_pages(hot: ModuleType) -> None:
    """Where no office program can count pages, words are: 1,100 of body and notes fit on two with room to spare."""
    packed = docx.dossier(hot.dossier(40, since=date(2024, 1, 1)), country_name)
    document = python_docx.Document(io.BytesIO(packed))
    body = [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
    words = sum(len(text.split()) for text in (*body, *footnotes(packed)))
    assert 200 < words < 1_300


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_the_briefing_has_two_pages_in_an_office_program(hot: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(docx.dossier(hot.dossier(40, since=date(2024, 1, 1)), country_name))
    told = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx")]
    subprocess.run(told, check=True, capture_output=True, timeout=120)
    from pypdf import PdfReader

    assert len(PdfReader(tmp_path / "brief.pdf").pages) <= 2


def entries(packed: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(packed).walk("VEVENT"))


def test_the_calendar_has_visits_as_whole_days() -> None:
    told = dossier_of(
        visit("a", "came"),
        visit("b", "will come", status="planned", date=Interval(date(2025, 7, 1), date(2025, 7, 1))),
        visit("c", "did not come", status="denied", date=Interval(date(2024, 2, 1), date(2024, 2, 1))),
        visit("d", "some day", date=None),
        visit("e", "in 2022", date=Interval(date(2022, 1, 1), date(2022, 12, 31))),
    )
    packed = ics.dossier(told, country_name)
    found = entries(packed)
    assert [str(e["status"]) for e in found] == ["CONFIRMED", "CANCELLED", "TENTATIVE"]
    first = found[0]
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2023, 11, 1), date(2023, 11, 3))
    assert b"DTSTART;VALUE=DATE:20231101" in packed
    assert {str(e["uid"]) for e in found} == {f"{x.event}@comity" for x in told.lines if x.lead.document in "abc"}
    assert "2 visits and meetings are left out" in icalendar.Calendar.from_ical(packed)["x-wr-caldesc"]


def test_the_calendar_is_folded_and_nothing_slips_a_line_into_it() -> None:
    told = dossier_of(visit("a", f"{BAD} {'x' * 300}"), title=BAD, publisher=BAD, url="javascript:alert(1)")
    packed = ics.dossier(told, country_name)
    lines = packed.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in packed.replace(b"\r\n", b"")
    assert sum(line.startswith(b"BEGIN:VEVENT") for line in lines) == 1
    assert "url" not in entries(packed)[0]
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", packed)


@pytest.mark.parametrize("form", [xlsx, docx, ics])
def test_the_same_dossier_gives_the_same_file(form: ModuleType, dossier: Dossier) -> None:
    assert form.dossier(dossier, country_name) == form.dossier(dossier, country_name)


@pytest.mark.parametrize("form", [xlsx, docx, ics])
def test_an_empty_dossier_is_a_file_as_well(form: ModuleType) -> None:
    empty = compile_dossier(("KAZ", "FRA"), [], {}, today=date(2025, 6, 1))
    assert len(form.dossier(empty, country_name)) > 100
