"""What stands beside a name and says whose official that is: "[name], the head of Peru's railway", "[name] (Chad)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.resolve.fullnames import barred, name_at
from comity.resolve.groups import group_at, holders_at
from comity.resolve.institutions import body_of, body_phrase, institution_at
from comity.resolve.lists import words
from comity.resolve.titles import Title, title_at
from comity.resolve.units import Region, Unit

MARKERS = frozenset({"state", "adjective", "organisation", "body", "company"})
_CLOSING = frozenset({",", ".", ";", ")", "—", "–", ":"})
_JOINING = frozenset({"of", "at", "in", "for", "from", "with", "on"})
_MOST_WORDS = 10
_MOST_NAMES = 8
_MOST_INSIDE = 5
# None of these stands inside what an office is of.
_CLAUSE = frozenset(
    "who which that is was are were be has have had will would said says and but when where while after before met "
    "meets called told".split()
)
_BREAKING = _CLAUSE - {"and"}
# The state after "to" or "in" is where these are sent.
_SENT = frozenset("ambassador envoy consul representative attaché attache".split())


@dataclass(frozen=True, slots=True)
class Description:
    """Words that describe a person, up to unit `end`: of which state, and in which office."""

    end: int
    country: str | None
    title: Title | None


def described(region: Region, k: int) -> Description | None:
    """What follows a name that ends at a unit: ", [the] [state's] [title]", ", [title] of [state]", ", undersecretary
    at Oman's transport ministry", "of the Omani foreign ministry", "(Oman)".
    """
    units = region.units
    if k >= len(units):
        return None
    if units[k].low in ("of", "from"):
        return _employed(region, k + 1)
    if units[k].text not in (",", "("):
        return None
    bracket = units[k].text == "("
    k += 1
    while k < len(units) and units[k].low in ("the", "a", "an", "who", "is", "was", "now", "then"):
        k += 1
    if k >= len(units):
        return None
    if bracket and k + 1 < len(units) and units[k + 1].text == ")":
        name = units[k].name
        return Description(k + 2, name.country, None) if name is not None and name.type == "state" else None
    return _marked(units, k) or _held(units, k)


def _marked(units: Sequence[Unit], k: int) -> Description | None:
    """ "[state's] [title]", with what follows the title."""
    marker = units[k].name
    if units[k].kind != "name" or marker is None or marker.type not in MARKERS:
        return None
    after = k + 1 + (k + 1 < len(units) and units[k + 1].kind == "possessive")
    title = title_at(units, after)
    if title is None or title.plural or named(units, title.end):
        return None
    return Description(title.end, marker.country, title)


def _held(units: Sequence[Unit], k: int) -> Description | None:
    """ "[title] of [state]", "[title] at [somebody's] [body]", or a capitalised title alone."""
    title = title_at(units, k)
    if title is None or title.plural or named(units, title.end):
        return None
    whole = of_state(units, title.end)
    if whole is not None and not named(units, whole[1]):
        return Description(whole[1], whole[0], title)
    far = tail(units, title)
    if far is not None:
        return Description(far[1], far[0], title)
    if units[k].kind == "cap" or title.country is not None:
        return Description(title.end, title.country, title)
    return None


def tail(units: Sequence[Unit], title: Title) -> tuple[str, int] | None:
    """The first state in what follows a title up to a comma or the sentence's end: (country, end)."""
    k = title.end
    if k >= len(units) or not (units[k].low in _JOINING or units[k].low in words("words.toml")["body_nouns"]):
        return None
    if title.head in _SENT and units[k].low in ("in", "at"):
        return None
    country = None
    while k < len(units) and k - title.end < _MOST_WORDS and units[k].text not in _CLOSING:
        unit = units[k]
        if unit.low in _CLAUSE or unit.kind == "initial":
            return None
        name = unit.name
        if name is not None and unit.kind == "name" and (name.type in MARKERS or name.type in ("capital", "city")):
            country = country or name.country
        k += 1
    return (country, k) if country is not None and k < len(units) and units[k].text in _CLOSING else None


def _employed(region: Region, k: int) -> Description | None:
    """ "of the Omani foreign ministry"."""
    units = region.units
    while k < len(units) and units[k].low == "the":
        k += 1
    found = institution_at(region, k) if k < len(units) else None
    if found is None or found.type != "body" or found.country is None:
        return None
    return Description(found.end, found.country, None)


def of_state(units: Sequence[Unit], k: int) -> tuple[str, int] | None:
    """ "of [the] [state or organisation]" at a unit: (country, end)."""
    if k >= len(units) or units[k].low != "of":
        return None
    k += 1
    while k < len(units) and units[k].low in ("the", "neighbouring", "neighboring", "friendly"):
        k += 1
    if (inside := _inside_body(units, k)) is not None:
        return inside
    whole = body_of(units, k) if k < len(units) else None
    if whole is not None and whole.country is not None:
        return whole.country, whole.end
    if k < len(units) and units[k].name is not None and units[k].kind == "name":
        name = units[k].name
        assert name is not None
        if name.type not in MARKERS or name.country is None:
            return None
        body = body_phrase(units, k + 1 + (k + 1 < len(units) and units[k + 1].kind == "possessive"))
        if body is not None:
            return name.country, body
        if name.type != "adjective" and not (k + 1 < len(units) and units[k + 1].kind == "possessive"):
            return name.country, k + 1
    return None


def _inside_body(units: Sequence[Unit], k: int) -> tuple[str, int] | None:
    """The listed body at the end of a capitalised run: "Standing Committee of the National People's Congress"."""
    end = k
    while end < len(units) and end - k < _MOST_INSIDE and (units[end].kind == "cap" or units[end].low in ("of", "the")):
        end += 1
    held = units[end].name if k < end < len(units) else None
    return (held.country, end + 1) if held is not None and held.type == "body" and held.country else None


def named(units: Sequence[Unit], k: int) -> bool:
    """Whether a name follows: then the title belongs to the next person of a list."""
    if k >= len(units):
        return False
    unit = units[k]
    person = unit.kind == "name" and unit.name is not None and unit.name.type == "person"
    return person or (unit.kind in ("cap", "initial") and not barred(unit))


def after_plural(units: Sequence[Unit], k: int) -> bool:
    """Whether "presidents" or "foreign ministers" stands before a name, with at most another name between."""
    for j in range(k - 1, max(k - _MOST_WORDS, -1), -1):
        if units[j].text in (".", ";") or units[j].low in _BREAKING:
            return False
        title = title_at(units, j)
        if title is not None and title.plural:
            return True
    return False


def in_turn(region: Region, k: int) -> tuple[Title, list[tuple[int, int, str]]] | None:
    """The names after a group of officials in the order of its states, as (first, end, country): "the Czech and Slovak
    premiers, Petr X and Robert Y"; None where there are not as many names as states.
    """
    units = region.units
    group = group_at(region, k) if units[k].kind == "name" else holders_at(units, k)
    if group is None or group.title is None or not 1 < len(group.countries) <= _MOST_NAMES:
        return None
    found: list[tuple[int, int, str]] = []
    j = group.end + 1
    if group.end >= len(units) or units[group.end].text != ",":
        return None
    for code in group.countries:
        while j < len(units) and units[j].low in (",", "and"):
            j += 1
        name = name_at(region, j, lambda word: False, titled=False) if j < len(units) else None
        if name is None:
            return None
        found.append((name[0], name[1], code))
        j = name[1]
    return group.title, found
