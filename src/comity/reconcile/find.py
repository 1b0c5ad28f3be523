"""Finding again, in another reading of its document, the statement that was decided on."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from comity.model import Statement, Subject
from comity.model.statement import public

_WORD = re.compile(r"\w+")
_SHARED = 0.5  # of the shorter quote's words in a row: what two quotes of one thing have in common at least
_MOST_WORDS = 400  # of a quote are compared
_COMPARED = frozenset({"id", "document", "kind", "quote", "actors"})  # otherwise than as fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statement that a subject is now, or None with the reason: "gone" or "ambiguous"."""

    statement: Statement | None
    why: str = ""


@dataclass(slots=True)
class Finder:
    """Looks subjects up. A statement that a subject names by its own id (`claimed`) is nobody else's likeness."""

    by_id: Mapping[str, Statement]
    claimed: frozenset[str]
    _of_document: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, Found] = field(default_factory=dict)

    @classmethod
    def of(cls, statements: Iterable[Statement], subjects: Sequence[Subject]) -> Finder:
        """A finder for all of `subjects`."""
        by_id = {statement.id: statement for statement in statements}
        named = frozenset(subject.statement for subject in subjects)
        finder = cls(by_id=by_id, claimed=named & by_id.keys())
        lost = {subject.document for subject in subjects if subject.statement not in by_id}
        if lost:
            for statement in by_id.values():
                if statement.document in lost:
                    finder._of_document[statement.document].append(statement)
        return finder

    def find(self, subject: Subject) -> Found:
        """By its id; else in the same document the one of the same kind, with the same or an overlapping quote and a
        common actor, whose quote, actors and then fields are most alike. Two that are equally alike are ambiguous.
        """
        known = self.by_id.get(subject.statement)
        if known is not None:
            return Found(statement=known)
        if subject.statement not in self._known:
            self._known[subject.statement] = self._alike(subject)
        return self._known[subject.statement]

    def _alike(self, subject: Subject) -> Found:
        scored: list[tuple[tuple[float, int], Statement]] = []
        for statement in self._of_document.get(subject.document, ()):
            if statement.kind != subject.kind or statement.id in self.claimed:
                continue
            words = max((quotes_alike(subject.exact, q.exact) for q in statement.quotes), default=0.0)
            actors = _actors_alike(subject, statement)
            if words >= _SHARED and actors > 0:
                scored.append(((words + actors, _fields(subject, statement)), statement))
        if not scored:
            return Found(statement=None, why="gone")
        best = max(score for score, _ in scored)
        first, *others = [statement for score, statement in scored if score == best]
        return Found(statement=None, why="ambiguous") if others else Found(statement=first)


def quotes_alike(a: str, b: str) -> float:
    """1 for the same words; else how much of the shorter one's words stand in a row in the other, below 1."""
    words_a, words_b = (_WORD.findall(text.casefold())[:_MOST_WORDS] for text in (a, b))
    if not words_a or not words_b:
        return 1.0 if a == b else 0.0
    if words_a == words_b:
        return 1.0
    run = SequenceMatcher(None, words_a, words_b, autojunk=False).find_longest_match().size
    return min(run / min(len(words_a), len(words_b)), 0.99)


def _actors_alike(subject: Subject, statement: Statement) -> float:
    """Shared (role, country) pairs of all that either names."""
    mine = Counter(subject.countries)
    yours = Counter((a.role, a.country or "") for a in statement.actors)
    either = (mine | yours).total()
    return (mine & yours).total() / either if either else 1.0


def _fields(subject: Subject, statement: Statement) -> int:
    """How many fields say the same."""
    told: dict[str, Any] = json.loads(subject.told) if subject.told else {}
    now = public(statement)
    return sum(now.get(name) == told[name] for name in told.keys() - _COMPARED if told[name] is not None)
