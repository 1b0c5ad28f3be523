"""Names that need support from the rest of the document, and abbreviations that the document itself introduces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from comity.resolve.lists import words
from comity.resolve.names import Name
from comity.resolve.units import Region, Unit, vocabulary

Abbreviations = Mapping[str, Name]
Forms = Mapping[str, str]

_SHORT = re.compile(r"[A-Z&]{2,3}|[A-Z]{4}")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&-]{1,9}")


def abbreviations(regions: Sequence[Region]) -> Abbreviations:
    """Short forms in brackets after a listed name: "Électricité de France (EDF)" makes EDF that company here."""
    found: dict[str, Name] = {}
    for part in regions:
        units = part.units
        for k in range(len(units) - 3):
            name = units[k].name
            inside = units[k + 2]
            if units[k].kind != "name" or name is None or units[k + 1].text != "(" or units[k + 3].text != ")":
                continue
            if name.type in ("company", "organisation", "body") and _ACRONYM.fullmatch(inside.text):
                found.setdefault(inside.text, name)
    return found


def fullest_forms(regions: Sequence[Region]) -> Forms:
    """The longest form in which a document names each listed company and body, by the listed name."""
    found: dict[str, str] = {}
    for part in regions:
        for unit in part.units:
            if unit.kind == "name" and unit.name is not None and unit.name.type in ("company", "body"):
                written = part.text[unit.start : unit.end]
                found[unit.name.name] = max(found.get(unit.name.name, ""), written, key=len)
    return found


def without_weak(regions: Sequence[Region], home: str | None, short: Abbreviations) -> list[Region]:
    """The regions with listed names that the document does not support turned back into plain words.

    An acronym of up to four letters and a name that is also a word count only where their state is named too;
    a place that is also a given name does not count inside somebody's name ("Michael Jordan").
    """
    named = {
        u.name.country
        for r in regions
        for u in r.units
        if u.kind == "name" and u.name and u.name.type in ("state", "adjective", "capital", "person")
    }
    if home:
        named.add(home)
    return [
        replace(
            r, units=tuple(_kept(r, k, named, short) if u.kind in ("name", "cap") else u for k, u in enumerate(r.units))
        )
        for r in regions
    ]


def _kept(part: Region, k: int, named: set[str | None], short: Abbreviations) -> Unit:
    unit = part.units[k]
    if unit.kind == "cap" and unit.text in short:
        return replace(unit, kind="name", name=short[unit.text])
    if unit.kind != "name" or unit.name is None:
        return unit
    if unit.text in short:
        return replace(unit, name=short[unit.text])
    if unit.name.type == "adjective" and (_is_language(part, k) or _is_half(part, k)):
        return replace(unit, kind="mask")
    if unit.text == "Security Council" and _of_a_state(part, k):
        return replace(unit, kind="cap", name=None)
    if unit.name.type == "city" and unit.name.country not in named and unit.text in _words("weak_places"):
        return replace(unit, kind="cap", name=None)
    if unit.name.type in ("company", "body") and unit.name.country not in named and _is_weak(unit.text):
        return replace(unit, kind="cap", name=None)
    if unit.name.type in ("state", "city", "capital", "company") and " " not in unit.text and _in_a_name(part, k):
        return replace(unit, kind="mask")
    return unit


_SPEAKING = frozenset({"speak", "speaks", "spoke", "spoken", "speaking", "learn", "learns", "learning", "fluent"})
_LANGUAGE = frozenset(
    "language languages translation version text edition subtitles speaker speakers speaking lessons".split()
)
_HALVES = frozenset({"Sino", "Franco", "Anglo", "Italo", "Indo", "Luso", "Hispano", "Russo", "Viet"})


def _is_language(part: Region, k: int) -> bool:
    """Whether an adjective is the name of a language: "in English.", "speaks Russian", "the French text"."""
    units = part.units
    before = units[k - 1].low if k else ""
    after = units[k + 1] if k + 1 < len(units) else None
    if before in _SPEAKING or (after is not None and after.low in _LANGUAGE):
        return True
    if before not in ("in", "into"):
        return False
    return after is None or after.kind == "mark" or after.low in ("and", "or", "at", "on", "with", "by", "during", "to")


def _is_half(part: Region, k: int) -> bool:
    """Whether a first half of a compound ("Sino-", "Franco-") stands without the second, as in General Franco."""
    unit = part.units[k]
    return unit.text in _HALVES and part.text[unit.end : unit.end + 1] not in ("-", "–")


def _of_a_state(part: Region, k: int) -> bool:
    """Whether "Security Council" is a state's own: "the Russian Security Council", "the Security Council of Russia"."""
    units = part.units
    before = units[k - 1].name if k else None
    if before is not None and before.type in ("adjective", "state"):
        return True
    if k + 1 < len(units) and units[k + 1].low in ("secretary", "deputy"):
        return True
    j = k + 2 + (k + 2 < len(units) and units[k + 2].low == "the")
    return k + 1 < len(units) and units[k + 1].low == "of" and j < len(units) and units[j].name is not None


def _is_weak(text: str) -> bool:
    return (bool(_SHORT.fullmatch(text)) and text not in _words("strong_acronyms")) or text in _words("weak")


def _in_a_name(part: Region, k: int) -> bool:
    """Whether a place stands inside a person's name: "Michael Jordan", "Chad Wolf", "Paris Hilton"."""
    if part.display or part.capitals:
        return False
    units = part.units
    unit = units[k]
    if (
        unit.text not in _words("also_people")
        and unit.name is not None
        and unit.name.source in ("states.csv", "companies.csv")
    ):
        return False
    before = units[k - 1] if k else None
    if (
        before is not None
        and (before.kind in ("cap", "mask") or before.text in _words("also_people"))
        and part.text[before.end : unit.start] == " "
    ):
        given = before.kind == "mask" or before.text in _words("given_names") | _words("also_people")
        return given or (k > 1 and units[k - 2].kind == "initial" and units[k - 2].text != "U.S.")
    after = units[k + 1] if k + 1 < len(units) else None
    if (
        after is None
        or after.kind != "cap"
        or part.text[unit.end : after.start] != " "
        or unit.text not in _words("also_people")
    ):
        return False
    return (
        after.low not in vocabulary("heads", "")
        and after.low
        not in vocabulary("words", "never_names") | vocabulary("words", "modifiers") | vocabulary("words", "portfolios")
        and not _titled(units, k)
    )


def _titled(units: Sequence[Unit], k: int) -> bool:
    """Whether a title stands before: the grammar of persons reads the name ("Foreign Minister Israel Katz")."""
    return k > 0 and units[k - 1].low in vocabulary("heads", "")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("words.toml")[key])
