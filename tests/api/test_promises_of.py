"""Promises of a real ledger: what people decide counts, whether its events were brought up to date or not."""

import json
from datetime import date
from pathlib import Path

import pytest

from comity import Ledger
from comity.api.desk import Desk
from comity.api.events import reconcile_new, up_to_date
from comity.api.promises import follow, promises_of
from comity.api.review import decide, undo
from comity.store.decisions import add

ARTICLES = [
    ("2023-07-03", "Germany promised to supply Kenya with 200 electric buses by June 2024."),
    ("2024-06-03", "Germany delivered 200 electric buses to Kenya on Saturday."),
]
TODAY = date(2026, 11, 24)
PAIR = ("KEN", "DEU")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    told = tmp_path / "articles.jsonl"
    told.write_text(
        "".join(json.dumps({"id": f"a{n}", "published": d, "text": t}) + "\n" for n, (d, t) in enumerate(ARTICLES)),
        "utf-8",
    )
    with Ledger(tmp_path / "ledger.db") as book:
        book.ingest(told)
    return tmp_path / "ledger.db"


def test_what_is_rejected_keeps_no_promise(place: Path) -> None:
    with Ledger(place) as book:
        (kept,) = promises_of(book.store, PAIR, TODAY)
        assert kept.state == "kept"
        rejected = Desk(book.store).prepare("reject", [kept.steps[1].id], author="a reader", reason="other buses")
        add(book.store, rejected)
        assert not up_to_date(book.store)
        (before,) = promises_of(book.store, PAIR, TODAY)
        reconcile_new(book.store)
        (after,) = book.promises("Kenya", "german", today=TODAY)
        assert (before.state, after.state) == ("overdue", "overdue")
        assert before.steps == after.steps


def test_everybodys_promises_come_with_their_sources(place: Path) -> None:
    with Ledger(place) as book:
        found = follow(book.store, None, TODAY)
        assert {s.document for p in found.promises for step in p.steps for s in step.statements} == set(found.sources)
        assert found.sources["a0"].published == date(2023, 7, 3)
        assert promises_of(book.store, ("KEN", "FRA"), TODAY) == ()
        assert book.promises(today="2026-11-24") == found.promises
        day = date(2023, 12, 1)
        assert book.promises(today=day, silent_months=1) == promises_of(book.store, None, day, 1)
        assert book.promises(today=day, silent_months=1) != book.promises(today=day)


def test_a_decision_is_in_the_events_when_it_returns(place: Path) -> None:
    with Ledger(place) as book:
        (kept,) = book.promises(today=TODAY)
        made = decide(book.store, "reject", kept.steps[1].id, author="a reader")
        assert up_to_date(book.store)
        assert [e.statements[0].document for e in book.events()] == ["a0"]
        undo(book.store, made.id, author="a reader")
        assert up_to_date(book.store)
        assert book.promises(today=TODAY) == (kept,)
