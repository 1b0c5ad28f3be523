"""The grammar of official titles over units: "Deputy Prime Minister and Minister of Foreign Affairs"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from comity.resolve.lists import words
from comity.resolve.units import Unit, vocabulary

_LONGEST = 16
# Heads that are also common words: without a state or a name beside them they name nobody.
WEAK = frozenset(
    "head chief leader executive official deputy chair general director governor speaker representative aide marshal "
    "fm administrator commissioner diplomat lawmaker counterpart colleague secretary adviser advisor chairman mayor "
    "dictator ruler prince duke commander".split()
)
_FEMALE = frozenset("ms mrs madam madame queen princess sheikha lady dame spokeswoman chairwoman empress smt".split())
_MALE = frozenset("mr sir king prince sheikh emir amir sultan spokesman chairman pope emperor shri".split())


@dataclass(frozen=True, slots=True)
class Title:
    """A title from unit `start` to `end`; `office` as in the lists of leaders, or "official" for any other."""

    start: int
    end: int
    phrase: str
    office: str
    plural: bool
    country: str | None

    @property
    def head(self) -> str:
        """The last word of its first part, in lower case."""
        return self.phrase.partition(" of ")[0].partition(" for ")[0].rpartition(" ")[2]


def title_at(units: Sequence[Unit], start: int) -> Title | None:
    """The longest title that begins at a unit, or None."""
    if start >= len(units) or not may_begin(units[start].low):
        return None
    end, plural = _core(units, start)
    if end is None:
        return None
    end = _tails(units, end)
    if not plural:
        end = _joined(units, start, end)
    phrase = " ".join(unit.low for unit in units[start:end])
    return Title(start, end, phrase, office_of(phrase), plural, _country(phrase))


def _core(units: Sequence[Unit], start: int) -> tuple[int | None, bool]:
    """Where modifiers and portfolios with their head end, and whether the head is a plural."""
    if not may_begin(units[start].low):
        return None, False
    heads, plurals = _heads()
    before = _before()
    end, plural = None, False
    k = start
    while k < min(len(units), start + _LONGEST):
        unit = units[k]
        low = _bare(unit.low)
        if unit.kind not in ("cap", "word") and not (k > start and low in (",", "&", "-")):
            break
        if low in heads or low in plurals:
            if end is not None and unit.kind != units[end - 1].kind:
                break
            end, plural = k + 1, low in plurals
        elif low in ("and", "&", ",", "-"):
            if k == start or end is not None or k + 1 >= len(units) or units[k + 1].low not in before:
                break
        elif low not in before:
            break
        k += 1
    return end, plural


def may_begin(low: str) -> bool:
    """Whether a title may begin with a word; asked of every word of a text, several times."""
    return low in _opening() or ("-" in low and _bare(low) in _all_heads())


def _tails(units: Sequence[Unit], end: int) -> int:
    """Where what follows after "of", "for", "to the ... for" ends: only words that portfolios are made of."""
    allowed = vocabulary("words", "portfolios")
    for _ in range(3):
        if end >= len(units) or units[end].low not in ("of", "for", "on", "to", "at", "in"):
            break
        last = end
        k = end + 1
        while k < min(len(units), end + _LONGEST):
            low = units[k].low
            if (low in allowed and units[k].kind in ("cap", "word")) or (low == "president" and units[end].low == "to"):
                last = k + 1
            elif low not in ("the", "and", ",", "&", "of"):
                break
            k += 1
        if last == end:
            break
        end = last
    return end


def _joined(units: Sequence[Unit], start: int, end: int) -> int:
    """Where a second title after "and" ends, if one capitalised phrase names one person with two offices."""
    for _ in range(2):
        if end + 1 >= len(units) or units[end].low not in ("and", ",", "&", "-", "/", "cum"):
            break
        if units[start].kind != "cap" or units[end + 1].kind != "cap":
            break
        more, plural = _core(units, end + 1)
        if more is None or plural:
            break
        more = _tails(units, more)
        if units[end].low == "," and not (more < len(units) and units[more].low == "and"):
            break
        if more < len(units) and not _goes_on(units[more]):
            break
        if _two_people(units, start, end, more):
            break
        end = more
    return end


def _two_people(units: Sequence[Unit], start: int, end: int, more: int) -> bool:
    """Whether "the" and a short title stand before another with a name: "the Secretary and President Castro"."""
    definite = start > 0 and units[start - 1].low == "the" and end - start <= 2
    return (
        definite
        and more < len(units)
        and units[more].kind in ("cap", "initial", "name")
        and units[more - 1].low != "of"
    )


def _goes_on(unit: Unit) -> bool:
    """Whether a name or state follows two titles: both are one person's, unlike "the Secretary and President said"."""
    return unit.kind in ("cap", "initial", "name") or unit.low in ("of", ",", "and")


@lru_cache(maxsize=1 << 12)
def office_of(phrase: str) -> str:
    """The office a title names, as the lists of leaders call it; "official" for one that they do not list.

    >>> office_of("deputy prime minister and minister of foreign affairs"), office_of("president")
    ('foreign_minister', 'president')
    """
    told = f" {phrase} "
    for office, marks in _offices():
        if any(mark in told for mark in marks):
            return office
    return "official"


def gender_of(words: str) -> str:
    """ "f" or "m" where a title or a word of address tells it, else "".

    >>> gender_of("Ms. Ann Moe"), gender_of("King Felipe VI"), gender_of("the president")
    ('f', 'm', '')
    """
    told = set(words.lower().replace(".", " ").split())
    return "f" if told & _FEMALE else "m" if told & _MALE else ""


def _bare(word: str) -> str:
    """A head without "ex-" and the like."""
    return word.removeprefix("ex-").removeprefix("vice-").removeprefix("co-") if "-" in word else word


@cache
def _before() -> frozenset[str]:
    return vocabulary("words", "modifiers") | vocabulary("words", "portfolios")


@cache
def _opening() -> frozenset[str]:
    return _before().union(word for word in _all_heads() if _bare(word) == word)


@cache
def _all_heads() -> frozenset[str]:
    heads, plurals = _heads()
    return heads | plurals


@cache
def _offices() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["name"], tuple(row["words"])) for row in words("titles.toml")["office"])


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    found: dict[str, str] = words("titles.toml")["heads"]
    return frozenset(found), frozenset(found.values())


@cache
def _goes_without_saying() -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = words("titles.toml")["offices"]
    return tuple(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1 << 12)
def _country(phrase: str) -> str | None:
    ranked = any(word in phrase for word in ("under ", "undersecretary", "assistant", "deputy"))
    if "secretary of state for" in phrase and not ranked:
        return "GBR"
    return next((code for office, code in _goes_without_saying() if f" {office} " in f" {phrase} "), None)
