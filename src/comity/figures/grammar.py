"""The way of a text through the grammar: cut, tokens, periods, quantities, what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from comity.figures import lexicon
from comity.figures.doubts import Notation, doubt
from comity.figures.draft import Draft
from comity.figures.identifiers import meaningless
from comity.figures.multiples import multiple_at
from comity.figures.pairs import elliptical, paired
from comity.figures.places import Places
from comity.figures.quantities import quantity_at
from comity.figures.speakers import speaker
from comity.figures.surroundings import finished
from comity.figures.time.core import Known
from comity.figures.time.periods import periods
from comity.figures.time.readers import readers
from comity.figures.tokens import Tokens, tokenize
from comity.model import Figures, InputError, Period, Quantity

_PIECE = 8_000  # code points; a longer line is cut at a space, so that memory does not grow with one line
_DIGIT = re.compile(r"[0-9%½¼¾⅓⅔]")
_COMMON = re.compile(
    r"\bMay\b|\b[Tt]h(?:is|at) (?:[a-z]{1,20} )?(?:morning|afternoon|evening|night|week|weekend|month|quarter|year"
    r"|spring|summer|autumn|fall|winter|decade|century)"
    r"|\b(?:[Ff]irst|[Ss]econd|[Ff]ollowing)[ -](?:[a-z]{1,20} )?(?:day|week|month|quarter|half|year)"
)
_WORD = re.compile(r"[^\W\d_]+")


def figures(text: str, published: date | str | None = None, *, country: str | None = None) -> Figures:
    """Every quantity and period of a text, in order of position.

    `published` is what "last year" and "on Tuesday" are resolved against; without it they stay unresolved. `country`
    (ISO 3166-1 alpha-3, where the text was published) helps to decide currencies and fiscal years that the text itself
    leaves open. `published` may be a day in ISO 8601 ("2024-11-07"). Nothing is raised on any text; time and memory are
    linear in it.

    Raises:
        InputError: `published` is a string that is no day.
    """
    day = _day(published)
    known = Known(published=day, places=Places(text, country, day.year if day else None))
    notation = Notation(text)
    quantities: list[Quantity] = []
    found: list[Period] = []
    for start, end in _pieces(text):
        if not _worthwhile(text[start:end]):
            continue
        t = tokenize(text, start, end)
        times, claimed = periods(t, known, tuple(found[-12:]))
        found += times
        quantities += _quantities(t, claimed, known.places, notation)
    return Figures(quantities=tuple(quantities), periods=tuple(found))


def _day(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if not isinstance(published, str):
        return published
    try:
        return date.fromisoformat(published.strip()[:10])
    except ValueError as error:
        raise InputError(f"published {published!r} is no day; write it as 2024-11-07") from error


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Lines of a text, joined where one is plainly wrapped, the longest cut at a space."""
    start = 0
    while start < len(text):
        end = _line_end(text, start)
        while end - start > _PIECE:
            cut = text.rfind(". ", start + _PIECE // 2, start + _PIECE) + 1
            cut = cut or text.rfind(" ", start + 1, start + _PIECE) + 1 or start + _PIECE
            yield start, cut
            start = cut
        yield start, end
        start = end + 1


def _line_end(text: str, start: int) -> int:
    """The end of the line that begins at `start`; a line that goes on with a small letter goes on."""
    end = text.find("\n", start)
    while 0 <= end < start + _PIECE and (text[end + 1 : end + 2].islower() or text[end - 1 : end] == ","):
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


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
    if _DIGIT.search(piece) or not triggers().isdisjoint(_WORD.findall(piece.lower())):
        return True
    return _COMMON.search(piece) is not None


@cache
def _seeds() -> frozenset[str]:
    """Words that may begin a quantity."""
    numbers, listed = lexicon.table("numbers"), ("a", "an", "half", "several", "many", "few", "multi")
    spelled = (numbers[s] for s in ("cardinals", "plurals", "glyphs", "scales"))
    return lexicon.merged(*spelled, listed, lexicon.table("multiples")["words"])


def _quantities(t: Tokens, claimed: bytearray, places: Places, notation: Notation) -> list[Quantity]:
    drafts: list[Draft] = []
    past = 0
    for i in t.beginning(_seeds(), claimed):
        draft = _draft(t, i, places) if i >= past else None
        if draft is None or any(claimed[max(draft.first, i) : draft.last]):
            continue
        if not meaningless(t, draft):
            drafts.append(draft)
        past = max(draft.last, i + 1)
    drafts = [replace(d, doubt=doubt(t, d, notation)) for d in elliptical(t, drafts)]
    return paired(list(_finished(t, drafts)), t.text)


def _draft(t: Tokens, i: int, places: Places) -> Draft | None:
    """A multiple or fraction first ("four fifths", "three times"), else a number with what it counts."""
    return multiple_at(t, i, places) or quantity_at(t, i, places)


def _finished(t: Tokens, drafts: list[Draft]) -> Iterator[Quantity]:
    """Quantities with their surroundings; who speaks is read once a sentence."""
    end, who = -1, None
    for draft in drafts:
        if draft.first >= end:
            start, end = t.sentence(draft.first)
            who = speaker(t, start, end)
        yield finished(t, draft, who)
