"""The standfirst: the lines between title and text that say what the article is about."""

from __future__ import annotations

from collections.abc import Sequence

from comity.read.html.blocks import PageBlock
from comity.read.html.choose import Choice
from comity.read.html.places import Place
from comity.read.html.signals import glued

_FEWEST, _MOST, _LOOSE, _STEM = 6, 120, 0.5, 50
_ELSEWHERE = (
    Place.CAPTION
    | Place.RELATED
    | Place.COMMENT
    | Place.FOOTER
    | Place.AUTHOR
    | Place.SHARE
    | Place.ADVERT
    | Place.HIDDEN
)
_REACH = 40


def find_standfirst(
    blocks: Sequence[PageBlock], choice: Choice, descriptions: Sequence[str], title: str
) -> tuple[str | None, int]:
    """The standfirst and its block: above the first paragraph of the text, what the page gives as its description, or
    what its markup names a standfirst. None where the description is the text's own beginning.
    """
    first = _first_paragraph(blocks, choice)
    start = _below_title(blocks, glued(title), first)
    told = [glued(text) for text in descriptions if len(text) > 30]
    opening = glued(" ".join(b.text for b, k in zip(blocks, choice.kept, strict=True) if k)[:2_000])
    named = -1
    for i in range(start, first):
        block = blocks[i]
        key = glued(block.text)
        if not _may_be(block) or key == glued(title) or key in opening:
            continue
        if any(_same(key, text) for text in told):
            return block.text, i
        if named < 0 and (block.place & Place.STANDFIRST or (block.tag == "h2" and i - start < 3)) and i >= start:
            named = i
    return (blocks[named].text, named) if named >= 0 else (None, -1)


def _first_paragraph(blocks: Sequence[PageBlock], choice: Choice) -> int:
    for i, block in enumerate(blocks):
        if choice.kept[i] and block.tag not in ("h1", "h2", "h3", "li") and len(block.text.split()) > 8:
            return i
    return 0


def _below_title(blocks: Sequence[PageBlock], title: str, first: int) -> int:
    heads = [i for i in range(first) if blocks[i].tag == "h1" or (title and glued(blocks[i].text) == title)]
    return heads[-1] + 1 if heads else max(0, first - _REACH)


def _may_be(block: PageBlock) -> bool:
    words = len(block.text.split())
    cjk = len(block.text) if words < _FEWEST else 0
    fits = _FEWEST <= words <= _MOST or 20 <= cjk <= 400
    return fits and not block.place & _ELSEWHERE and block.linked < _LOOSE * len(block.text)


def _same(key: str, described: str) -> bool:
    """Whether a block is the description, which may be cut or go on."""
    return key == described or (len(key) >= _STEM and (key[:_STEM] == described[:_STEM] or key in described))
