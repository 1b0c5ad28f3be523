"""Where the article begins and ends among the lines of a page: the run of lines with the greatest sum of scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.read.furniture import boilerplate, is_byline, opens_end
from comity.read.lines import Block

# Scores are in words of running text; found by trial on labelled page dumps (see the benchmark of readers).
_MOST_WORDS = 45
_LABEL = -7.0
_KNOWN_FURNITURE = -10.0
_BOILERPLATE = -25.0
_END = -60.0


def best_run(blocks: Sequence[Block], kinds: Sequence[str | None]) -> tuple[int, int]:
    """(first, one past last) of the article's lines; (0, 0) of no lines."""
    counts = Counter(block.text for block in blocks)
    scores = [_score(blocks, kinds, i, counts[block.text]) for i, block in enumerate(blocks)]
    best, best_run_ = float("-inf"), (0, len(blocks))
    total, start = 0.0, 0
    for i, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, best_run_ = total, (start, i + 1)
    return best_run_


def _score(blocks: Sequence[Block], kinds: Sequence[str | None], i: int, count: int) -> float:
    block, kind = blocks[i], kinds[i]
    if opens_end(block):
        return _END
    if kind == "related":
        return -4.0
    if kind is not None:
        return _KNOWN_FURNITURE
    if boilerplate(block):
        return _BOILERPLATE
    if count > 1:
        return _LABEL
    if block.prose:
        return min(block.words, _MOST_WORDS)
    if block.ended:
        return 1.0 if block.words > 2 else -2.0
    if is_byline(block):
        return _LABEL
    return _LABEL if block.words <= 12 else -3.0
