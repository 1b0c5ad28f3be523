"""What deserves a look first, and decisions about it, in a real ledger."""

import dataclasses
import itertools
from collections.abc import Callable, Mapping

import pytest

from comity.api import review
from comity.model import InputError, Statement
from comity.store import Ledger
from comity.store import decisions as kept

Again = Callable[[Mapping[str, tuple[Statement, ...]]], None]


def named(items: tuple[review.Item, ...]) -> list[str]:
    return [f"{i.document.id} {i.statement.slot('flow') or i.statement.kind}" for i in items]


def item(ledger: Ledger, name: str) -> review.Item:
    items = review.queue(ledger)
    return items[named(items).index(name)]


def test_failed_checks_first_then_low_confidence_then_what_is_decided(ledger: Ledger) -> None:
    assert named(review.queue(ledger)) == [
        "gull exports",
        "gull imports",
        "gull total",
        "skua agreement",
        "tern agreement",
        "gull agreement",
    ]
    first = review.queue(ledger)[0]
    assert first.failed[0].startswith("trade-sum: the total as written is")
    assert item(ledger, "skua agreement").failed == ("figure-in-doubt: perhaps a thousand times less",)
    review.decide(ledger, "accept", first.read, author="Ida")
    assert named(review.queue(ledger, limit=2)) == ["gull imports", "gull total"]
    assert (review.queue(ledger)[-1].read, review.queue(ledger)[-1].state) == (first.read, "accepted")


def test_of_a_pair_and_a_kind_checked_within_the_whole_document(ledger: Ledger) -> None:
    assert named(review.queue(ledger, ("PER", "NOR"), ("trade",), limit=1)) == ["gull exports"]
    assert review.queue(ledger, ("NOR", "PER"), ("trade",))[0].failed
    assert review.queue(ledger, ("NOR", "CHL")) == ()


def test_what_is_rejected_fails_no_check_any_more(ledger: Ledger) -> None:
    total = item(ledger, "gull total")
    review.decide(ledger, "reject", total.read, author="Ida", reason="  another\nyear ")
    now = item(ledger, "gull total")
    assert (now.state, now.failed) == ("rejected", ())
    assert now.decisions[0].reason == "another year"
    assert not item(ledger, "gull exports").failed


def test_a_correction_is_shown_and_can_be_named_by_its_new_id(ledger: Ledger) -> None:
    total = item(ledger, "gull total")
    values = {"value": '{"amount": 5000000000, "currency": "USD", "digits": 1}'}
    decision = review.decide(ledger, "correct", total.read, author="Ida", values=values)
    now = item(ledger, "gull total")
    assert (now.state, now.failed, now.read) == ("corrected", (), total.read)
    assert now.statement.id != total.read
    review.decide(ledger, "accept", now.statement.id, author="Eve")
    assert item(ledger, "gull total").state == "accepted"
    assert [d.author for d in item(ledger, "gull total").decisions] == ["Ida", "Eve"]
    review.undo(ledger, decision.id[:8], author="Ida")
    assert item(ledger, "gull total").statement == total.statement


