"""Events in a real ledger: however documents and decisions come in, they are what all of them at once would give."""

from __future__ import annotations

import importlib
import itertools
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.api.events import Reconciled, events_of, reconcile_new
from comity.model import Actor, Article, Decision, Event, Interval, Quote, Reading, Span, Statement, Subject
from comity.reconcile import events
from comity.reconcile.copies import copies
from comity.reconcile.decide import replay
from comity.resolve import lookup
from comity.store import Ledger
from comity.store.decisions import add, decisions

COPIES = importlib.import_module("comity.reconcile.copies")  # the package gives its function that name
FIRST = date(2031, 5, 1)
DOCUMENTS = "abcdefgh"
TEXTS = tuple(
    f"{town} is where the two sides spoke about {good} on that day, for the {n}th time since the year of the flood. "
    f"Nobody from {town} was let in, and the price of {good} rose by {n} crowns before the evening bells had rung."
    for n, (town, good) in enumerate((("Bergen", "cod"), ("Callao", "tin"), ("Paita", "wool")), 3)
)


def day(number: int, length: int = 0) -> Interval:
    return Interval(FIRST + timedelta(days=number), FIRST + timedelta(days=number + length))


def statement(document: str, kind: str, when: Interval | None, who: Sequence[str], said: int, title: str) -> Statement:
    role = "participant" if kind == "meeting" else "party"
    return Statement(
        document=document,
        kind=kind,
        status="done",
        actors=tuple(Actor(name=code, country=code, role=role) for code in who),
        quotes=(Quote(exact="the two sides spoke"[said:], span=Span(said, said + 1)),),
        date=when,
        slots=(("title", title),) if kind == "agreement" else (),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    name = draw(st.sampled_from(DOCUMENTS))
    told = st.builds(
        statement,
        document=st.just(name),
        kind=st.sampled_from(["meeting", "agreement"]),
        when=st.none() | st.builds(day, st.integers(0, 20), st.sampled_from([0, 0, 2])),
        who=st.sampled_from([("NOR", "PER"), ("NOR", "PER"), ("NOR", "PER", "CHL")]),
        said=st.integers(0, 2),
        title=st.sampled_from(["fishing quota", "cod"]),
    )
    article = Article(
        id=name,
        text=draw(st.sampled_from(TEXTS)) + draw(st.sampled_from(["", " Rain is forecast."])),
        published=draw(st.sampled_from([None, *(FIRST + timedelta(days=n) for n in (0, 3, 9, 15))])),
    )
    return Reading(article=article, statements=tuple(draw(st.lists(told, max_size=4, unique_by=lambda s: s.id))))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(path).close()
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def at_once(ledger: Ledger) -> set[Event]:
    """The events of everything in the ledger, by the pure functions."""
    entries = list(ledger.entries())
    published = {e.document.id: e.document.published for e in entries if e.document.published}
    texts = [(name, ledger.article(name).text) for name in {e.document.id for e in entries}]
    decided = replay((e.statement for e in entries), decisions(ledger))
    return set(
        events(
            decided.statements,
            published=published,
            together=decided.together,
            apart=decided.apart,
            copies=copies(texts),
            state_of=lookup,
        )
    )


def decide(ledger: Ledger, minute: int, data: st.DataObject) -> None:
    """Somebody decides something about what is read now."""
    known = sorted(ledger.statements(), key=lambda s: s.id)
    made = decisions(ledger)
    action = data.draw(st.sampled_from(["merge", "split", "reject", "correct", "accept", *(["undo"] if made else [])]))
    if action == "undo":
        add(ledger, decision("undo", minute=minute, undoes=data.draw(st.sampled_from(made)).id))
    elif known:
        several = action in ("merge", "split")
        size = {"min_size": 2, "max_size": 3} if several else {"min_size": 1, "max_size": 1}
        chosen = data.draw(st.lists(st.sampled_from(known), **size, unique_by=lambda s: s.id)) if len(known) > 1 else []
        dates = st.sampled_from(["null", '{"start": "2031-05-04", "end": "2031-05-04"}'])
        values = (("date", data.draw(dates)),) if action == "correct" else ()
        if chosen:
            add(ledger, decision(action, *chosen, minute=minute, values=values))


def added(ledger: Ledger, batch: Sequence[Reading], code: str) -> None:
    ledger.append_many(batch, ledger.start_run(code=code))
    reconcile_new(ledger)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(readings(), min_size=1, max_size=4), max_size=5), data=st.data())
