"""Which read statements are right: pairs of labels and rows of one document, by the contract of the statement format.

A row is right where a label of its kind agrees on what identifies a thing of that kind: the states in their roles, and
the act, flow, figure or name. Pairs are made one to one, those that agree on most fields first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

# Roles whose states identify a thing of the kind: all of them alike ("same"), or half of them ("half").
ROLES = {
    "meeting": ("half", ("participant",)),
    "visit": ("same", ("visitor",), ("host",)),
    "agreement": ("half", ("party",)),
    "trade": ("same", ("reporter", "partner")),
    "investment": ("same", ("host",)),
    "project": ("same", ("host",)),
    "commitment": ("same", ("actor",), ("counterpart",)),
    "mediation": ("half", ("mediator",), ("party",)),
    "relation": ("half", ("party",)),
    "aid": ("half", ("donor",), ("recipient",)),
    "position": ("half", ("source",), ("target",)),
    "measure": ("half", ("source",), ("target",)),
}
POINTS = 0.11  # of percent: what two ways of rounding may differ by
FILLERS = frozenset({"the", "of", "a", "an", "and", "for", "in", "on"})


def right(labels: Sequence[Row], rows: Sequence[Row]) -> frozenset[int]:
    """The indexes of the rows that are right."""
    fits = [(-_agreement(x, y), i, j) for i, x in enumerate(labels) for j, y in enumerate(rows) if same(x, y)]
    used: set[int] = set()
    found: set[int] = set()
    for _, i, j in sorted(fits):
        if i not in used and j not in found:
            used.add(i)
            found.add(j)
    return frozenset(found)


def same(label: Row, row: Row) -> bool:
    """Whether both tell of one thing."""
    kind = label["kind"]
    if kind != row["kind"]:
        return False
    how, *groups = ROLES[kind]
    alike = all(_alike(states(label, *roles), states(row, *roles), how == "half") for roles in groups)
    match kind:
        case "trade":
            return alike and label.get("flow") == row.get("flow") and _same_figure(label, row)
        case "investment":
            investors = states(label, "investor") == states(row, "investor")
            return alike and (investors or _close(_amount(label), _amount(row)))
        case "project":
            return alike and _same_name(label.get("name"), row.get("name"))
        case "commitment" | "position" | "measure":
            return alike and label.get("act") == row.get("act")
        case _:
            return alike


def states(row: Row, *roles: str) -> frozenset[str]:
    """The countries of the actors in the given roles."""
    return frozenset(a["country"] for a in row["actors"] if a["role"] in roles and a.get("country"))


def _alike(x: frozenset[str], y: frozenset[str], half: bool) -> bool:
    return x == y or (half and 2 * len(x & y) >= len(x | y))


def _same_figure(label: Row, row: Row) -> bool:
    if _amount(label) is not None:
        return _close(_amount(label), _amount(row))
    for slot in ("growth", "share"):
        if label.get(slot) is not None:
            return row.get(slot) is not None and abs(label[slot] - row[slot]) <= POINTS
    return _amount(row) is None


def _amount(row: Row) -> float | None:
    return (row.get("value") or {}).get("amount")


def _close(x: float | None, y: float | None) -> bool:
    return x is not None and y is not None and abs(x - y) <= 0.01 * max(abs(x), abs(y))


def _same_name(x: str | None, y: str | None) -> bool:
    a, b = (set(re.findall(r"\w+", (name or "").casefold())) - FILLERS for name in (x, y))
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def _agreement(label: Row, row: Row) -> int:
    """Number of plain fields and actors on which both agree."""
    fields = [k for k in label if k not in ("kind", "actors", "quote", "id", "document") and label[k] is not None]
    actors = {(a["role"], a.get("country")) for a in label["actors"]} & {
        (a["role"], a.get("country")) for a in row["actors"]
    }
    return len(actors) + sum(1 for k in fields if label[k] == row.get(k))
