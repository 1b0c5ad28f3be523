"""Which sentences deserve a parse: those in whose words a frame or a series of some kind could stand.

Parsing costs most of the time. What a frame asks for (its trigger, the verb that must govern it, an object, a cue, as
many states as its kind needs) is looked for among all lemmas that the words of a sentence may have, so that a sentence
is passed over only where a parse would have made nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from comity.kinds import Frame, Kind, SeriesRule

Lemmas = Callable[[str], frozenset[str]]

_WORD = re.compile(r"'?[^\W\d_]+|[^\w\s'.,-]")
_RUNS = re.compile(r"[^\W\d_]+|[^\w\s'.,-]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A word list as it is looked for: single words, words of several parts (all of which must stand somewhere), and
    whether it holds what has neither letters nor signs and is taken to stand everywhere.
    """

    single: frozenset[str]
    several: tuple[frozenset[str], ...]
    always: bool

    def met(self, words: frozenset[str]) -> bool:
        """Whether one of the list may stand among the words."""
        if self.always or not self.single.isdisjoint(words):
            return True
        return any(parts <= words for parts in self.several)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a frame asks for: beside one of its verbs or nouns a word of every list (of `light` only beside a noun),
    and how many states must be named in the sentence (`states`) and in the document (`least`).
    """

    verb: Listed
    noun: Listed
    others: tuple[Listed, ...]
    light: Listed | None
    states: int
    least: int

    def met(self, words: frozenset[str], states: int, whole: int) -> bool:
        """Whether a sentence with these lemmas, naming so many states of a `whole` in the document, may carry it."""
        if states < self.states or whole < self.least:
            return False
        if not self.verb.met(words) and not (self.noun.met(words) and (self.light is None or self.light.met(words))):
            return False
        return all(listed.met(words) for listed in self.others)


@dataclass(frozen=True, slots=True)
class Deserving:
    """The word lists of all kinds: frames by the words that may carry them, and words of series."""

    frames: Mapping[str, tuple[Asked, ...]]
    anywhere: tuple[Asked, ...]
    series: tuple[Listed, ...]

    def __call__(self, words: frozenset[str], states: int, whole: int, measured: bool) -> bool:
        """Whether a sentence with these lemmas deserves a parse. It names `states` of the document's `whole`;
        `measured` says that it gives a figure that may be one of trade.
        """
        if measured and any(listed.met(words) for listed in self.series):
            return True
        tried = {asked for word in self.frames.keys() & words for asked in self.frames[word]}
        return any(asked.met(words, states, whole) for asked in (*self.anywhere, *tried))


def deserving(kinds: Mapping[str, Kind]) -> Deserving:
    """The word lists of the kinds, laid out for looking up."""
    frames: dict[str, list[Asked]] = {}
    anywhere: list[Asked] = []
    for kind in kinds.values():
        for asked in (_asked(frame, kind) for frame in kind.frames):
            if asked.verb.always or asked.noun.always:
                anywhere.append(asked)
            for listed in (asked.verb, asked.noun):
                for word in listed.single.union(*listed.several):
                    frames.setdefault(word, []).append(asked)
    rules = [kind.series for kind in kinds.values() if kind.series]
    laid = {word: tuple(dict.fromkeys(held)) for word, held in frames.items()}
    return Deserving(laid, tuple(anywhere), tuple(map(_series, rules)))


def lemmas_of(text: str, lemmas: Lemmas) -> frozenset[str]:
    """Every lemma that a word of a text may have."""
    plain = text.replace("\u2019", "'").replace("n't", " n't").lower()
    return frozenset[str]().union(*map(lemmas, set(_WORD.findall(plain))))


def _asked(frame: Frame, kind: Kind) -> Asked:
    needed = [words for words in (frame.object, frame.cues, frame.like, frame.under) if words]
    return Asked(
        verb=_listed(frame.verb),
        noun=_listed(frame.noun),
        others=tuple(map(_listed, needed)),
        light=_listed(frame.light) if frame.light and not frame.bare else None,
        states=_states_here(frame, kind),
        least=frame.least or kind.least,
    )


def _states_here(frame: Frame, kind: Kind) -> int:
    """How many states a sentence itself must name: one is enough where the sentences before may tell the other."""
    if frame.fill or frame.after or frame.continues:
        return 0
    recalls = any(source.path[-1] == "before" for sources in frame.roles.values() for source in sources)
    return 1 if recalls else frame.least or kind.least


def _series(rule: SeriesRule) -> Listed:
    lists = (*rule.nouns.values(), *rule.verbs.values(), *rule.commodities.values(), rule.again, rule.aims, rule.target)
    return _listed(frozenset({"export", "import"}).union(*lists))


def _listed(words: Iterable[str]) -> Listed:
    parts = {word: frozenset(_RUNS.findall(word)) for word in words}
    return Listed(
        single=frozenset(word for word in parts if parts[word] == {word}),
        several=tuple(held for word, held in parts.items() if held and held != {word}),
        always=not all(parts.values()),
    )