def test_one_after_another_is_all_at_once(
    batches: list[list[Reading]], data: st.DataObject, empty: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.db"
    shutil.copyfile(empty, path)
    with Ledger.open(path) as ledger, pytest.MonkeyPatch.context() as patched:
        patched.setattr(COPIES, "_STAND", data.draw(st.sampled_from([1, 64])))
        for number, batch in enumerate(batches):
            added(ledger, batch, f"code {data.draw(st.sampled_from([0, number]))}")
            for turn in range(data.draw(st.integers(0, 2))):
                decide(ledger, 2 * number + turn, data)
            reconcile_new(ledger)
            assert reconcile_new(ledger) == Reconciled()
        found = events_of(ledger)
        assert set(found) == at_once(ledger)
        shown = [e for e in found if {"NOR", "PER"} <= set(e.lead.countries())]
        assert list(events_of(ledger, ("PER", "NOR"))) == shown
        reconcile_new(ledger, rebuild=True)
        assert events_of(ledger) == found
    path.unlink()


def reading(document: str, *told: Statement, text: str = TEXTS[0], published: int = 0) -> Reading:
    article = Article(id=document, text=text, published=FIRST + timedelta(days=published))
    return Reading(article=article, statements=told)


def met(document: str, when: int | None, said: int = 0) -> Statement:
    return statement(document, "meeting", None if when is None else day(when), ("NOR", "PER"), said, "")


def decision(action: str, *subjects: Statement, minute: int = 0, **more: object) -> Decision:
    made = datetime(2031, 6, 1, 12, minute, tzinfo=UTC)
    chosen = tuple(map(Subject.of, subjects))
    return Decision(action=action, subjects=chosen, author="kim", made=made, **more)  # type: ignore[arg-type]


def groups(ledger: Ledger) -> set[frozenset[str]]:
    return {frozenset(s.document for s in event.statements) for event in events_of(ledger)}


def told(*documents: str) -> set[frozenset[str]]:
    return set(map(frozenset, documents))


def test_reports_that_are_copies_count_once(ledger: Ledger) -> None:
    others = {"a": TEXTS[0], "b": f"{TEXTS[0]} All rights reserved.", "c": TEXTS[1]}
    added(ledger, [reading(d, met(d, 0), text=t) for d, t in others.items()], "1")
    (event,) = events_of(ledger)
    assert (event.reports, event.independent, event.copies) == (3, 2, (("a", "b"),))
    added(ledger, [reading("b", met("b", 0), text=TEXTS[2])], "1")
    (event,) = events_of(ledger)
    assert (event.reports, event.independent, event.copies) == (3, 3, ())


def test_others_stand_for_copies_when_the_first_becomes_another_text(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(COPIES, "_STAND", 1)
    for document in "abc":
        added(ledger, [reading(document, met(document, 0))], "1")
    added(ledger, [reading("a", met("a", 0), text=TEXTS[1])], "1")
    added(ledger, [reading("d", met("d", 0)), reading("e", met("e", 0), text=TEXTS[1])], "1")
    (event,) = events_of(ledger)
    assert event.copies == (("a", "e"), ("b", "c", "d"))


def test_a_new_version_and_another_reading_replace_what_was_told(ledger: Ledger) -> None:
    added(ledger, [reading("a", met("a", 0)), reading("b", met("b", 0))], "1")
    assert groups(ledger) == told("ab")
    added(ledger, [reading("b", met("b", 3), text=TEXTS[1])], "1")
    assert groups(ledger) == told("a", "b")
    added(ledger, [reading("b", met("b", 0), text=TEXTS[1])], "2")
    assert groups(ledger) == told("ab")
    added(ledger, [reading("b", text=TEXTS[1])], "3")
    assert groups(ledger) == told("a")


def test_what_people_decide_is_done_and_can_be_undone(ledger: Ledger) -> None:
    a, b, c = met("a", 0), met("b", 0), met("c", 9)
    added(ledger, [reading(s.document, s) for s in (a, b, c)], "1")
    assert groups(ledger) == told("ab", "c")
    steps = {
        "split": (decision("split", a, b), told("a", "b", "c")),
        "merge": (decision("merge", b, c, minute=1), told("a", "bc")),
        "reject": (decision("reject", c, minute=2), told("a", "b")),
    }
    for made, expected in steps.values():
        add(ledger, made)
        assert reconcile_new(ledger).statements > 0
        assert groups(ledger) == expected
    added(ledger, [reading("d", met("d", 9)), reading("c", c, met("c", 12), text=TEXTS[2])], "1")
    assert groups(ledger) == told("a", "b", "c", "d"), "a rejected statement stays so in another version"
    for minute, (made, expected) in enumerate(
        [(steps["reject"][0], told("a", "bcd", "c")), (steps["merge"][0], told("a", "b", "cd", "c"))], 3
    ):
        add(ledger, decision("undo", minute=minute, undoes=made.id))
        reconcile_new(ledger)
        assert groups(ledger) == expected
    before = events_of(ledger)
    reconcile_new(ledger, rebuild=True)
    assert events_of(ledger) == before


def test_a_corrected_statement_goes_where_it_now_belongs(ledger: Ledger) -> None:
    added(ledger, [reading("a", met("a", 0)), reading("b", met("b", 9))], "1")
    values = (("date", '{"start": "2031-05-01", "end": "2031-05-01"}'),)
    add(ledger, decision("correct", met("b", 9), values=values))
    reconcile_new(ledger)
    (event,) = events_of(ledger)
    assert {s.date for s in event.statements} == {day(0)}
    assert [o.rule for s in event.statements for o in s.origins if o.field == "date"]
    added(ledger, [reading("c", met("c", 0))], "1")
    assert groups(ledger) == told("abc")
    assert [s.id for s in ledger.statements(document="b")] == [met("b", 9).id], "what was read stays as it was"


def test_the_latest_come_first_and_no_more_than_asked_for(ledger: Ledger) -> None:
    added(ledger, [reading(d, met(d, n)) for n, d in ((0, "a"), (9, "b"), (5, "c"))], "1")
    assert [e.lead.document for e in events_of(ledger)] == ["b", "c", "a"]
    assert [e.lead.document for e in events_of(ledger, ("NOR", "PER"), most=2)] == ["b", "c"]
    assert [e.lead.document for e in events_of(ledger, most=1)] == ["b"]
    assert events_of(ledger, ("NOR", "CHL")) == ()
    assert events_of(ledger, ("NOR", "PER"), kinds=("visit",)) == ()
    assert len(events_of(ledger, kinds=("meeting",))) == 3


def test_nothing_is_left_half_done(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    added(ledger, [reading("a", met("a", 0))], "1")
    ledger.append_many([reading("b", met("b", 0))], ledger.start_run(code="1"))
    from comity.store.event_tables import EventTables

    calls = itertools.count()

    def broken(tables: EventTables, rows: object) -> int:
        raise KeyboardInterrupt(next(calls))

    with monkeypatch.context() as patched:
        patched.setattr(EventTables, "add", broken)
        with pytest.raises(KeyboardInterrupt):
            reconcile_new(ledger)
    assert groups(ledger) == told("a")
    reconcile_new(ledger)
    assert groups(ledger) == told("ab")
