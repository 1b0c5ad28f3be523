"""The way of a text through the grammar: cut, tokens, periods, quantities, what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from comity.figures import lexicon
from comity.figures.moment import Known
from comity.figures.multiples import multiple_at
from comity.figures.periods import periods, readers
from comity.figures.places import Places
from comity.figures.quantities import Draft, quantity_at
from comity.figures.surroundings import finished, paired
from comity.figures.tokens import Tokens, tokenize
from comity.model import Figures, Period, Quantity

_PIECE = 8_000  # code points; a longer line is cut at a space, so that memory does not grow with one line
_DIGIT = re.compile(r"[0-9%½¼¾⅓⅔]")
_WORD = re.compile(r"[^\W\d_]+")


def figures(text: str, published: date | None = None, *, country: str | None = None) -> Figures:
    """Every quantity and period of a text, in order of position.

    `published` is what "last year" and "on Tuesday" are resolved against; without it they stay unresolved. `country`
    (ISO 3166-1 alpha-3, where the text was published) helps to decide currencies and fiscal years that the text itself
    leaves open. Nothing is raised on any text; time and memory are linear in it.
    """
    known = Known(published=published, places=Places(text, country))
    quantities: list[Quantity] = []
    found: list[Period] = []
    for start, end in _pieces(text):
        if not _worthwhile(text[start:end]):
            continue
        t = tokenize(text, start, end)
        times, claimed = periods(t, known, tuple(found[-12:]))
        found += times
        quantities += _quantities(t, claimed, known.places)
    return Figures(quantities=tuple(quantities), periods=tuple(found))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Lines of a text, the longest cut at a space."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while end - start > _PIECE:
            cut = text.rfind(". ", start + _PIECE // 2, start + _PIECE) + 1
            cut = cut or text.rfind(" ", start + 1, start + _PIECE) + 1 or start + _PIECE
            yield start, cut
            start = cut
        yield start, end
        start = end + 1


@cache
def triggers() -> frozenset[str]:
    """Words without a digit that may begin a figure."""
    common = {"a", "an", "that", "this", "following", "may", "second", "first"}
    numbers = lexicon.table("numbers")
    spelled = lexicon.merged(*(numbers[s] for s in ("cardinals", "scales", "plurals", "fractions")))
    return frozenset(spelled | set(readers()) | set(lexicon.table("multiples")["words"])) - common | {
        "dozen",
        "year",
        "half",
    }


def _worthwhile(piece: str) -> bool:
    """Whether a piece can hold a figure at all: a digit, or a word of number or time."""
    return bool(_DIGIT.search(piece)) or not triggers().isdisjoint(_WORD.findall(piece.lower()))


@cache
def _seeds() -> frozenset[str]:
    numbers = lexicon.table("numbers")
    return lexicon.merged(
        *(numbers[s] for s in ("cardinals", "plurals", "glyphs")), ("a", "an", "half", "several", "many", "few")
    )


def _quantities(t: Tokens, claimed: bytearray, places: Places) -> list[Quantity]:
    drafts: list[Draft] = []
    seeds, i = _seeds(), 0
    while i < len(t):
        draft = None
        if not claimed[i]:
            if t.words[i][0].isdecimal() or t.words[i] in seeds:
                draft = quantity_at(t, i, places)
            draft = draft or multiple_at(t, i, places)
        if draft is None or any(claimed[max(draft.first, i) : draft.last]):
            i += 1
            continue
        drafts.append(draft)
        i = max(draft.last, i + 1)
    return paired([finished(t, draft) for draft in drafts], t.text)
