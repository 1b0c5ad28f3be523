"""What is measured of each block of a page, for deciding whether it is the article's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from comity.model import Span
from comity.read.dates import find_day
from comity.read.dump.lines import Block, shape
from comity.read.furniture import boilerplate, furniture_type, is_byline, opens_end, related_text
from comity.read.html.blocks import PageBlock
from comity.read.html.places import Place
from comity.read.html.signals import Opinion, glued
from comity.read.html.surroundings import Surroundings

PLACES = tuple(name for name in vars(Place) if name.isupper())
_BITS = tuple(getattr(Place, name) for name in PLACES)
TAGS = ("p", "li", "h1", "h2", "h3", "h4", "div", "blockquote", "tr", "figcaption", "td", "dd", "section", "article")
OWN = (
    *("words", "short", "middling", "long", "very_long", "ended", "prose", "linked", "all_link", "long_link", "bold"),
    *(
        "lower",
        "digits",
        "capitals",
        "furniture",
        "caption",
        "related",
        "boilerplate",
        "end",
        "byline",
        "date",
        "title",
    ),
    *(
        "description",
        "repeated",
        "above_title",
        "trafilatura",
        "resiliparse",
        "both",
        "neither",
        "json_ld",
        "not_json_ld",
    ),
    *("prose_trafilatura", "prose_alone", "short_trafilatura", "pictured", "position", "depth", "after_end"),
)
NEAR = (
    "trafilatura",
    "resiliparse",
    "prose",
    "all_link",
    "ended",
    "linked",
    "furniture",
    "boilerplate",
    "short",
    "end",
    "caption",
    "pictured",
)
NEAR_PLACES = ("RELATED", "CAPTION", "FIGURE")
NAMES = (
    *OWN,
    *(f"tag_{tag}" for tag in TAGS),
    *(f"in_{place.lower()}" for place in PLACES),
    *(f"{name}_{at:+d}" for at in (-2, -1, 1, 2) for name in (*NEAR, *NEAR_PLACES, "parent", "tag")),
    *Surroundings.NAMES,
)
_NEAR_AT = tuple(OWN.index(name) for name in NEAR)
_NEAR_BITS = tuple(getattr(Place, name) for name in NEAR_PLACES)
_NOTHING = (0.0,) * (len(NEAR) + len(NEAR_PLACES) + 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the page: its title and descriptions (glued), and what others take for its article."""

    title: str
    descriptions: tuple[str, ...]
    trafilatura: Opinion
    resiliparse: Opinion
    linked: Opinion


def measured(blocks: Sequence[PageBlock], known: Known) -> list[list[float]]:
    """One row a block, in the order of `NAMES`."""
    texts = [Block(Span(0, len(block.text)), block.text) for block in blocks]
    keys = [glued(block.text) for block in blocks]
    often = Counter(keys)
    title_at = next((i for i, key in enumerate(keys) if key and key == known.title), -1)
    if title_at < 0:
        title_at = next((i for i, block in enumerate(blocks) if block.tag == "h1"), -1)
    own = []
    ended = False
    third = _third_of_prose(texts)
    for i, (block, text) in enumerate(zip(blocks, texts, strict=True)):
        row = [*_of_text(block, text), *_of_page(keys[i], known, text), float(block.pictured), 0.0, 0.0, 0.0]
        row[OWN.index("repeated")] = float(often[keys[i]] > 1)
        row[OWN.index("above_title")] = float(i < title_at)
        ended = ended or (row[_END] > 0 and i > third)
        row[-3:] = [i / max(1, len(blocks)), min(len(block.path), 30) / 30, float(ended)]
        own.append(row)
    around = Surroundings.of(blocks, texts, [row[_TRAFILATURA] for row in own], [row[_ALL_LINK] for row in own])
    beside = [
        (*(row[at] for at in _NEAR_AT), *_near_places(block.place)) for row, block in zip(own, blocks, strict=True)
    ]
    return [
        [
            *own[i],
            *_tag(block.tag),
            *_places(block.place),
            *_near(blocks, beside, i),
            *around[i],
        ]
        for i, block in enumerate(blocks)
    ]


_END, _TRAFILATURA, _ALL_LINK = OWN.index("end"), OWN.index("trafilatura"), OWN.index("all_link")


def _third_of_prose(texts: Sequence[Block]) -> int:
    """The place after which a heading such as "Related" may close the article: past a third of the running text."""
    prose = [i for i, text in enumerate(texts) if text.prose]
    return prose[len(prose) // 3] if prose else -1


def _of_text(block: PageBlock, text: Block) -> list[float]:
    words, size = text.words, len(block.text)
    linked = min(1.0, block.linked / size)
    kind = furniture_type(text)
    return [
        *shape(text),
        linked,
        float(linked > 0.85),
        float(linked > 0.85 and words > 4),
        float(block.bold > 0.85 * size),
        float(block.text[:1].islower()),
        sum(map(str.isdigit, block.text)) / size,
        float(block.text.isupper()),
        float(kind is not None),
        float(kind == "caption"),
        float(related_text(block.text) is not None),
        float(boilerplate(text)),
        float(opens_end(text)),
        float(is_byline(text)),
        float(words <= 12 and not text.ended and find_day(block.text) is not None),
    ]


def _of_page(key: str, known: Known, text: Block) -> list[float]:
    """How a block agrees with what is known of the page; two zeros are filled in by the caller."""
    theirs, others, linked = (o.holds(key) for o in (known.trafilatura, known.resiliparse, known.linked))
    described = any(key == told or (len(key) > 40 and (key in told or told in key)) for told in known.descriptions)
    return [
        float(bool(key) and key == known.title),
        float(described),
        0.0,
        0.0,
        float(theirs),
        float(others),
        float(theirs and others),
        float(not theirs and not others),
        float(linked),
        float(known.linked.any and not linked),
        float(theirs and text.prose),
        float(text.prose and not theirs),
        float(theirs and not text.prose),
    ]


@lru_cache(maxsize=256)
def _tag(tag: str) -> tuple[float, ...]:
    return tuple(float(tag == one) for one in TAGS)


@lru_cache(maxsize=4_096)
def _places(place: int) -> tuple[float, ...]:
    return tuple(float(place & bit > 0) for bit in _BITS)


@lru_cache(maxsize=4_096)
def _near_places(place: int) -> tuple[float, ...]:
    return tuple(float(place & bit > 0) for bit in _NEAR_BITS)


def _near(blocks: Sequence[PageBlock], beside: Sequence[Sequence[float]], i: int) -> list[float]:
    """What stands two and one block before and after."""
    found: list[float] = []
    tag, around = blocks[i].tag, blocks[i].path[:-1]
    for j in (i - 2, i - 1, i + 1, i + 2):
        if not 0 <= j < len(blocks):
            found += _NOTHING
            continue
        found += beside[j]
        found += [float(blocks[j].path[:-1] == around), float(blocks[j].tag == tag)]
    return found
