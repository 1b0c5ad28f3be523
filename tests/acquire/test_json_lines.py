"""JSON Lines of documents: each line by itself, a broken one by its number, the whole in a stream."""

import io
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from comity.acquire import Limits, acquire
from comity.model import Document, Refusal

Write = Callable[..., Path]
Read = Callable[..., Document]


def test_json_lines_are_told_by_content_even_after_a_broken_line(written: Write) -> None:
    path = written("news.txt", '{"id": broken\n{"id": "b", "text": "Two ministers met."}\n')
    broken, read = acquire([path])
    assert isinstance(broken, Refusal)
    assert broken.origin == f"{path}:1"
    assert isinstance(read, Document)
    assert read.id == "b"


def test_a_first_line_longer_than_the_head_is_still_json_lines(written: Write, document: Read) -> None:
    row = json.dumps({"id": "long", "text": "Two ministers met. " * 20_000})
    assert document(written("dump", row + "\n")).id == "long"


def test_a_document_line_keeps_what_it_says(written: Write, document: Read) -> None:
    row = {
        "id": "n1",
        "url": "https://example.org/a",
        "title": " Talks ",
        "published": "2024-11-05T23:30:00+05:00",
        "publisher": "ENA",
        "text": "Two ministers met.\n",
        "statements": [{"ignored": True}],
    }
    found = document(written("news.jsonl", json.dumps(row)))
    assert (found.id, found.url, found.title, found.publisher) == ("n1", "https://example.org/a", "Talks", "ENA")
    assert found.published == date(2024, 11, 5)
    assert found.content == row["text"]
    assert found.sha256
    assert not found.findings


@pytest.mark.parametrize("value", ["last Tuesday", "2024-13-45", 20241105, ["2024-11-05"], True])
def test_a_bad_date_is_a_finding_and_the_document_is_read(value: object, written: Write, document: Read) -> None:
    found = document(written("news.jsonl", json.dumps({"published": value, "text": "Two met."})))
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
def test_a_wrong_line_is_refused_and_the_rest_is_read(line: str, said: str, written: Write) -> None:
    good = json.dumps({"id": "good", "text": "Two ministers met."})
    first, wrong, last = acquire([written("news.jsonl", f"{good}\n{line}\n\n{good}\n")])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.origin.endswith(":4")
    assert isinstance(wrong, Refusal)
    assert wrong.origin.endswith("news.jsonl:2")
    assert said in wrong.why


def test_an_endless_line_is_passed_over_within_bounds(written: Write) -> None:
    good = json.dumps({"id": "good", "text": "Two ministers met."}).encode()
    path = written("news.jsonl", good + b"\n" + b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + good)
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


def test_many_thousand_lines_take_no_long_time(written: Write) -> None:
    row = json.dumps({"id": "n", "text": "Two ministers met. " * 20})
    path = written("news.jsonl", f"{row}\n" * 20_000)
    began = time.perf_counter()
    assert sum(isinstance(found, Document) for found in acquire([path])) == 20_000
    assert time.perf_counter() - began < 20
