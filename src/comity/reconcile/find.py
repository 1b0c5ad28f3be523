"""Finding again, in another reading of its document, the statement that was decided on."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    """The id of the statement that a subject is now, or None with the reason: "gone" or "ambiguous"."""

    place: str | None
    why: str = ""


class Finder:
    """Looks subjects up. A statement that a subject names by its own id is nobody else's likeness, unless that subject
    says that it is the other's heir (`Subject.before`).
    """

    def __init__(self, by_id: Mapping[str, Statement], subjects: Sequence[Subject]) -> None:
        self._by_id = by_id
        self._claimed = {subject.statement for subject in subjects}
        self._heir = {before: subject for subject in subjects for before in subject.before}
        self._of_document: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, Found] = {}
        lost = {subject.document for subject in subjects if subject.statement not in by_id}
        for one, statement in by_id.items():
            if statement.document in lost:
                self._of_document[statement.document].append(one)

    def find(self, subject: Subject) -> Found:
        """By its id, or one that it had in another reading; else in the same document the one of the same kind, with
        the same or an overlapping quote and a common actor, whose quote, actors and then fields are most alike. Two
        that are equally alike are ambiguous.
        """
        known = self._known.get(subject.statement)
        if known is None:
            known = self._known[subject.statement] = self._find(subject)
        return known

    def heirs(self, subject: Subject) -> list[Subject]:
        """The subject, and what it was called in later readings, in turn."""
        line = {subject.statement: subject}
        while (last := self._heir.get(next(reversed(line)))) and last.statement not in line:
            line[last.statement] = last
        return list(line.values())

    def _find(self, subject: Subject) -> Found:
        line = self.heirs(subject)
        for one in (*(s.statement for s in line), *(before for s in line for before in s.before)):
            if one in self._by_id:
                return Found(place=one)
        found = [self._alike(one) for one in reversed(line)]
        return next((f for f in found if f.place), found[-1])

    def _alike(self, subject: Subject) -> Found:
        scored: list[tuple[tuple[float, int], str]] = []
        for one in self._of_document.get(subject.document, ()):
            statement = self._by_id[one]
            if statement.kind != subject.kind or one in self._claimed:
                continue
            words = max((quotes_alike(subject.exact, q.exact) for q in statement.quotes), default=0.0)
            actors = _actors_alike(subject, statement)
            if words >= _SHARED and actors > 0:
                scored.append(((words + actors, _fields(subject, statement)), one))
        if not scored:
            return Found(place=None, why="gone")
        best = max(score for score, _ in scored)
        first, *others = [one for score, one in scored if score == best]
        return Found(place=None, why="ambiguous") if others else Found(place=first)


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
