"""Which statements of a dossier tell of one event: reconcile's groups, under keys that hold across documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from comity.kinds import AcrossRule, Kind, load
from comity.model import SlotValue, Statement
from comity.reconcile import MergeKey, group
from comity.resolve import country_name

TO_COME = ("planned", "proposed")
_WORD = re.compile(r"\w{3,}")


def events(
    statements: Sequence[Statement],
    published: Mapping[str, date] | None = None,
    kinds: Mapping[str, Kind] | None = None,
) -> Iterator[tuple[Statement, ...]]:
    """Statements that can tell of one event, together; each statement once, whatever order they come in. `kinds` (by
    default the package's own) say what must agree.
    """
    # Like is matched with like first: what is to come at no said time would else go to what came about before, and a
    # package of documents to one of the documents in it.
    parts: dict[tuple[bool, SlotValue | None], list[Statement]] = {}
    for statement in statements:
        open_ended = statement.status in TO_COME and statement.date is None
        parts.setdefault((open_ended, statement.slot("count")), []).append(statement)
    days = published or {}
    rules = {name: kind.merge.across for name, kind in (kinds or load()).items()}
    keys = {name: _key(rule) for name, rule in rules.items()}
    found = [e for part in parts.values() for g in group(part, keys, days) for e in _apart(g, rules)]
    yield from (e for e in found if e[0].slot("count") is None)
    yield from _packages([e for e in found if e[0].slot("count") is not None], days)


def _key(rule: AcrossRule) -> MergeKey:
    return MergeKey(slots=rule.slots, window_days=rule.window_days, symmetric=rule.symmetric)


def _apart(statements: Sequence[Statement], rules: Mapping[str, AcrossRule]) -> list[tuple[Statement, ...]]:
    """A group taken apart where its members, on a closer look, cannot be one."""
    apart: list[list[Statement]] = []
    for statement in statements:
        rule = rules.get(statement.kind, AcrossRule())
        home = next((g for g in apart if all(_one_event(m, statement, rule) for m in g)), None)
        if home is None:
            apart.append([statement])
        else:
            home.append(statement)
    return [tuple(g) for g in apart]


def _one_event(a: Statement, b: Statement, rule: AcrossRule) -> bool:
    """Talks of two presidents are not those of two ministers, though the countries and the day are the same; what is
    only announced is taken for what came about only where both say when; an unnamed agreement is not a named one.
    """
    one_tense = (a.status in TO_COME) == (b.status in TO_COME)
    if not (_same_people(a, b) and (one_tense or (a.date and b.date))):
        return False
    if a.slot("count") is not None:  # Counted documents are one package, whatever each report calls them.
        return True
    sorts = {a.slot(rule.sort), b.slot(rule.sort)} - {None}
    return (a.slot(rule.named_by) is None) == (b.slot(rule.named_by) is None) and len(sorts) < 2


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
