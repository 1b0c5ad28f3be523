"""Words that refer back: "both countries", "the two leaders", "the country", "we", "he", "its"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.model import Actor
from comity.model.actor import MentionType
from comity.resolve.countries import country_name
from comity.resolve.lists import words
from comity.resolve.plurals import count, definite, plural
from comity.resolve.references import Context
from comity.resolve.titles import title_at
from comity.resolve.units import Region, Unit

_NATIONS = frozenset({"country", "nation", "republic", "kingdom", "state", "sultanate", "emirate"})
_REGIONAL = _NATIONS | {"neighbour", "neighbor", "giant", "power", "ally", "economy", "monarchy", "producer", "member"}
_SENT = frozenset({"delegation", "mission"})
# What an organisation calls itself in its own releases.
_OWN_BODIES = frozenset(
    "Council Commission Union Alliance Organisation Organization Secretariat Fund Bank Agency".split()
)
_POSSESSED = frozenset({"both", "the", "these", "our", "their", "those"})
_PRONOUNS = frozenset({"he", "she", "they", "their", "it", "its", "we", "our", "us"})
REFERRING = _POSSESSED | _PRONOUNS
_VERBS = frozenset(
    "also then later will would had have did are were agreed discussed met meet signed said spoke talked held "
    "exchanged pledged reviewed announced decided condemned called urged reaffirmed stressed underlined noted".split()
)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that refer to somebody, up to unit `end`."""

    end: int
    type: MentionType
    actors: tuple[Actor, ...]
    how: str


def anaphor_at(region: Region, k: int, context: Context, sentence: int) -> Anaphor | None:
    """What refers back at a unit, resolved; None where nothing does or it is not clear to whom."""
    unit = region.units[k]
    if unit.kind not in ("word", "cap"):
        return None
    if unit.low in _POSSESSED:
        found = _several(region, k, context, sentence) or _one(region, k, context, sentence)
        return _pronoun(unit.low, k, context, sentence) if found is None and unit.low == "their" else found
    if unit.low in _PRONOUNS and unit.text != "US" and not unit.text.isupper():
        return _pronoun(unit.low, k, context, sentence)
    return None


def _several(region: Region, k: int, context: Context, sentence: int) -> Anaphor | None:
    """ "both countries", "the two neighbouring states", "the sides"."""
    units = region.units
    number = count(units[k].low) if units[k].low == "both" else None
    j = k + 1
    if number is None and j < len(units) and count(units[j].low) is not None and units[j].low != "both":
        number = count(units[j].low)
        j += 1
    bare = number is None
    if bare and units[k].low != "the":
        return None
    if number is not None and _acting(units, j):
        return _of(region, k, j, context.leaders(sentence, number))
    title = title_at(units, j)
    if title is not None and title.plural:
        noun, end = title.head, title.end
        if end + 1 < len(units) and units[end].low == "of" and units[end + 1].low in ("state", "government"):
            end += 2
    else:
        end = j
        while end < len(units) and end - j < 3 and _between(units, j, end):
            end += 1
        if end >= len(units) or _sort(units, j, end) is None or (bare and end > j):
            return None
        noun, end = units[end].low, end + 1
    kind = _sort(units, j, end - 1) if title is None or not title.plural else plural(noun)
    if kind is None or (bare and not definite(noun)):
        return None
    if end < len(units) and units[end].low == "of" and bare:
        return None
    actors = context.leaders(sentence, number or 2, noun) if kind == "people" else context.pair(sentence, number or 2)
    return _of(region, k, end, actors)


def _of(region: Region, k: int, end: int, actors: tuple[Actor, ...]) -> Anaphor | None:
    if not actors:
        return None
    written = " ".join(u.low for u in region.units[k:end])
    return Anaphor(end, "group", actors, f"anaphora: {written}")


def _sort(units: Sequence[Unit], first: int, end: int) -> str | None:
    return plural(units[end].low, (unit.low for unit in units[first:end]))


def _between(units: Sequence[Unit], first: int, end: int) -> bool:
    return _sort(units, first, end) is None and units[end].kind in ("word", "cap", "name")


def _acting(units: Sequence[Unit], k: int) -> bool:
    """Whether "the two" stands alone: a verb follows, or a word that goes before one."""
    return k < len(units) and units[k].low in _VERBS


def _one(region: Region, k: int, context: Context, sentence: int) -> Anaphor | None:
    """ "the country", "the Central Asian republic"."""
    units = region.units
    if units[k].low != "the" or k + 1 >= len(units):
        return None
    if units[k + 1].low in _NATIONS - {"state"} and not (k + 2 < len(units) and units[k + 2].low in ("of", "'s")):
        code = context.country(sentence)
        return _state(code, k + 2, f"anaphora: the {units[k + 1].low}")
    if units[k + 1].low in _NATIONS - {"state"} and k + 2 < len(units) and units[k + 2].low == "'s":
        return _state(context.country(sentence), k + 2, f"anaphora: the {units[k + 1].low}")
    if (
        units[k + 1].low in _SENT
        and context.delegations
        and not (k + 2 < len(units) and units[k + 2].low in ("of", "from"))
    ):
        return Anaphor(k + 2, "group", (context.delegations[-1],), "anaphora: the delegation")
    if units[k + 1].low == "government" and not (k + 2 < len(units) and units[k + 2].low in ("of", "in", "'s")):
        return _state(context.country(sentence), k + 2, "anaphora: the government")
    if units[k + 1].text in _OWN_BODIES and (context.home or "").startswith("org:"):
        after = units[k + 2].low if k + 2 < len(units) else ""
        return None if after in ("of", "for") else _body(context.home, k + 2, units[k + 1].text)
    for length in (3, 2, 1):
        if k + length + 1 >= len(units):
            continue
        phrase = region.text[units[k + 1].start : units[k + length].end]
        if phrase in words("words.toml")["regions"] and units[k + length + 1].low in _REGIONAL:
            return _state(
                context.regional(phrase), k + length + 2, f"anaphora: the {phrase} {units[k + length + 1].low}"
            )
    return None


def _state(code: str | None, end: int, how: str) -> Anaphor | None:
    return None if code is None else Anaphor(end, "state", (Actor(name=country_name(code), country=code),), how)


def _body(code: str | None, end: int, word: str) -> Anaphor | None:
    """ "The Council" in what the organisation itself publishes."""
    return Anaphor(end, "organisation", (Actor(name=word, country=code),), f"publisher: the {word}") if code else None


def _pronoun(word: str, k: int, context: Context, sentence: int) -> Anaphor | None:
    if word in ("we", "our", "us"):
        if context.joint:
            actors = context.signed
            return Anaphor(k + 1, "group", actors, "pronoun: we") if actors else None
        if context.home is None:
            return None
        return _state(context.home, k + 1, "publisher: we")
    if word in ("he", "she"):
        who = context.single_person(sentence, word)
        known = who is not None and who.mention.actors[0].country is not None
        return Anaphor(k + 1, "person", who.mention.actors[:1], "pronoun") if who is not None and known else None
    if word in ("they", "their"):
        several = context.several(sentence, word)
        return Anaphor(k + 1, "group", several, "pronoun") if several else None
    thing = context.single_state(sentence)
    return Anaphor(k + 1, thing.mention.type, thing.mention.actors, "pronoun") if thing is not None else None
