"""Statements laid together event by event, so that one more disturbs only those that could go with it.

Every statement takes its place after all that rank before it: in the event it is most like among those with all of
whose members so far it agrees, else in one of its own. So the events are a function of the set of statements, and where
one comes or goes, only those that rank after it and agree with it or with its event are looked at again (and so on,
where one of them moves). As rank has nothing to do with time, such chains are short: the argument of Censor-Hillel,
Haramaty and Karnin 2016 ("Optimal Dynamic Distributed MIS") for greedy sets in random order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from comity.kinds import AcrossRule
from comity.reconcile.agree import agree, likeness
from comity.reconcile.cells import cells
from comity.reconcile.profile import Profile, Profiler

Rank = tuple[int, int, str]
_MOST_SCORES = 200_000  # are remembered


@dataclass(frozen=True, slots=True)
class Piece:
    """What is laid: one statement, or several that a person put together. `apart` are statements it must not join."""

    key: str
    rank: Rank
    members: tuple[Profile, ...]
    rule: AcrossRule | None
    cells: frozenset[int]
    apart: frozenset[str] = frozenset()


def piece(members: Iterable[Profile], profiler: Profiler, apart: Mapping[str, Collection[str]]) -> Piece:
    """A piece of one kind's statements, which `apart` keeps from others (both by statement id)."""
    told = tuple(sorted(members, key=lambda p: p.rank))
    rule = profiler.rule(told[0].kind)
    return Piece(
        key=min(p.id for p in told),
        rank=told[0].rank,
        members=told,
        rule=rule,
        cells=frozenset().union(*(cells(p, rule) for p in told)) if rule else frozenset(),
        apart=frozenset().union(*(apart.get(p.id, ()) for p in told)),
    )


