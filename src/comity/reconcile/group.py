"""Groups of statements that tell of one event, and the fields in which they differ."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from comity.model import Interval, Money, Place, SlotValue, Statement
from comity.reconcile.key import MergeKey, agree, held_in_common, likeness

FieldValue = SlotValue | Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A field of which the statements of one group say different things: each value with the ids that say it, in
    the order of the group. Statements that do not say stay out.
    """

    field: str
    values: tuple[tuple[FieldValue, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements of different documents that can tell of one event, none of them changed. `id` hashes their ids."""

    kind: str
    statements: tuple[Statement, ...]

    @property
    def id(self) -> str:
        """16 hex digits; the same members give the same id."""
        return hashlib.sha256(" ".join(s.id for s in self.statements).encode()).hexdigest()[:16]

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Fields with more than one value, side by side: never settled. Money is compared by amount, currency and
        bound, words without regard to case.
        """
        said: dict[str, dict[object, tuple[FieldValue, list[str]]]] = defaultdict(dict)
        for statement in self.statements:
            for field, value in _fields(statement):
                said[field].setdefault(_comparable(value), (value, []))[1].append(statement.id)
        return tuple(
            Disagreement(field=field, values=tuple((value, tuple(ids)) for value, ids in values.values()))
            for field, values in said.items()
            if len(values) > 1
        )


def group(
    statements: Sequence[Statement],
    keys: Mapping[str, MergeKey],
    published: Mapping[str, date] | None = None,
) -> tuple[Group, ...]:
    """Every statement in exactly one group, whatever order they come in; by date (unknown last), then id.

    A group holds at most one statement of a document (a document tells one thing once), and each of its members
    agrees with every other, so that unknowns cannot chain two events together. A statement that could belong to
    several groups goes to the one it is most like; where that is undecided it stays alone. Kinds without a key are
    never merged. `published` maps document ids to publication dates, used only to keep undated statements apart.
    """
    distinct = {(statement.document, statement.id): statement for statement in statements}
    in_order = sorted(distinct.values(), key=_order)
    apart: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in in_order:
        key = keys.get(statement.kind)
        own = (statement.document, statement.id)
        apart[statement.kind, *(held_in_common(statement, key) if key else own)].append(statement)
    members = [
        found
        for told in apart.values()
        for found in (_cluster(told, keys[told[0].kind], published or {}) if told[1:] else [told])
    ]
    return tuple(
        Group(kind=found[0].kind, statements=tuple(found)) for found in sorted(members, key=lambda m: _order(m[0]))
    )


def _order(statement: Statement) -> tuple[bool, date, date, str, str]:
    when = statement.date
    return (
        when is None,
        when.start if when else date.min,
        when.end if when else date.min,
        statement.id,
        statement.document,
    )


def _cluster(statements: list[Statement], key: MergeKey, published: Mapping[str, date]) -> list[list[Statement]]:
    """Complete linkage in canonical order. While dates advance, groups that lie too far back are closed."""
    groups: list[list[Statement]] = []
    near: list[list[Statement]] = []
    window = timedelta(days=key.window_days)
    for statement in statements:
        when = statement.date
        if when is not None:
            near = [g for g in near if all(m.date is not None and m.date.end + window >= when.start for m in g)]
        fitting = [
            g
            for g in (near if when is not None else groups)
            if all(m.document != statement.document and agree(m, statement, key, published) for m in g)
        ]
        chosen = _most_like(statement, fitting)
        if chosen is not None:
            chosen.append(statement)
        else:
            groups.append([statement])
            near.append(groups[-1])
    return groups


def _most_like(statement: Statement, groups: list[list[Statement]]) -> list[Statement] | None:
    if len(groups) <= 1:
        return groups[0] if groups else None
    scores = [max(likeness(member, statement) for member in members) for members in groups]
    best = max(scores)
    return groups[scores.index(best)] if scores.count(best) == 1 else None


def _fields(statement: Statement) -> Iterator[tuple[str, FieldValue]]:
    yield "status", statement.status
    if statement.date is not None:
        yield "date", statement.date
    if statement.place is not None:
        yield "place", statement.place
    yield from statement.slots


def _comparable(value: FieldValue) -> object:
    match value:
        case Money():
            return replace(value, digits=None, written="")
        case Place() | Interval():
            return value
        case str():
            return value.casefold()
        case tuple():
            return frozenset(word.casefold() for word in value)
        case _:
            return type(value) is bool, value
