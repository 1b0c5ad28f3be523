"""The `[promise]` tables: all of ours are whole, and a slip in one stops the run."""

from typing import Any

import pytest

from comity.kinds import CANCELLED, LADDER, load
from comity.kinds.promising import read_promise

SLOTS = ("name", "stage")


def table(**changed: Any) -> dict[str, Any]:
    promise = {"by": ["host"], "known_by": ["name"], "about": ["name"], "step": [{"rung": "signed"}]}
    return {"name": "project", "roles": ["host", "participant"], "promise": promise | changed}


def test_a_kind_without_a_table_makes_no_promises() -> None:
    assert read_promise({"name": "x", "roles": ["host"]}, SLOTS) is None


def test_a_kind_answers_its_own_promises_first() -> None:
    rule = read_promise(table(within_days=90, agree=["stage"]), SLOTS)
    assert rule is not None
    own = rule.answers[0]
    assert (own.kind, own.within_days, own.agree) == ("project", 90, ("stage",))
    assert own.roles == {"host": ("host",), "participant": ("participant",)}


@pytest.mark.parametrize(
    "changed",
    [
        {"by": ["visitor"]},
        {"about": ["title"]},
        {"kept": "finished"},
        {"known_by": ["feeling"]},
        {"step": [{"rung": "finished"}]},
        {"step": [{"rung": "signed", "status": ["maybe"]}]},
        {"step": [{"rung": "signed", "when": {"colour": ["red"]}}]},
        {"step": [{"rung": "signed", "colour": "red"}]},
        {"answer": [{"kind": "aid", "known_by": ["name"], "why": "", "roles": {"visitor": ["donor"]}}]},
        {"answer": [{"kind": "aid", "known_by": ["name"], "why": "", "rungs": {"done": "finished"}}]},
        {"colour": "red"},
    ],
)
def test_what_there_is_not_is_a_fault(changed: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_promise(table(**changed), SLOTS)


@pytest.mark.parametrize("name", [n for n, kind in load().items() if kind.promise])
def test_a_promise_can_be_made_kept_and_answered(name: str) -> None:
    kind = load()[name]
    assert kind.promise is not None
    rungs = {step.rung for step in kind.promise.steps}
    if kind.promise.opens:
        height = LADDER.index(kind.promise.kept)
        opening = {s.rung for s in kind.promise.steps if s.status & kind.promise.opens} - {CANCELLED}
        assert any(LADDER.index(rung) < height for rung in opening)
        assert kind.promise.kept in rungs or "figure" in kind.promise.answers[0].known_by
    for answer in kind.promise.answers:
        theirs = load()[answer.kind]
        assert theirs.promise is not None
        assert {role for roles in answer.roles.values() for role in roles} <= set(theirs.roles)
        assert answer.kind == name or answer.why
        assert set(answer.given) <= {s.name for s in theirs.slots}
