"""Which line of a plain text is its title, told before it is known where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.read.dates import find_day
from comity.read.dump.lines import Block
from comity.read.furniture import crumbs, fold, is_byline

_LONGEST_TITLE, _MOST_TITLE_WORDS = 250, 35
_SITE = re.compile(r"\s+(?:[-–—|:·»•]|::|//)\s+[^|]{2,60}$")
_WORD = re.compile(r"\w+")
_REACH, _BREADCRUMB_REACH = 40, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title and the blocks that repeat it; `at` is the one over the article, -1 where none stands there."""

    text: str = ""
    repeats: tuple[int, ...] = ()
    at: int = -1


def find_title(blocks: Sequence[Block], kinds: Sequence[str | None], given: str | None) -> Title:
    """The title as given, or as the text repeats it: a page's own name ("Title - Site") comes first, its heading later;
    a breadcrumb ends in it. A text that repeats no line of its head has none here (`Title()`).
    """
    if given and given.strip():
        wanted, most = fold(given), 2 * len(given) + 80
        repeats = [i for i, block in enumerate(blocks) if len(block.text) < most and _ends_in(block, given, wanted, i)]
        return _placed(given.strip(), repeats, blocks)
    for head in [i for i in range(min(len(blocks), 6)) if kinds[i] is None and len(blocks[i].text) < 400][:4]:
        if found := _repeated(blocks, kinds, head):
            return found
    return Title()


def is_title(text: str, title: str) -> bool:
    """Whether a line is the title, alone or with the site's name after it."""
    line, wanted = fold(text), fold(title)
    return bool(wanted) and (line == wanted or fold(_SITE.sub("", text)) == wanted)


def _ends_in(block: Block, given: str, wanted: str, i: int) -> bool:
    """Whether a block is the title, or (early on) a breadcrumb that ends in it."""
    if is_title(block.text, given):
        return True
    tail = block.text[-len(given.strip()) :]
    return i < _BREADCRUMB_REACH and fold(tail) == wanted and bool(crumbs(block.text, tail))


def could_be_title(block: Block) -> bool:
    """Whether a line has the length and form of a title."""
    text = block.text
    if len(text) > _LONGEST_TITLE or not 2 <= block.words <= _MOST_TITLE_WORDS or is_byline(block):
        return False
    if text.rstrip().endswith((".", ":", ";", ",")) and not text.isupper():
        return False
    dated = find_day(text) is not None and block.words <= 8
    return not dated and not crumbs(text, "")


def _repeated(blocks: Sequence[Block], kinds: Sequence[str | None], head: int) -> Title | None:
    """The title that line `head` names and a later line repeats: wholly, as its beginning or end, or nearly."""
    line = fold(blocks[head].text)
    words = set(_WORD.findall(line))
    exact, near = [], []
    for i in range(head + 1, len(blocks)):
        block = blocks[i]
        if kinds[i] is not None or block.words < 3 or not could_be_title(block):
            continue
        folded = fold(block.text)
        part = len(folded) >= max(12, 0.4 * len(line)) and (line.startswith(folded) or line.endswith(folded))
        if folded == line or part:
            exact.append(i)
        elif len(words) >= 5 and _nearness(words, folded) >= 0.7:
            near.append(i)
    several = exact or near
    if not several or blocks[head].words < 3:
        return None
    found = _placed(blocks[several[0]].text, several, blocks)
    return Title(text=blocks[found.at].text if found.at >= 0 else found.text, repeats=(head, *several), at=found.at)


def _nearness(words: set[str], folded: str) -> float:
    other = set(_WORD.findall(folded))
    return len(words & other) / len(other) if len(other) >= 5 and len(other) >= 0.5 * len(words) else 0.0


def _placed(text: str, repeats: Sequence[int], blocks: Sequence[Block]) -> Title:
    """The repetition with the most running text soon after it; the later of equals, as a breadcrumb goes before."""
    worth = {i: sum(min(b.words, 60) for b in blocks[i + 1 : i + 1 + _REACH] if b.prose) for i in repeats}
    best = max(worth.values(), default=0.0)
    if best == 0:
        return Title(text=text, repeats=tuple(repeats))
    near = [i for i in repeats if worth[i] >= 0.8 * best]
    return Title(text=text, repeats=tuple(repeats), at=_last_before_prose(near, blocks) if near else -1)


def _last_before_prose(near: Sequence[int], blocks: Sequence[Block]) -> int:
    chosen = near[0]
    for i in near[1:]:
        if any(block.prose for block in blocks[chosen + 1 : i]):
            break
        chosen = i
    return chosen
