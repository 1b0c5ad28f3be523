"""Wordings compared: whether two titles, subjects or undertakings can name one thing."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W_]+")
_STEM = 6  # letters that forms of one word share: "construct", "construction"
_EMPTY = frozenset(
    "a an the of on for and or in to at by with from between into its their his her this that as is be will new".split()
)
# Said of so many things that it tells none of them from another.
_GENERIC = frozenset(
    word[:_STEM]
    for word in (
        "agreement memorandum understanding treaty contract deal declaration statement protocol document "
        "package project programme program cooperation collaboration partnership joint venture mutual "
        "bilateral further field sector area development construction building build support implementation "
        "creation establishment purchase supply country countries state government plant company "
        "intergovernmental strategic comprehensive"
    ).split()
)


def words(text: str) -> frozenset[str]:
    """The words of a text that say something, each cut to its stem."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if word not in _EMPTY)


def alike(a: AbstractSet[str], b: AbstractSet[str], share: float) -> bool:
    """Whether two wordings (as `words`) can name one thing: the words of one are among those of the other, or of the
    telling words ("copper" and "zinc" tell two joint ventures apart) a `share` of the shorter one's is in both. An
    empty wording is like an empty one only.
    """
    if not a or not b:
        return a == b
    if a <= b or b <= a:
        return True
    telling_a, telling_b = a - _GENERIC, b - _GENERIC
    if not telling_a or not telling_b:
        return False
    return len(telling_a & telling_b) >= share * min(len(telling_a), len(telling_b))
