"""Backup and restore from the command line."""

import json
from pathlib import Path

import pytest

from comity.cli import main

Capture = pytest.CaptureFixture[str]


def statements(ledger: str, capsys: Capture) -> list[str]:
    assert main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "json"]) == 0
    return sorted(part for part in capsys.readouterr().out.split('"') if len(part) == 16 and part.isalnum())


def test_there_and_back(ledger: str, documents: Path, capsys: Capture) -> None:
    before = statements(ledger, capsys)
    assert before
    assert main(["ledger", "backup", "copies/monday.db", "--ledger", ledger]) == 0
    title, counts, checksum = capsys.readouterr().out.splitlines()
    assert title == f"copies/monday.db: backup of {ledger}"
    assert counts.startswith("3 documents, ")
    assert counts.endswith(" statements, checked")
    assert Path("copies/monday.db.sha256").read_text("utf-8").split()[0] == checksum.removeprefix("SHA-256 ")
    assert main(["ledger", "restore", "copies/monday.db", "--ledger", "new/l.db"]) == 0
    assert capsys.readouterr().out.startswith("new/l.db: restored from copies/monday.db\n3 documents")
    assert statements("new/l.db", capsys) == before
    assert main(["ingest", str(documents), "--ledger", "new/l.db"]) == 0
    assert "0 new, 0 changed, 3 known" in capsys.readouterr().out


def test_nothing_is_replaced_without_force(ledger: str, capsys: Capture) -> None:
    assert main(["ledger", "backup", "b.db", "--ledger", ledger, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ledger"], told["documents"], told["aside"]) == ("b.db", 3, None)
    for command in (["backup", "b.db"], ["restore", "b.db"]):
        assert main(["ledger", *command, "--ledger", ledger]) == 4
        out, err = capsys.readouterr()
        assert out == ""
        assert "--force" in err
        assert err.count("\n") == 1
        assert main(["ledger", *command, "--ledger", ledger, "--force", "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["sha256"]


def test_a_damaged_ledger_is_told_of(ledger: str, capsys: Capture) -> None:
    assert main(["ledger", "backup", "b.db", "--ledger", ledger]) == 0
    whole = Path(ledger).read_bytes()
    Path(ledger).write_bytes(b"\xff" * 99 + whole[99:])
    assert main(["ledger", "restore", "b.db", "--ledger", ledger, "--force"]) == 0
    assert f"the damaged file that was there is now {ledger}.damaged" in capsys.readouterr().err
    assert main(["ledger", "check", "--ledger", ledger]) == 0


def test_what_cannot_be_copied(ledger: str, capsys: Capture) -> None:
    Path("file").write_text("", "utf-8")
    for command, line in (
        (["backup", "file/b.db", "--ledger", ledger], "file/b.db"),
        (["backup", "b.db", "--ledger", "none.db"], "none.db: no ledger there"),
        (["restore", "none.db", "--ledger", ledger], "none.db: no backup there"),
        (["restore", "file", "--ledger", "new.db"], "file: "),
    ):
        assert main(["ledger", *command]) == 4
        err = capsys.readouterr().err
        assert line in err
        assert err.count("\n") == 1
    assert not Path("new.db").exists()
