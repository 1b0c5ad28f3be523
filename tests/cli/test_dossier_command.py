"""The dossier in every form it comes in, and what is said where a form or a day cannot be meant."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from comity.cli import main

PAIR = ("dossier", "kazakhstan", "france")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("form", ["text", "json", "html", "markdown", "ics"])
def test_forms_that_are_text_go_to_standard_output(form: str, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *PAIR, "--ledger", ledger, "--format", form)
    assert (code, err) == (0, "")
    assert "Kazakhstan" in out


@pytest.mark.parametrize("form", ["xlsx", "docx", "ics", "html"])
def test_every_form_can_be_a_file(form: str, ledger: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "out" / f"dossier.{form}"
    code, out, _ = run(capsys, *PAIR, "--ledger", ledger, "--format", form, "--output", str(file))
    assert (code, out.strip()) == (0, str(file))
    start = {"ics": b"BEGIN:VCALENDAR", "html": b"<!doctype html>"}.get(form, b"PK")
    assert file.read_bytes().startswith(start)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_terminal_is_given_no_archive(
    form: str, ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = run(capsys, *PAIR, "--ledger", ledger, "--format", form)
    assert (code, out) == (2, "")
    assert err == f"comity: --format {form} is no text; name a file to write: --output dossier.{form}\n"


def test_a_pipe_may_take_an_archive(ledger: str) -> None:
    told = [sys.executable, "-m", "comity", *PAIR, "--ledger", ledger, "--format", "xlsx"]
    done = subprocess.run(told, capture_output=True, check=True, timeout=120)
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as book:
        assert "xl/workbook.xml" in book.namelist()


def test_what_is_new_comes_first(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *PAIR, "--ledger", ledger, "--since", "2024-01-01", "--format", "markdown")
    sections = [line for line in out.splitlines() if line.startswith("## ")]
    assert sections[0] == "## What is new"
    assert "Since 1 January 2024: 1 new event or figure" in out
    told = json.loads(run(capsys, *PAIR, "--ledger", ledger, "--since", "2024-06-01", "--format", "json")[1])
    assert told["changes"]["reported"] == []


def test_the_day_is_what_silence_is_counted_from(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *PAIR, "--ledger", ledger, "--today", "2024-04-09")
    assert "No source after 10 January 2024, 90 days before 9 April 2024." in out


def test_a_day_that_is_none_is_named(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, *PAIR, "--ledger", ledger, "--since", "spring")
    assert code == 2
    assert err == "comity: --since: 'spring' is not a date; write it like 2024-11-07\n"


def test_partners_of_either_side_are_drawn_from_the_whole_ledger(
    home: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Kazakh President Kassym-Jomart Tokayev visited {} on {} March 2023."
    more = home / "more.jsonl"
    rows = [
        {"id": f"v{day}", "published": "2023-03-20", "publisher": "Paper", "text": text.format(where, day)}
        for day, where in ((2, "China"), (6, "Germany"))
    ]
    more.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert main(["ingest", str(more), "--ledger", ledger, "--quiet"]) == 0
    capsys.readouterr()
    told = json.loads(run(capsys, *PAIR, "--ledger", ledger, "--format", "json")[1])
    (visits,) = [p for p in told["partners"] if (p["side"], p["subject"]) == ("KAZ", "visits")]
    assert [p["partner"] for p in visits["partners"]] == ["CHN", "DEU", "FRA"]
    assert {s["document"] for s in told["others"]} == {"v2", "v6"}


def test_days_and_currencies_are_held_against_each_other_here_and_under_review(
    home: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A year told as over before it began, a day that there is not, and a part of more than the whole in dollars."""
    text = (
        "Trade between Kazakhstan and France reached $4.2 billion in 2022. Kazakhstan's exports to France were 4.9 "
        "billion euros in 2022. In 2025 trade between Kazakhstan and France reached $9 billion. On 31 November 2022 "
        "Kazakhstan and France signed an agreement on transport in Astana."
    )
    more = home / "more.jsonl"
    more.write_text(json.dumps({"id": "e", "published": "2023-03-20", "publisher": "Paper", "text": text}), "utf-8")
    assert main(["ingest", str(more), "--ledger", ledger, "--quiet"]) == 0
    capsys.readouterr()
    told = json.loads(run(capsys, *PAIR, "--ledger", ledger, "--format", "json")[1])
    found = {c["code"]: c["message"] for c in told["checks"] if c["verdict"] == "conflicts"}
    assert found["date-future"].endswith("told as done in 2025, after the day of publication, 2023-03-20")
    assert found["date-impossible"] == "there is no 31 November 2022"
    assert "1 USD = 0.949624 EUR" in found["trade-part"]
    shown = run(capsys, *PAIR, "--ledger", ledger)[1]
    assert "told as done in 2025" in shown, "a document called e is no letter in a word"
    run_review = ["review", "--export", "sheet.csv", "--ledger", ledger]
    assert main(run_review) == 0
    sheet = (home / "sheet.csv").read_text("utf-8-sig")
    assert "date-future: told as done in 2025" in sheet
    assert sheet.count("date-impossible: there is no 31 November 2022") == 1
    assert "1 USD = 0.949624 EUR" in sheet


def test_messages_name_states_and_number_sources(home: Path, ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Trade between France and Kazakhstan reached $4.2 billion in 2023."
    more = home / "more.jsonl"
    more.write_text(json.dumps({"id": "the", "published": "2024-03-20", "publisher": "P", "text": text}), "utf-8")
    assert main(["ingest", str(more), "--ledger", ledger, "--quiet"]) == 0
    capsys.readouterr()
    _, out, _ = run(capsys, *PAIR, "--ledger", ledger)
    told = " ".join(out.split())
    assert (
        "holds The trade between France and Kazakhstan, 2023: 4.2 billion USD ([1], 2024-03-20; [2], 2024-01-10)"
        in told
    )
