"""PDFs as documents: their text in order, running heads aside, and what cannot be read refused."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdf
import pytest

from comity.acquire import Overrides
from comity.acquire.formats import document_of_file
from comity.acquire.formats.lines import paragraphs_of, set_aside
from comity.model import Document, Refusal
from comity.read import read_article
from files_made import document, pdf, refusal


class TestPdf:
    PAGES = (
        (
            "MINISTRY OF FISHERIES - No. 17",
            "Ruritania and Strelsau to fish together",
            "",
            "The ministers of Ruritania and Strelsau signed an agreement on fish-",
            "eries on Tuesday, under which both will co-operate for many years in",
            "the strait and pay ten million crowns each year for the new vessels",
            "1",
        ),
        (
            "MINISTRY OF FISHERIES - No. 17",
            "that their fishers are to share. To co-operate was long a wish.",
            "A second agreement on the harbours of the strait is to follow soon.",
            "2",
        ),
    )

    def test_lines_words_and_pages_are_joined_and_running_heads_set_aside(self, tmp_path: Path) -> None:
        info = "/Title (Untitled) /CreationDate (D:20241105120000Z)"
        found = document(tmp_path, "release.txt", pdf(self.PAGES, info=info))
        assert found.format == "laid"
        assert found.title == "Ruritania and Strelsau to fish together"
        assert (found.published, found.published_from) == (date(2024, 11, 5), "pdf creation date")
        assert [f.text for f in found.furniture] == ["MINISTRY OF FISHERIES - No. 17", "1"]
        article = read_article(found)
        kinds = [(p.type, p.span.of(article.text)) for p in article.paragraphs]
        assert kinds[0] == ("heading", "Ruritania and Strelsau to fish together")
        assert kinds[1][1].startswith("The ministers of Ruritania and Strelsau signed an agreement on fisheries on")
        assert "for the new vessels that their fishers" in kinds[1][1]
        assert "both will co-operate for many" in kinds[1][1]

    def test_a_word_that_is_written_with_a_hyphen_elsewhere_keeps_it(self) -> None:
        lines = ("A co-operative of fishers in the strait was founded by the co-", "operative of bakers, who are many.")
        assert "the co-operative of bakers" in paragraphs_of([lines])[0][0]

    def test_items_are_paragraphs_of_their_own(self) -> None:
        assert paragraphs_of([("They agreed:", "• to fish", "• to bake")]) == [
            ("They agreed:", "paragraph"),
            ("to fish", "list_item"),
            ("to bake", "list_item"),
        ]

    def test_running_heads_that_change_are_known_by_the_number_they_count(self) -> None:
        body = "Words of one page that no other page has, which are {}."
        heads = ("Of fish 7", "8 A report", "Of bread 9", "10 A report", "Of wine 11")
        pages = [(head, body.format(name)) for head, name in zip(heads, "abcde", strict=True)]
        kept, aside = set_aside(pages)
        assert kept == [page[1:] for page in pages]
        assert "Of fish 7" in aside

    def test_a_numbered_heading_begins_a_paragraph(self) -> None:
        lines = ("This is how the two sides have described what they are to do.", "2.1 Of fish", "They are to fish.")
        assert paragraphs_of([lines])[1] == ("2.1 Of fish", "heading")

    def test_one_page_has_no_running_heads(self) -> None:
        assert set_aside([("A title", "Text.")]) == ([("A title", "Text.")], ())

    def test_images_without_text_are_refused(self, tmp_path: Path) -> None:
        assert "images without text (2 pages)" in refusal(tmp_path, "scan.pdf", pdf([(), ()]))

    def test_a_file_with_a_password_is_refused(self, tmp_path: Path) -> None:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(self.PAGES)))
        writer.encrypt("secret", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        assert "encrypted" in refusal(tmp_path, "a.pdf", out.getvalue())

    def test_a_file_locked_against_changes_alone_is_read(self, tmp_path: Path) -> None:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(self.PAGES)))
        writer.encrypt("", "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        assert "signed an agreement" in document(tmp_path, "a.pdf", out.getvalue()).content

    @pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj"])
    def test_a_broken_file_is_refused(self, tmp_path: Path, data: bytes) -> None:
        assert "PDF" in refusal(tmp_path, "a.pdf", data)

    def test_a_cut_file_is_never_an_exception(self) -> None:
        whole = pdf(self.PAGES)
        for end in range(40, len(whole), 97):
            assert isinstance(document_of_file(whole[:end], "pdf", "x", Overrides()), Document | Refusal)

    def test_more_than_500_pages_are_cut_and_told_of(self) -> None:
        pages = [(f"A sentence about the strait number {i} stands here.",) for i in range(503)]
        found = document_of_file(pdf(pages), "pdf", "x", Overrides())
        assert isinstance(found, Document)
        assert [f.code for f in found.findings] == ["text-cut"]


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.acquire.formats.pdf._MOST_SECONDS", 0.0)
    found = document_of_file(pdf([("A sentence.",)]), "pdf", "x", Overrides())
    assert isinstance(found, Refusal)
    assert "seconds to read" in found.why