class Board:
    """Pieces and the event that each lies in, called by the key of its first piece.

    `fetch` is told of a piece before anything is asked of its surroundings, so that they can be laid out first.
    """

    def __init__(self, fetch: Callable[[Piece], None] = lambda _: None) -> None:
        self.pieces: dict[str, Piece] = {}
        self.home: dict[str, str] = {}
        self.events: dict[str, set[str]] = {}
        self._in_cell: dict[int, set[str]] = {}
        self._fetch = fetch
        self._scores: dict[tuple[int, int], int] = {}

    def lay(self, event: Collection[Piece]) -> None:
        """Lay an event out as it is known to be."""
        first = min(event, key=lambda p: p.rank)
        for one in event:
            self._put(one)
            self._move(one.key, first.key)

    def build(self, pieces: Iterable[Piece]) -> None:
        """Lay all pieces on an empty board."""
        for one in sorted(pieces, key=lambda p: p.rank):
            self._move(one.key, self._choose(one))
            self._put(one)

    def change(self, gone: Iterable[str], come: Iterable[Piece]) -> None:
        """Take pieces away and lay others; everything that this moves is moved."""
        waiting: dict[str, Rank] = {}
        for key in gone:
            one = self.pieces[key]
            self._fetch(one)
            event = self.home[key]
            self._move(key, None)
            del self.pieces[key]
            for cell in one.cells:
                self._in_cell[cell].discard(key)
            waiting.pop(key, None)
            waiting.update(self._disturbed(one, event, None))
        for one in come:
            self._put(one)
            waiting[one.key] = one.rank
        queue = [(rank, key) for key, rank in waiting.items()]
        heapq.heapify(queue)
        queued = set(waiting)
        while queue:
            _, key = heapq.heappop(queue)
            for other, rank in self._settle(self.pieces[key]):
                if other not in queued:
                    queued.add(other)
                    heapq.heappush(queue, (rank, other))

    def _settle(self, one: Piece) -> Iterator[tuple[str, Rank]]:
        """Give a piece its place; what that disturbs."""
        self._fetch(one)
        before, after = self.home.get(one.key), self._choose(one)
        if before != after:
            self._move(one.key, after)
            yield from self._disturbed(one, before, after)

    def _put(self, one: Piece) -> None:
        self.pieces[one.key] = one
        for cell in one.cells:
            self._in_cell.setdefault(cell, set()).add(one.key)

    def _move(self, key: str, event: str | None) -> None:
        before = self.home.pop(key, None)
        if before is not None:
            self.events[before].discard(key)
            if not self.events[before]:
                del self.events[before]
        if event is not None:
            self.home[key] = event
            self.events.setdefault(event, set()).add(key)

    def _near(self, one: Piece) -> set[str]:
        found: set[str] = set()
        for cell in one.cells:
            found |= self._in_cell.get(cell, set())
        found.discard(one.key)
        return found

    def _choose(self, one: Piece) -> str:
        """The event that a piece belongs to, as far as those that rank before it tell; its own where two fit alike."""
        fitting: dict[str, list[int]] = {}
        unfit: set[str] = set()
        for key in self._near(one):
            other = self.pieces[key]
            event = self.home.get(key)
            if event is None or event in unfit or other.rank >= one.rank:
                continue
            score = self._fit(one, other)
            if score is None:
                unfit.add(event)
            else:
                fitting.setdefault(event, []).append(score)
        scores = {
            event: max(found)
            for event, found in fitting.items()
            if event not in unfit and len(found) == self._before(one, event)
        }
        best = max(scores.values(), default=None)
        likeliest = [event for event, score in scores.items() if score == best]
        return likeliest[0] if len(likeliest) == 1 else one.key

    def _before(self, one: Piece, event: str) -> int:
        return sum(self.pieces[key].rank < one.rank for key in self.events[event])

    def _disturbed(self, one: Piece, before: str | None, after: str | None) -> Iterator[tuple[str, Rank]]:
        """Pieces that may belong elsewhere now that `one` has moved."""
        touched = [e for e in (before, after) if e is not None]
        around = self._near(one)
        for event in touched:
            others = [self.pieces[k] for k in self.events.get(event, ()) if k != one.key]
            if others:
                first = min(others, key=lambda p: p.rank)
                self._fetch(first)
                around |= self._near(first) | {p.key for p in others}
        for key in around:
            other = self.pieces[key]
            if other.rank <= one.rank or key == one.key:
                continue
            fits = self._fit(one, other) is not None
            home = self.home.get(key)
            # Where somebody joins who agrees with it, a member stays: its own event fits it better than before.
            stays = fits and before is None and home == after
            if not stays and (fits or any(self._would_fit(other, e, one.key) for e in touched)):
                yield key, other.rank

    def _would_fit(self, one: Piece, event: str, but: str) -> bool:
        others = (self.pieces[k] for k in self.events.get(event, ()) if k not in (but, one.key))
        earlier = [other for other in others if other.rank < one.rank]
        return bool(earlier) and all(self._fit(one, other) is not None for other in earlier)

    def _fit(self, a: Piece, b: Piece) -> int | None:
        """How alike two pieces are, None where they cannot be of one event: any two of their statements must agree."""
        if a.rule is None or a.members[0].kind != b.members[0].kind:
            return None
        if len(a.members) == len(b.members) == 1:
            return None if b.key in a.apart else self._agree(a.members[0], b.members[0], a.rule)
        kept = any(p.id in a.apart for p in b.members)
        if kept or {p.document for p in a.members} & {p.document for p in b.members}:
            return None
        scores = (self._agree(p, q, a.rule) for p in a.members for q in b.members)
        return max((score for score in scores if score is not None), default=None)

    def _agree(self, a: Profile, b: Profile, rule: AcrossRule) -> int | None:
        """How alike two statements that agree are. Reports of an event that everybody tells of mostly say the same."""
        if a.document == b.document:
            return None
        shapes = (a.shape, b.shape) if a.shape < b.shape else (b.shape, a.shape)
        score = self._scores.get(shapes)
        if score is None and agree(a, b, rule):
            if len(self._scores) >= _MOST_SCORES:
                self._scores.clear()
            score = self._scores[shapes] = likeness(a, b)
        return score
