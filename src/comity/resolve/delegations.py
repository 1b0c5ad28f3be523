"""Whose delegation is told of, and who leads it: "Ann Moe led a Norwegian delegation"."""

from __future__ import annotations

from collections.abc import Sequence

from comity.resolve.units import Unit

SENT = frozenset({"delegation", "mission", "side", "team"})
_LEADING = frozenset({"led", "leads", "heads", "headed", "leading", "heading", "represented", "represents", "chairs"})
_LED = frozenset({"led", "headed", "represented", "chaired"})
_MOST_WORDS = 7


def delegation_of(units: Sequence[Unit], k: int) -> str | None:
    """The country of the delegation that a unit names ("a Turkish military delegation"), or None."""
    if units[k].low not in SENT or units[k].kind == "name":
        return None
    for j in range(k - 1, max(k - 5, -1), -1):
        name = units[j].name
        if units[j].kind == "name" and name is not None and name.type in ("state", "adjective"):
            return name.country
        if units[j].kind not in ("word", "cap", "possessive", "mark"):
            return None
    return None


def led_by(units: Sequence[Unit], start: int, end: int) -> str | None:
    """The country of the delegation that the person at units `start` to `end` leads, as the words beside say."""
    k = _verb_after(units, end)
    if k < len(units) and units[k].low in _LEADING:
        return next((delegation_of(units, j) for j in _sent(units, k + 1, k + 1 + _MOST_WORDS)), None)
    if start > 2 and units[start - 1].low == "by" and units[start - 2].low in _LED:
        return next((delegation_of(units, j) for j in _sent(units, max(start - 2 - _MOST_WORDS, 0), start - 2)), None)
    return None


def _verb_after(units: Sequence[Unit], end: int) -> int:
    """The unit after a name, an apposition between commas, and "who"."""
    k = end
    if k < len(units) and units[k].text == ",":
        k += 1
        closing = next((j for j in range(k, min(k + _MOST_WORDS, len(units))) if units[j].text == ","), None)
        if closing is not None and units[k].low in ("the", "a", "an", "its"):
            k = closing + 1
    return k + (k < len(units) and units[k].low == "who")


def _sent(units: Sequence[Unit], start: int, end: int) -> list[int]:
    return [j for j in range(start, min(end, len(units))) if units[j].low in SENT]
