"""Commands that keep a ledger and answer from it."""

import json
import sqlite3
from pathlib import Path

import pytest

from comity.cli import main
from comity.cli.output import UsageError
from comity.cli.pair import pair_of
from comity.model import LedgerError, Reading
from comity.store import Ledger, Run

Capture = pytest.CaptureFixture[str]


def test_ingest_says_what_became_of_each_document(documents: Path, capsys: Capture) -> None:
    Path("empty.txt").write_text("", "utf-8")
    assert main(["ingest", str(documents), "empty.txt", "--ledger", "l.db"]) == 3
    out, err = capsys.readouterr()
    assert "4 documents: 3 new, 0 changed, 0 known, 1 refused" in out
    assert "refused: empty.txt: is empty" in out
    assert "empty.txt" in err
    assert main(["ingest", str(documents), "--ledger", "l.db"]) == 0
    out = capsys.readouterr().out
    assert "3 documents: 0 new, 0 changed, 3 known, 0 refused" in out
    assert "0 statements added" in out


def test_a_run_that_breaks_off_says_what_is_kept(
    documents: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.api.ledger.BATCH", 2)
    append_many = Ledger.append_many
    calls: list[int] = []

    def full_after_one(self: Ledger, readings: list[Reading], during: Run) -> object:
        calls.append(len(readings))
        if len(calls) > 1:
            raise LedgerError("l.db: the disk is full; make room and try again")
        return append_many(self, readings, during)

    monkeypatch.setattr(Ledger, "append_many", full_after_one)
    assert main(["ingest", str(documents), "--ledger", "l.db", "--quiet"]) == 4
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "comity: 2 documents are in l.db; the same command goes on from there",
        "comity: l.db: the disk is full; make room and try again",
    ]
    monkeypatch.setattr(Ledger, "append_many", append_many)
    assert main(["ingest", str(documents), "--ledger", "l.db"]) == 0
    assert "3 documents: 1 new, 0 changed, 2 known" in capsys.readouterr().out


