"""Companies and bodies of states that no list has, by the form of their names ("Kazakh Energy Ministry")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from comity.resolve.lists import words
from comity.resolve.units import Region, Unit, vocabulary

_LONGEST = 7
# Nouns of bodies that news also writes in lower case.
_BANKS = frozenset({"central", "national", "reserve", "development"})
_PLAIN = frozenset({"ministry", "parliament", "embassy", "army", "navy", "military", "junta"})


@dataclass(frozen=True, slots=True)
class Institution:
    """A company or body, units `start` to `end`, with the state that the words beside or inside it name."""

    start: int
    end: int
    type: Literal["company", "body"]
    country: str | None
    how: str


def institution_at(region: Region, k: int) -> Institution | None:
    """The body or company whose name begins at a unit, or None."""
    if region.display or region.capitals:
        return body_of(region.units, k)
    return _marked_body(region.units, k) or body_of(region.units, k) or _company(region, k)


def presented(region: Region, k: int) -> Institution | None:
    """The company that a state and a noun present: from "the German firm Musterwerk" the name alone."""
    units = region.units
    marker = units[k].name
    if marker is None or marker.type not in ("adjective", "state") or region.display:
        return None
    j = k + 1
    if j < len(units) and units[j].kind == "possessive":
        j += 1
    noun = None
    while j < len(units) and j - k <= 5 and units[j].kind == "word":
        noun = units[j].low
        j += 1
    end = _run(units, j)
    if end == j or units[j].kind == "name":
        return None
    endings = _list("company_endings") | _list("weak_company_endings")
    last = units[end - 1].low
    if noun not in _list("company_nouns") and not (noun is None and (last in endings or last.endswith("bank"))):
        return None
    return Institution(j, end, "company", marker.country, "pattern: company presented by its state")


def _marked_body(units: Sequence[Unit], k: int) -> Institution | None:
    """[state or adjective] [portfolio] [noun of a body] [of portfolio]: "Russia's Foreign Ministry"."""
    marker = units[k].name
    if units[k].kind != "name" or marker is None or marker.type not in ("adjective", "state") or marker.country is None:
        return None
    j = k + 1
    if j < len(units) and units[j].kind == "possessive":
        j += 1
    end = body_phrase(units, j)
    return Institution(k, end, "body", marker.country, "pattern: body of a state") if end is not None else None


def body_of(units: Sequence[Unit], k: int) -> Institution | None:
    """The body whose name begins at a unit and ends in its state: "Ministry of Energy of the Kyrgyz Republic"."""
    if units[k].kind != "cap":
        return None
    end = body_phrase(units, k)
    if end is None or end >= len(units) or units[end].low not in ("of", "in"):
        return None
    j = end + 1
    while j < len(units) and units[j].low == "the":
        j += 1
    if j < len(units) and units[j].kind == "name":
        name = units[j].name
        if name is not None and name.type == "state" and name.country:
            return Institution(k, j + 1, "body", name.country, "pattern: body of a state")
    return None


def body_phrase(units: Sequence[Unit], start: int) -> int | None:
    """Where the name of a body that begins at a unit ends: portfolios and the noun, then "of" and portfolios."""
    allowed = vocabulary("words", "portfolios") | _list("body_words")
    nouns = _list("body_nouns")
    end = None
    k = start
    while k < len(units) and k - start < _LONGEST:
        unit = units[k]
        if unit.kind not in ("cap", "word"):
            break
        bank = unit.low == "bank" and k > start and units[k - 1].low in _BANKS
        if bank or (unit.low in nouns and (unit.kind == "cap" or unit.low in _PLAIN)):
            end = k + 1
        elif unit.low not in allowed or (unit.low in ("of", "for", "and") and k == start):
            break
        k += 1
    if end is not None and end < len(units) and units[end].low in ("of", "for") and end - start == 1:
        k = end + 1
        while k < len(units) and k - start < 2 * _LONGEST:
            if units[k].low in vocabulary("words", "portfolios") and units[k].kind == "cap":
                end = k + 1
            elif units[k].low not in ("and", "the", ",", "&"):
                break
            k += 1
    return end


def _company(region: Region, k: int) -> Institution | None:
    units = region.units
    if units[k].kind not in ("cap", "name") or (k and units[k - 1].kind == "cap"):
        return None
    name = units[k].name
    if name is not None and name.type not in ("state", "adjective", "city", "capital", "company"):
        return None
    end = _run(units, k)
    last = units[end - 1].low
    strong = last in _list("company_endings")
    weak = last in _list("weak_company_endings")
    country = name.country if name is not None else None
    if end - k >= 2 and (strong or (weak and end - k >= 3)) and _distinct(units, k, end):
        return Institution(k, end, "company", country, "pattern: company ending")
    return None


def _distinct(units: Sequence[Unit], k: int, end: int) -> bool:
    """Whether a run is more than a state and a common noun ("French Company")."""
    return units[k].kind == "cap" or end - k >= 3


def _run(units: Sequence[Unit], k: int) -> int:
    """Where a run of capitalised words ends, with "&", "and" and "of" never inside but "&"."""
    end = k
    while end < len(units) and end - k < _LONGEST:
        unit = units[end]
        glued = end > k and unit.text == "&" and end + 1 < len(units) and units[end + 1].kind == "cap"
        listed = unit.kind == "name" and unit.name is not None and unit.name.type != "person"
        if not glued and unit.kind not in ("cap", "initial") and not (listed and end == k):
            break
        if unit.kind == "cap" and unit.low in _sentence_words():
            break
        end += 1
    return end


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(words("words.toml")[key])


@cache
def _sentence_words() -> frozenset[str]:
    companies = _list("company_endings") | _list("weak_company_endings") | {"plan", "act", "company", "group", "bank"}
    return vocabulary("words", "never_names") - companies
