"""Documents from files, folders, globs and standard input, and one clear line for each that cannot be read."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.acquire import Limits, Overrides, acquire
from comity.model import Document, Refusal

Write = Callable[..., Path]
Read = Callable[..., Document]
Refuse = Callable[..., Refusal]

PAGE = "<!doctype html><html><head><title>Talks</title></head><body><p>Two ministers met.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("page.txt", PAGE, "html"),
        ("page", "\ufeff  <!-- saved -->\n<html><p>x</p>", "html"),
        ("page.html", "Two ministers met <Monday>.", "plain"),
        ("talk.txt", "<Mr Smith> We met.\n<Mr Jones> We did.", "plain"),
        ("news.txt", "Two ministers met in {place}.", "plain"),
        ("note.txt", "[1] A note. [2] Another.", "plain"),
    ],
)
def test_format_is_told_by_content(name: str, content: str, expected: str, written: Write, document: Read) -> None:
    assert document(written(name, content)).format == expected


def test_json_that_is_no_json_lines_is_refused_with_the_way_out(written: Write, refusal: Refuse) -> None:
    text = json.dumps([{"text": "a"}, {"text": "b"}], indent=1)
    assert "JSON Lines" in refusal(written("all.json", text)).why


def test_given_format_beats_content(written: Write, document: Read) -> None:
    assert document(written("a", PAGE), input_format="text").format == "plain"
    assert document(written("b", "Two ministers met."), input_format="html").format == "html"


def test_overrides_beat_what_the_document_says(written: Write, document: Read) -> None:
    row = {"id": "n1", "url": "u", "title": "t", "published": "2024-01-01", "publisher": "p", "text": "Two met."}
    given_ = Overrides(title="T", published=date(2023, 5, 6), publisher="P", url="https://example.org/x")
    found = document(written("news.jsonl", json.dumps(row)), overrides=given_)
    assert (found.title, found.published, found.publisher, found.url) == ("T", date(2023, 5, 6), "P", given_.url)
    assert found.id == "n1"


def test_the_id_of_a_page_is_its_address_else_its_hash(written: Write, document: Read) -> None:
    canonical = PAGE.replace("<title>", '<link rel="canonical" href="https://example.org/a?b=1&amp;c=2"><title>')
    front = PAGE.replace("<title>", '<link rel="canonical" href="https://example.org/"><title>')
    assert document(written("a", canonical)).id == "https://example.org/a?b=1&c=2"
    assert document(written("b", front)).id.startswith("sha256:")
    plain = document(written("c", "Two ministers met."))
    assert plain.id == f"sha256:{(plain.sha256 or '')[:16]}"
    assert document(written("d", canonical), overrides=Overrides(url="https://example.org/z")).id.endswith("/z")


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch, document: Read) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Visé a reçu.".encode("cp1252")), encoding="ascii"))
    found = document("-")
    assert found.content == "Visé a reçu."
    assert found.origin == "<stdin>"


def test_folders_are_read_recursively_in_order_without_hidden_files(tmp_path: Path, written: Write) -> None:
    for name in ("b/two.txt", "a/one.txt", "a/.hidden.txt", ".git/config", "c.txt"):
        written(name, f"Text of {name} here.")
    found = [item.origin for item in acquire([tmp_path])]
    assert found == [str(tmp_path / name) for name in ("c.txt", "a/one.txt", "b/two.txt")]


def test_globs_expand_in_order_and_say_when_nothing_matches(tmp_path: Path, written: Write, refusal: Refuse) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", "d.md"):
        written(name, "Two ministers met.")
    assert [Path(item.origin).name for item in acquire([f"{tmp_path}/**/*.txt"])] == ["a.txt", "b.txt", "c.txt"]
    assert "no files" in refusal(f"{tmp_path}/*.xyz").why


def test_a_file_with_brackets_in_its_name_is_a_file(written: Write, document: Read) -> None:
    assert document(written("news [1].txt", "Two ministers met.")).format == "plain"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"Text \x00\x01 and more", "NUL"),
        (b"<html>" + b"x" * 300_000, "0.2 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(content: bytes, said: str, written: Write, refusal: Refuse) -> None:
    limits = Limits(document_bytes=200_000)
    why = refusal(written("a.txt", content), limits=limits).why
    assert said in why or (said == "0.2 MB" and "200,000 bytes" in why)


def test_missing_address_empty_folder_and_endless_name(tmp_path: Path, refusal: Refuse) -> None:
    assert "does not exist" in refusal(tmp_path / "none.txt").why
    assert "a kind that is not read" in refusal("ftp://example.org/a").why
    assert "no files" in refusal(tmp_path).why
    assert refusal("x" * 5_000).why
    assert refusal("a\x00b").why


def test_a_file_without_permission_is_refused(monkeypatch: pytest.MonkeyPatch, written: Write, refusal: Refuse) -> None:
    path = written("a.txt", "Two ministers met.")

    def closed(*_: object, **__: object) -> None:  # root may read every file, so the refusal is staged
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", closed)
    assert "permission" in refusal(path).why


def test_a_link_that_leads_nowhere_is_refused_within_a_folder(tmp_path: Path, refusal: Refuse) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert "does not exist" in refusal(tmp_path).why


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(data)
    for form in ("auto", "html", "text", "jsonl"):
        for found in acquire([path], input_format=form):  # type: ignore[arg-type]
            assert isinstance(found, Refusal) or found.content.encode("utf-8")
