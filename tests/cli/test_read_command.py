"""`comity read`: what comes out on which stream, and with which exit code."""

import csv
import io
import json
from pathlib import Path

import pytest

from comity.cli import main
from comity.model.statement import from_json

Capture = pytest.CaptureFixture[str]


def test_json_lines_are_statements_in_the_public_form(documents: Path, capsys: Capture) -> None:
    assert main(["read", str(documents)]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert {r["document"] for r in rows} == {"visit", "trade"}
    assert all(from_json(r).id == r["id"] for r in rows)
    assert all({"exact", "start", "end"} <= quote.keys() for r in rows for quote in r["quote"])
    assert err == ""


@pytest.mark.parametrize("format_", ["json", "csv", "table"])
def test_every_format_tells_the_same_statements(format_: str, documents: Path, capsys: Capture) -> None:
    main(["read", str(documents)])
    ids = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    assert main(["read", str(documents), "--format", format_]) == 0
    out = capsys.readouterr().out
    match format_:
        case "json":
            assert [r["id"] for r in json.loads(out)] == ids
        case "csv":
            assert [r["id"] for r in csv.DictReader(io.StringIO(out))] == ids
        case _:
            assert "Macron in Astana  Paper, 2 November 2023" in out
            assert "$4.2 billion" in out
            assert "Nothing said of relations between states." in out


def test_options_beat_what_the_document_says(documents: Path, capsys: Capture) -> None:
    Path("a.txt").write_text("Trade between Kazakhstan and France reached $4.2 billion last year.", "utf-8")
    options = ["--published", "2024-01-10", "--title", "T", "--publisher", "P", "--url", "https://x.example/u"]
    assert main(["read", "a.txt", *options, "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert "T  P, 10 January 2024" in out
    assert "2023" in out, "last year, told in January 2024"


def test_a_document_without_a_date_is_told_of_but_read(capsys: Capture) -> None:
    Path("a.txt").write_text("France and Kazakhstan signed an agreement yesterday.", "utf-8")
    assert main(["read", "a.txt"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["date"] is None
    assert err.startswith("comity: a.txt: no publication date")
    assert main(["read", "a.txt", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_broken_line_is_refused_by_number_and_the_rest_is_read(documents: Path, capsys: Capture) -> None:
    lines = documents.read_text("utf-8").splitlines()
    documents.write_text("\n".join([lines[0], "{broken", lines[1]]), "utf-8")
    assert main(["read", str(documents)]) == 3
    out, err = capsys.readouterr()
    assert {json.loads(line)["document"] for line in out.splitlines()} == {"visit", "trade"}
    assert err.startswith(f"comity: {documents}:2: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"), (b"   \n\n", "is empty")],
)
def test_what_cannot_be_read_is_said_in_one_line(content: bytes, said: str, capsys: Capture) -> None:
    Path("x").write_bytes(content)
    assert main(["read", "x"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("comity: x: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_missing_file_does_not_stop_the_others(documents: Path, capsys: Capture) -> None:
    assert main(["read", "missing.txt", str(documents), "--quiet"]) == 3
    out, err = capsys.readouterr()
    assert out
    assert err == "comity: missing.txt: does not exist; check the path\n"


def test_a_document_above_the_limit_is_refused(
    documents: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_LIMITS__DOCUMENT_BYTES", "50")
    assert main(["read", str(documents)]) == 3
    assert capsys.readouterr().err.count("larger than 50 bytes") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "x", "--format", "xml"], "'xml' is not one of"),
        (["read", "x", "--published", "yesterday"], "'yesterday' is not a date"),
        (["read", "x", "--nonsense"], "No such option"),
        (["nonsense"], "No such command"),
        (["ledger"], "ledger needs info, check, backup, restore or reconcile"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_two(arguments: list[str], said: str, capsys: Capture) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("comity: ")
    assert said in err
    assert err.count("\n") == 1


def test_a_model_that_is_not_there_is_exit_code_five(documents: Path, capsys: Capture) -> None:
    assert main(["read", str(documents), "--model", "no_such_model"]) == 5
    err = capsys.readouterr().err
    assert err.startswith("comity: ")
    assert "no_such_model" in err
    assert err.count("\n") == 1


def test_a_broken_setting_is_exit_code_five(documents: Path, capsys: Capture) -> None:
    Path("comity.toml").write_text("jobs = 'many'", "utf-8")
    assert main(["read", str(documents)]) == 5
    assert capsys.readouterr().err.startswith("comity: comity.toml: jobs is 'many'")


def test_many_notes_are_counted(capsys: Capture) -> None:
    rows = [{"id": str(i), "text": "Snow fell on the hills yesterday."} for i in range(30)]
    Path("many.jsonl").write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    assert main(["read", "many.jsonl"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1].startswith("comity: and 10 more notes: ")


def test_frames_alone_read_less(capsys: Capture) -> None:
    told = "Norway and Peru signed an agreement on fish on Monday. The Peruvian premier had been Oslo's guest in March."
    Path("a.txt").write_text(told, "utf-8")
    kinds = []
    for options in ([], ["--no-encoder"]):
        assert main(["read", "a.txt", "--published", "2024-11-07", *options]) == 0
        kinds.append([json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()])
    assert kinds == [["agreement", "visit"], ["agreement"]]
