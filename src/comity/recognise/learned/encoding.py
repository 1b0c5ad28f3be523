"""A sentence as the network takes it: the pieces of its words, and which of them stand for which state.

Before the sentence stand, in a part of their own, the names of the states that only the document or the sentence before
tells, and, where the sentence names fewer than two states itself, what was said just before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.recognise.learned.candidates import Candidates, Pair
from comity.recognise.learned.pieces import Pieces

MAX_PIECES = 180  # of a sentence with what stands before it; what is longer is cut
_OF_A_WORD = 12
_BEFORE = 28  # pieces of the sentence before
_ENOUGH = 2  # states that a sentence names, so that nothing need be told before it


@dataclass(frozen=True, slots=True)
class Encoded:
    """`pieces` of the whole input, of which those from `start` on are the sentence; `spans` holds the positions of each
    state's pieces; `pairs` are the ordered pairs that are asked for.
    """

    pieces: Sequence[int]
    start: int
    spans: Mapping[str, Sequence[int]]
    pairs: Sequence[Pair]


def encoded(candidates: Candidates, source: str, before: str, known: Pieces) -> Encoded:
    """A sentence of `source` (the text or the title), `before` which stands another (or the title)."""
    held = _Input(known)
    for code in candidates.states:
        if code == candidates.speaker:
            held.add("we")
        if code in candidates.recalled:
            held.add("before")
        if code not in candidates.places:
            held.add(candidates.names[code], (code,))
        elif code == candidates.speaker:
            held.add(candidates.names[code])
    if len(candidates.places) < _ENOUGH:
        held.numbers += known.of(before)[:_BEFORE]
    held.numbers.append(known.closing)
    start = len(held.numbers)
    of: dict[int, list[str]] = {}
    for code, nodes in candidates.places.items():
        for n in nodes:
            of.setdefault(n, []).append(code)
    for n, node in enumerate(candidates.tree.nodes):
        if len(held.numbers) > MAX_PIECES - _OF_A_WORD - 1:
            break
        held.add(node.span.of(source), of.get(n, ()))
    held.numbers.append(known.closing)
    asked = {code for pair in candidates.pairs for code in pair}
    spans = {code: tuple(held.spans.get(code, (0,))) for code in asked}  # nobody, or cut off: the whole
    return Encoded(tuple(held.numbers), start, spans, candidates.pairs)


class _Input:
    """The pieces as they come."""

    def __init__(self, known: Pieces) -> None:
        self.known = known
        self.numbers = [known.opening]
        self.spans: dict[str, list[int]] = {}

    def add(self, text: str, codes: Sequence[str] = ()) -> None:
        """The pieces of a word or name, and whose they are."""
        numbers = self.known.of(text)[:_OF_A_WORD]
        at = range(len(self.numbers), len(self.numbers) + len(numbers))
        self.numbers += numbers
        for code in codes:
            self.spans.setdefault(code, []).extend(at)
