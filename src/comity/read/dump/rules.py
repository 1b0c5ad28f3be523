"""What is known of a line by rules: its wording, and where it stands to the title and the running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from comity.read.dates import find_day
from comity.read.dump.lines import Block
from comity.read.furniture import boilerplate, fold, furniture_type, is_byline, opens_end, related_text


def kind_of(block: Block) -> str | None:
    """What a block is by its wording alone, wherever it stands."""
    if related_text(block.text) is not None:
        return "related"
    return furniture_type(block)


def is_dirty(blocks: Sequence[Block], kinds: Sequence[str | None]) -> bool:
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


def settled(
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