def test_decisions_follow_one_another_even_where_the_clock_is_late(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = item(ledger, "tern agreement").read
    for action in ("accept", "reject", "accept", "reject"):
        review.decide(ledger, action, read, author="Ida")  # type: ignore[arg-type]
    made = kept.decisions(ledger)
    future = dataclasses.replace(made[-1], made=made[-1].made.replace(year=2099))
    kept.add(ledger, future)
    review.decide(ledger, "accept", read, author="Ida")
    times = [d.made for d in kept.decisions(ledger)]
    assert all(a < b for a, b in itertools.pairwise(times))
    assert item(ledger, "tern agreement").state == "accepted"


@pytest.mark.parametrize(
    ("action", "which", "more", "told"),
    [
        ("accept", [], {}, "one statement"),
        ("merge", ["tern agreement"], {}, "two statements"),
        ("merge", ["tern agreement", "gull total"], {}, "of one kind"),
        ("correct", ["gull total"], {}, "needs values"),
        ("correct", ["gull total"], {"values": {"flow": '"smuggling"'}}, "no choice"),
        ("accept", ["gull total"], {"values": {"flow": '"exports"'}}, "takes no values"),
        ("accept", ["gull total"], {"author": " "}, "name"),
        ("accept", ["gull total"], {"reason": "x" * 3000}, "longer"),
        ("undo", ["gull total"], {}, "by its own id"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_not_written(
    ledger: Ledger, action: str, which: list[str], more: dict[str, object], told: str
) -> None:
    ids = [item(ledger, name).read for name in which]
    with pytest.raises(InputError, match=told) as refused:
        review.decide(ledger, action, *ids, **{"author": "Ida", **more})  # type: ignore[arg-type]
    assert "\n" not in str(refused.value)
    assert kept.decisions(ledger) == ()


@pytest.mark.parametrize("wrong", ["0123456789abcdef", "", "no id", "%"])
def test_an_unknown_id_is_refused(ledger: Ledger, wrong: str) -> None:
    with pytest.raises(InputError):
        review.decide(ledger, "accept", wrong, author="Ida")
    with pytest.raises(InputError):
        review.undo(ledger, wrong, author="Ida")


def test_decisions_outlive_another_version_of_the_reader(
    ledger: Ledger, again: Again, said: dict[str, tuple[Statement, ...]]
) -> None:
    old = item(ledger, "tern agreement")
    review.decide(ledger, "accept", old.read, author="Ida")
    review.decide(ledger, "reject", item(ledger, "gull exports").read, author="Ida")
    lost = item(ledger, "skua agreement")
    review.decide(ledger, "reject", lost.read, author="Ida")
    (tern,) = said["tern"]
    read_anew = dataclasses.replace(tern, slots=(*tern.slots, ("title", "fish")))
    again({**said, "tern": (read_anew,), "skua": ()})
    now = item(ledger, "tern agreement")
    assert (now.state, now.read != old.read, now.statement.slot("title")) == ("accepted", True, "fish")
    assert item(ledger, "gull exports").state == "rejected"
    newest = review.log(ledger)[0]
    assert newest.decision.subjects[0].statement == lost.read
    assert "no longer read" in newest.unplaced[0]
    review.decide(ledger, "reject", old.read, author="Ida")
    assert item(ledger, "tern agreement").state == "rejected", "an id of the earlier reading still leads there"
    with pytest.raises(InputError, match="no longer read"):
        review.decide(ledger, "accept", lost.read, author="Ida")


def test_deciding_again_after_another_reading_keeps_what_was_decided_before(
    ledger: Ledger, again: Again, said: dict[str, tuple[Statement, ...]]
) -> None:
    read = item(ledger, "tern agreement").read
    review.decide(ledger, "correct", read, author="Ida", values={"status": '"planned"'})
    (tern,) = said["tern"]
    again({**said, "tern": (dataclasses.replace(tern, slots=(*tern.slots, ("title", "fish"))),)})
    review.decide(ledger, "accept", item(ledger, "tern agreement").read, author="Eve")
    now = item(ledger, "tern agreement")
    assert (now.state, now.statement.status, now.statement.slot("title")) == ("accepted", "planned", "fish")
    assert [e.unplaced for e in review.log(ledger)] == [(), ()]


def test_the_log_is_newest_first_and_tells_what_was_undone(ledger: Ledger) -> None:
    first = review.decide(ledger, "accept", item(ledger, "tern agreement").read, author="Ida")
    undo = review.undo(ledger, first.id, author="Eve", reason="not sure")
    assert [(e.decision.id, e.in_force) for e in review.log(ledger)] == [(undo.id, True), (first.id, False)]
    review.undo(ledger, undo.id, author="Ida")
    assert [e.in_force for e in review.log(ledger)] == [True, False, True]
