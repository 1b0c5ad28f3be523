"""`comity review` without a terminal and, in a real one, until it is killed."""

import csv
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from comity.api.events import events_of, up_to_date
from comity.cli import main
from comity.store import Ledger
from comity.store import decisions as kept

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def ida(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_AUTHOR", "Ida")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save(path: Path, filled: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, filled[0])
        out.writeheader()
        out.writerows(filled)


def test_without_a_terminal_it_points_to_the_sheet(ledger: str, capsys: Capture) -> None:
    assert main(["review", "--ledger", ledger]) == 2
    told = capsys.readouterr().err
    assert told.startswith("comity: review needs a terminal")
    assert "comity review --export sheet.csv" in told
    assert told.count("\n") == 1


def test_out_and_in_and_the_log(ledger: str, home: Path, capsys: Capture) -> None:
    assert main(["review", "--export", "sheet.csv", "--ledger", ledger]) == 0
    assert "statements written to sheet.csv" in capsys.readouterr().out
    filled = rows(home / "sheet.csv")
    filled[0].update(decision="reject", reason="not so")
    save(home / "sheet.csv", filled)
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 0
    assert capsys.readouterr().out.startswith(
        f"{len(filled)} rows: 0 known, {len(filled) - 1} without a decision, 0 ref"
    )
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 0
    assert "1 known" in capsys.readouterr().out

    assert main(["review", "--list", "--ledger", ledger]) == 0
    assert "reject by Ida on" in capsys.readouterr().out
    assert main(["review", "--list", "--format", "json", "--ledger", ledger]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["action"], entry["author"], entry["reason"], entry["in_force"]) == ("reject", "Ida", "not so", True)
    assert entry["statements"][0]["id"] == filled[0]["id"]


def test_a_refused_row_is_one_line_and_code_3(ledger: str, home: Path, capsys: Capture) -> None:
    main(["review", "--export", "sheet.csv", "--ledger", ledger])
    filled = rows(home / "sheet.csv")
    filled[0].update(decision="accept")
    filled[1].update(decision="perhaps")
    save(home / "sheet.csv", filled)
    capsys.readouterr()
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 3
    told = capsys.readouterr()
    choices = "accept, correct, reject, merge, split, undo"
    assert told.err == f"comity: sheet.csv row 3: no decision is called 'perhaps'; there are {choices}\n"
    assert "1 refused; 1 decision written" in told.out


def test_of_a_pair_and_a_kind(ledger: str, home: Path, capsys: Capture) -> None:
    asked = ["review", "KAZ", "france", "--kind", "trade", "--export", "sheet.csv", "--ledger", ledger]
    assert main(asked) == 0
    assert {row["kind"] for row in rows(home / "sheet.csv")} == {"trade"}
    assert main(["review", "KAZ", "FRA", "--limit", "1", "--export", "sheet.csv", "--ledger", ledger]) == 0
    assert len(rows(home / "sheet.csv")) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--kind", "war", "--list"], 2, "no kind is called 'war'"),
        (["--list", "--export", "x.csv"], 2, "one of --export"),
        (["--export", "-"], 2, "give it a name"),
        (["Narnia", "FRA", "--list"], 2, "Narnia"),
        (["--import", "missing.csv"], 3, "missing.csv: cannot be read"),
        (["--list", "--ledger", "none.db"], 4, "no ledger there"),
    ],
)
def test_wrong_use_is_one_line(ledger: str, capsys: Capture, arguments: list[str], code: int, told: str) -> None:
    given = arguments if "--ledger" in arguments else [*arguments, "--ledger", ledger]
    assert main(["review", *given]) == code
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_a_log_without_decisions(ledger: str, capsys: Capture) -> None:
    assert main(["review", "--list", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == "no decisions yet\n"


def test_who_decides_is_the_user_or_has_to_be_said(
    ledger: str, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    main(["review", "--export", "sheet.csv", "--ledger", ledger])
    filled = rows(home / "sheet.csv")
    filled[0].update(decision="accept")
    save(home / "sheet.csv", filled)
    monkeypatch.delenv("COMITY_AUTHOR")
    monkeypatch.setattr("getpass.getuser", lambda: "  ")
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 2
    assert "COMITY_AUTHOR" in capsys.readouterr().err
    monkeypatch.setattr("getpass.getuser", lambda: "ola")
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 0
    assert main(["review", "--list", "--ledger", ledger]) == 0
    assert "accept by ola on" in capsys.readouterr().out


def test_a_killed_terminal_loses_nothing(ledger: str) -> None:
    """A real process in a real terminal: what was told as written is there after SIGKILL."""
    parent, process = _terminal(ledger)
    try:
        _until(parent, b"Accept")
        os.write(parent, b"a")
        _until(parent, b"written")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        os.close(parent)
    with Ledger.open(ledger, readonly=True) as opened:
        (made,) = kept.decisions(opened)
    assert (made.action, made.author) == ("accept", "Ida")


def test_the_sheet_is_in_dossier_and_promises_at_once(ledger: str, home: Path, capsys: Capture) -> None:
    main(["review", "--export", "sheet.csv", "--ledger", ledger])
    filled = rows(home / "sheet.csv")
    for row in filled:
        if row["kind"] == "trade":
            row.update(decision="reject")
        else:
            row.update(decision="correct", corrections="status = planned\ndate = 2024-06-01")
    save(home / "sheet.csv", filled)
    assert main(["review", "--import", "sheet.csv", "--ledger", ledger]) == 0
    _events_follow(ledger)
    capsys.readouterr()
    asked = ["KAZ", "FRA", "--ledger", ledger, "--format", "json", "--today", "2024-09-01"]
    assert main(["dossier", *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    lines = [line for section in told["sections"] for line in section["lines"]]
    assert [(line["kind"], line["status"]) for line in lines] == [("visit", "planned")]
    assert main(["promises", *asked]) == 0
    (promise,) = json.loads(capsys.readouterr().out)["promises"]
    assert (promise["kind"], promise["state"]) == ("visit", "overdue")


def test_leaving_the_terminal_leaves_the_events_right(ledger: str) -> None:
    parent, process = _terminal(ledger)
    try:
        _until(parent, b"Accept")
        os.write(parent, b"r")
        _until(parent, b"written")
        os.write(parent, b"q")
        _until(parent, b"1 decision written to")
        assert process.wait(30) == 0
    finally:
        process.kill()
        os.close(parent)
    assert _events_follow(ledger) == 1


def _events_follow(ledger: str) -> int:
    """How many events the tables themselves hold, which must be up to date."""
    with Ledger.open(ledger, readonly=True) as opened:
        assert up_to_date(opened)
        return len(events_of(opened))


def _terminal(ledger: str) -> tuple[int, subprocess.Popen[bytes]]:
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    command = [sys.executable, "-m", "comity", "review", "--ledger", ledger]
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, env=environment, start_new_session=True
    )
    os.close(child)
    return parent, process


def _until(terminal: int, words: bytes, seconds: float = 60) -> None:
    seen = b""
    ends = time.monotonic() + seconds
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], max(ends - time.monotonic(), 0))
        assert ready, f"{words!r} was not shown: {seen[-300:]!r}"
        seen += os.read(terminal, 65536)
