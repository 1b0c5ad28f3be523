"""A reviewer's way through a queue, without a screen: each decision is on disk when its method returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.api import review
from comity.api.desk import Desk
from comity.api.neighbours import Neighbour, neighbours
from comity.api.notation import json_of
from comity.model import Action, Article, Decision, InputError
from comity.store import Ledger
from comity.store import decisions as kept


class Session:
    """The items of a queue in a fixed order, and where the reviewer is among them.

    Methods that decide return a line that says what was done, and raise InputError or LedgerError where it cannot be.
    """

    def __init__(self, ledger: Ledger, items: Sequence[review.Item], author: str) -> None:
        self._ledger, self._author = ledger, author
        self._desk = Desk(ledger)
        self._items = list(items)
        self._mine: list[str] = []
        self.at = 0
        self.reason = ""
        self.written = 0

    def __len__(self) -> int:
        return len(self._items)

    @property
    def item(self) -> review.Item:
        """The statement under review."""
        return self._items[self.at]

    def article(self) -> Article:
        """The document it stands in."""
        return self._ledger.article(self.item.document.id)

    def move(self, by: int) -> None:
        """Go on or back; at either end one stays."""
        self.at = min(max(self.at + by, 0), len(self._items) - 1)

    def judge(self, action: Action) -> str:
        """Accept or reject what is under review, and go on to the next."""
        told = self._decide(action, [self.item.read])
        self.move(1)
        return told

    def correct(self, typed: Mapping[str, str]) -> str:
        """Correct fields, given as people type them."""
        kind = typed.get("kind", self.item.statement.kind)
        values = {field: json_of(kind, field, text) for field, text in typed.items()}
        return self._decide("correct", [self.item.read], values)

    def link(self, action: Action, other: str) -> str:
        """Merge with, or split from, another statement."""
        return self._decide(action, [self.item.read, other])

    def beside(self, *, together: bool) -> tuple[Neighbour, ...]:
        """Statements that are told together with this one, or those that are not."""
        return tuple(n for n in neighbours(self._ledger, self.item) if n.together == together)

    def undo(self) -> str:
        """Take back this session's newest decision, else the newest one on what is under review; go to its place."""
        made = self._mine[-1:] or [d.id for d in self.item.decisions[-1:]]
        if not made:
            raise InputError("nothing to undo here")
        decision = self._desk.made[made[0]]
        undone = self._desk.undo(decision.id, author=self._author, reason=self.reason)
        self._write(undone)
        self._mine = self._mine[:-1]
        documents = {subject.document for subject in decision.subjects}
        self._look_again(documents)
        about = [n for n, i in enumerate(self._items) if any(i.read == s.statement for s in decision.subjects)]
        self.at = about[0] if about and self.at not in about else self.at
        return f"took back: {decision.action}"

    def _decide(self, action: Action, ids: Sequence[str], values: Mapping[str, str] | None = None) -> str:
        decision = self._desk.prepare(action, ids, author=self._author, reason=self.reason, values=values)
        self._write(decision)
        self._mine.append(decision.id)
        self._look_again({subject.document for subject in decision.subjects})
        return f"{action}: {decision.id[:8]} written"

    def _write(self, decision: Decision) -> None:
        kept.add(self._ledger, decision)
        self._desk.keep(decision)
        self.written += 1
        self.reason = ""

    def _look_again(self, documents: set[str]) -> None:
        """A decision may settle what failed elsewhere in its document."""
        now = {i.read: i for document in documents for i in review.items_of(self._ledger, document, self._desk)}
        self._items = [now.get(item.read, item) for item in self._items]
