"""Decisions replayed: over the same reading, over another one, in any order, undone and undone again."""

import dataclasses
import itertools
from datetime import date
from decimal import Decimal

import pytest

from comity.model import Action, Decision, Interval, Statement, Subject
from comity.reconcile.decide import Decided, concerning, in_force, replay
from decided_statements import decide, told

A, B, C = told("a"), told("b"), told("c")


def codes(decided: Decided) -> list[str]:
    return [finding.code for finding in decided.findings]


def test_without_decisions_all_stays() -> None:
    decided = replay([A, B], [])
    assert decided.statements == (A, B)
    assert decided == replay([A, B, A], [])
    assert not decided.findings


def test_accepted_rejected_and_a_change_of_mind() -> None:
    decided = replay(
        [A, B, C], [decide("accept", A), decide("reject", B), decide("reject", C), decide("accept", C, at=5)]
    )
    assert decided.statements == (A, C)
    assert decided.accepted == {A.id, C.id}
    assert decided.rejected == (B,)
    assert decided.findings == ()


def test_a_correction_says_whose_it_is() -> None:
    decision = decide("correct", A, at=1, status="planned", date={"start": "2031-05-01", "end": "2031-05-02"}, count=3)
    (now,) = replay([A], [decision]).statements
    assert now.status == "planned"
    assert now.date == Interval(date(2031, 5, 1), date(2031, 5, 2))
    assert now.slots == (("count", 3),)
    assert now.confidence is None, "what the reader was sure of is no longer what is said"
    rules = {origin.field: origin.rule for origin in now.origins}
    assert rules["status"] == rules["date"] == rules["count"] == f"decision {decision.id} by Ida"
    assert rules["kind"] == "agreement/sign"


def test_corrected_actors_have_an_origin_each() -> None:
    who = [{"name": "Norway", "country": "NOR", "role": "party"}, {"name": "Chile", "country": "CHL", "role": "party"}]
    decision = decide("correct", A, actors=who)
    decided = replay([A], [decision])
    (now,) = decided.statements
    assert now.countries() == ("NOR", "CHL")
    assert [o.rule for o in now.origins if o.field == "party"] == [f"decision {decision.id} by Ida"] * 2
    assert decided.now == {A.id: now.id}
    assert decided.of[now.id] == (decision,)


def test_the_kind_itself_is_corrected_with_its_roles() -> None:
    who = [
        {"name": "Norway", "country": "NOR", "role": "actor"},
        {"name": "Peru", "country": "PER", "role": "counterpart"},
    ]
    before = told(instrument="treaty", count=2)
    (now,) = replay([before], [decide("correct", before, kind="commitment", actors=who, act="offer")]).statements
    assert (now.kind, now.slots) == ("commitment", (("act", "offer"),))
    assert codes(replay([before], [decide("correct", before, kind="commitment")])) == ["decision-refused"]


def test_corrections_add_up_and_the_later_one_stands() -> None:
    decisions = [decide("correct", A, status="planned", count=3), decide("correct", A, at=1, count=4)]
    (now,) = replay([A], decisions).statements
    assert (now.status, now.slot("count")) == ("planned", 4)


def test_what_the_reader_says_by_now_stays_the_readers() -> None:
    decided = replay([A], [decide("correct", A, status="done", date=None)])
    assert decided.statements == (A,)
    assert [d.action for d in decided.of[A.id]] == ["correct"]


def test_a_correction_after_a_rejection_brings_it_back() -> None:
    decided = replay([A], [decide("reject", A), decide("correct", A, at=1, status="planned")])
    assert [s.status for s in decided.statements] == ["planned"]
    assert decided.rejected == ()


def test_a_correction_that_the_kind_no_longer_allows_is_told_of() -> None:
    decided = replay([A], [decide("correct", A, instrument="handshake")])
    assert decided.statements == (A,)
    assert codes(decided) == ["decision-refused"]
    assert "instrument" in decided.findings[0].message


def test_merged_and_split() -> None:
    decided = replay([A, B, C], [decide("merge", A, B), decide("split", B, C, at=1)])
    assert decided.together == (frozenset({A.id, B.id}),)
    assert decided.apart == (frozenset({B.id, C.id}),)
    turned = replay([A, B], [decide("merge", A, B), decide("split", A, B, at=1)])
    assert (turned.together, turned.apart, turned.findings) == ((), (frozenset({A.id, B.id}),), ())


def test_merges_chain_and_what_contradicts_them_from_afar_is_told_of() -> None:
    merges = [decide("merge", A, B), decide("merge", B, C, at=1)]
    assert replay([A, B, C], merges).together == (frozenset({A.id, B.id, C.id}),)
    decided = replay([A, B, C], [*merges, decide("split", A, C, at=2)])
    assert decided.together == (frozenset({B.id, C.id}),)
    assert codes(decided) == ["decision-overruled"]
    assert set(decided.unplaced) == {merges[0].id}


def test_what_is_rejected_or_of_another_kind_joins_nothing() -> None:
    assert replay([A, B], [decide("merge", A, B), decide("reject", B)]).together == ()
    visit = told("v", kind="visit", who=(("NOR", "visitor"), ("PER", "host")))
    decided = replay([A, visit], [decide("merge", A, visit)])
    assert (decided.together, codes(decided)) == ((), ["decision-overruled"])


