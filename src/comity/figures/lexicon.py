"""Word lists of the grammar, loaded once: TOML beside this file, and names from CLDR through babel."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

Phrases = Mapping[tuple[str, ...], str]


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file `data/<name>.toml`."""
    return tomllib.loads(files("comity.figures").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def powers(section: str) -> Mapping[str, Decimal]:
    """Words of a section of numbers.toml with their power of ten; "after" is all that may follow a number."""
    numbers = table("numbers")
    rows = numbers["scales"] | numbers["trailing"] if section == "after" else numbers[section]
    return MappingProxyType({word: Decimal(10) ** power for word, power in rows.items()})


@cache
def integers(section: str) -> Mapping[str, int]:
    """Words of a section of numbers.toml with their value."""
    return MappingProxyType(dict(table("numbers")[section]))


@cache
def phrases(file: str, section: str) -> Phrases:
    """{words of a phrase: its key} for a section of lists ("before" of context.toml: ("more", "than") → "over")."""
    rows = table(file)[section].items()
    return MappingProxyType({tuple(phrase.split()): key for key, listed in rows for phrase in listed})


@cache
def longest(file: str, section: str) -> int:
    """Words in the longest phrase of a section."""
    return max(len(phrase) for phrase in phrases(file, section))


@cache
def words(file: str, section: str, key: str = "words") -> frozenset[str]:
    """One list as a set."""
    return frozenset(table(file)[section][key])


@cache
def lasts(file: str, section: str) -> frozenset[str]:
    """Last words of a section's phrases: a cheap test before phrases are tried."""
    return frozenset(phrase[-1] for phrase in phrases(file, section))


@cache
def firsts(file: str, section: str) -> frozenset[str]:
    """First words of a section's phrases."""
    return frozenset(phrase[0] for phrase in phrases(file, section))


def phrase_before(all_words: tuple[str, ...], i: int, file: str, section: str) -> tuple[str, int] | None:
    """Key and first token of the longest phrase that ends just before token `i`."""
    if i <= 0 or all_words[i - 1] not in lasts(file, section):
        return None
    known = phrases(file, section)
    for length in range(min(longest(file, section), i), 0, -1):
        key = known.get(all_words[i - length : i])
        if key is not None:
            return key, i - length
    return None


def phrase_at(all_words: tuple[str, ...], i: int, file: str, section: str) -> tuple[str, int] | None:
    """Key and one-beyond token of the longest phrase that begins at token `i`."""
    if not 0 <= i < len(all_words) or all_words[i] not in firsts(file, section):
        return None
    known = phrases(file, section)
    for length in range(min(longest(file, section), len(all_words) - i), 0, -1):
        key = known.get(all_words[i : i + length])
        if key is not None:
            return key, i + length
    return None


def singular(noun: str) -> str:
    """The singular of a plural English noun as news uses them; other words come back unchanged."""
    irregular = table("nouns")["irregular"]
    if noun in irregular:
        return str(irregular[noun])
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def merged(*sets: Iterable[str]) -> frozenset[str]:
    """The union."""
    return frozenset(word for group in sets for word in group)
