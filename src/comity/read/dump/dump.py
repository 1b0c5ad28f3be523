"""A plain text to its article: what is furniture is set aside, what is the article is pointed at.

A text that shows no sign of page furniture keeps every line. In one that does, rules find the title, the head and the
best stretch of running text (a maximum-sum run of scored lines); learned weights, which know what the rules say, then
decide line by line, more freely within a stretch than outside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.model import Furniture, Link, Paragraph
from comity.read.dump.choose import choose, clear_of_labels
from comity.read.dump.features import Told, measured
from comity.read.dump.header import Header, read_header
from comity.read.dump.lines import Block, blocks_of
from comity.read.dump.rules import is_dirty, kind_of, settled
from comity.read.dump.segment import best_run
from comity.read.dump.title import find_title
from comity.read.furniture import related_text

ParagraphType = Literal["paragraph", "heading", "list_item"]
MOST_BLOCKS = 50_000
_HEADER_BLOCKS = 40
_HEAD_KINDS = ("title", "byline", "breadcrumb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """A plain text, read; every span counts code points of the text given. `cut` counts lines beyond MOST_BLOCKS."""

    header: Header
    paragraphs: tuple[Paragraph, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    related: tuple[Link, ...] = ()
    dirty: bool = False
    cut: int = 0


def read_dump(text: str, title: str | None = None) -> Dump:
    """The article of a text whose page furniture may have been left in. `title` where it is known from outside."""
    found = blocks_of(text)
    blocks = found[:MOST_BLOCKS]
    wording = [kind_of(block) for block in blocks]
    dirty = is_dirty(blocks, wording)
    header, kinds = _of_dirty(blocks, wording, title) if dirty else _of_clean(blocks, wording, title)
    return Dump(
        header=header,
        paragraphs=tuple(
            Paragraph(span=block.span, type=_paragraph_type(blocks, kinds, i))
            for i, block in enumerate(blocks)
            if kinds[i] is None
        ),
        furniture=tuple(
            Furniture(text=block.text, type=kind, span=block.span)
            for block, kind in zip(blocks, kinds, strict=True)
            if kind is not None and kind != "related"
        ),
        related=tuple(
            Link(text=related_text(block.text) or block.text, span=block.span)
            for block, kind in zip(blocks, kinds, strict=True)
            if kind == "related"
        ),
        dirty=dirty,
        cut=len(found) - len(blocks),
    )


def _of_clean(
    blocks: Sequence[Block], wording: Sequence[str | None], title: str | None
) -> tuple[Header, list[str | None]]:
    """Header and kinds where next to nothing of a page is left: "Help" or "Contact" is a heading there."""
    kinds = [None if kind == "menu" else kind for kind in wording]
    header = read_header(blocks, kinds, 0, find_title(blocks, kinds, title), dirty=False)
    for i, kind in header.kinds:
        kinds[i] = kinds[i] or kind
    return header, kinds


def _of_dirty(
    blocks: Sequence[Block], wording: Sequence[str | None], title: str | None
) -> tuple[Header, list[str | None]]:
    """Header and kinds where a page was dumped whole. Labels that come again and again within the text, and lines that
    point elsewhere, are taken out first, so that what they part stands together.
    """
    kinds: list[str | None] = ["label" if kind is None else kind for kind in wording]
    seen = clear_of_labels(blocks, wording)
    some, words = [blocks[i] for i in seen], [wording[i] for i in seen]
    header, ruled, told = _ruled(some, words, title)
    head = dict(header.kinds)
    for n, (i, take) in enumerate(zip(seen, choose(some, told), strict=True)):
        fixed = words[n] or (head.get(n) if head.get(n) in _HEAD_KINDS else None)
        kinds[i] = fixed or (None if take else ruled[n] or "other")
    return header, kinds


def _ruled(
    blocks: Sequence[Block], wording: Sequence[str | None], title: str | None
) -> tuple[Header, list[str | None], Told]:
    """Header and kinds as the rules have them, and what the weights are told of it."""
    found = find_title(blocks, wording, title)
    first, last = best_run(blocks, wording, found.at)
    header = read_header(blocks, wording, first, found, dirty=True)
    head = dict(header.kinds)
    kinds = [kind or head.get(i) for i, kind in enumerate(wording)]
    often = Counter(block.text for block in blocks)
    begin = found.at + 1 if 0 <= first - found.at - 1 <= _HEADER_BLOCKS and found.at >= 0 else first
    ruled = [settled(blocks, kinds, i, (begin, first, last), header.title, often) for i in range(len(blocks))]
    taken = tuple(kind is None for kind in ruled)
    told = Told(kinds=tuple(wording), run=(first, last), taken=taken, title=header.title, title_at=found.at)
    return header, ruled, told


def dump_rows(text: str) -> tuple[list[Block], list[list[float]]]:
    """The lines of a dumped page and what is measured of them: what weights are learned from."""
    blocks = blocks_of(text)
    wording = [kind_of(block) for block in blocks]
    seen = clear_of_labels(blocks, wording)
    some = [blocks[i] for i in seen]
    return some, measured(some, _ruled(some, [wording[i] for i in seen], None)[2])


def _paragraph_type(blocks: Sequence[Block], kinds: Sequence[str | None], i: int) -> ParagraphType:
    block = blocks[i]
    if block.bullet:
        return "list_item"
    short = block.words <= 14 and not block.ended and len(block.text) <= 120
    followed = next((blocks[j] for j in range(i + 1, min(i + 4, len(blocks))) if kinds[j] is None), None)
    runs_on = followed is not None and (followed.prose or followed.bullet or (followed.ended and followed.words > 3))
    heads = short and runs_on and block.text[:1] not in "“\"'‘(–—-"
    return "heading" if heads and not block.text[:1].islower() else "paragraph"
