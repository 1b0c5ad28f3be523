"""Which promises a telling may belong to, found without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from comity.analyse.promise_draft import Draft, opened
from comity.analyse.promise_telling import Telling
from comity.model import Money

_SPARE = timedelta(days=400)  # what is told now may be of a day so long ago


class Board:
    """Promises by what they can be known by. Tellings are put to it in order of time."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._by_clue: dict[Hashable, list[int]] = defaultdict(list)
        self._in_turn: dict[Hashable, list[int]] = defaultdict(list)

    def candidates(self, telling: Telling) -> list[Draft]:
        """The promises that a telling can belong to, oldest first; every one that it does belong to is among them."""
        clues = [telling.event, *_words(telling, {telling.kind}), *_amounts(telling, {telling.kind}, near=True)]
        found = {number for clue in clues for number in self._by_clue.get(clue, ())}
        for key in _keys(telling, {telling.kind}):
            if key in self._in_turn:
                alive = [n for n in self._in_turn[key] if not _over(self.drafts[n], telling.time)]
                self._in_turn[key] = alive
                found.update(alive)
        return [self.drafts[number] for number in sorted(found)]

    def open(self, telling: Telling) -> None:
        """A new promise."""
        number = len(self.drafts)
        self.drafts.append(opened(telling))
        rules = telling.rule.answers
        timed = {rule.kind for rule in rules if {"roles", "figure"} & set(rule.known_by)}
        for key in _keys(telling, timed):
            self._in_turn[key].append(number)
        for clue in _amounts(telling, {rule.kind for rule in rules if "value" in rule.known_by}, near=False):
            self._by_clue[clue].append(number)
        self._learn(number, telling)

    def take(self, draft: Draft, telling: Telling, *, why: str, rung: str | None, word: str | None) -> None:
        """Put a telling to a promise, which is from now on known by that as well."""
        draft.take(telling, why=why, rung=rung, word=word)
        self._learn(draft.number, telling)

    def _learn(self, number: int, telling: Telling) -> None:
        draft = self.drafts[number]
        draft.number = number
        kinds = {rule.kind for rule in draft.opening.rule.answers if "name" in rule.known_by}
        pairs = _pairs(draft.opening)
        words = ((pair, kind, word) for pair in pairs for kind in kinds for word in telling.subject.whole)
        for clue in (telling.event, *words):
            told = self._by_clue[clue]
            if not told or told[-1] != number:
                told.append(number)


def _over(draft: Draft, now: date) -> bool:
    """Whether nothing that is known by its turn alone can still come."""
    if any("figure" in rule.known_by for rule in draft.opening.rule.answers) or now == date.max:
        return False
    days = [t.told for t in draft.tellings if t.told] + ([draft.due.end] if draft.due else [])
    within = max(rule.within_days for rule in draft.opening.rule.answers)
    return bool(days) and (now - max(days)) > timedelta(days=within) + _SPARE


def _pairs(telling: Telling) -> list[tuple[str, str]]:
    return list(combinations(sorted(telling.lead.countries()), 2))


def _keys(telling: Telling, kinds: Iterable[str]) -> Iterator[Hashable]:
    return ((pair, kind) for pair in _pairs(telling) for kind in kinds)


def _words(telling: Telling, kinds: Iterable[str]) -> Iterator[Hashable]:
    return ((pair, kind, word) for pair in _pairs(telling) for kind in kinds for word in telling.subject.whole)


def _amounts(telling: Telling, kinds: Iterable[str], *, near: bool) -> Iterator[Hashable]:
    """Currency and power of ten of the amount, the neighbouring powers too where it is `near`."""
    value = telling.lead.slot("value")
    if isinstance(value, Money) and value.amount.is_finite():
        power = value.amount.adjusted()
        for size in (power - 1, power, power + 1) if near else (power,):
            yield from ((pair, kind, value.currency, size) for pair in _pairs(telling) for kind in kinds)
