"""Plurals that stand for the states a document is about, for their people or for bodies of theirs: "the two sides"."""

from __future__ import annotations

from collections.abc import Iterable

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SIDES = frozenset(
    "countries nations sides states parties governments peoples capitals economies neighbours neighbors delegations "
    "republics partners allies markets powers".split()
)
# Bodies and companies of which each state has its own: "the two state power companies", "both ministries".
_BODIES = frozenset(
    "ministries parliaments railways armies navies agencies authorities regulators chambers commissions academies "
    "embassies".split()
)
_FIRMS = frozenset("companies utilities operators banks airlines producers firms grids lenders carriers".split())
_OF_STATES = frozenset("state national public state-owned central state-run nationalised".split())
# With "the" alone these stand for the document's pair; other plurals need "two" or "both".
_DEFINITE = frozenset(
    {
        "sides",
        "parties",
        "leaders",
        "presidents",
        "ministers",
        "delegations",
        "premiers",
        "interlocutors",
        "diplomats",
        "pair",
        "duo",
    }
)
_PEOPLE = frozenset(
    "leaders presidents ministers premiers officials diplomats heads chancellors counterparts interlocutors men envoys "
    "secretaries kings statesmen politicians chiefs negotiators monarchs generals admirals ambassadors governors "
    "speakers chairmen commissioners advisers princes emirs sultans pair duo".split()
)


def plural(noun: str, before: Iterable[str] = ()) -> str | None:
    """Whether a plural noun stands for states ("states"), their people ("people") or bodies ("bodies"), or neither.
    Firms are a state's own only where a word `before` says so: "the two national oil companies".
    """
    if noun in _BODIES or (noun in _FIRMS and _OF_STATES.intersection(before)):
        return "bodies"
    return "states" if noun in _SIDES else "people" if noun in _PEOPLE else None


def definite(noun: str) -> bool:
    """Whether "the" alone before a plural makes it the document's pair."""
    return noun in _DEFINITE


def count(word: str) -> int | None:
    """How many "two" or "both" are."""
    return _COUNTS.get(word)
