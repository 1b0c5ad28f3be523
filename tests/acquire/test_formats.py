"""Letters, PDFs and word processors' files as documents."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire import Overrides
from comity.acquire.formats import document_of_file, kind_of
from comity.acquire.formats.mail import unwrapped
from comity.model import Document, Refusal
from comity.read import read_article
from files_made import BODY, document, letter_of, refusal, word


class TestMail:
    def test_subject_date_and_sender_are_title_day_and_publisher(self, tmp_path: Path) -> None:
        found = document(tmp_path, "letter.bin", bytes(letter_of()))
        assert (found.format, found.title) == ("plain", "Fischereiabkommen für zehn Jahre")
        assert (found.published, found.published_from) == (date(2024, 11, 5), "mail date")
        assert found.publisher == "Foreign Ministry of Ruritania"
        assert found.id == "mid:abc.123@mfa.example"
        article = read_article(found)
        assert [p.span.of(article.text) for p in article.paragraphs] == list(BODY)
        assert article.published_from == "mail date"

    def test_html_is_read_before_text_and_attachments_are_left_out(self, tmp_path: Path) -> None:
        letter = letter_of("see the HTML")
        letter.add_alternative(f"<html><body><p>{BODY[0]}</p><p>{BODY[1]}</p></body></html>", subtype="html")
        letter.add_attachment("<p>secret annex</p>", subtype="html", filename="annex.html")
        found = document(tmp_path, "letter.eml", bytes(letter))
        assert found.format == "html"
        assert BODY[0] in found.content
        assert "annex" not in found.content

    def test_a_letter_within_a_letter_is_not_its_text(self, tmp_path: Path) -> None:
        outer = letter_of()
        outer.add_attachment(letter_of("words of another day"))
        assert "another day" not in document(tmp_path, "letter.eml", bytes(outer)).content

    def test_what_is_given_beats_the_header(self) -> None:
        known = Overrides(title="Given", published=date(2020, 1, 2), publisher="Someone", url="https://a.example/b")
        found = document_of_file(bytes(letter_of()), "mail", "x", known)
        assert isinstance(found, Document)
        assert (found.title, found.published, found.publisher) == ("Given", date(2020, 1, 2), "Someone")
        assert (found.id, found.published_from) == ("https://a.example/b", None)

    def test_a_signature_is_set_aside(self, tmp_path: Path) -> None:
        text = "\n\n".join(BODY) + "\n\n-- \nPress office\nTel. 555"
        found = document(tmp_path, "letter.eml", bytes(letter_of(text)))
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
        letter = letter_of()
        letter.clear_content()
        letter.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="a.bin")
        assert "without text" in refusal(tmp_path, "letter.eml", bytes(letter))

    def test_ten_thousand_parts_within_each_other_are_refused(self, tmp_path: Path) -> None:
        nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(10_000))
        data = b"From: a@b.example\nMIME-Version: 1.0\n" + nested
        assert "parts within parts" in refusal(tmp_path, "letter.eml", data)

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
        found = document(tmp_path, "report", word(book))
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
        out = io.BytesIO(word(docx.Document()))
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/bomb.xml", b"0" * 60_000_000)
        assert "unpacks to" in refusal(tmp_path, "a.docx", out.getvalue())

    def test_an_entity_bomb_is_no_text(self) -> None:
        out = io.BytesIO()
        entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(12))
        with (
            zipfile.ZipFile(io.BytesIO(word(docx.Document()))) as old,
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
        assert "zip archive" in refusal(tmp_path, "a.zip", out.getvalue())

    def test_a_cut_file_is_never_an_exception(self) -> None:
        whole = word(docx.Document())
        for end in range(40, len(whole), 1777):
            assert isinstance(document_of_file(whole[:end], "docx", "x", Overrides()), Document | Refusal)
