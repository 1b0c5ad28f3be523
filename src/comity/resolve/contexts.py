"""Names that mean different states by the rest of the document or by its date: Brussels, Congo, Moscow in 1985."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from comity.resolve.countries import country_name
from comity.resolve.names import Name
from comity.resolve.units import Region, Unit

# Until these days the capital and the people of the first were those of the second.
_BEFORE = {
    "RUS": ("SUN", date(1991, 12, 26)),
    "CZE": ("CSK", date(1993, 1, 1)),
    "SRB": ("YUG", date(2003, 2, 4)),
}
_PLACED = frozenset({"in", "to", "at", "from", "near", "of", "outside", "visited", "visit", "left", "through", "for"})


def in_context(regions: Sequence[Region], when: date | None) -> list[Region]:
    """The regions with names that depend on the document or its date standing for the state that they mean there."""
    words = {u.text for r in regions for u in r.units if u.kind in ("name", "cap")}
    codes = {
        u.name.country for r in regions for u in r.units if u.name and u.kind == "name" and u.name.type != "capital"
    }
    return [
        replace(
            r, units=tuple(_meant(r, k, words, codes, when) if u.kind == "name" else u for k, u in enumerate(r.units))
        )
        for r in regions
    ]


def _meant(part: Region, k: int, words: set[str], codes: set[str | None], when: date | None) -> Unit:
    unit = part.units[k]
    name = unit.name
    if unit.kind != "name" or name is None or name.type not in ("state", "adjective", "capital"):
        return unit
    if when is not None and name.country in _BEFORE and (name.type == "capital" or name.country == "RUS"):
        code, until = _BEFORE[name.country]
        if when < until:
            return replace(unit, name=_as(name, code))
    if unit.text == "Brussels" and "BEL" not in codes and not _placed(part, k):
        bloc = next((code for code in ("org:EU", "org:NATO") if code in codes), None)
        return replace(unit, name=_as(name, bloc)) if bloc else unit
    if unit.text == "Georgia" and words & _AMERICAN and not words & _CAUCASIAN:
        return replace(unit, kind="mask")
    if unit.text in ("Congo", "Congolese", "the Congo") and words & _BRAZZAVILLE and not words & _KINSHASA:
        return replace(unit, name=_as(name, "COG"))
    if unit.text in ("Korea", "Korean", "Koreans") and words & _NORTH and not words & _SOUTH:
        return replace(unit, name=_as(name, "PRK"))
    return unit


_AMERICAN = frozenset({"Atlanta", "Savannah", "Atlanta, Georgia", "Kemp", "Ossoff", "Warnock", "Fulton"})
_CAUCASIAN = frozenset({"Tbilisi", "Georgian", "Georgians", "Batumi", "Abkhazia", "South Ossetia"})
_BRAZZAVILLE = frozenset({"Brazzaville", "Congo-Brazzaville", "Republic of the Congo", "Republic of Congo"})
_KINSHASA = frozenset(
    {"Kinshasa", "DRC", "DR Congo", "Democratic Republic of the Congo", "Democratic Republic of Congo"}
)
_NORTH = frozenset({"North Korea", "North Korean", "Pyongyang", "DPRK"})
_SOUTH = frozenset({"South Korea", "South Korean", "Seoul", "ROK", "Republic of Korea", "South Koreans"})


def _as(name: Name, code: str) -> Name:
    return replace(name, name=country_name(code), country=code)


def _placed(part: Region, k: int) -> bool:
    """Whether a word of place stands before: "in Brussels" is the city, "Brussels warned" the Union."""
    return k > 0 and part.units[k - 1].low in _PLACED
