"""Files in web archives: PDFs, letters and word processors' files, by what they hold, whatever they are said to be."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.acquire.formats import document_of_file
from comity.acquire.overrides import Overrides
from comity.acquire.unread import Unread
from comity.acquire.warc import entries, records
from comity.model import Document, Refusal
from files_made import BODY, letter_of, pdf, word

Written = Callable[..., Path]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = pdf([["Statement", *BODY]])
LETTER = bytes(letter_of())
LARGE = b"%" + b"x" * 6_000_000 + b"\n"  # a comment


def book() -> bytes:
    made = docx.Document()
    for paragraph in BODY:
        made.add_paragraph(paragraph)
    return word(made)


BOOK = book()


def answered(type_: str, *headers: str) -> bytes:
    told = [f"Content-Type: {type_}"] if type_ else []
    return "".join(f"{line}\r\n" for line in ("HTTP/1.1 200 OK", *told, *headers)).encode()


@pytest.fixture
def found(written: Written, archives: ModuleType) -> Callable[..., list[Document | Refusal]]:
    """What an archive of one record gives."""

    def read(body: bytes, type_: str = "", *headers: str, name: str = "1", **more: Any) -> list[Document | Refusal]:
        http = answered(type_, *headers)
        one = archives.record(body, url=f"https://news.example/a/{name}", http=http, **more)
        return list(records(written("a.warc.gz", archives.packed([one]))))

    return read


Found = Callable[..., list[Document | Refusal]]


@pytest.mark.parametrize(
    ("body", "type_", "kind"),
    [(PDF, "application/pdf", "pdf"), (LETTER, "message/rfc822", "mail"), (BOOK, WORD, "docx")],
)
def test_a_file_is_read_as_one_on_disk_is(found: Found, body: bytes, type_: str, kind: Any) -> None:
    (made,) = found(body, type_)
    alone = document_of_file(body, kind, "x", Overrides(url="https://news.example/a/1"))
    assert isinstance(made, Document)
    assert isinstance(alone, Document)
    assert made.fetched == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert made.origin.endswith("a.warc.gz:0")
    for name in ("id", "url", "content", "format", "title", "published", "publisher", "sha256", "parts", "furniture"):
        assert getattr(made, name) == getattr(alone, name)
    assert all(sentence in made.content for sentence in BODY)


@pytest.mark.parametrize(
    ("body", "type_", "name", "format_"),
    [
        (PDF, "text/html; charset=utf-8", "1", "laid"),
        (PDF, "application/octet-stream", "1", "laid"),
        (PDF, "text/plain", "1", "laid"),
        (PDF, "", "1", "laid"),
        (BOOK, "application/zip", "1", "laid"),
        (BOOK, "application/msword", "1", "laid"),
        (LETTER, "application/octet-stream", "1.eml?x=1", "plain"),
        (b"<html><body><p>The page moved.</p></body></html>", "application/pdf", "1", "html"),
        (b"<html><body><p>The page moved.</p></body></html>", "message/rfc822", "1", "html"),
    ],
)
def test_what_a_file_holds_beats_what_it_is_said_to_be(
    found: Found, body: bytes, type_: str, name: str, format_: str
) -> None:
    (made,) = found(body, type_, name=name)
    assert isinstance(made, Document), made
    assert made.format == format_


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        (LETTER, "text/plain"),  # texts open like letters
        (LETTER, "application/octet-stream"),
        (b"some words", "text/plain"),
        (b"PK\x03\x04" + b"\0" * 99, "application/zip"),
        (b"\0" * 12_000_000, "application/octet-stream"),
        (PDF, "image/png"),
        (PDF, "video/mp4"),
    ],
)
def test_what_is_of_no_known_kind_is_passed_over(found: Found, body: bytes, type_: str) -> None:
    assert found(body, type_) == []


@pytest.mark.parametrize(
    ("body", "type_", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", "application/pdf", "has a file that is said to be application/pdf, and is not"),
        (b"", "application/pdf", "has a file that is said to be application/pdf, and is not"),
        (b"%PDF-1.4 and nothing", "application/pdf", "is a broken PDF"),
        (PDF + LARGE * 2, "application/pdf", "has a file of more than 10 MB, the most that is read of one"),
        (PDF + LARGE * 2, "text/html", "has a file of more than 10 MB, the most that is read of one"),
    ],
)
def test_bad_files_are_refused_with_their_reason(found: Found, body: bytes, type_: str, why: str) -> None:
    (made,) = found(body, type_)
    assert isinstance(made, Refusal)
    assert made.why.startswith(why)
    assert made.origin.endswith(":0")


def test_files_may_be_larger_than_pages_and_come_packed(found: Found) -> None:
    (large,) = found(PDF + LARGE, "text/html")
    assert isinstance(large, Document)
    (packed,) = found(gzip.compress(PDF), "application/pdf", "Content-Encoding: gzip")
    assert isinstance(packed, Document)
    (bomb,) = found(gzip.compress(b"%PDF-" + b"\0" * 200_000_000, 1), "application/pdf", "Content-Encoding: gzip")
    assert isinstance(bomb, Refusal)
    assert "of more than 10 MB" in bomb.why
    (page,) = found(b"<html>" + LARGE, "application/pdf")
    assert isinstance(page, Refusal)
    assert "of more than" in page.why


def test_what_a_crawler_cut_is_told(found: Found) -> None:
    cut = {"more": b"WARC-Truncated: length\r\n"}
    (whole,) = found(LETTER, "message/rfc822", **cut)
    assert [finding.code for finding in whole.findings] == ["cut-page"]  # type: ignore[union-attr]
    (broken,) = found(PDF[:20], "application/pdf", **cut)
    assert isinstance(broken, Refusal)
    assert broken.why.startswith("is a broken PDF")
    assert broken.why.endswith("; it was cut by the crawler that kept it (length)")


def resource(body: bytes, url: str, type_: str) -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-11-05T10:00:00Z\r\n"
    return f"{head}Content-Type: {type_}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def test_files_that_are_kept_as_they_are(written: Written, archives: ModuleType) -> None:
    made = [
        resource(PDF, "ftp://mfa.example/note.pdf", "application/pdf"),
        resource(LETTER, "file:///mail/1.eml", "message/rfc822"),
        resource(PDF, "https://mfa.example/note.pdf", "application/octet-stream"),
        resource(b"<html><p>Log of a crawl.</p></html>", "metadata://crawl/log", "text/html"),
        resource(b"{}", "urn:pageinfo:https://a.example/", "application/json"),
        archives.record(archives.page(1)),
    ]
    found = list(records(written("a.warc", b"".join(made))))
    assert [one.format for one in found if isinstance(one, Document)] == ["laid", "plain", "laid", "html"]
    assert [one.url for one in found if isinstance(one, Document)][:3] == [None, None, "https://mfa.example/note.pdf"]
    assert found[1].id == "mid:abc.123@mfa.example"  # type: ignore[union-attr]


def test_files_can_be_left_unread(written: Written, archives: ModuleType) -> None:
    place = written("a.warc", archives.record(b"%PDF-1.4 broken", http=answered("application/pdf")))
    (left,) = entries(place)
    assert isinstance(left, Unread)
    assert (left.data, left.kind, left.url) == (b"%PDF-1.4 broken", "pdf", "https://news.example/a/1")
    assert isinstance(left.document(), Refusal)


@given(kind=st.integers(0, 2), data=st.binary(max_size=200), at=st.floats(0, 1), cut=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_in_a_file_raises(found: Found, kind: int, data: bytes, at: float, cut: bool) -> None:
    """Files with bytes put over theirs, or cut off behind them, give a document or a refusal."""
    body, type_ = ((PDF, "application/pdf"), (LETTER, "message/rfc822"), (BOOK, WORD))[kind]
    place = int(at * len(body))
    (made,) = found(body[:place] + data + (b"" if cut else body[place + len(data) :]), type_)
    assert isinstance(made, Document | Refusal)
    assert "\n" not in getattr(made, "why", "")
