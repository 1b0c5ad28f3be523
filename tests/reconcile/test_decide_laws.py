"""Laws of replaying decisions: any order, any number of times, over any reading, undone and undone again."""

import dataclasses
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Action, Decision, Money, Statement
from comity.reconcile.decide import replay
from decided_statements import decide, told

POOL = [
    told("a"),
    told(
        "a", quote="Norway lent Peru three ships for a year", kind="aid", who=(("NOR", "donor"), ("PER", "recipient"))
    ),
    told("b", instrument="treaty"),
    told("c", instrument="treaty", value=Money(amount=Decimal("4.2e9"), currency="USD", digits=2)),
]


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    made: list[Decision] = []
    for turn in range(draw(st.integers(0, 8))):
        action = draw(st.sampled_from(["accept", "reject", "correct", "merge", "split", "undo"]))
        at = draw(st.integers(0, 3))
        one, two = draw(st.permutations(POOL))[:2]
        match action:
            case "undo":
                if made:
                    made.append(decide("undo", at=turn, undoes=draw(st.sampled_from(made))))
            case "correct":
                status = draw(st.sampled_from(["planned", "proposed", "done"]))
                made.append(decide("correct", one, at=at, by=f"Ida {turn}", status=status, date=None))
            case "merge" | "split":
                made.append(decide(action, one, two, at=at, by=f"Ida {turn}"))
            case _:
                made.append(decide(action, one, at=at, by=f"Ida {turn}"))  # type: ignore[arg-type]
    return made


@given(histories(), st.randoms())
def test_any_order_and_twice_is_the_same(made: list[Decision], random: object) -> None:
    shuffled = [*made, *made[:3]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(POOL, shuffled) == replay(POOL, made)


@given(histories())
def test_replayed_over_its_own_outcome_it_changes_nothing(made: list[Decision]) -> None:
    once = replay(POOL, made).statements
    assert replay(once, made).statements == once


@given(histories(), st.sampled_from(POOL), st.sampled_from(["accept", "reject", "correct"]))
def test_undo_restores_exactly(made: list[Decision], subject: Statement, action: Action) -> None:
    values = {"status": "denied"} if action == "correct" else {}
    last = decide(action, subject, at=100, **values)
    before, after = replay(POOL, made), replay(POOL, [*made, last, decide("undo", at=101, undoes=last)])
    for name in ("statements", "accepted", "rejected", "together", "apart", "findings"):
        assert getattr(after, name) == getattr(before, name)
    twice = [decide("undo", at=101, undoes=last)]
    twice.append(decide("undo", at=102, undoes=twice[0]))
    assert replay(POOL, [*made, last, *twice]).statements == replay(POOL, [*made, last]).statements


@given(histories())
def test_every_statement_is_somewhere(made: list[Decision]) -> None:
    decided = replay(POOL, made)
    assert len(decided.statements) + len(decided.rejected) == len(POOL)
    live = {s.id for s in decided.statements}
    assert decided.accepted <= live
    assert all(group <= live for group in (*decided.together, *decided.apart))
    assert not any(pair <= group for pair in decided.apart for group in decided.together)


@given(histories(), st.sampled_from(["treaty", "protocol"]))
def test_another_reading_keeps_what_was_decided(made: list[Decision], title: str) -> None:
    """Slots of the reader's change; verdicts, corrections and links stay with their statements."""
    again = [s if s.kind == "aid" else dataclasses.replace(s, slots=(*s.slots, ("title", title))) for s in POOL]
    old, new = replay(POOL, made), replay(again, made)
    assert len(old.rejected) == len(new.rejected)
    assert len(old.accepted) == len(new.accepted)
    assert [s.status for s in old.statements] == [s.status for s in new.statements]
    assert (len(old.together), len(old.apart)) == (len(new.together), len(new.apart))
