"""Keeping a ledger's events up to date: what of the ledger is laid on the board, and what goes back into it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from comity.kinds import load
from comity.model import Decision
from comity.reconcile.board import Board, Piece
from comity.reconcile.cells import cells
from comity.reconcile.decide import Decided, replay
from comity.reconcile.events import pieces
from comity.reconcile.profile import Profile, Profiler
from comity.resolve import lookup
from comity.store.event_tables import EventRow, Member

if TYPE_CHECKING:
    from comity.store.event_tables import At, EventTables, Told

Links = tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]
"""Ids of statements that people put together, and apart."""


@dataclass(slots=True)
class Verdicts:
    """What people decided, as it bears on the statements that are read now."""

    decisions: Sequence[Decision]
    links: Links = ((), ())
    _told: dict[str, list[Told]] = field(default_factory=dict)

    @property
    def documents(self) -> frozenset[str]:
        """Every document that a decision is about."""
        return frozenset(s.document for d in self.decisions for s in d.subjects)

    @property
    def linked(self) -> frozenset[str]:
        """Every document of which a statement was put together with others or apart."""
        made = (d for d in self.decisions if d.action in ("merge", "split"))
        return frozenset(s.document for d in made for s in d.subjects)

    def about(self, ids: Iterable[str]) -> frozenset[str]:
        """The documents that some decisions are about, those that take others back included."""
        by_id = {d.id: d for d in self.decisions}
        found: set[str] = set()
        for one in ids:
            decision = by_id.get(one)
            while decision is not None:
                found.update(s.document for s in decision.subjects)
                decision = by_id.get(decision.undoes or "")
        return frozenset(found)

    def replay(self, tables: EventTables) -> None:
        """Apply them to what is read now of their documents."""
        read = list(tables.statements(sorted(self.documents), whole=True))
        decided = replay((t.statement for t in read), self.decisions)
        self.links = (decided.together, decided.apart)
        self._told = {document: [] for document in self.documents}
        for told in _as_decided(read, decided):
            self._told[told.statement.document].append(told)

    def now(self, tables: EventTables, documents: Iterable[str]) -> list[Told]:
        """The statements of documents as they now read."""
        wanted = set(documents)
        decided = [told for document in sorted(wanted & self._told.keys()) for told in self._told[document]]
        return [*decided, *tables.statements(sorted(wanted - self._told.keys()))]

    def of_kind(self, tables: EventTables, kind: str) -> Iterator[Told]:
        """All statements of a kind as they now read."""
        yield from (t for told in self._told.values() for t in told if t.statement.kind == kind)
        yield from (t for t in tables.every(kind) if t.statement.document not in self._told)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of statements that were decided on."""
        return frozenset(t.statement.kind for told in self._told.values() for t in told)


def _as_decided(read: Iterable[Told], decided: Decided) -> Iterator[Told]:
    live = {s.id: s for s in decided.statements}
    for told in read:
        now = decided.now.get(told.id, told.id)
        statement = live.pop(now, None)
        if statement is not None:
            # What is set to what it was before has another origin all the same.
            kept = statement is told.statement
            yield told if kept else told._replace(id=now, statement=statement, corrected=True)


