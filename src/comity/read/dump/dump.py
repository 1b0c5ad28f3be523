"""A plain text to its article: what is furniture is set aside, what is the article is pointed at.

A text that shows no sign of page furniture keeps every line. One that does is cut to its best stretch of running
text (a maximum-sum run of scored lines), and lines inside that stretch are kept unless they look like furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.model import Furniture, Link, Paragraph
from comity.read.dates import find_day
from comity.read.dump.header import Header, read_header
from comity.read.dump.lines import Block, blocks_of
from comity.read.dump.segment import best_run
from comity.read.dump.title import find_title
from comity.read.furniture import boilerplate, fold, furniture_type, is_byline, opens_end, related_text

ParagraphType = Literal["paragraph", "heading", "list_item"]
MOST_BLOCKS = 50_000
_HEADER_BLOCKS = 40


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
    found_blocks = blocks_of(text)
    blocks = found_blocks[:MOST_BLOCKS]
    kinds = [_kind(block) for block in blocks]
    dirty = _is_dirty(blocks, kinds)
    if not dirty:  # where nothing else of a menu is left, "Help" or "Contact" is a heading
        kinds = [None if kind == "menu" else kind for kind in kinds]
    found = find_title(blocks, kinds, title)
    first, last = best_run(blocks, kinds, found.at) if dirty else (0, len(blocks))
    header = read_header(blocks, kinds, first, found, dirty=dirty)
    for i, kind in header.kinds:
        kinds[i] = kinds[i] or kind
    if dirty:
        often = Counter(block.text for block in blocks)
        begin = found.at + 1 if 0 <= first - found.at - 1 <= _HEADER_BLOCKS and found.at >= 0 else first
        kinds = [_settled(blocks, kinds, i, (begin, first, last), header.title, often) for i in range(len(blocks))]
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
        cut=len(found_blocks) - len(blocks),
    )


def _kind(block: Block) -> str | None:
    """What a block is by its wording alone, wherever it stands."""
    if related_text(block.text) is not None:
        return "related"
    return furniture_type(block)


def _is_dirty(blocks: Sequence[Block], kinds: Sequence[str | None]) -> bool:
    """Whether furniture was left in: at least two different signs of it, or a menu."""
    signs = {kind for kind in kinds if kind in ("weather", "counter", "share", "follow", "subscribe", "menu", "advert")}
    if any(opens_end(block) for block in blocks):
        signs.add("end")
    if any(block.text.startswith(("Home", "HOME")) and not block.ended for block in blocks[:30]):
        signs.add("crumbs")
    if any(boilerplate(block) for block in blocks):
        signs.add("boilerplate")
    labels = sum(block.words <= 4 and not block.ended for block in blocks)
    if _longest_menu(blocks) >= 12 or (len(blocks) >= 30 and labels > 0.4 * len(blocks)):
        signs |= {"menu", "long menu"}
    return len(signs) >= 2


def _longest_menu(blocks: Sequence[Block]) -> int:
    longest = run = 0
    for block in blocks:
        run = run + 1 if block.words <= 4 and not block.ended else 0
        longest = max(longest, run)
    return longest


def _settled(
    blocks: Sequence[Block],
    kinds: Sequence[str | None],
    i: int,
    run: tuple[int, int, int],
    title: str,
    often: Counter[str],
) -> str | None:
    """The final kind of a block in a text with furniture; `run` is the first block below the title, then the first
    and one past the last of the running text. Between title and text only prose (a standfirst) is the article's.
    """
    if kinds[i] is not None:
        return kinds[i]
    begin, first, last = run
    block = blocks[i]
    if i < begin or (i < first and not block.prose):
        return "header"
    if i >= last:
        return "footer"
    if boilerplate(block):
        return "boilerplate"
    if title and fold(block.text) == fold(title):
        return "title"
    if is_byline(block):
        return "byline"
    if block.words <= 10 and find_day(block.text) and not block.ended:
        return "date"
    if block.prose or block.bullet or block.ended:
        return None
    if often[block.text] > 2:
        return "label"
    return None if _is_heading_like(blocks, i, last) else "label"


def _is_heading_like(blocks: Sequence[Block], i: int, last: int) -> bool:
    """Whether a short line heads running text: prose (or a list) comes next, and it stands alone."""
    block = blocks[i]
    if block.words > 16 or block.words < 1 or i + 1 >= last:
        return False
    after = blocks[i + 1]
    return after.prose or after.bullet or (after.ended and after.words > 3)


def _paragraph_type(blocks: Sequence[Block], kinds: Sequence[str | None], i: int) -> ParagraphType:
    block = blocks[i]
    if block.bullet:
        return "list_item"
    short = block.words <= 14 and not block.ended and len(block.text) <= 120
    followed = next((blocks[j] for j in range(i + 1, min(i + 4, len(blocks))) if kinds[j] is None), None)
    runs_on = followed is not None and (followed.prose or followed.bullet or (followed.ended and followed.words > 3))
    heads = short and runs_on and block.text[:1] not in "“\"'‘(–—-"
    return "heading" if heads and not block.text[:1].islower() else "paragraph"
