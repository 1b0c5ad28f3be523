"""`--format plover`: events on standard output, what is left out on standard error."""

import json
from pathlib import Path

import pytest

from comity.cli import main

Capture = pytest.CaptureFixture[str]


def test_read_prints_events_and_counts_what_is_none(documents: Path, capsys: Capture) -> None:
    assert main(["read", str(documents), "--format", "plover"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    visit = next(r for r in rows if r["kind"] == "visit")
    assert (visit["event"], visit["mode"], visit["cameo"]) == ("CONSULT", "visit", "042")
    assert [[a["code"] for a in visit[side]] for side in ("source", "target")] == [["FRA"], ["KAZ"]]
    assert (visit["date"], visit["document"]) == ("2023-11-01", "visit")
    assert visit["cite_info"]["url"] == "https://x.example/visit"
    assert "trade" not in {r["kind"] for r in rows}
    assert err == "comity: 1 statement left out, not being PLOVER events: 1 of trade or investment figures\n"


def test_quiet_says_nothing_of_it(documents: Path, capsys: Capture) -> None:
    assert main(["read", str(documents), "--format", "plover", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_the_dossier_of_a_pair_as_events(ledger: str, capsys: Capture) -> None:
    assert main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "plover"]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["event"] for r in rows] == ["CONSULT"]
    assert rows[0]["cite_info"]["title"] == "Macron in Astana"
    assert "1 of trade or investment figures" in err


def test_events_of_one_side_are_events_and_no_statements(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Police in Quito arrested eleven students on Monday.\n", "utf-8")
    assert main(["read", str(page), "--format", "plover", "--published", "2024-11-07"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["event"], row["mode"], row["one_sided"]) == ("COERCE", "arrest", True)
    assert [a["code"] for a in row["source"]] == ["ECU"]
    assert main(["read", str(page), "--format", "jsonl", "--published", "2024-11-07"]) == 0
    assert capsys.readouterr().out == ""
