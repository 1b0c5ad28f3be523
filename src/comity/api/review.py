"""Reviewing a ledger: what deserves a look first, and decisions about it.

>>> from comity.api import review
>>> with comity.Ledger("ledger.db") as ledger:
...     first = review.queue(ledger.store, limit=10)[0]
...     review.decide(ledger.store, "accept", first.read, author="Ida")
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from comity.api.desk import Desk
from comity.api.events import reconcile_new
from comity.model import Action, Decision, Statement
from comity.reconcile.decide import Decided, concerning, replay
from comity.store import decisions as kept
from comity.verify import check_article
from comity.verify.rates import EuropeanCentralBank

if TYPE_CHECKING:
    from comity.store import DocumentRow, Entry, Ledger

State = Literal["undecided", "accepted", "corrected", "rejected"]

_MIDDLE = 0.5  # where a statement that nobody rated stands among the rated ones


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement to review: as it now reads, the id it was `read` with, what `failed` in words, and its decisions in
    force, oldest first.
    """

    statement: Statement
    read: str
    document: DocumentRow
    failed: tuple[str, ...] = ()
    state: State = "undecided"
    decisions: tuple[Decision, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A decision, whether it still holds, and in words what of it could not be placed (its statement is gone)."""

    decision: Decision
    in_force: bool
    unplaced: tuple[str, ...] = ()


def decided(ledger: Ledger, documents: Collection[str] | None = None) -> Decided:
    """Every decision (about `documents`, or at all) replayed over all statements of the documents they are about."""
    made = kept.decisions(ledger)
    if documents is not None:
        made = concerning(made, frozenset(documents))
    about = dict.fromkeys(s.document for d in made for s in d.subjects)
    return replay((told for document in about for told in ledger.statements(document=document)), made)


def queue(
    ledger: Ledger, pair: tuple[str, str] | None = None, kinds: Collection[str] = (), limit: int | None = None
) -> tuple[Item, ...]:
    """Statements (about two codes, of some kinds) in the order they deserve a look: undecided ones before decided ones,
    those with a failed check first, then by rising confidence.
    """
    board = _Board(decided(ledger))
    by_document = itertools.groupby(ledger.entries(pair, kinds), key=lambda entry: entry.document.id)
    part = pair is not None or bool(kinds)
    found = (item for _, entries in by_document for item in board.items(ledger, list(entries), part=part))
    return tuple(sorted(found, key=_urgency) if limit is None else heapq.nsmallest(limit, found, key=_urgency))


def items_of(ledger: Ledger, document: str, desk: Desk | None = None) -> tuple[Item, ...]:
    """The statements of one document as they now stand, as the text tells them; the decisions are those at `desk`, or
    the ledger's.
    """
    made = (desk or Desk(ledger)).about(document)
    entries = list(ledger.entries(document=document))
    board = _Board(replay((entry.statement for entry in entries), made))
    return tuple(board.items(ledger, entries, part=False)) if entries else ()


def decide(
    ledger: Ledger,
    action: Action,
    *statements: str,
    author: str,
    reason: str = "",
    values: Mapping[str, str] | None = None,
) -> Decision:
    """Make one decision about statements and write it down: when this returns it is on disk, and the events are as it
    has them. See `Desk.prepare`.
    """
    decision = Desk(ledger).prepare(action, statements, author=author, reason=reason, values=values)
    kept.add(ledger, decision)
    reconcile_new(ledger)
    return decision


def undo(ledger: Ledger, decision_id: str, *, author: str, reason: str = "") -> Decision:
    """Take a decision back; taking back what took one back brings it again. See `Desk.undo`."""
    decision = Desk(ledger).undo(decision_id, author=author, reason=reason)
    kept.add(ledger, decision)
    reconcile_new(ledger)
    return decision


def log(ledger: Ledger) -> tuple[Logged, ...]:
    """Every decision, newest first."""
    made = decided(ledger)
    told = {d: tuple(f.message.partition("): ")[2] for f in found) for d, found in made.unplaced.items()}
    return tuple(
        Logged(decision=d, in_force=d.id in made.in_force, unplaced=told.get(d.id, ()))
        for d in reversed(kept.decisions(ledger))
    )


class _Board:
    """Statements as decisions have left them."""

    def __init__(self, made: Decided) -> None:
        self._made = made
        self._by_id = {s.id: s for s in (*made.statements, *made.rejected)}
        self._rejected = frozenset(s.id for s in made.rejected)

    def items(self, ledger: Ledger, entries: Sequence[Entry], *, part: bool) -> Iterator[Item]:
        """Items of the entries of one document, which are only a `part` of what it says where that is so."""
        whole = ledger.statements(document=entries[0].document.id) if part else (e.statement for e in entries)
        live = (s for s in map(self._now, whole) if s.id not in self._rejected)
        failed = _failed(live, entries[0].document.published)
        for entry in entries:
            statement = self._now(entry.statement)
            yield Item(
                statement=statement,
                read=entry.statement.id,
                document=entry.document,
                failed=tuple(failed.get(statement.id, ())),
                state=self._state(statement.id),
                decisions=self._made.of.get(statement.id, ()),
            )

    def _now(self, statement: Statement) -> Statement:
        return self._by_id.get(self._made.now.get(statement.id, ""), statement)

    def _state(self, statement: str) -> State:
        if statement in self._rejected:
            return "rejected"
        if statement in self._made.accepted:
            return "accepted"
        made = self._made.of.get(statement, ())
        corrected = any(d.action == "correct" and d.id not in self._made.unplaced for d in made)
        return "corrected" if corrected else "undecided"


def _failed(statements: Iterable[Statement], published: date | None) -> dict[str, list[str]]:
    """What does not hold in a document of a day, by the id of each statement that takes part in it."""
    told = list(statements)
    failed: dict[str, list[str]] = defaultdict(list)
    for statement in told:
        failed[statement.id] += [f"{f.code}: {f.message}" for f in statement.findings if f.verdict != "holds"]
    for check in check_article(told, published, EuropeanCentralBank()):
        if check.finding.verdict == "conflicts":
            for statement in check.statements:
                failed[statement.id].append(f"{check.finding.code}: {check.finding.message}")
    return {statement: list(dict.fromkeys(why)) for statement, why in failed.items()}


def _urgency(item: Item) -> tuple[bool, bool, float]:
    confidence = item.statement.confidence
    return item.state != "undecided", not item.failed, _MIDDLE if confidence is None else confidence
