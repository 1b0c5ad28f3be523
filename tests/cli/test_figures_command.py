"""`comity figures`: every quantity and period of texts."""

import io
import json
from pathlib import Path

import pytest

from comity.cli import main

Capture = pytest.CaptureFixture[str]
TEXT = "Trade reached $4 billion from January to August this year, up 44.7%."


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_a_text_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    given(monkeypatch, TEXT)
    assert main(["figures", "-", "--published", "2024-11-07"]) == 0
    row = json.loads(capsys.readouterr().out)
    money = next(q for q in row["quantities"] if q["kind"] == "money")
    assert (money["amount"], money["currency"]) == (4_000_000_000, "USD")
    assert TEXT[money["char_start"] : money["char_end"]] == "$4 billion"
    assert (row["periods"][0]["start"], row["periods"][0]["end"]) == ("2024-01-01", "2024-08-31")


def test_lines_with_dates_of_their_own(capsys: Capture) -> None:
    rows = [f'{{"id": "a", "text": "{TEXT}", "published": "2023-05-01"}}', '{"id": "b"}', "[" * 100_000, "{"]
    Path("t.jsonl").write_text("\n".join(rows), "utf-8")
    assert main(["figures", "t.jsonl", "--input-format", "jsonl"]) == 3
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert row["id"] == "a"
    assert row["periods"][0]["start"] == "2023-01-01"
    assert [line.split(": ")[1] for line in err.splitlines()] == ["t.jsonl:2", "t.jsonl:3", "t.jsonl:4"]


def test_a_table(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    given(monkeypatch, TEXT)
    assert main(["figures", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert "$4 billion" in out
    assert "44.7%" in out
    assert "not resolved: no publication date" in out


def test_a_missing_file(capsys: Capture) -> None:
    assert main(["figures", "none.txt"]) == 3
    assert capsys.readouterr().err.startswith("comity: none.txt: cannot be read")


def test_a_doubt_is_told_in_both_formats(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    for format_ in ("jsonl", "table"):
        given(monkeypatch, "\ufeffThe fee is 2.500 euros.")
        assert main(["figures", "-", "--format", format_]) == 0
        out = capsys.readouterr().out
        assert "decimal separator" in out
    given(monkeypatch, '\ufeff{"id": 7, "text": "$5m"}')
    assert main(["figures", "-", "--input-format", "jsonl", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 7
