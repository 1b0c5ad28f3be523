"""Several at once: "French business leaders", "the Turkish and Kazakh foreign ministers"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from comity.resolve.lists import words
from comity.resolve.titles import Title, title_at
from comity.resolve.units import Region, Unit

_JOINTS = frozenset({"and", ",", "&", "-", "–"})
_MOST_WORDS = 4
_FUNCTION = frozenset(
    "and or the a an of in to for with who that which is are was were be have has had will would on by as from at into "
    "over said says between about after before during among than but".split()
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as written, units `start` to `end`: the codes of its states, and the title its members share."""

    start: int
    end: int
    countries: tuple[str, ...]
    title: Title | None


@cache
def _nouns() -> frozenset[str]:
    return frozenset(words("words.toml")["group_nouns"])


_MOST = 40  # members of one group; a longer list is no group, and reading on would make hostile lists costly


def group_at(region: Region, start: int) -> Group | None:
    """The group that begins with a state or adjective at a unit, or None."""
    units = region.units
    codes: list[str] = []
    k = start
    while k < len(units) and units[k].kind == "name":
        name = units[k].name
        if name is None or name.type not in ("adjective", "state", "organisation") or name.country is None:
            break
        if name.type == "state" and k > start and codes and units[k - 1].text not in ("and", ",", "-", "–"):
            break
        codes.append(name.country)
        if len(codes) > _MOST:
            return None
        if k + 2 < len(units) and units[k + 1].low in _JOINTS and units[k + 2].kind == "name":
            k += 2
            continue
        k += 1
        break
    else:
        return None
    if not codes:
        return None
    if k < len(units) and units[k].kind == "possessive":
        k += 1
    title = title_at(units, k)
    if title is not None and title.plural and title.start == k:
        return Group(start, title.end, tuple(codes), title)
    end = _noun(units, k)
    return Group(start, end, tuple(codes), None) if end is not None else None


def bloc_at(units: Sequence[Unit], k: int) -> Group | None:
    """ "European leaders", "European states": those of the European Union."""
    if units[k].low != "european" or units[k].kind != "cap":
        return None
    if k + 1 < len(units) and units[k + 1].low in words("words.toml")["blocs"]:
        return Group(k, k + 2, ("org:EU",), None)
    end = _noun(units, k + 1)
    return Group(k, end, ("org:EU",), None) if end is not None else None


def holders_at(units: Sequence[Unit], start: int) -> Group | None:
    """[plural title] of [states]: "the foreign ministers of Armenia and Azerbaijan"."""
    title = title_at(units, start)
    if not title.plural if title is not None else units[start].low != "governments":
        return None
    after = title.end if title is not None else start + 1
    if after >= len(units) or units[after].low != "of":
        return None
    codes: list[str] = []
    k, end = after + 1, after
    while k < len(units):
        name = units[k].name
        if units[k].kind == "name" and name is not None and name.type in ("state", "organisation") and name.country:
            following = title_at(units, k + 1 + (k + 1 < len(units) and units[k + 1].kind == "possessive"))
            if following is not None and units[k + 1].low != "and":
                break
            codes.append(name.country)
            end = k + 1
        elif units[k].low not in ("the", "and", ",", "&"):
            break
        k += 1
    return Group(start, end, tuple(codes), title) if codes else None


def _noun(units: Sequence[Unit], k: int) -> int | None:
    """Where a noun for several people or companies ends, after at most a few words in lower case."""
    nouns = _nouns()
    end = None
    for j in range(k, min(len(units), k + _MOST_WORDS)):
        if units[j].kind != "word" or units[j].low in _FUNCTION:
            break
        if units[j].low in nouns:
            end = j + 1
        elif end is not None:
            break
    return end
