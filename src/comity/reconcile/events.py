"""Events from statements of many documents."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from comity.kinds import Kind, load
from comity.model import Event, Statement
from comity.reconcile.board import Board, Piece, piece
from comity.reconcile.profile import TO_COME, Profile, Profiler, StateOf, fullness

Sets = Collection[Collection[str]]
_RULES = "2"  # raised whenever the code of this package comes to other events, copies or cells


def events(
    statements: Iterable[Statement],
    *,
    published: Mapping[str, date],
    together: Sets = (),
    apart: Sets = (),
    copies: Sets = (),
    state_of: StateOf = lambda _: None,
    kinds: Mapping[str, Kind] | None = None,
) -> tuple[Event, ...]:
    """Every statement in exactly one event, whatever order they come in and however often; ordered by id.

    Statements of one event are of one kind and of different documents, and each can be true beside every other
    (`reconcile.agree`), by the rules of `kinds` (by default the package's own). One that fits several events goes where
    it is most like, and stays alone where that is undecided. `published` maps documents to their dates: they place what
    has no date, and what has neither tells of an event of its own.

    Statements whose ids stand in one set of `together` are of one event, and no two of a set in `apart` are; a set of
    the latter that contradicts one of the former is left aside. `copies` are groups of documents that carry one text.
    `state_of` gives the code that a state's name or adjective stands for; names that it knows name no person.
    """
    told = {statement.id: statement for statement in statements}
    profiler = Profiler(kinds or load(), state_of)
    profiles = {s.id: profiler.profile(s, published.get(s.document), i) for i, s in told.items()}
    found: list[Event] = []
    for of_kind in _by_kind(profiles.values()):
        board = Board()
        board.build(pieces(of_kind, profiler, together, apart))
        found += [
            event_of({p.id: told[p.id] for key in keys for p in board.pieces[key].members}, copies)
            for keys in board.events.values()
        ]
    return tuple(sorted(found, key=lambda event: event.id))


def pieces(profiles: Iterable[Profile], profiler: Profiler, together: Sets, apart: Sets) -> list[Piece]:
    """What is laid on a board: statements one by one, or as a person put them together, kind by kind."""
    known = {profile.id: profile for profile in profiles}
    kept = keep_apart(apart)
    sets: dict[str, set[str]] = {}
    for linked in sorted(sorted(ids) for ids in together):
        by_kind = defaultdict(list)
        for one in linked:
            if one in known:
                by_kind[known[one].kind].append(one)
        for same in by_kind.values():
            joined = set(same).union(*(sets.get(one, ()) for one in same))
            if not any(kept.get(one, frozenset()) & joined for one in joined):
                sets.update(dict.fromkeys(joined, joined))
    bundles = {min(joined): joined for joined in sets.values()}
    alone = ([known[one]] for one in known if one not in sets)
    return [piece(m, profiler, kept) for m in (*([known[i] for i in b] for b in bundles.values()), *alone)]


def keep_apart(apart: Sets) -> dict[str, frozenset[str]]:
    """For each statement id those that it must not be joined with."""
    kept: dict[str, frozenset[str]] = {}
    for ids in apart:
        for one in ids:
            kept[one] = kept.get(one, frozenset()) | (frozenset(ids) - {one})
    return kept


def event_of(statements: Mapping[str, Statement], copies: Sets = ()) -> Event:
    """The event of statements by id: what has come about before what was only announced, then the fuller first."""
    told = sorted(statements.items(), key=lambda s: (s[1].status in TO_COME, -fullness(s[1]), s[0]))
    documents = {statement.document for _, statement in told}
    groups = sorted(tuple(sorted(documents.intersection(group))) for group in copies)
    return Event(statements=tuple(s for _, s in told), copies=tuple(group for group in groups if len(group) > 1))


def _by_kind(profiles: Iterable[Profile]) -> list[list[Profile]]:
    found: dict[str, list[Profile]] = {}
    for profile in profiles:
        found.setdefault(profile.kind, []).append(profile)
    return list(found.values())


def version_of(kinds: Mapping[str, Kind]) -> str:
    """16 hex digits that change where the same statements may come to other events."""
    rules = [_RULES]
    for name, kind in sorted(kinds.items()):
        across = kind.merge.across
        values = (getattr(across, f.name) for f in dataclasses.fields(across))
        told = (sorted(v) if isinstance(v, frozenset) else v for v in values)  # sets have another order in each process
        rules.append(f"{name} {list(told)} {bool(kind.series)}")
    return hashlib.sha256("\n".join(rules).encode()).hexdigest()[:16]
