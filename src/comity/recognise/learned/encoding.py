"""A sentence as the network takes it: the pieces of its words, and which of them stand for which state.

Before the sentence stand, in a part of their own, the names of the states that only the document tells, and the title:
who "the two sides" are, and what the whole is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.recognise.learned.candidates import Candidates
from comity.recognise.learned.pieces import Pieces

Pair = tuple[str, str]
MAX_PIECES = 180  # of a sentence with what stands before it; what is longer is cut
_OF_A_WORD = 12
_OF_A_TITLE = 28


@dataclass(frozen=True, slots=True)
class Encoded:
    """`pieces` of the whole input, of which those from `start` on are the sentence; `spans` holds the positions of each
    state's pieces; `pairs` are the ordered pairs that are asked for.
    """

    pieces: Sequence[int]
    start: int
    spans: Mapping[str, Sequence[int]]
    pairs: Sequence[Pair]


def encoded(candidates: Candidates, source: str, title: str, known: Pieces) -> Encoded:
    """A sentence of `source` (the text or the title) in a document with this title."""
    held = _Input(known)
    for code in candidates.states:
        if code == candidates.speaker:
            held.add("we")
        if code not in candidates.places:
            held.add(candidates.names[code], (code,))
        elif code == candidates.speaker:
            held.add(candidates.names[code])
    tree = candidates.tree
    held.numbers += known.of("title" if tree.within == "title" else title)[:_OF_A_TITLE]
    held.numbers.append(known.closing)
    start = len(held.numbers)
    of: dict[int, list[str]] = {}
    for code, nodes in candidates.places.items():
        for n in nodes:
            of.setdefault(n, []).append(code)
    for n, node in enumerate(tree.nodes):
        if len(held.numbers) > MAX_PIECES - _OF_A_WORD - 1:
            break
        held.add(node.span.of(source), of.get(n, ()))
    held.numbers.append(known.closing)
    spans = {code: tuple(held.spans.get(code, (0,))) for code in candidates.states}  # where cut off: the whole
    return Encoded(tuple(held.numbers), start, spans, candidates.pairs())


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
