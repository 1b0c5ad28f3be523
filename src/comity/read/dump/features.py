"""What is measured of each line of a text with page furniture, for deciding whether it is the article's."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from comity.read.dates import find_day, is_date_line
from comity.read.dump.clusters import Clusters
from comity.read.dump.lines import Block, shape
from comity.read.dump.shapes import NAMES as SHAPES
from comity.read.dump.shapes import shapes
from comity.read.furniture import boilerplate, fold, is_byline, opens_end, tells_age

OWN = (
    *("words", "short", "middling", "long", "very_long", "ended", "prose", "bullet", "lower", "digits", "capitals"),
    *("furniture", "caption", "related", "advert", "boilerplate", "end", "byline", "date", "date_line", "ago", "title"),
    *("title_words", "repeated", "quoted", "colon", "question", "marks", "topic", "handle", "in_run", "taken"),
    *("above_title", *SHAPES),
)
NEAR = ("words", "short", "ended", "prose", "furniture", "end", "date", "ago", "taken", "caption", "repeated", "topic")
AROUND = (
    *("prose_3", "prose_8", "short_3", "short_8", "words_3", "dates_3", "dates_8", "ago_8", "taken_3", "taken_8"),
    *("topic_3", "since_prose", "until_prose", "after_end", "since_end", "position", "from_begin", "from_last"),
    *("from_title", "ellipsis_8", "clock_3", "personal_4", "prompt_3", "spacing_8"),
)
NAMES = (
    *OWN,
    *(f"{name}_{at:+d}" for at in (-3, -2, -1, 1, 2, 3) for name in NEAR),
    *AROUND,
    *Clusters.NAMES,
)
_AT = {name: i for i, name in enumerate(OWN)}
_NEAR_AT = tuple(_AT[name] for name in NEAR)
_NOTHING = (0.0,) * len(NEAR)
_WINDOWS = (
    *(("prose", 3), ("prose", 8), ("short", 3), ("short", 8), ("words", 3), ("date", 3), ("date", 8), ("ago", 8)),
    *(("taken", 3), ("taken", 8), ("topic", 3)),
)
_SHAPED = (("ellipsis", 8), ("clock", 3), ("personal", 4), ("prompt", 3), ("spacing", 8))
_WORD = re.compile(r"\w+")
_HANDLE = re.compile(r"(?:^|\s)@\w|https?:|www\.|\.com\b|\.org\b")
_LONG_WORD, _FAR = 5, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the rules say of a text's lines: their kinds by wording, where the running text lies, and what they take."""

    kinds: tuple[str | None, ...]
    run: tuple[int, int]
    taken: tuple[bool, ...]
    title: str
    title_at: int


def measured(blocks: Sequence[Block], told: Told) -> list[list[float]]:
    """One row a line, in the order of `NAMES`."""
    vocabulary, shaped = _Vocabulary.of(blocks, told), shapes(blocks)
    own = [
        [*_of_text(block), *_of_kind(block, told.kinds[i]), *vocabulary.measured(block, i, told), *shaped[i]]
        for i, block in enumerate(blocks)
    ]
    around = _around(own, told)
    clusters = Clusters.of([row[_AT["prose"]] > 0 for row in own], [b.words for b in blocks], told.title_at)
    return [[*own[i], *_near(own, i), *around[i], *clusters[i]] for i in range(len(blocks))]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of a text: a line's own, those of the article as the rules have it, and those of the title."""

    words: tuple[tuple[str, ...], ...]
    topic: Counter[str]
    title: frozenset[str]
    often: Counter[str]

    @staticmethod
    def of(blocks: Sequence[Block], told: Told) -> _Vocabulary:
        words = tuple(tuple(_WORD.findall(block.text.casefold())) for block in blocks)
        taken = (set(ws) for ws, is_taken in zip(words, told.taken, strict=True) if is_taken)
        topic = Counter(word for several in taken for word in several if len(word) >= _LONG_WORD)
        title = frozenset(word for word in _WORD.findall(told.title.casefold()) if len(word) > 3)
        return _Vocabulary(words, topic, title, Counter(block.text for block in blocks))

    def measured(self, block: Block, i: int, told: Told) -> list[float]:
        words = self.words[i]
        long = [word for word in words if len(word) >= _LONG_WORD]
        known = sum(self.topic[word] > (1 if told.taken[i] else 0) for word in long)
        text = block.text
        return [
            float(bool(told.title) and fold(text) == fold(told.title)),
            sum(word in self.title for word in words) / max(1, len(words)),
            float(self.often[text] > 1),
            float(text[:1] in "“\"'‘«„"),
            float(text.rstrip().endswith(":")),
            float(text.rstrip().endswith("?")),
            min(sum(mark in ".,;:!?" for mark in text), 10) / 10,
            known / len(long) if long else 0.0,
            float(_HANDLE.search(text[:500]) is not None),
            float(told.run[0] <= i < told.run[1]),
            float(told.taken[i]),
            float(i <= told.title_at),
        ]


