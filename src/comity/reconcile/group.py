"""Groups of statements that tell of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from comity.model import Statement
from comity.reconcile.key import MergeKey, agree, held_in_common, likeness


def group(
    statements: Sequence[Statement],
    keys: Mapping[str, MergeKey],
    published: Mapping[str, date] | None = None,
) -> tuple[tuple[Statement, ...], ...]:
    """Every statement, unchanged, in exactly one group, whatever order they come in; by date (unknown last), then id.

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
    return tuple(tuple(found) for found in sorted(members, key=lambda m: _order(m[0])))


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
