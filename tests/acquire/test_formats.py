"""Letters, PDFs and word processors' files as documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire import Overrides, acquire
from comity.acquire.formats import document_of_file, kind_of
from comity.acquire.formats.mail import unwrapped
from comity.model import Document, Refusal
from comity.read import read_article

BODY = (
    "Ruritania and Strelsau signed an agreement on fisheries on Tuesday.",
    "The two sides will co-operate over ten years, the ministry said.",
)


def _one(tmp_path: Path, name: str, data: bytes) -> Document | Refusal:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = acquire([path])
    return found


def _document(tmp_path: Path, name: str, data: bytes) -> Document:
    found = _one(tmp_path, name, data)
    assert isinstance(found, Document), found
    return found


def _refusal(tmp_path: Path, name: str, data: bytes) -> str:
    found = _one(tmp_path, name, data)
    assert isinstance(found, Refusal), found
    return found.why


def _letter(text: str = "\n\n".join(BODY)) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Foreign Ministry of Ruritania <press@mfa.example>"
    letter["To"] = "news@example.org"
    letter["Subject"] = "Fischereiabkommen für zehn Jahre"
    letter["Date"] = "Tue, 05 Nov 2024 23:30:00 -0500"
    letter["Message-ID"] = "<abc.123@mfa.example>"
    letter.set_content(text)
    return letter


def _word(book: docx.document.Document) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]], *, info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages of lines, one line under the other; `info` and `trailer` are entries of those dictionaries."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        shown = " T* ".join(f"({line.translate(_ESCAPED)}) Tj" if line else "" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 72 760 Td {shown} ET" if lines else ""
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {5 + 2 * i} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< {info} >>")
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    table = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n"
    out.write(f"{end}startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


class TestMail:
    def test_subject_date_and_sender_are_title_day_and_publisher(self, tmp_path: Path) -> None:
        found = _document(tmp_path, "letter.bin", bytes(_letter()))
        assert (found.format, found.title) == ("plain", "Fischereiabkommen für zehn Jahre")
        assert (found.published, found.published_from) == (date(2024, 11, 5), "mail date")
        assert found.publisher == "Foreign Ministry of Ruritania"
        assert found.id == "mid:abc.123@mfa.example"
        article = read_article(found)
        assert [p.span.of(article.text) for p in article.paragraphs] == list(BODY)
        assert article.published_from == "mail date"

    def test_html_is_read_before_text_and_attachments_are_left_out(self, tmp_path: Path) -> None:
        letter = _letter("see the HTML")
        letter.add_alternative(f"<html><body><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>", subtype="html")
        letter.add_attachment("<p>secret annex</p>", subtype="html", filename="annex.html")
        found = _document(tmp_path, "letter.eml", bytes(letter))
        assert found.format == "html"
        assert BODY[0] in found.content
        assert "annex" not in found.content

    def test_a_letter_within_a_letter_is_not_its_text(self, tmp_path: Path) -> None:
        outer = _letter()
        outer.add_attachment(_letter("words of another day"))
        assert "another day" not in _document(tmp_path, "letter.eml", bytes(outer)).content

    def test_what_is_given_beats_the_header(self) -> None:
        known = Overrides(title="Given", published=date(2020, 1, 2), publisher="Someone", url="https://a.example/b")
        found = document_of_file(bytes(_letter()), "mail", "x", known)
        assert isinstance(found, Document)
        assert (found.title, found.published, found.publisher) == ("Given", date(2020, 1, 2), "Someone")
        assert (found.id, found.published_from) == ("https://a.example/b", None)

    def test_a_signature_is_set_aside(self, tmp_path: Path) -> None:
        text = "\n\n".join(BODY) + "\n\n-- \nPress office\nTel. 555"
        found = _document(tmp_path, "letter.eml", bytes(_letter(text)))
        assert "555" not in found.content
        assert [f.text for f in found.furniture] == ["Press office Tel. 555"]

    def test_lines_broken_at_a_width_are_joined_and_lists_are_not(self) -> None:
        text = (
            "The two governments have agreed to build a bridge across the strait,\n"
            "which will be paid for by a loan that was signed in the capital and\n"
            "will be repaid.\n\n- a first point of the agreement, which goes to the end of it\n- a second point"
        )
        assert unwrapped(text).split("\n") == [
            "The two governments have agreed to build a bridge across the strait, which will be paid for by a loan "
            "that was signed in the capital and will be repaid.",
            "",
            "- a first point of the agreement, which goes to the end of it",
            "- a second point",
        ]

    def test_a_letter_of_attachments_alone_is_refused(self, tmp_path: Path) -> None:
        letter = _letter()
        letter.clear_content()
        letter.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
        assert "without text" in _refusal(tmp_path, "letter.eml", bytes(letter))

    def test_ten_thousand_parts_within_each_other_are_refused(self, tmp_path: Path) -> None:
        nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(10_000))
        data = b"From: a@b.example\nMIME-Version: 1.0\n" + nested
        assert "parts within parts" in _refusal(tmp_path, "letter.eml", data)

    def test_a_text_that_opens_like_a_letter_is_a_text(self) -> None:
        assert kind_of(b"From: the Ministry\nSubject: fisheries\n\nText") is None
        assert kind_of(b"From: the Ministry\nSubject: fisheries\n\nText", "a.eml") == "mail"
        assert kind_of(b"Received: from x\nFrom: a@b\n\nText") == "mail"

    @given(st.binary(max_size=400))
    def test_never_raises(self, data: bytes) -> None:
        head = b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\nDate: "
        for tail in (data, b"x\nSubject: =?utf-8?b?" + data, b"\n\n--x\n" + data + b"\n--x--"):
            assert isinstance(document_of_file(head + tail, "mail", "x", Overrides()), Document | Refusal)


class TestWord:
    def test_paragraphs_headings_lists_and_rows(self, tmp_path: Path) -> None:
        book = docx.Document()
        book.core_properties.title = "Of another"
        book.core_properties.author = "Rudolf Rassendyll"
        book.core_properties.modified = datetime(2024, 11, 5, 9, tzinfo=UTC)
        book.add_paragraph("Fisheries agreement signed", style="Title")
        book.add_heading("What was agreed", 1)
        for text in BODY:
            book.add_paragraph(text)
        book.add_paragraph("ten vessels", style="List Bullet")
        table = book.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cod", "12 tonnes"
        found = _document(tmp_path, "report", _word(book))
        assert (found.title, found.authors) == ("Fisheries agreement signed", ("Rudolf Rassendyll",))
        assert (found.published, found.published_from) == (date(2024, 11, 5), "docx modified")
        article = read_article(found)
        assert [(p.type, p.span.of(article.text)) for p in article.paragraphs] == [
            ("heading", "Fisheries agreement signed"),
            ("heading", "What was agreed"),
            ("paragraph", BODY[0]),
            ("paragraph", BODY[1]),
            ("list_item", "ten vessels"),
            ("table_row", "Cod | 12 tonnes"),
        ]
        assert article.authors == ("Rudolf Rassendyll",)

    def test_a_zip_bomb_is_refused_unopened(self, tmp_path: Path) -> None:
        out = io.BytesIO(_word(docx.Document()))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/bomb.xml", b"0" * 60_000_000)
        assert "unpacks to" in _refusal(tmp_path, "a.docx", out.getvalue())

    def test_an_entity_bomb_is_no_text(self) -> None:
        out = io.BytesIO()
        entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(12))
        with (
            zipfile.ZipFile(io.BytesIO(_word(docx.Document()))) as old,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    data = data.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", 1)
                    data = data.replace(b"?>", f"?><!DOCTYPE w [{entities}]>".encode(), 1)
                new.writestr(name, data)
        found = document_of_file(out.getvalue(), "docx", "x", Overrides())
        assert isinstance(found, Refusal)

    def test_another_archive_is_named_as_such(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("a.txt", "text")
        assert "zip archive" in _refusal(tmp_path, "a.zip", out.getvalue())

    def test_a_cut_file_is_never_an_exception(self) -> None:
        whole = _word(docx.Document())
        for end in range(40, len(whole), 1777):
            assert isinstance(document_of_file(whole[:end], "docx", "x", Overrides()), Document | Refusal)
