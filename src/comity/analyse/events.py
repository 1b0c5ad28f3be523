"""Which statements of a dossier tell of one event: reconcile's groups, under keys that hold across documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from comity.kinds import load
from comity.model import SlotValue, Statement
from comity.reconcile import MergeKey, group
from comity.resolve import country_name

# What must agree between two documents. Figures of a thing that is known by something else (a trade flow by its
# period, a package of documents by its parties and day) are left out: there sources may differ, and are shown to.
_ACROSS: Mapping[str, tuple[str, ...]] = {
    "agreement": ("title",),
    "trade": ("flow", "period", "commodities", "target"),
    "investment": ("value", "measure"),
    "project": ("name",),
    "commitment": ("act", "what"),
    "relation": ("label", "change"),
    "aid": ("value", "form", "what"),
    "position": ("act", "about"),
    "measure": ("act", "about"),
}
# Both sides of a whole are its sides in any order.
_SYMMETRIC = {"trade": (("flow", "total"),)}
# What a thing is known by; where only one report gives it, they may speak of two things.
_NAMED_BY = {"agreement": "title", "project": "name", "commitment": "what"}
TO_COME = ("planned", "proposed")
_WORD = re.compile(r"\w{3,}")


def events(
    statements: Sequence[Statement], published: Mapping[str, date] | None = None
) -> Iterator[tuple[Statement, ...]]:
    """Statements that can tell of one event, together; each statement once, whatever order they come in."""
    # Like is matched with like first: what is to come at no said time would else go to what came about before, and a
    # package of documents to one of the documents in it.
    parts: dict[tuple[bool, SlotValue | None], list[Statement]] = {}
    for statement in statements:
        open_ended = statement.status in TO_COME and statement.date is None
        parts.setdefault((open_ended, statement.slot("count")), []).append(statement)
    days = published or {}
    found = [e for part in parts.values() for g in group(part, _keys(), days) for e in _apart(g)]
    yield from (e for e in found if e[0].slot("count") is None)
    yield from _packages([e for e in found if e[0].slot("count") is not None], days)


@cache
def _keys() -> Mapping[str, MergeKey]:
    return {
        name: MergeKey(
            slots=_ACROSS.get(name, kind.merge.slots),
            # Officials of two states may meet on two days running: meetings of different days stay apart.
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
    """Talks of two presidents are not those of two ministers, though the countries and the day are the same; what is
    only announced is taken for what came about only where both say when; an unnamed agreement is not a named one.
    """
    one_tense = (a.status in TO_COME) == (b.status in TO_COME)
    if not (_same_people(a, b) and (one_tense or (a.date and b.date))):
        return False
    if a.slot("count") is not None:  # Counted documents are one package, whatever each report calls them.
        return True
    named, sort = _NAMED_BY.get(a.kind, ""), (a.slot("instrument"), b.slot("instrument"))
    return (a.slot(named) is None) == (b.slot(named) is None) and (None in sort or sort[0] == sort[1])


def _packages(found: list[tuple[Statement, ...]], published: Mapping[str, date]) -> list[tuple[Statement, ...]]:
    """Packages of documents that reports count differently joined where they are surely one: told by other documents,
    in like numbers, of one day (said by both, or by neither and published within a day of each other).
    """
    joined: list[tuple[Statement, ...]] = []
    for package in sorted(found, key=lambda e: min(s.id for s in e)):
        near = [e for e in joined if all(_one_package(a, b, published) for a in e for b in package)]
        if len(near) == 1:
            joined[joined.index(near[0])] = (*near[0], *package)
        else:
            joined.append(package)
    return joined


def _one_package(a: Statement, b: Statement, published: Mapping[str, date]) -> bool:
    counts = sorted((_count(a), _count(b)))
    if a.document == b.document or set(a.countries()) != set(b.countries()) or counts[0] * 5 < counts[1] * 4:
        return False
    if a.date and b.date:
        return a.date.overlaps(b.date)
    days = published.get(a.document), published.get(b.document)
    return not (a.date or b.date) and bool(days[0] and days[1] and abs((days[0] - days[1]).days) <= 1)


def _count(statement: Statement) -> int:
    value = statement.slot("count")
    return int(value) if isinstance(value, Decimal | int) else 0


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
