"""What a number counts: per cent, a measured unit, or a noun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from babel.units import format_unit

from comity.figures import lexicon
from comity.figures.tokens import Tokens
from comity.model.quantity import QuantityKind

_GLUE = frozenset("-‑")


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit that ends before token `last`; `factor` multiplies the number (bcm: 10**9)."""

    kind: QuantityKind
    unit: str | None
    last: int
    factor: Decimal = Decimal(1)
    per: str | None = None


@cache
def _units() -> tuple[Mapping[str, Measure], Mapping[tuple[str, ...], Measure]]:
    """Symbols as written, and words in lower case."""
    data = lexicon.table("units")
    spelled: dict[tuple[str, ...], Measure] = {}
    for kind, listed in data["cldr"].items():
        for unit in listed:
            measure = Measure(kind, unit, 0)
            for count in (1, 2):
                name = format_unit(count, f"{kind}-{unit}", length="long", locale="en").lstrip("12 ").lower()
                spelled[tuple(name.replace("-", " - ").split())] = measure
    for name, (kind, unit, power, per) in data["words"].items():
        spelled[tuple(name.split())] = Measure(kind, unit, 0, Decimal(10) ** power, per or None)
    symbols = {
        name: Measure(kind, unit, 0, Decimal(10) ** power, per or None)
        for name, (kind, unit, power, per) in data["symbols"].items()
    }
    return MappingProxyType(symbols), MappingProxyType(spelled)


@cache
def _longest_unit() -> int:
    return max(len(name) for name in _units()[1])


def percent(t: Tokens, i: int) -> Measure | None:
    """Per cent, percentage points and basis points at token `i`."""
    at = i + 1 if t.word(i) in _GLUE and t.glued(i) else i
    word, after = t.word(at), t.word(at + 1)
    if word in ("%", "percent", "pct", "pc", "٪"):
        last = at + 1
    elif word == "per" and after in ("cent", "cents"):
        last = at + 2
    elif word == "percentage" and after in ("point", "points"):
        return Measure("percentage_point", None, at + 2)
    elif word == "percentage" and after in _GLUE and t.word(at + 2) in ("point", "points"):
        return Measure("percentage_point", None, at + 3)
    elif word == "basis" and after in ("point", "points"):
        return Measure("percentage_point", None, at + 2, Decimal("0.01"))
    elif word in ("pp", "ppts", "bps") or (word == "bp" and t.raw(at) == "bp"):
        return Measure("percentage_point", None, at + 1, Decimal("0.01") if word[0] == "b" else Decimal(1))
    elif word == "p" and t.follows(at, "p", ".", "p", "."):
        return Measure("percentage_point", None, at + 4)
    else:
        return None
    if t.word(last) in ("points", "point") or (t.word(last) in _GLUE and t.word(last + 1) in ("point", "points")):
        return Measure("percentage_point", None, last + (2 if t.word(last) in _GLUE else 1))
    return Measure("percent", None, last)


def unit(t: Tokens, i: int) -> Measure | None:
    """A measured unit at token `i`: "MW", "tonnes", "barrels per day", "-kilometre"."""
    at = i + 1 if t.word(i) in _GLUE and t.glued(i) else i
    symbols, spelled = _units()
    raw = t.raw(at)
    found = symbols.get(raw)
    if found and not (raw == "g" and not t.glued(at)):
        return Measure(found.kind, found.unit, at + 1, found.factor, found.per)
    if raw == "m" and t.word(at + 1) in ("³", "3") and t.glued(at + 1):
        return Measure("volume", "cubic-meter", at + 2)
    if raw in ("km", "m") and t.word(at + 1) in ("²", "2") and t.glued(at + 1):
        return Measure("area", "square-kilometer" if raw == "km" else "square-meter", at + 2)
    for length in range(min(_longest_unit(), len(t) - at), 0, -1):
        found = spelled.get(t.words[at : at + length])
        if found:
            return _rated(t, Measure(found.kind, found.unit, at + length, found.factor, found.per))
    return None


def _rated(t: Tokens, measure: Measure) -> Measure:
    """Barrels with "a day" after them carry the rate in their span ("barrels per day")."""
    if measure.unit == "barrel" and (t.follows(measure.last, "per", "day") or t.follows(measure.last, "a", "day")):
        return Measure(measure.kind, measure.unit, measure.last + 2, measure.factor, "day")
    return measure


def noun(t: Tokens, i: int, value: Decimal) -> tuple[int, int] | None:
    """First and one-beyond token of the noun phrase counted at token `i`, the head last; None where none stands.

    No parse is needed for most: the head of a counted phrase is its first plural (an irregular one counts), within six
    words that hold no preposition, article, auxiliary or sign; after "one" it is the word that ends the phrase.
    """
    stops, irregular = lexicon.words("nouns", "stops"), lexicon.table("nouns")["irregular"]
    of = t.word(i) == "of" and t.word(i - 1) in lexicon.words("nouns", "partitive")
    first = i + (of or t.word(i) in ("more", "other", "additional", "new"))
    if t.word(first) in _GLUE and t.glued(first):
        return _compound(t, first)
    at, spaced, joined = first, 0, False
    while spaced < 6:
        word = t.word(at)
        if word in _GLUE and at > first and t.glued(at) and t.glued(at + 1):
            at += 2
            continue
        if word in ("and", "or") and at > first and not joined and t.word(at + 1)[:1].isalpha():
            at, joined = at + 1, True
            continue
        if not word[:1].isalpha() or word in stops:
            break
        if _plural(word, irregular) and not _modifies(t, at, stops):
            return first, at + 1
        at, spaced = at + 1, spaced + 1
    if t.word(first) == "year" and t.word(first + 1) == "old":
        return first, first + 2
    single = value in (0, 1) and at > first and not joined and not t.words[at - 1].endswith(("ing", "ed", "ly"))
    return (first, at) if single and at - first <= 3 else None


def _compound(t: Tokens, i: int) -> tuple[int, int] | None:
    """As in "three-day visit": the word glued to the number by a hyphen, and "-old" after it."""
    word = t.word(i + 1)
    if not (t.glued(i + 1) and word.isalpha() and len(word) > 2) or word in lexicon.words("nouns", "stops"):
        return None
    if word in lexicon.words("nouns", "ways"):
        return None
    old = t.word(i + 2) in _GLUE and t.word(i + 3) == "old"
    return i + 1, i + (4 if old else 2)


def _plural(word: str, irregular: Mapping[str, str]) -> bool:
    if word in irregular:
        return True
    return len(word) > 3 and word[-1] == "s" and not word.endswith(("ss", "us", "is", "ous"))


def _modifies(t: Tokens, at: int, stops: frozenset[str]) -> bool:
    """Whether a plural is itself the modifier of a plural ("five sales managers"): only where the next ends in -s."""
    following = t.word(at + 1)
    if following in _GLUE and t.glued(at + 1):
        return True
    return t.words[at] in ("sales", "arms", "energy", "sports", "news", "defense", "goods", "services", "systems") and (
        following[:1].isalpha() and following not in stops and following.endswith("s")
    )


def phrase(t: Tokens, first: int, last: int) -> tuple[str, str]:
    """The noun phrase as written, in lower case, and its head in the singular."""
    written = " ".join(t.text[t.starts[first] : t.ends[last - 1]].lower().split())
    written = "year-old" if written == "year old" else written
    return written, written if written.endswith("-old") else lexicon.singular(t.words[last - 1])
