"""A stretch of text as units: listed names whole, everything else word by word. The grammars of titles read these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from comity.resolve.lists import words
from comity.resolve.names import Name, hits

UnitKind = Literal["name", "cap", "word", "initial", "possessive", "mark", "mask"]

# Initials, then the possessive and what is contracted to a pronoun ("we've"), then words (with inner hyphens,
# apostrophes and dots of "U.S."), then single marks.
_SHORT = r"'(?:s|ve|re|ll|d|m)\b"
TOKEN = re.compile(rf"(?:[^\W\d_]\.)+|{_SHORT}|[^\W_]+(?:(?:-|(?!{_SHORT})')[^\W_]+)*|\S")
_ABBREVIATED = frozenset("mr mrs ms dr jr sr st gen sen gov rep hon amb col lt adm prof smt".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `low` is its text in lower case, `name` what a listed name stands for."""

    start: int
    end: int
    text: str
    low: str
    kind: UnitKind
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A paragraph or title cut into units. `offset` is where it begins; `display` says capitals begin every word."""

    text: str
    offset: int
    units: tuple[Unit, ...]
    within: Literal["title", "text"]
    display: bool
    capitals: bool


def region(text: str, offset: int, within: Literal["title", "text"]) -> Region:
    """Cuts a plain text (see `names.plain`) into units."""
    capitals = in_capitals(text)
    units: list[Unit] = []
    position = 0
    for hit in hits(text, capitals=capitals):
        _words(text, position, hit.start, units)
        kind: UnitKind = "mask" if hit.name.type == "mask" else "name"
        chunk = text[hit.start : hit.end]
        units.append(Unit(hit.start, hit.end, chunk, chunk.lower(), kind, hit.name))
        position = hit.end
    _words(text, position, len(text), units)
    return Region(text, offset, tuple(units), within, within == "title" and _display(text), capitals)


def in_capitals(text: str) -> bool:
    """Whether a line is written in capitals throughout (1980s wire headings)."""
    letters = list(filter(str.isalpha, text[:2000]))
    return len(letters) >= 8 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def _display(text: str) -> bool:
    """Whether most longer words begin with a capital, as in headings set in Title Case."""
    long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(long) >= 3 and sum(w[0].isupper() for w in long) >= 0.7 * len(long)


def _words(text: str, start: int, end: int, units: list[Unit]) -> None:
    for found in TOKEN.finditer(text, start, end):
        word = found.group()
        first, last = found.span()
        if units and word == "." and units[-1].end == first and units[-1].low in _ABBREVIATED:
            before = units.pop()
            units.append(Unit(before.start, last, before.text + ".", before.low + ".", before.kind))
            continue
        units.append(Unit(first, last, word, word.lower(), _kind(word)))


def _kind(token: str) -> UnitKind:
    if token in ("'s", "'"):
        return "possessive"
    if not token[0].isalnum():
        return "mark"
    if len(token) <= 4 and token.endswith(".") and token[0].isupper():
        return "initial"
    if token[0].isupper() or ("-" in token and token.rpartition("-")[2][:1].isupper()):
        return "cap"
    return "word"


@cache
def vocabulary(table: str, key: str) -> frozenset[str]:
    """A word list of titles.toml as a set."""
    found: Any = words("titles.toml")[table]
    return frozenset(found if key == "" else found[key])
