"""Which lines of a dumped page are the article: learned weights, read more freely within a stretch than outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.read.dump.features import Told, measured
from comity.read.dump.lines import Block
from comity.read.forest import forest

# Found by trial on labelled dumps of pages.
_LEVEL, _WITHIN, _OUTSIDE, _SHARE, _MOST_WORDS = 0.4, 0.35, 0.7, 0.25, 60
_RESCUED, _BESIDE = 0.15, 3  # what the rules take too needs less, beside what is taken
_OFTEN, _LABEL_WORDS = 3, 6
_MOST_LINES = 5_000  # no page has more; a longer text is left to the rules
_CLEARED = ("advert", "related", "rule")


def clear_of_labels(blocks: Sequence[Block], wording: Sequence[str | None]) -> list[int]:
    """The lines without advertisement marks, related lines, and labels that keep interrupting the running text."""
    between = Counter(
        block.text
        for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if before.prose and after.words > 4
    )
    return [
        i
        for i, block in enumerate(blocks)
        if wording[i] not in _CLEARED
        and not (between[block.text] >= _OFTEN and block.words <= _LABEL_WORDS and not block.ended)
    ]


def choose(blocks: Sequence[Block], told: Told) -> Sequence[bool]:
    """Whether each line is the article's."""
    if len(blocks) > _MOST_LINES:
        return told.taken
    trees = forest("comity.read.dump", "forest.json")
    likely = [trees.probability(row) for row in measured(blocks, told)]
    worth = [(p - _LEVEL) * (min(block.words, _MOST_WORDS) + 2) for p, block in zip(likely, blocks, strict=True)]
    stretches = _stretches(worth)
    best = max((total for total, _, _ in stretches), default=0.0)
    taken = [p > _OUTSIDE for p in likely]
    for total, start, end in stretches:
        if total >= _SHARE * best:
            taken[start:end] = [p > _WITHIN for p in likely[start:end]]
    return [took or _is_rescued(i, blocks, told, likely, taken) for i, took in enumerate(taken)]


def _is_rescued(i: int, blocks: Sequence[Block], told: Told, likely: Sequence[float], taken: Sequence[bool]) -> bool:
    beside = any(taken[max(0, i - _BESIDE) : i + _BESIDE + 1])
    return beside and told.taken[i] and blocks[i].prose and likely[i] > _RESCUED


def _stretches(worth: Sequence[float]) -> list[tuple[float, int, int]]:
    """(sum, first, one past last) of every stretch whose running sum stays above nothing, up to its highest point."""
    found: list[tuple[float, int, int]] = []
    total, best, start, end = 0.0, 0.0, 0, 0
    for i, value in enumerate(worth):
        total += value
        if total > best:
            best, end = total, i + 1
        if total <= 0:
            if best > 0:
                found.append((best, start, end))
            total, best, start, end = 0.0, 0.0, i + 1, i + 1
    return [*found, (best, start, end)] if best > 0 else found
