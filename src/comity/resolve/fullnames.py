"""The grammar of people's names over units: initials, particles, nicknames, "Jr." and the numerals of monarchs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from comity.resolve.titles import title_at
from comity.resolve.units import Region, Unit, vocabulary

Known = Callable[[str], bool]

_LONGEST_NAME = 9
# Also given names ("Jun Yamada"), but never the end of a name ("Blinken April 3").
_MONTHS = frozenset("january march april may june july august jan mar apr jun jul aug dec".split())
# A run of capitals right before one of these names a body, and no person.
BODIES = frozenset(
    "committee council commission department office embassy ministry agency bank company corporation institute "
    "university foundation administration authority".split()
)
_QUOTES = frozenset("\"“”'‘’")


def name_at(region: Region, start: int, known: Known, *, titled: bool) -> tuple[int, int, bool] | None:
    """The name that begins at a unit as (first, end, listed): honorifics before it are passed over."""
    units = region.units
    k = start
    while k < len(units) and _honorific(units[k]) and k - start < 3:
        k += 1
        if k < len(units) and units[k].text == "." and units[k].start == units[k - 1].end:
            k += 1
    first, listed, parts = k, False, 0
    limit = 1 if region.capitals else 3 if region.display else _LONGEST_NAME
    while k < len(units) and k - first < _LONGEST_NAME:
        step = _part(region, k, parts, titled=titled)
        if not step or (parts and not adjacent(region, k)):
            break
        unit = units[k]
        listed = listed or (unit.name is not None and unit.name.type == "person")
        if parts >= limit and unit.low.rstrip(".") not in vocabulary("words", "suffixes"):
            break
        k += step
        parts += 1
        if listed and (region.display or region.capitals) and not suffix(units, k):
            break
        if (region.display or region.capitals) and known(unit.text) and not (k < len(units) and known(units[k].text)):
            break
    return (first, k, listed) if parts and not _of_an_office(region, k) else None


def _of_an_office(region: Region, k: int) -> bool:
    """Whether the word right after a run makes all of it a body ("General Border Committee")."""
    units = region.units
    return k < len(units) and units[k].kind == "cap" and adjacent(region, k) and units[k].low in BODIES


def _honorific(unit: Unit) -> bool:
    if unit.low == "he":
        return unit.text == "HE"
    return unit.kind != "word" and unit.low in vocabulary("words", "honorifics")


def name_text(region: Region, first: int, end: int) -> str:
    """The name as written between two units."""
    return region.text[region.units[first].start : region.units[end - 1].end]


def _part(region: Region, k: int, parts: int, *, titled: bool) -> int:
    """How many units at `k` go on with a name: 0 where it ends."""
    units = region.units
    unit = units[k]
    follower = units[k + 1] if k + 1 < len(units) else None
    if unit.kind == "initial":
        return 1
    if unit.kind == "name" and unit.name is not None:
        if unit.name.type == "person":
            return int(parts == 0 or (titled and not region.display and not region.capitals))
        if unit.name.type not in ("state", "city", "capital", "company") or not titled:
            return 0
        opens = parts == 0 and follower is not None and follower.kind in ("cap", "initial") and not barred(follower)
        closes = parts > 0 and unit.name.type in ("city", "company") and not region.display
        return int((opens and " " not in unit.text and not unit.text.isupper()) or closes)
    if unit.kind == "cap":
        if parts and title_at(units, k) is not None:
            return 0
        if unit.low in _MONTHS and (parts or follower is None or follower.kind != "cap"):
            return 0
        return 0 if barred(unit) and not (parts and suffix(units, k)) else 1
    if unit.kind == "word" and unit.low in vocabulary("words", "particles"):
        return int(follower is not None and follower.kind in ("cap", "name", "word") and _continues(units, k + 1))
    if unit.text == "," and parts and follower is not None and follower.low.rstrip(".") in ("jr", "sr"):
        return 2
    if unit.text in _QUOTES and parts and k + 2 < len(units) and units[k + 2].text in _QUOTES:
        return 3
    return 0


def _continues(units: Sequence[Unit], k: int) -> bool:
    unit = units[k]
    if unit.kind == "word":
        return unit.low in vocabulary("words", "particles") and k + 1 < len(units) and units[k + 1].kind == "cap"
    return not barred(unit)


def barred(unit: Unit) -> bool:
    """Whether a word is never part of a name: a title, a weekday, a verb of headings."""
    return unit.low in vocabulary("words", "never_names") or unit.low in vocabulary("heads", "")


def suffix(units: Sequence[Unit], k: int) -> bool:
    """Whether a name goes on with "Jr." or a numeral at a unit."""
    return k < len(units) and (
        (units[k].low.rstrip(".") in vocabulary("words", "suffixes") and units[k].text[1:2] != "i")
        or (units[k].text == "," and k + 1 < len(units) and units[k + 1].low.rstrip(".") in ("jr", "sr"))
    )


def adjacent(region: Region, k: int) -> bool:
    """Whether a unit follows the one before it without anything but a space."""
    gap = region.text[region.units[k - 1].end : region.units[k].start]
    return gap in ("", " ") or region.units[k].text == ","
