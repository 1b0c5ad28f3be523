"""What else tells of the same states: statements that are of one event with another, or could be."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.api.review import Item, decided
from comity.model import Statement
from comity.reconcile.decide import Decided
from comity.reconcile.events import events
from comity.reconcile.find import quotes_alike

if TYPE_CHECKING:
    from comity.store import DocumentRow, Ledger

_MOST = 50
_MOST_PAIRS = 3
_FAR = 100_000  # days between what has no date and anything else


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A statement of the same kind about the same states, and whether it is now told `together` with the other."""

    statement: Statement
    document: DocumentRow
    together: bool


def neighbours(ledger: Ledger, item: Item) -> tuple[Neighbour, ...]:
    """The statements nearest to an item in the ledger, the nearest first: told together, by date, by words."""
    own = item.statement
    pairs = list(itertools.combinations(sorted(own.countries()), 2))[:_MOST_PAIRS]
    read = {e.statement.id: e for pair in pairs for e in ledger.entries(pair, (own.kind,))}
    made = decided(ledger, {entry.document.id for entry in read.values()})
    told = {s.id: (s, read[before].document) for before, s in _now({i: e.statement for i, e in read.items()}, made)}
    told[own.id] = (own, item.document)
    one_event = _one_event(own, told, made)
    beside = [
        Neighbour(statement=s, document=document, together=s.id in one_event)
        for s, document in told.values()
        if s.id != own.id
    ]
    return tuple(sorted(beside, key=lambda n: _distance(own, n))[:_MOST])


def _now(read: dict[str, Statement], made: Decided) -> list[tuple[str, Statement]]:
    """Statements as they now read, by the id they were read with, the rejected left out."""
    by_id = {s.id: s for s in made.statements}
    gone = {s.id for s in made.rejected}
    as_now = ((before, made.now.get(before, before), s) for before, s in read.items())
    return [(before, by_id.get(now, s)) for before, now, s in as_now if now not in gone]


def _one_event(own: Statement, told: dict[str, tuple[Statement, DocumentRow]], made: Decided) -> frozenset[str]:
    from comity.resolve import lookup

    published: dict[str, date] = {d.id: d.published for _, d in told.values() if d.published}
    found = events(
        (s for s, _ in told.values()),
        published=published,
        together=made.together,
        apart=made.apart,
        state_of=lookup,
    )
    return next((frozenset(s.id for s in e.statements) for e in found if own in e.statements), frozenset())


def _distance(own: Statement, other: Neighbour) -> tuple[bool, int, float, str]:
    a, b = own.date, other.statement.date
    days = max((b.start - a.end).days, (a.start - b.end).days, 0) if a and b else _FAR
    quotes = (own.quotes[:1], other.statement.quotes[:1])
    words = max((quotes_alike(x.exact, y.exact) for x, y in itertools.product(*quotes)), default=0.0)
    return not other.together, days, -words, other.statement.id
