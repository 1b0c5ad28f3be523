"""What stands around an article: related links, captions, and furniture with its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from comity.model import Furniture, Link
from comity.read.furniture import fold, related_text
from comity.read.html.blocks import PageBlock
from comity.read.html.choose import Choice
from comity.read.html.places import Place

_TYPES = (
    (Place.COMMENT, "comment"),
    (Place.SHARE, "share"),
    (Place.ADVERT, "advert"),
    (Place.PROMO, "promotion"),
    (Place.PAYWALL, "paywall"),
    (Place.AUTHOR, "author"),
    (Place.FORM, "form"),
    (Place.FOOTER, "footer"),
    (Place.EMBED, "embed"),
    (Place.CAPTION, "caption"),
    (Place.META, "meta"),
    (Place.NAV, "menu"),
    (Place.HEADER, "header"),
    (Place.RELATED, "related"),
    (Place.ASIDE, "aside"),
)
_MOST_LINKS, _MOST_FURNITURE, _LONGEST = 200, 300, 500
_LINK_WORDS, _CAPTION_WORDS, _REACH = 4, 3, 12


def related_of(blocks: Sequence[PageBlock], choice: Choice, base: str | None) -> tuple[Link, ...]:
    """Articles that the page points to, each once: in mid-text, below, beside."""
    found: dict[str, Link] = {}
    for block, why in zip(blocks, choice.why, strict=True):
        told = related_text(block.text)
        linked = block.linked > 0.85 * len(block.text) and len(block.text.split()) > _LINK_WORDS
        if why and (why == "related" or (linked and why in ("other", "heading"))) and len(found) < _MOST_LINKS:
            text = told or block.text
            found.setdefault(fold(text), Link(text=text, url=_address(block.href, base)))
    return tuple(found.values())


def captions_of(blocks: Sequence[PageBlock], choice: Choice) -> frozenset[int]:
    """Blocks that are captions of pictures within the article or beside its beginning, each text once."""
    kept = [i for i, taken in enumerate(choice.kept) if taken]
    if not kept:
        return frozenset()
    found, seen = set[int](), set[str]()
    for i in range(max(0, kept[0] - _REACH), min(len(blocks), kept[-1] + 3)):
        block = blocks[i]
        captioned = choice.why[i] == "caption" or (
            choice.why[i] == "other" and (block.tag == "figcaption" or block.place & Place.CAPTION)
        )
        beside = block.place & (Place.RELATED | Place.COMMENT | Place.FOOTER | Place.TEASER)
        if captioned and not beside and len(block.text.split()) >= _CAPTION_WORDS and block.text not in seen:
            seen.add(block.text)
            found.add(i)
    return frozenset(found)


def furniture_of(blocks: Sequence[PageBlock], choice: Choice, others: frozenset[int]) -> Iterator[Furniture]:
    """What is left over, with its type; `others` are blocks that found another place."""
    number = 0
    for i, (block, why) in enumerate(zip(blocks, choice.why, strict=True)):
        if why and why != "related" and i not in others and number < _MOST_FURNITURE:
            number += 1
            yield Furniture(text=block.text[:_LONGEST], type=_type(block, why))


def _type(block: PageBlock, why: str) -> str:
    if why != "other":
        return why
    return next((name for place, name in _TYPES if block.place & place), "other")


def _address(href: str | None, base: str | None) -> str | None:
    try:
        address = urljoin(base or "", (href or "").strip())
        return address[:2_000] if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None
