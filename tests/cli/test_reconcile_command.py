"""`comity ledger reconcile`, and a ledger that was left in the middle."""

import json

import pytest

import comity
from comity.api.events import up_to_date
from comity.cli import main
from comity.model import LedgerError, Reading
from comity.store import Ledger

Capture = pytest.CaptureFixture[str]


def test_reading_documents_in_leaves_nothing_to_reconcile(ledger: str, capsys: Capture) -> None:
    assert main(["ledger", "reconcile", "--ledger", ledger]) == 0
    assert capsys.readouterr().out == f"{ledger}: 2 events, all up to date\n"
    assert main(["ledger", "reconcile", "--ledger", ledger, "--rebuild"]) == 0
    assert capsys.readouterr().out == f"{ledger}: 2 statements reconciled, 2 events written; 2 in all\n"
    assert main(["ledger", "reconcile", "--ledger", ledger, "--rebuild", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ledger": ledger, "statements": 2, "written": 2, "events": 2}


def test_a_ledger_that_is_not_there_is_said(capsys: Capture) -> None:
    assert main(["ledger", "reconcile", "--ledger", "none.db"]) == 4
    assert "no ledger there" in capsys.readouterr().err


def left_behind(path: str) -> None:
    """One document more, as a run leaves it that is killed before it reconciles."""
    with Ledger.open(path) as book:
        (told,) = (s for s in book.statements() if s.kind == "visit")
        article = book.article(told.document)
        book.append(Reading(article=article, statements=(told,)), book.start_run(code="another"))
        assert not up_to_date(book)


def test_the_next_that_may_write_catches_up(ledger: str) -> None:
    left_behind(ledger)
    with comity.Ledger(ledger, readonly=True) as book:
        assert not up_to_date(book.store)
    with comity.Ledger(ledger) as book:
        assert up_to_date(book.store)
        assert len(book.events("France", "Kazakhstan")) == 2
        assert [e.kind for e in book.events("France", "Kazakhstan", kinds=("visit",))] == ["visit"]


def test_a_ledger_that_cannot_catch_up_is_closed_again(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left_behind(ledger)

    def full(store: Ledger) -> None:
        raise LedgerError("the disk is full; make room and try again")

    monkeypatch.setattr("comity.api.ledger.reconcile_new", full)
    with pytest.raises(LedgerError, match="disk is full"):
        comity.Ledger(ledger)
