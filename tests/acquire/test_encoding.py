"""Bytes are read as what they are; what had to be guessed or replaced is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from comity.model import Document

Write = Callable[..., Path]
Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Élysée — München".encode(), "Élysée — München", "utf-8"),
        ("Élysée".encode("utf-8-sig"), "Élysée", "utf-8"),
        ("Élysée".encode("utf-16"), "Élysée", "utf-16"),
        ("<html><meta charset=windows-1251><p>Встреча министров".encode("cp1251"), None, "cp1251"),
        ("<html><meta charset='iso-8859-1'><p>Élysée “x”".encode("cp1252"), None, "cp1252"),
    ],
)
def test_encodings(data: bytes, text: str | None, encoding: str, written: Write, document: Read) -> None:
    found = document(written("a", data))
    assert found.encoding == encoding
    assert found.content == (text or data.decode(encoding))
    assert not found.findings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<html><meta charset='no-such'><p>Élysée a reçu le président à Paris.".encode("cp1252"), "cp1252"),
        ("Министры встретились в Астане и подписали договор о торговле.".encode("cp1251"), "cp1251"),
    ],
)
def test_an_encoding_that_nothing_names_is_guessed_and_told(
    data: bytes, encoding: str, written: Write, document: Read
) -> None:
    found = document(written("a", data))
    assert found.encoding == encoding
    assert found.content == data.decode(encoding)
    assert [finding.code for finding in found.findings] == ["guessed-encoding"]
    assert encoding in found.findings[0].message


def test_broken_bytes_are_replaced_and_told(written: Write, document: Read) -> None:
    data = "Élysée, Élysée, Élysée, Müller, Müller".encode() + b"\xc3"
    found = document(written("a", data))
    assert found.content.endswith("Müller\ufffd")
    assert [finding.code for finding in found.findings] == ["broken-bytes"]


def test_surrogates_and_nul_are_replaced_one_for_one(written: Write, document: Read) -> None:
    line = '{"id": "a\\ud800", "title": "t\\u0000x", "text": "met\\udfff and \\u0000 left \\u0007"}'
    found = document(written("news.jsonl", line))
    assert found.content == "met\ufffd and \ufffd left \x07"
    assert (found.id, found.title) == ("a\ufffd", "t\ufffdx")
    assert [finding.code for finding in found.findings] == ["broken-bytes"]
    assert found.content.encode()
