"""Which statements of a dossier tell of one event: reconcile's groups, under keys that hold across documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from comity.kinds import load
from comity.model import Statement
from comity.reconcile import MergeKey, group
from comity.resolve import country_name

# What must agree between two documents. Figures of a thing that is known by something else (a trade flow by its
# period, a package of documents by its parties and day) are left out: there sources may differ, and are shown to.
_ACROSS: Mapping[str, tuple[str, ...]] = {
    "agreement": ("instrument", "title"),
    "trade": ("flow", "period", "commodities", "target"),
    "investment": ("value", "measure"),
    "project": ("name",),
    "commitment": ("act", "what"),
    "relation": ("label", "change"),
    "aid": ("value", "form", "what"),
    "position": ("act", "about"),
    "measure": ("act", "about"),
}
# Officials of two states may meet on two days running: meetings of different days stay apart.
# Both sides of a whole are its sides in any order.
_SYMMETRIC = {"trade": (("flow", "total"),)}
TO_COME = ("planned", "proposed")
_WORD = re.compile(r"\w{3,}")


def events(
    statements: Sequence[Statement], published: Mapping[str, date] | None = None
) -> Iterator[tuple[Statement, ...]]:
    """Statements that can tell of one event, together; each statement once, whatever order they come in."""
    # What is to come at no said time is matched with its like first: else it would go to what came about before.
    open_ended = [s for s in statements if s.status in TO_COME and s.date is None]
    others = [s for s in statements if s.status not in TO_COME or s.date is not None]
    for part in (open_ended, others):
        for found in group(part, _keys(), published):
            yield from _apart(found.statements)


@cache
def _keys() -> Mapping[str, MergeKey]:
    return {
        name: MergeKey(
            slots=_ACROSS.get(name, kind.merge.slots),
            window_days=0 if name == "meeting" else kind.merge.window_days,
            symmetric=_SYMMETRIC.get(name, ()),
        )
        for name, kind in load().items()
    }


def _apart(statements: Sequence[Statement]) -> list[tuple[Statement, ...]]:
    """A group taken apart where its members, on a closer look, cannot be one."""
    apart: list[list[Statement]] = []
    for statement in statements:
        home = next((g for g in apart if all(_one_event(m, statement) for m in g)), None)
        if home is None:
            apart.append([statement])
        else:
            home.append(statement)
    return [tuple(g) for g in apart]


def _one_event(a: Statement, b: Statement) -> bool:
    """Talks of two presidents are not those of two ministers, though the countries and the day are the same; and
    what is only announced is taken for what came about only where both say when.
    """
    one_tense = (a.status in TO_COME) == (b.status in TO_COME)
    return _same_people(a, b) and (one_tense or bool(a.date and b.date))


def _same_people(a: Statement, b: Statement) -> bool:
    mine, yours = _named(a), _named(b)
    return all(mine[side] & yours[side] for side in mine.keys() & yours.keys())


def _named(statement: Statement) -> dict[tuple[str, str | None], set[str]]:
    """Words of the names given for each side, where somebody else than the state itself is named."""
    named: dict[tuple[str, str | None], set[str]] = {}
    for who in statement.actors:
        if who.country and who.name.casefold() != country_name(who.country).casefold():
            named.setdefault((who.role, who.country), set()).update(_WORD.findall(who.name.casefold()))
    return named