def _of_text(block: Block) -> list[float]:
    text = block.text
    return [
        *shape(block),
        float(block.bullet),
        float(text[:1].islower()),
        sum(map(str.isdigit, text)) / len(text),
        float(text.isupper()),
    ]


def _of_kind(block: Block, kind: str | None) -> list[float]:
    return [
        float(kind is not None),
        float(kind == "caption"),
        float(kind == "related"),
        float(kind == "advert"),
        float(boilerplate(block)),
        float(opens_end(block)),
        float(is_byline(block)),
        float(block.words <= 14 and find_day(block.text) is not None),
        float(block.words <= 14 and is_date_line(block.text)),
        float(tells_age(block)),
    ]


def _near(own: Sequence[Sequence[float]], i: int) -> list[float]:
    found: list[float] = []
    for j in (i - 3, i - 2, i - 1, i + 1, i + 2, i + 3):
        found += [own[j][at] for at in _NEAR_AT] if 0 <= j < len(own) else _NOTHING
    return found


def _around(own: Sequence[Sequence[float]], told: Told) -> list[list[float]]:
    columns = {name: [row[_AT[name]] for row in own] for name in {name for name, _ in (*_WINDOWS, *_SHAPED)} | {"end"}}
    sums = {name: _sums(values) for name, values in columns.items()}
    since, until = _distances(columns["prose"]), _distances(columns["prose"][::-1])[::-1]
    closed = _closings(columns["end"], told)
    ends = (told.run[0], told.run[1] - 1, told.title_at)
    return [
        [
            *(_mean(sums[name], i, reach) for name, reach in _WINDOWS),
            since[i],
            until[i],
            float(closed[i] >= 0),
            _near_to(i - closed[i]) if closed[i] >= 0 else 0.0,
            i / max(1, len(own)),
            *(_signed(i - at) for at in ends),
            *(_mean(sums[name], i, reach) for name, reach in _SHAPED),
        ]
        for i in range(len(own))
    ]


def _sums(values: Sequence[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums


def _mean(sums: Sequence[float], i: int, reach: int) -> float:
    low, high = max(0, i - reach), min(len(sums) - 1, i + reach + 1)
    return (sums[high] - sums[low]) / (high - low)


def _distances(values: Sequence[float]) -> list[float]:
    """How far back the last line with a value stands, fading from 1 to 0."""
    found, last = [], -_FAR
    for i, value in enumerate(values):
        found.append(_near_to(i - last))
        last = i if value else last
    return found


def _closings(ends: Sequence[float], told: Told) -> list[int]:
    """The last line before each that heads what sites put after an article, from the beginning of the text on; -1."""
    found, last = [], -1
    for i, end in enumerate(ends):
        last = i if end and i > told.run[0] else last
        found.append(last)
    return found


def _near_to(distance: int) -> float:
    return 1 / (1 + max(0, distance))


def _signed(distance: int) -> float:
    return math.copysign(min(math.log1p(abs(distance)), 5) / 5, distance)