def test_a_changed_document_is_a_new_version(documents: Path, capsys: Capture) -> None:
    main(["ingest", str(documents), "--ledger", "l.db"])
    documents.write_text(documents.read_text("utf-8").replace("$4.2", "$4.3"), "utf-8")
    capsys.readouterr()
    assert main(["ingest", str(documents), "--ledger", "l.db", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["changed"], told["known"]) == (0, 1, 2)
    main(["dossier", "KAZ", "FRA", "--ledger", "l.db"])
    out = capsys.readouterr().out
    assert "$4.3 billion" in out
    assert "$4.2 billion" not in out


def test_the_dossier_in_every_form(ledger: str, capsys: Capture) -> None:
    assert main(["dossier", "kazakhstan", "france", "--ledger", ledger]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Kazakhstan – France\n2 documents published 2 November 2023 – 10 January 2024")
    assert "“Trade between Kazakhstan and France reached $4.2 billion in 2023”" in " ".join(text.split())
    assert not any(line.endswith(" ") for line in text.splitlines())
    assert main(["dossier", "Kazakh", "FR", "--ledger", ledger, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 2
    assert main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Kazakhstan – France")
    assert main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "html", "-o", "out/d.html"]) == 0
    assert capsys.readouterr().out == "out/d.html\n"
    assert Path("out/d.html").read_text("utf-8").startswith("<!doctype html>")


def test_the_same_ledger_gives_the_same_dossier(ledger: str, capsys: Capture) -> None:
    told = []
    for _ in range(2):
        main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "html"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_a_pair_that_nobody_speaks_of(ledger: str, capsys: Capture) -> None:
    assert main(["dossier", "japan", "chile", "--ledger", ledger]) == 0
    assert "No document here speaks of both." in capsys.readouterr().out


def test_show_opens_a_statement(ledger: str, capsys: Capture) -> None:
    main(["dossier", "KAZ", "FRA", "--ledger", ledger, "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    ids = [line["id"] for section in told["sections"] for line in section["lines"]]
    for statement_id in ids:
        assert main(["show", statement_id[:12], "--ledger", ledger]) == 0
        assert "document " in capsys.readouterr().out
    assert main(["show", ids[-1], "--ledger", ledger, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["statement"]["id"] == ids[-1]
    assert shown["origins"]
    assert main(["show", ids[-1], "--ledger", ledger, "--format", "html"]) == 0
    assert "<mark>" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["0123456789abcdef", "xyz", ""])
def test_an_id_that_is_not_there(wrong: str, ledger: str, capsys: Capture) -> None:
    assert main(["show", wrong, "--ledger", ledger]) == 4
    err = capsys.readouterr().err
    assert err.startswith("comity: ")
    assert err.count("\n") == 1


def test_info_counts(ledger: str, capsys: Capture) -> None:
    assert main(["ledger", "info", "--ledger", ledger, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["runs"]) == (3, 1)
    assert told["statements"] == sum(told["kinds"].values()) > 0
    assert main(["ledger", "info", "--ledger", ledger]) == 0
    assert "3 documents" in capsys.readouterr().out


def test_check_finds_a_changed_quote(ledger: str, capsys: Capture) -> None:
    assert main(["ledger", "check", "--ledger", ledger]) == 0
    assert "all holds" in capsys.readouterr().out
    with sqlite3.connect(ledger) as connection:
        connection.execute("update document set text = replace(text, '$4.2', '$9.9')")
    connection.close()
    assert main(["ledger", "check", "--ledger", ledger]) == 4
    out, err = capsys.readouterr()
    assert "quote-differs" in out
    assert "version-differs" in out
    assert "do not hold" in err
    assert main(["ledger", "check", "--ledger", ledger, "--format", "json"]) == 4
    assert json.loads(capsys.readouterr().out)["broken"]


@pytest.mark.parametrize(
    "command", [["dossier", "KAZ", "FRA"], ["show", "ab"], ["ledger", "info"], ["ledger", "check"]]
)
def test_a_ledger_that_is_not_there_is_not_made(command: list[str], capsys: Capture) -> None:
    assert main([*command, "--ledger", "none.db"]) == 4
    assert capsys.readouterr().err.startswith("comity: none.db: no ledger there")
    assert not Path("none.db").exists()


def test_a_file_that_is_no_ledger(documents: Path, capsys: Capture) -> None:
    before = documents.read_bytes()
    assert main(["ingest", str(documents), "--ledger", str(documents)]) == 4
    assert "not a Comity ledger" in capsys.readouterr().err
    assert documents.read_bytes() == before


def test_an_output_that_cannot_be_written(ledger: str, capsys: Capture) -> None:
    Path("file").write_text("", "utf-8")
    assert main(["dossier", "KAZ", "FRA", "--ledger", ledger, "-o", "file/d.html", "--format", "html"]) == 2
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "pair"),
    [
        (["KAZ", "FRA"], ("KAZ", "FRA")),
        (["kazakhstan", "french"], ("KAZ", "FRA")),
        (["KAZ-FRA"], ("KAZ", "FRA")),
        (["kazakhstan france"], ("KAZ", "FRA")),
        (["south", "korea", "japan"], ("KOR", "JPN")),
        (["south korea", "united states"], ("KOR", "USA")),
        (["EU", "china"], ("org:EU", "CHN")),
    ],
)
def test_two_states_out_of_words(words: list[str], pair: tuple[str, str]) -> None:
    assert pair_of(words) == pair


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["france"], "give both names"),
        (["france", "french"], "both names mean FRA"),
        (["frence", "kazakhstan"], "did you mean"),
        (["qqqq", "kazakhstan"], "no state or organisation is known as 'qqqq'"),
        (["a", "b", "c"], "no two states are known in 'a b c'"),
    ],
)
def test_words_that_are_not_two_states(words: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        pair_of(words)
