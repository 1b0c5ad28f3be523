"""Where the article begins and ends among the lines of a page: the run of lines with the greatest sum of scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.read.dump.lines import Block
from comity.read.furniture import boilerplate, is_byline, opens_end

# Scores are in words of running text; found by trial on labelled page dumps.
_MOST_WORDS = 45
_LABEL = -7.0
_HEADING = -3.0
_KNOWN_FURNITURE = -10.0
_BOILERPLATE = -25.0
_END = -60.0
# Below a title, the first run of at least this share of the best one is the article; comments may be longer.
_SHARE, _FEWEST, _INTERRUPTION = 0.35, 40.0, 25


def best_run(blocks: Sequence[Block], kinds: Sequence[str | None], title_at: int) -> tuple[int, int]:
    """(first, one past last) of the article's lines. `title_at` is the line of the title, -1 where it is not known."""
    counts = Counter(block.text for block in blocks)
    scores = [_score(block, kind, counts[block.text]) for block, kind in zip(blocks, kinds, strict=True)]
    for i in range(1, len(blocks) - 1):  # between running text a label is a heading
        if scores[i] == _LABEL and blocks[i - 1].prose and blocks[i + 1].ended and counts[blocks[i].text] == 1:
            scores[i] = _HEADING
    runs = _runs(scores, title_at + 1)
    if not runs:
        return (0, len(blocks)) if title_at < 0 else (title_at + 1, title_at + 1)
    best = max(total for total, _, _ in runs)
    if title_at >= 0:
        first, last = next((a, b) for total, a, b in runs if total >= min(best, max(_SHARE * best, _FEWEST)))
        last = _joined(blocks, runs, last)
    else:
        first, last = next((a, b) for total, a, b in runs if total == best)
    return first, last


def _joined(blocks: Sequence[Block], runs: Sequence[tuple[float, int, int]], last: int) -> int:
    """The end of a run with those after it that only an interruption (an advertisement, a box) keeps apart."""
    for total, start, end in runs:
        if start < last:
            continue
        if start - last > _INTERRUPTION or total < _FEWEST or any(opens_end(b) for b in blocks[last:start]):
            break
        last = end
    return last


def _runs(scores: Sequence[float], begin: int) -> list[tuple[float, int, int]]:
    """(sum, first, one past last) of every stretch whose running sum stays above nothing, up to its highest point."""
    runs: list[tuple[float, int, int]] = []
    total, best, start, end = 0.0, 0.0, begin, begin
    for i in range(begin, len(scores)):
        total += scores[i]
        if total > best:
            best, end = total, i + 1
        if total <= 0:
            if best > 0:
                runs.append((best, start, end))
            total, best, start, end = 0.0, 0.0, i + 1, i + 1
    return [*runs, (best, start, end)] if best > 0 else runs


def _score(block: Block, kind: str | None, count: int) -> float:
    if opens_end(block):
        return _END
    if kind is not None:
        return -4.0 if kind in ("related", "advert", "caption") else _KNOWN_FURNITURE
    if boilerplate(block):
        return _BOILERPLATE
    if count > 1:
        return _LABEL
    if block.prose:
        return min(block.words, _MOST_WORDS)
    if block.ended:
        return block.words if block.words > 2 else -2.0
    if is_byline(block):
        return _LABEL
    return _LABEL if block.words <= 12 else -3.0
