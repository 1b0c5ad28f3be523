"""Every listed name and where it stands in a text: one automaton over all lists, longest name first.

A name counts only as whole words, in the case it is listed in, whatever its accents. Longer names that merely contain a
country ("Paris Agreement", "Gulf of Mexico") are listed too, as masks: they take their stretch of text and name nobody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from comity.model.actor import MentionType
from comity.resolve.leaders import people
from comity.resolve.lists import listed, split, states, words

# One code point for one, so that spans into the mapped text are spans into the text itself.
PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u02bb": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\t": " ",
        "\r": " ",
    }
)

# Accented Latin letters as plain ones, one code point for one: "Việt Nam", "Panamá", "Türkiye".
BARE = {
    code: base
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFKD", chr(code))[0]).isascii() and base.isalpha()
} | str.maketrans("ıøłđØŁĐ", "ioldOLD")


@dataclass(frozen=True, slots=True)
class Name:
    """What a listed name stands for; `source` is the list it comes from."""

    type: MentionType | Literal["mask"]
    name: str
    country: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed name at its place in the text."""

    start: int
    end: int
    name: Name


def plain(text: str) -> str:
    """The text with typographic apostrophes, hyphens and spaces made plain, one code point for one."""
    return text.translate(PLAIN)


def hits(text: str, *, capitals: bool = False) -> list[Hit]:
    """Listed names in a text made `plain`, in order, none overlapping; the leftmost and then longest wins.

    `capitals` matches names written in capitals throughout, for headings of wire copy.
    """
    table, automaton = _automaton(capitals=capitals)
    found = [
        (start, -end, which)
        for which, start, end in automaton.find_matches_as_indexes(text.translate(BARE), overlapping=True)
        if _whole(text, start, end)
    ]
    found.sort()
    result: list[Hit] = []
    last = 0
    for start, minus_end, which in found:
        if start >= last and not _second_half(text, start, table[which], last):
            result.append(Hit(start, -minus_end, table[which]))
            last = -minus_end
    return result


def _second_half(text: str, start: int, name: Name, last: int) -> bool:
    """Whether a company or city is only the end of a double name ("Poupart-Lafarge"), not of a pair of listed names."""
    glued = start > 1 and text[start - 1] == "-" and text[start - 2].isalpha()
    return glued and name.type in ("company", "city") and last != start - 1


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends at word boundaries."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@" or (before == "." and start > 1 and text[start - 2].isalnum()):
        return False
    if after.isalnum() or after == "_":
        return False
    # "Air France-KLM" is a name; "pro-Russian" is not Russia.
    return not (before == "-" and text[max(0, start - 5) : start].lower().endswith(("pro-", "anti-", "non-", "mid-")))


@cache
def _automaton(*, capitals: bool) -> tuple[tuple[Name, ...], AhoCorasick]:
    table = names_in_capitals() if capitals else names()
    bare: dict[str, Name] = {}
    for phrase, name in table.items():
        bare.setdefault(phrase.translate(BARE), name)
    return tuple(bare.values()), AhoCorasick(list(bare), matchkind=MatchKind.Standard)


@cache
def names() -> dict[str, Name]:
    """Every listed phrase and what it stands for; where lists disagree the earlier of `_listed` wins."""
    table: dict[str, Name] = {}
    for phrase, name in _listed():
        table.setdefault(plain(phrase), name)
    # "the" belongs to a name only where the name is no name without it.
    return {phrase: name for phrase, name in table.items() if not (phrase.startswith("the ") and phrase[4:] in table)}


@cache
def names_in_capitals() -> dict[str, Name]:
    """The same phrases in capitals, without those that are then common words ("WHO", "POLISH")."""
    common = set(words("words.toml")["common_in_capitals"])
    table: dict[str, Name] = {}
    for phrase, name in names().items():
        upper = phrase.upper()
        if upper not in common:
            table.setdefault(upper, name)
    return table


def _listed() -> Iterator[tuple[str, Name]]:
    for row in listed("masks.csv"):
        yield row["phrase"], Name("mask", row["phrase"], None, "masks.csv")
    yield from _states()
    for phrase, holder in people():
        yield phrase, Name("person", phrase, holder.country, "leaders.csv")
    for row in listed("organisations.csv"):
        name = Name("organisation", row["name"], row["code"], "organisations.csv")
        yield from ((phrase, name) for phrase in (row["name"], *split(row["names"])))
    for row in listed("metonyms.csv"):
        yield row["phrase"], Name("capital", _shown(row["country"]), row["country"], "metonyms.csv")
    for row in listed("bodies.csv"):
        name = Name("body", row["name"], row["country"], "bodies.csv")
        yield from ((phrase, name) for phrase in (row["name"], *split(row["names"])))
    for row in listed("companies.csv"):
        name = Name("company", row["name"], row["country"], "companies.csv")
        yield from ((phrase, name) for phrase in (row["name"], *split(row["names"])))
    for file in ("places.csv", "cities.csv"):
        for row in listed(file):
            name = Name("city", row["name"], row["country"], file)
            yield from ((phrase, name) for phrase in (row["name"], *split(row["names"])))


def _states() -> Iterator[tuple[str, Name]]:
    for state in states():
        own = Name("state", state.name, state.code, "states.csv")
        yield from ((phrase, own) for phrase in (state.name, *state.names))
    for state in states():
        adjective = Name("adjective", state.name, state.code, "states.csv")
        yield from ((phrase, adjective) for phrase in (*state.adjectives, *state.people))
    for state in states():
        capital = Name("capital", state.name, state.code, "states.csv")
        yield from ((phrase, capital) for phrase in state.capitals)


@cache
def _shown(code: str) -> str:
    return next((state.name for state in states() if state.code == code), code)