def test_merged_statements_are_named_as_they_now_read() -> None:
    decided = replay([A, B], [decide("merge", A, B), decide("correct", B, at=1, status="planned")])
    assert decided.together == (frozenset(s.id for s in decided.statements),)


def test_undo_and_undo_of_undo() -> None:
    made = [decide("reject", A)]
    for turn in range(1, 6):
        made.append(decide("undo", at=turn, undoes=made[-1]))
        decided = replay([A], made)
        assert decided.rejected == ((A,) if turn % 2 == 0 else ())
        assert decided.findings == ()
    unknown = replay([A], [made[2]])
    assert (unknown.statements, codes(unknown)) == ((A,), ["decision-gone"])


def test_a_long_row_of_undos_is_followed() -> None:
    made = [decide("reject", A)]
    for turn in range(3000):
        made.append(decide("undo", at=turn, undoes=made[-1]))
    assert made[0].id in in_force(made)
    assert made[0].id not in in_force(made[:-1])


# Another reading


def test_a_reading_with_other_slots_and_a_longer_quote_keeps_decisions() -> None:
    again = told("a", quote=f"On Monday {A.quotes[0].exact} in Oslo.", instrument="treaty", title="fish")
    decided = replay([again], [decide("correct", A, status="planned"), decide("accept", A, at=1)])
    (now,) = decided.statements
    assert (now.status, now.slot("title")) == ("planned", "fish")
    assert decided.accepted == {now.id}
    assert decided.findings == ()


@pytest.mark.parametrize(
    "again",
    [
        told("another document"),
        told("a", kind="relation"),
        told("a", quote="Snow fell on the hills of the north"),
        told("a", who=(("CHL", "party"), ("FJI", "party"))),
    ],
)
def test_what_is_gone_is_told_of(again: Statement) -> None:
    decision = decide("reject", A)
    decided = replay([again], [decision])
    assert decided.statements == (again,)
    assert codes(decided) == ["decision-gone"]
    assert decision.id in decided.findings[0].message
    assert set(decided.unplaced) == {decision.id}


def test_the_most_similar_is_taken() -> None:
    other = told("a", who=(("NOR", "party"), ("CHL", "party")), instrument="treaty")
    again = told("a", quote="Peru signed a treaty on fish", instrument="treaty")
    assert replay([other, again], [decide("reject", A)]).statements == (other,)


def test_fields_tell_two_of_one_quote_apart() -> None:
    flows = [
        told("t", kind="trade", who=(("NOR", "reporter"), ("PER", "partner")), flow=f) for f in ("exports", "imports")
    ]
    again = [dataclasses.replace(s, slots=(*s.slots, ("growth", Decimal(4)))) for s in flows]
    for order in itertools.permutations(again):
        assert [s.slot("flow") for s in replay(order, [decide("reject", flows[0])]).statements] == ["imports"]


def test_two_equally_alike_are_ambiguous() -> None:
    again = [told("a", instrument="treaty"), told("a", instrument="protocol")]
    decided = replay(again, [decide("reject", A)])
    assert decided.statements == tuple(again)
    assert codes(decided) == ["decision-ambiguous"]


def test_a_statement_that_was_there_before_is_nobody_elses_likeness() -> None:
    one, two = told("a", instrument="treaty"), told("a", instrument="protocol")
    decided = replay([two], [decide("reject", one), decide("accept", two, at=1)])
    assert (decided.statements, decided.accepted) == ((two,), {two.id})
    assert codes(decided) == ["decision-gone"]


def test_two_that_became_one_and_were_judged_differently() -> None:
    one, two = told("a", instrument="treaty"), told("a", instrument="protocol")
    decided = replay([told("a", title="fish")], [decide("reject", one), decide("accept", two, at=1)])
    assert codes(decided) == ["decision-overruled"]
    assert decided.rejected == ()


def heir(action: Action, now: Statement, *before: Statement, at: int) -> Decision:
    """A decision that knows under which ids its statement was decided on before."""
    return dataclasses.replace(decide(action, at=at), subjects=(Subject.of(now, tuple(s.id for s in before)),))


def test_decisions_of_several_readings_are_about_one_statement() -> None:
    second, third = told("a", instrument="treaty"), told("a", instrument="treaty", title="fish")
    made = [decide("correct", A, status="planned"), decide("reject", A, at=1), heir("accept", second, A, at=2)]
    for now in (A, second, third):
        decided = replay([now], made)
        assert decided.findings == ()
        assert [(s.status, s.id in decided.accepted) for s in decided.statements] == [("planned", True)]
    made.append(heir("reject", A, second, at=3))
    assert [replay([now], made).statements for now in (A, second, third)] == [(), (), ()]


def test_an_heir_beside_a_better_likeness_is_still_the_heir() -> None:
    twin, second = told("a", title="ships"), told("a", quote="Norway and Peru signed a treaty", instrument="treaty")
    made = [decide("correct", A, status="planned"), heir("accept", second, A, at=1)]
    assert [s.status for s in replay([twin, second], made).statements] == ["done", "planned"]


def test_decisions_about_some_documents_with_their_undoing() -> None:
    reject, other = decide("reject", A), decide("reject", B)
    undo = decide("undo", at=1, undoes=reject)
    again = decide("undo", at=2, undoes=undo)
    assert concerning([reject, other, undo, again], {"a"}) == (reject, undo, again)
