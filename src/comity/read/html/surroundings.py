"""What stands around a block of a page: in the same element, in elements of the same make, and within six blocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from comity.read.dump.lines import Block
from comity.read.html.blocks import PageBlock

_REACH, _UP, _FADING, _MOST_WORDS = 6, 7, 0.7, 80
_LOOSE = 0.4  # share of links from which a paragraph is no running text


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Rows of figures, in the order of `NAMES`."""

    NAMES: ClassVar[tuple[str, ...]] = (
        *("in_best", "mass", "parent_prose", "parent_main", "near_trafilatura", "near_prose", "near_links"),
        *("begun", "goes_on", "inside", "parent_trafilatura", "grand_trafilatura", "make_trafilatura", "parent_links"),
        *("make_links", "parent_size"),
    )

    @staticmethod
    def of(
        blocks: Sequence[PageBlock], texts: Sequence[Block], theirs: Sequence[float], links: Sequence[float]
    ) -> list[list[float]]:
        """One row a block. `theirs` says which blocks trafilatura takes, `links` which are nothing but a link."""
        mass = _masses(blocks, texts)
        best = max(mass.values(), default=0.0) or 1.0
        top = max(mass, key=lambda number: mass[number]) if mass else -1
        prose = [float(text.prose) for text in texts]
        words = _Shares(blocks, [min(text.words, _MOST_WORDS) + 1 for text in texts])
        parent_prose = Counter[tuple[int, ...]]()
        for block, text in zip(blocks, texts, strict=True):
            if text.prose and block.tag in ("p", "div", "blockquote"):
                parent_prose[block.path[:-1]] += int(text.words)
        most = max(parent_prose.values(), default=1)
        near = [_Window(values) for values in (theirs, prose, links)]
        sure = [a * b for a, b in zip(theirs, prose, strict=True)]
        seen = list(accumulate(sure, initial=0.0))
        rows = []
        for i, block in enumerate(blocks):
            share = parent_prose[block.path[:-1]] / most
            begun, goes_on = seen[i] > 0, seen[-1] - seen[i + 1] > 0
            rows.append(
                [
                    float(top in block.path),
                    max((mass[number] / best for number in block.path[-3:]), default=0.0),
                    share,
                    float(share > 0.5),
                    *(window.mean(i) for window in near),
                    float(begun),
                    float(goes_on),
                    float(begun and goes_on),
                    *words.of(block, theirs, links),
                ]
            )
        return rows


def _masses(blocks: Sequence[PageBlock], texts: Sequence[Block]) -> dict[int, float]:
    """Running text within each element, fading with every level between."""
    mass: dict[int, float] = defaultdict(float)
    for block, text in zip(blocks, texts, strict=True):
        if text.prose and block.linked < _LOOSE * len(block.text):
            worth = min(text.words, _MOST_WORDS)
            for number in reversed(block.path[-_UP:]):
                mass[number] += worth
                worth *= _FADING
    return mass


class _Window:
    """Means over the blocks within reach."""

    def __init__(self, values: Sequence[float]) -> None:
        self._sums = list(accumulate(values, initial=0.0))

    def mean(self, i: int) -> float:
        low, high = max(0, i - _REACH), min(len(self._sums) - 1, i + _REACH + 1)
        return (self._sums[high] - self._sums[low]) / (high - low)


class _Shares:
    """Shares of what is taken, by words, in the element around a block, the one around that, and all of its make."""

    def __init__(self, blocks: Sequence[PageBlock], words: Sequence[float]) -> None:
        self._blocks, self._words = blocks, words
        self._sums: dict[object, list[float]] = {}

    def of(self, block: PageBlock, theirs: Sequence[float], links: Sequence[float]) -> list[float]:
        if not self._sums:
            self._add(theirs, links)
        parent, grand, make = (self._sums[key] for key in _keys(block))
        return [
            parent[0] / parent[2],
            grand[0] / grand[2],
            make[0] / make[2],
            parent[1] / parent[2],
            make[1] / make[2],
            min(parent[2], 500.0) / 500,
        ]

    def _add(self, theirs: Sequence[float], links: Sequence[float]) -> None:
        for block, words, taken, link in zip(self._blocks, self._words, theirs, links, strict=True):
            for key in _keys(block):
                sums = self._sums.setdefault(key, [0.0, 0.0, 0.0])
                sums[0] += taken * words
                sums[1] += link * words
                sums[2] += words


def _keys(block: PageBlock) -> tuple[object, ...]:
    return block.path[:-1], ("grand", block.path[:-2]), block.make
