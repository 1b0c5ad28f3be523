"""`comity article`: one object a page, offsets that hold, folders, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.cli import main

BODY = [
    "Ecuador and Peru signed an agreement on river ports on Monday, both governments said in a joint statement there.",
    "The ports are to cost $120 million and to open in 2027, with a loan of a regional bank for two thirds of the sum.",
    "Ministers will meet again in Lima in March, when a second agreement on customs is expected to be ready for them.",
]
PAGE = (
    "<!doctype html><html lang='en'><head><title>Ports open on the Napo</title>"
    "<meta property='article:published_time' content='2025-02-03T08:00:00Z'></head><body><article>"
    "<h1>Ports open on the Napo</h1><p class='byline'>By <a rel='author'>Ana Perez</a></p>"
    + "".join(f"<p>{text}</p>" for text in BODY)
    + "<p>Also Read: Peru opens a second bridge</p></article></body></html>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news" / "deep").mkdir(parents=True)
    (tmp_path / "news" / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "news" / "deep" / "b.txt").write_text("\n\n".join(BODY), "utf-8")
    return tmp_path / "news"


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["article", *arguments, "-j", "1", "-q"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_a_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = printed(capsys, str(folder), "--format", "jsonl")
    assert first["path"] == str(folder / "a.html")
    assert second["path"] == str(folder / "deep" / "b.txt")
    assert (first["title"], first["date"], first["authors"]) == ("Ports open on the Napo", "2025-02-03", ["Ana Perez"])
    assert first["body"] == "\n".join(BODY)
    assert first["related"] == [{"text": "Peru opens a second bridge", "url": None}]
    assert first["found"] == {"title": "h1", "authors": "byline", "date": "meta article:published_time"}
    assert len(str(first["sha256"])) == 64


def test_offsets_point_into_the_body(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for row in printed(capsys, str(folder), "--format", "jsonl"):
        body = str(row["body"])
        for paragraph in row["paragraphs"]:  # type: ignore[attr-defined]
            if paragraph["start"] is not None:
                assert body[paragraph["start"] : paragraph["end"]] == paragraph["text"]


def test_json_is_one_array_and_text_is_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["article", str(folder), "--format", "json", "-j", "1", "-q"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert main(["article", str(folder / "a.html"), "--format", "text", "-j", "1", "-q"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Ports open on the Napo\nBy: Ana Perez\nPublished: 2025-02-03 (meta article:published_time)")
    assert "Also: Peru opens a second bridge" in told


def test_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["article", str(tmp_path / "nothing.html"), "-j", "1"]) == 3
    assert "does not exist" in capsys.readouterr().err
