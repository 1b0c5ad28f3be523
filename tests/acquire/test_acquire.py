"""Documents from files, folders, globs and standard input, and one clear line for each that cannot be read."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.acquire import Limits, Overrides, acquire
from comity.model import Document, Refusal

PAGE = "<!doctype html><html><head><title>Talks</title></head><body><p>Two ministers met.</p></body></html>"


def one(source: str | Path, **how: object) -> Document | Refusal:
    (found,) = acquire([source], **how)  # type: ignore[arg-type]
    return found


def document(source: str | Path, **how: object) -> Document:
    found = one(source, **how)
    assert isinstance(found, Document), found
    return found


def refusal(source: str | Path, **how: object) -> Refusal:
    found = one(source, **how)
    assert isinstance(found, Refusal), found
    assert "\n" not in found.why
    return found


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


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
def test_format_is_told_by_content(tmp_path: Path, name: str, content: str, expected: str) -> None:
    assert document(written(tmp_path, name, content)).format == expected


def test_json_lines_are_told_by_content_even_after_a_broken_line(tmp_path: Path) -> None:
    path = written(tmp_path, "news.txt", '{"id": broken\n{"id": "b", "text": "Two ministers met."}\n')
    broken, read = acquire([path])
    assert isinstance(broken, Refusal)
    assert broken.origin == f"{path}:1"
    assert isinstance(read, Document)
    assert read.id == "b"


def test_a_first_line_longer_than_the_head_is_still_json_lines(tmp_path: Path) -> None:
    row = json.dumps({"id": "long", "text": "Two ministers met. " * 20_000})
    assert document(written(tmp_path, "dump", row + "\n")).id == "long"


def test_json_that_is_no_json_lines_is_refused_with_the_way_out(tmp_path: Path) -> None:
    text = json.dumps([{"text": "a"}, {"text": "b"}], indent=1)
    assert "JSON Lines" in refusal(written(tmp_path, "all.json", text)).why


def test_given_format_beats_content(tmp_path: Path) -> None:
    assert document(written(tmp_path, "a", PAGE), input_format="text").format == "plain"
    assert document(written(tmp_path, "b", "Two ministers met."), input_format="html").format == "html"


def test_a_document_line_keeps_what_it_says(tmp_path: Path) -> None:
    row = {
        "id": "n1",
        "url": "https://example.org/a",
        "title": " Talks ",
        "published": "2024-11-05T23:30:00+05:00",
        "publisher": "ENA",
        "text": "Two ministers met.\n",
        "statements": [{"ignored": True}],
    }
    found = document(written(tmp_path, "news.jsonl", json.dumps(row)))
    assert (found.id, found.url, found.title, found.publisher) == ("n1", "https://example.org/a", "Talks", "ENA")
    assert found.published == date(2024, 11, 5)
    assert found.content == row["text"]
    assert found.sha256
    assert not found.findings


def test_overrides_beat_what_the_document_says(tmp_path: Path) -> None:
    row = {"id": "n1", "url": "u", "title": "t", "published": "2024-01-01", "publisher": "p", "text": "Two met."}
    given_ = Overrides(title="T", published=date(2023, 5, 6), publisher="P", url="https://example.org/x")
    found = document(written(tmp_path, "news.jsonl", json.dumps(row)), overrides=given_)
    assert (found.title, found.published, found.publisher, found.url) == ("T", date(2023, 5, 6), "P", given_.url)
    assert found.id == "n1"


def test_the_id_of_a_page_is_its_address_else_its_hash(tmp_path: Path) -> None:
    canonical = PAGE.replace("<title>", '<link rel="canonical" href="https://example.org/a?b=1&amp;c=2"><title>')
    front = PAGE.replace("<title>", '<link rel="canonical" href="https://example.org/"><title>')
    assert document(written(tmp_path, "a", canonical)).id == "https://example.org/a?b=1&c=2"
    assert document(written(tmp_path, "b", front)).id.startswith("sha256:")
    plain = document(written(tmp_path, "c", "Two ministers met."))
    assert plain.id == f"sha256:{(plain.sha256 or '')[:16]}"
    assert document(written(tmp_path, "d", canonical), overrides=Overrides(url="https://example.org/z")).id.endswith(
        "/z"
    )


@pytest.mark.parametrize("value", ["last Tuesday", "2024-13-45", 20241105, ["2024-11-05"], True])
def test_a_bad_date_is_a_finding_and_the_document_is_read(tmp_path: Path, value: object) -> None:
    found = document(written(tmp_path, "news.jsonl", json.dumps({"published": value, "text": "Two met."})))
    assert found.published is None
    assert [finding.code for finding in found.findings] == ["bad-publication-date"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1, 2]", "list"),
        ("null", "null"),
        ('"text"', "text"),
        ("{}", '"text"'),
        ('{"text": 5}', "number"),
        ('{"text": "x", "title": ["t"]}', '"title"'),
        ('{"text": "  "}', "empty"),
        ('{"text": "cut off', "valid JSON"),
        ("[" * 100_000, "deeply"),
        ('{"text": ' + "9" * 6_000 + "}", "JSON"),
    ],
)
def test_a_wrong_line_is_refused_and_the_rest_is_read(tmp_path: Path, line: str, said: str) -> None:
    good = json.dumps({"id": "good", "text": "Two ministers met."})
    first, wrong, last = acquire([written(tmp_path, "news.jsonl", f"{good}\n{line}\n\n{good}\n")])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.origin.endswith(":4")
    assert isinstance(wrong, Refusal)
    assert wrong.origin.endswith("news.jsonl:2")
    assert said in wrong.why


def test_an_endless_line_is_passed_over_within_bounds(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": "Two ministers met."}).encode()
    path = written(tmp_path, "news.jsonl", good + b"\n" + b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + good)
    first, wrong, last = acquire([path], limits=Limits(document_bytes=100_000))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(wrong, Refusal)
    assert "100,000 bytes" in wrong.why


def test_json_lines_stream_lazily(monkeypatch: pytest.MonkeyPatch) -> None:
    row = json.dumps({"text": "Two ministers met."}).encode() + b"\n"

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            piece = (row * (len(buffer) // len(row) + 1))[: len(buffer) // len(row) * len(row) or len(row)]
            buffer[: len(piece)] = piece
            return len(piece)

    stdin = io.TextIOWrapper(io.BufferedReader(Endless()))
    monkeypatch.setattr(sys, "stdin", stdin)
    found = acquire(["-"])
    assert all(isinstance(next(found), Document) for _ in range(20_000))


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Visé a reçu.".encode("cp1252")), encoding="ascii"))
    found = document("-")
    assert found.content == "Visé a reçu."
    assert found.origin == "<stdin>"


def test_folders_are_read_recursively_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.txt", "a/.hidden.txt", ".git/config", "c.txt"):
        written(tmp_path, name, f"Text of {name} here.")
    found = [item.origin for item in acquire([tmp_path])]
    assert found == [str(tmp_path / name) for name in ("c.txt", "a/one.txt", "b/two.txt")]


def test_globs_expand_in_order_and_say_when_nothing_matches(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", "d.md"):
        written(tmp_path, name, "Two ministers met.")
    assert [Path(item.origin).name for item in acquire([f"{tmp_path}/**/*.txt"])] == ["a.txt", "b.txt", "c.txt"]
    assert "no files" in refusal(f"{tmp_path}/*.xyz").why


def test_a_file_with_brackets_in_its_name_is_a_file(tmp_path: Path) -> None:
    assert document(written(tmp_path, "news [1].txt", "Two ministers met.")).format == "plain"


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
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    limits = Limits(document_bytes=200_000)
    why = refusal(written(tmp_path, "a.txt", content), limits=limits).why
    assert said in why or (said == "0.2 MB" and "200,000 bytes" in why)


def test_missing_address_empty_folder_and_endless_name(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "none.txt").why
    assert "network" in refusal("https://example.org/a").why
    assert "no files" in refusal(tmp_path).why
    assert refusal("x" * 5_000).why
    assert refusal("a\x00b").why


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.txt", "Two ministers met.")

    def closed(*_: object, **__: object) -> None:  # root may read every file, so the refusal is staged
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "open", closed)
    assert "permission" in refusal(path).why


def test_a_link_that_leads_nowhere_is_refused_within_a_folder(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert "does not exist" in refusal(tmp_path).why


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Élysée — München".encode(), "Élysée — München", "utf-8"),
        ("Élysée".encode("utf-8-sig"), "Élysée", "utf-8"),
        ("Élysée".encode("utf-16"), "Élysée", "utf-16"),
        ("<html><meta charset=windows-1251><p>Встреча министров".encode("cp1251"), None, "cp1251"),
        ("<html><meta charset='iso-8859-1'><p>Élysée “x”".encode("cp1252"), None, "cp1252"),
        ("<html><meta charset='no-such'><p>Élysée a reçu le président à Paris.".encode("cp1252"), None, "cp1252"),
        ("Министры встретились в Астане и подписали договор о торговле.".encode("cp1251"), None, "cp1251"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str | None, encoding: str) -> None:
    found = document(written(tmp_path, "a", data))
    assert found.encoding == encoding
    assert found.content == (text or data.decode(encoding))
    assert not found.findings


def test_broken_bytes_are_replaced_and_told(tmp_path: Path) -> None:
    data = "Élysée, Élysée, Élysée, Müller, Müller".encode() + b"\xc3"
    found = document(written(tmp_path, "a", data))
    assert found.content.endswith("Müller\ufffd")
    assert [finding.code for finding in found.findings] == ["broken-bytes"]


def test_surrogates_and_nul_are_replaced_one_for_one(tmp_path: Path) -> None:
    line = '{"id": "a\\ud800", "title": "t\\u0000x", "text": "met\\udfff and \\u0000 left \\u0007"}'
    found = document(written(tmp_path, "news.jsonl", line))
    assert found.content == "met\ufffd and \ufffd left \x07"
    assert (found.id, found.title) == ("a\ufffd", "t\ufffdx")
    assert [finding.code for finding in found.findings] == ["broken-bytes"]
    assert found.content.encode()


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(data)
    for form in ("auto", "html", "text", "jsonl"):
        for found in acquire([path], input_format=form):  # type: ignore[arg-type]
            assert isinstance(found, Refusal) or found.content.encode("utf-8")


def test_many_thousand_lines_take_no_long_time(tmp_path: Path) -> None:
    row = json.dumps({"id": "n", "text": "Two ministers met. " * 20})
    path = written(tmp_path, "news.jsonl", f"{row}\n" * 20_000)
    began = time.perf_counter()
    assert sum(isinstance(found, Document) for found in acquire([path])) == 20_000
    assert time.perf_counter() - began < 20