class Desk:
    """The part of the ledger's events that is being worked on."""

    def __init__(self, tables: EventTables, links: Links) -> None:
        self._tables, self._links = tables, links
        self._profiler = Profiler(load(), lookup)
        self._told: dict[str, Told] = {}
        self._loaded: dict[int, frozenset[object]] = {}
        self._seen: set[int] = set()
        self._board = Board(self._fetch)

    def change(self, documents: frozenset[str], now: Sequence[Told], links: Links) -> int:
        """Let `now` be the statements of documents, under `links`; how many events that changed."""
        self._load(self._tables.of_documents(sorted(documents)))
        gone = [p for p in self._board.pieces.values() if any(m.document in documents for m in p.members)]
        left = [m for p in gone for m in p.members]
        self._tables.take(self._cells(m for m in left if m.document in documents))
        self._told.update({told.id: told for told in now})
        come = [self._profiler.profile(t.statement, t.published, t.id) for t in now]
        self._tables.put(self._cells(come))
        come += [m for m in left if m.document not in documents]
        laid = pieces(come, self._profiler, *links)
        self._look(cell for piece in laid for cell in piece.cells)
        self._board.change([p.key for p in gone], laid)
        return self._write()

    def _write(self) -> int:
        stale = {members: key for key, members in self._loaded.items()}
        fresh = []
        for keys in self._board.events.values():
            members = [p for key in keys for p in self._board.pieces[key].members]
            if stale.pop(frozenset(_as_written(self._told[p.id]) for p in members), None) is None:
                fresh.append(row_of(members, {p.id: _member(self._told[p.id]) for p in members}))
        self._tables.remove(sorted(stale.values()))
        return self._tables.add(sorted(fresh, key=lambda e: e.id))

    def _fetch(self, one: Piece) -> None:
        self._look(one.cells)

    def _look(self, around: Iterable[int]) -> None:
        unseen = sorted(set(around) - self._seen)
        if unseen:
            self._seen.update(unseen)
            self._load(self._tables.in_cells(unseen))

    def _load(self, events: Iterable[int]) -> None:
        for key, members in self._tables.members(k for k in events if k not in self._loaded).items():
            self._loaded[key] = frozenset(map(_as_written, members))
            self._told.update({told.id: told for told in members})
            profiles = [self._profiler.profile(t.statement, t.published, t.id) for t in members]
            self._board.lay(pieces(profiles, self._profiler, *self._links))

    def _cells(self, profiles: Iterable[Profile]) -> Iterator[tuple[int, At]]:
        for one in profiles:
            rule = self._profiler.rule(one.kind)
            for cell in sorted(cells(one, rule)) if rule else ():
                yield cell, self._told[one.id].at


def lay_anew(tables: EventTables, verdicts: Verdicts) -> tuple[int, int]:
    """All events from the ground up, kind by kind; how many statements there are, and how many events."""
    profiler = Profiler(load(), lookup)
    statements = events = 0
    for kind in sorted(verdicts.kinds.union(tables.kinds())):
        places: dict[str, Member] = {}
        profiles: list[Profile] = []
        for told in verdicts.of_kind(tables, kind):
            profiles.append(profiler.profile(told.statement, told.published, told.id))
            places[told.id] = _member(told)
        board = Board()
        board.build(pieces(profiles, profiler, *verdicts.links))
        rule = profiler.rule(kind)
        if rule is not None:
            tables.put((cell, places[p.id].at) for p in profiles for cell in sorted(cells(p, rule)))
        found = ([p for key in keys for p in board.pieces[key].members] for _, keys in sorted(board.events.items()))
        events += tables.add(row_of(members, places) for members in found)
        statements += len(profiles)
    return statements, events


def row_of(profiles: Sequence[Profile], places: Mapping[str, Member]) -> EventRow:
    """An event as it is written."""
    countries = (sorted(p.everyone) for p in profiles)
    return EventRow(
        id=min(p.id for p in profiles),
        kind=profiles[0].kind,
        day=_day(profiles),
        members=tuple(places[i] for i in sorted(p.id for p in profiles)),
        pairs=frozenset(pair for codes in countries for pair in itertools.combinations(codes, 2)),
    )


def _day(profiles: Sequence[Profile]) -> date | None:
    """The first day of the narrowest date, else the last of a figure's period, else the first it was told on."""
    dated = [(p.end - p.start, p.start) for p in profiles if p.start is not None and p.end is not None]
    if dated:
        return date.fromordinal(min(dated)[1])
    ends = [p.period.end for p in profiles if p.period is not None]
    told = [p.told for p in profiles if p.told is not None]
    return min(ends) if ends else date.fromordinal(min(told)) if told else None


def _as_written(told: Told) -> object:
    """What of a statement is written with an event: a correction may change no more than where a value comes from."""
    return told.id, told.at, told.statement.origins if told.corrected else None


def _member(told: Told) -> Member:
    return Member(told.at, told.statement if told.corrected else None)
