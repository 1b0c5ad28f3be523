"""Which blocks of a page are the article: learned weights, and what no weight can outvote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from comity.read.forest import forest
from comity.read.furniture import fold
from comity.read.html.blocks import PageBlock
from comity.read.html.features import NAMES, Known, measured
from comity.read.html.places import Place

_AT = {name: i for i, name in enumerate(NAMES)}
_TAKEN, _RELUCTANTLY = 0.5, 0.2
_FEW_WORDS, _SMALL_SHARE = 60, 0.3  # of what could be the article: then the bar is lowered
_OFTEN, _LABEL_WORDS, _MOST_LABELS = 3, 6, 0.15
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FAR, _FEWEST_ROWS = 6, 2


@dataclass(frozen=True, slots=True)
class Choice:
    """Of each block: whether it is the article's, and why it is not ("related", "title", "other", ...; "" if it is)."""

    kept: tuple[bool, ...]
    why: tuple[str, ...]


def choose(blocks: Sequence[PageBlock], known: Known, authors: Sequence[str]) -> Choice:
    """The article's blocks. Where next to nothing would be left, less likely blocks are taken too."""
    rows = measured(blocks, known)
    trees = forest("comity.read.html", "forest.json")
    why = [_ruled_out(block, row) for block, row in zip(blocks, rows, strict=True)]
    likely = [0.0 if no else trees.probability(row) for row, no in zip(rows, why, strict=True)]
    labels = _labels(blocks, likely)
    names = {fold(name) for name in authors}
    for i, block in enumerate(blocks):
        folded = fold(block.text) if len(block.text) < 120 else ""
        if not why[i] and (block.text in labels or folded in names):
            why[i] = "label" if block.text in labels else "byline"
    kept = _taken(rows, likely, why)
    for i in _tables(blocks, kept):
        kept[i] = True
    for i in _headless(blocks, kept):
        kept[i], why[i] = False, "heading"
    return Choice(tuple(kept), tuple("" if k else w or "other" for k, w in zip(kept, why, strict=True)))


def _ruled_out(block: PageBlock, row: Sequence[float]) -> str:
    """What a block is whatever the weights say; "" where it may be the article's."""
    if row[_AT["related"]] or (row[_AT["long_link"]] and not row[_AT["ended"]]):
        return "related"
    if row[_AT["caption"]] or (block.pictured and block.place & Place.CAPTION):
        return "caption"
    for name in ("title", "furniture", "end", "byline"):
        if row[_AT[name]]:
            return name
    if row[_AT["date"]] and row[_AT["words"]] < 0.45:  # eight words
        return "date"
    return "comment" if block.place & Place.COMMENT and not row[_AT["trafilatura"]] else ""


def _taken(rows: Sequence[Sequence[float]], likely: Sequence[float], why: Sequence[str]) -> list[bool]:
    words = [row[_AT["words"]] for row in rows]
    kept = [p > _TAKEN and not w for p, w in zip(likely, why, strict=True)]
    could = [p > _RELUCTANTLY and not w for p, w in zip(likely, why, strict=True)]
    size = sum(_count(n) for n, k in zip(words, kept, strict=True) if k)
    most = sum(_count(n) for n, c in zip(words, could, strict=True) if c)
    return could if size < _FEW_WORDS and size < _SMALL_SHARE * most else kept


def _count(logarithm: float) -> float:
    return float(2.718281828 ** (logarithm * 5) - 1)


def _labels(blocks: Sequence[PageBlock], likely: Sequence[float]) -> set[str]:
    """Short texts that stand again and again among the article's, as long as they are but a small part of it."""
    taken = [block.text for block, p in zip(blocks, likely, strict=True) if p > _TAKEN]
    counts = Counter(taken)
    often = {text for text, n in counts.items() if n >= _OFTEN and len(text.split()) <= _LABEL_WORDS}
    size = sum(len(text) * counts[text] for text in often)
    return often if size <= _MOST_LABELS * (sum(map(len, taken)) + 1) else set()


def _tables(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> list[int]:
    """Rows of tables that stand in the midst of the article, beside its paragraphs."""
    found: list[int] = []
    for is_row, group in groupby(range(len(blocks)), key=lambda i: blocks[i].tag == "tr"):
        rows = list(group)
        before, after = rows[0] - 1, rows[-1] + 1
        if not is_row or len(rows) < _FEWEST_ROWS or before < 0 or after >= len(blocks):
            continue
        around = [blocks[i].path[: -2 if blocks[i].tag == "li" else -1] for i in (before, after) if kept[i]]
        if len(around) == 2 and all(blocks[rows[0]].path[: len(path)] == path for path in around):
            found += rows
    return found


def _headless(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> list[int]:
    """Headings with nothing kept below them before the next one, or at all."""
    lonely = []
    after = -1  # the next kept block
    for i in range(len(blocks) - 1, -1, -1):
        if not kept[i]:
            continue
        if blocks[i].tag in ("h2", "h3", "h4") and (after < 0 or blocks[after].tag == "h2" or after - i > _FAR):
            lonely.append(i)
        after = i
    return lonely
