"""Decisions are written once, come back as they were, and are never changed."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from comity.model import Decision, LedgerError, Statement, Subject
from comity.store import Ledger
from comity.store.decisions import add, add_all, decisions, newest

NOON = datetime(2031, 6, 1, 12, tzinfo=UTC)


def made(*statements: Statement, at: int = 0, **more: object) -> Decision:
    given = {"action": "accept", "author": "Ida", "made": NOON + timedelta(seconds=at), **more}
    return Decision(subjects=tuple(map(Subject.of, statements)), **given)  # type: ignore[arg-type]


def test_written_once_and_read_by_time(ledger: Ledger, state: Callable[..., Statement]) -> None:
    late = made(state("a", "NOR", "PER"), at=9, values=(("status", '"planned"'), ("date", "null")), reason="seen so")
    early = made(state("a", "NOR", "PER"), state("b", "NOR", "PER"), action="merge")
    undo = made(action="undo", undoes=late.id, at=10)
    assert [add(ledger, d) for d in (late, early, undo, late)] == [True, True, True, False]
    assert decisions(ledger) == (early, late, undo)
    assert add_all(ledger, [late, made(state("c", "NOR"), at=11)]) == 1
    assert add_all(ledger, []) == 0


def test_when_the_newest_was_made(ledger: Ledger) -> None:
    assert newest(ledger) is None
    add_all(ledger, [made(at=1), made(at=2, author="Eve")])
    half = dataclasses.replace(made(), made=NOON + timedelta(seconds=1, microseconds=5))
    add(ledger, half)
    assert newest(ledger) == NOON + timedelta(seconds=2)
    with pytest.raises(ValueError, match="UTC"):
        add(ledger, dataclasses.replace(half, made=datetime(2031, 6, 1)))


def test_they_outlive_the_process(path: Path, state: Callable[..., Statement]) -> None:
    decision = made(state("a", "NOR", "PER"))
    with Ledger.open(path) as ledger:
        add(ledger, decision)
    with Ledger.open(path, readonly=True) as ledger:
        assert decisions(ledger) == (decision,)
        with pytest.raises(LedgerError, match="reading only"):
            add(ledger, made(at=1))


def test_more_than_a_question_holds(ledger: Ledger) -> None:
    several = [made(at=n) for n in range(450)]
    assert add_all(ledger, several[:300]) == 300
    assert add_all(ledger, several) == 150
    assert decisions(ledger) == tuple(several)


@pytest.mark.parametrize("change", ["author = 'Eve'", "action = 'reject'", "body = '{}'", "body = 'no'"])
def test_a_changed_row_is_noticed(ledger: Ledger, state: Callable[..., Statement], change: str) -> None:
    decision = made(state("a", "NOR", "PER"))
    add(ledger, decision)
    with ledger.writing() as connection:
        connection.execute(text(f"UPDATE decision SET {change}"))
    with pytest.raises(LedgerError, match=f"decision {decision.id} is damaged"):
        decisions(ledger)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(), moment=st.datetimes(timezones=st.just(UTC)))
def test_any_text_and_moment_comes_back(ledger: Ledger, words: str, moment: datetime) -> None:
    subject = Subject(statement="0" * 16, document=words, kind="visit", exact=words, countries=((words, "NOR"),))
    decision = dataclasses.replace(made(reason=words, author=words), made=moment, subjects=(subject,))
    add(ledger, decision)
    assert decision in decisions(ledger)
