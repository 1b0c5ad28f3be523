"""A board that statements come to and go from lies as if all that is there had been laid at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.kinds import load
from comity.model import Actor, Interval, Quote, Span, Statement
from comity.reconcile.board import Board, Piece
from comity.reconcile.events import pieces
from comity.reconcile.profile import Profiler

FIRST = date(2031, 5, 1)
DOCUMENTS = "abcdefghijkl"
PUBLISHED = {name: FIRST + timedelta(days=3 * n) for n, name in enumerate(DOCUMENTS) if name != "l"}
PROFILER = Profiler(load(), lambda _: None)
WHO = (("NOR", "PER"), ("NOR", "PER", None), ("NOR", "PER", "CHL"), ("PER", "CHL"))


def day(number: int, length: int = 0) -> Interval:
    return Interval(FIRST + timedelta(days=number), FIRST + timedelta(days=number + length))


def statement(
    document: str,
    kind: str,
    when: Interval | None,
    status: str,
    who: tuple[str | None, ...],
    said: int,
    count: int | None,
    title: str | None,
) -> Statement:
    role = "participant" if kind == "meeting" else "party"
    slots = (("title", title), ("count", count)) if kind == "agreement" else ()
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=tuple(Actor(name=code or "?", country=code, role=role) for code in who),
        quotes=(Quote(exact="x", span=Span(said, said + 1)),),
        date=when,
        slots=tuple((name, value) for name, value in slots if value is not None),
    )


STATEMENTS = st.builds(
    statement,
    document=st.sampled_from(DOCUMENTS),
    kind=st.sampled_from(["meeting", "agreement"]),
    when=st.none() | st.builds(day, st.integers(0, 30), st.sampled_from([0, 0, 0, 2, 60])),
    status=st.sampled_from(["done", "done", "planned"]),
    who=st.sampled_from(WHO),
    said=st.integers(0, 2),
    count=st.sampled_from([None, None, 4, 5, 9]),
    title=st.sampled_from([None, None, "fishing quota", "fishing quota in the north", "cod"]),
)
LISTS = st.lists(STATEMENTS, max_size=40, unique_by=lambda s: s.id)
Links = Sequence[Collection[str]]


def laid(statements: Collection[Statement], together: Links = (), apart: Links = ()) -> list[Piece]:
    profiles = [PROFILER.profile(s, PUBLISHED.get(s.document)) for s in statements]
    return pieces(profiles, PROFILER, together, apart)


def lies(board: Board) -> set[frozenset[str]]:
    return {frozenset(p.id for k in keys for p in board.pieces[k].members) for keys in board.events.values()}


def at_once(statements: Collection[Statement], together: Links = (), apart: Links = ()) -> set[frozenset[str]]:
    board = Board()
    board.build(laid(statements, together, apart))
    assert all(board.home[min(keys, key=lambda k: board.pieces[k].rank)] == e for e, keys in board.events.items())
    return lies(board)


@settings(max_examples=300, deadline=None)
@given(statements=LISTS, data=st.data())
def test_come_one_by_one_or_in_batches_is_come_at_once(statements: list[Statement], data: st.DataObject) -> None:
    ids = [s.id for s in statements]
    pairs = st.lists(st.lists(st.sampled_from(ids or ["x"]), min_size=2, max_size=3), max_size=3)
    together, apart = data.draw(pairs), data.draw(pairs)
    whole = at_once(statements, together, apart)
    assert at_once(data.draw(st.permutations(statements)), together, apart) == whole
    board = Board()
    waiting = laid(data.draw(st.permutations(statements)), together, apart)
    while waiting:
        size = data.draw(st.integers(1, len(waiting)))
        board.change((), waiting[:size])
        waiting = waiting[size:]
    assert lies(board) == whole


@settings(max_examples=300, deadline=None)
@given(statements=LISTS, data=st.data())
def test_what_goes_leaves_no_trace(statements: list[Statement], data: st.DataObject) -> None:
    board = Board()
    board.build(laid(statements))
    for _ in range(3):
        keys = sorted(board.pieces)
        gone = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
        come = data.draw(st.lists(STATEMENTS, max_size=4, unique_by=lambda s: s.id))
        kept = [p.members[0].id for k, p in board.pieces.items() if k not in gone]
        board.change(sorted(gone), laid([s for s in come if s.id not in kept]))
        left = {p.members[0].id for p in board.pieces.values()}
        every = {s.id: s for s in (*statements, *come)}
        statements = [every[one] for one in left]
        assert lies(board) == at_once(statements)


@settings(max_examples=150, deadline=None)
@given(statements=LISTS, data=st.data())
def test_a_surrounding_that_is_fetched_when_asked_for_is_enough(
    statements: list[Statement], data: st.DataObject
) -> None:
    """As a ledger does it: only the events that share a cell with what is looked at are ever laid out."""
    known = data.draw(st.integers(0, len(statements)))
    shelf = Board()
    shelf.build(laid(statements[:known]))

    def fetch(one: Piece) -> None:
        for event in {shelf.home[k] for k, p in shelf.pieces.items() if p.cells & one.cells}:
            if not shelf.events[event] & seen:
                seen.update(shelf.events[event])
                board.lay([shelf.pieces[k] for k in shelf.events[event]])

    seen: set[str] = set()
    board = Board(fetch)
    board.change((), laid(statements[known:]))
    untouched = {e for e in lies(shelf) if not e & seen}
    assert lies(board) | untouched == at_once(statements)
