"""What is said at a dated meeting is said on its day: dates carried to the kinds that take theirs from a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from comity.kinds import Kind
from comity.model import Origin, Statement
from comity.recognise.merge import UNSAID

_NEAR = 1200  # characters between what is told of one occasion
_RECENT = timedelta(days=45)  # an older meeting is background: nothing in today's news was voiced there


def carried(
    statements: Sequence[Statement], kinds: Mapping[str, Kind], published: date | None
) -> tuple[Statement, ...]:
    """Give undated statements of kinds that are `dated_by` others the date of the recent one told last before them (of
    a kind that needs two states: else the first told after them) in which their states took part; without one they
    stay undated.
    """
    dated = [
        s
        for s in statements
        if s.date
        and (published is None or s.date.end >= published - _RECENT)
        and any(s.kind in k.dated_by for k in kinds.values())
    ]
    return tuple(_carry(s, dated, kinds[s.kind]) for s in statements)


def _carry(statement: Statement, dated: Sequence[Statement], kind: Kind) -> Statement:
    if statement.date is not None or not kind.dated_by or _only_named(statement):
        return statement
    shared = kind.least > 1 and kind.dated
    own = [m for m in dated if m.kind in kind.dated_by and _one_occasion(statement, m, kind, shared=shared)]
    here = (statement.quotes[0].within != "text", statement.quotes[0].span.end)
    before = [m for m in own if any((q.within != "text", q.span.start) <= here for q in m.quotes)]
    if not before and not (shared and own):
        return statement
    if before:
        source = max(before, key=lambda m: max(q.span for q in m.quotes if (q.within != "text", q.span.start) <= here))
    else:
        source = min(own, key=lambda m: m.quotes[0].span)
    told = next((o for o in source.origins if o.field == "date"), None)
    origin = Origin(field="date", rule=f"day of the {source.kind}", span=told.span if told else None)
    return replace(statement, date=source.date, origins=(*statement.origins, origin))


def _one_occasion(statement: Statement, other: Statement, kind: Kind, *, shared: bool) -> bool:
    """Whether a dated statement can be the occasion of another: both came about, or both are to come."""
    past = ("done", "ongoing")
    if not shared:
        return other.status in past and bool(set(statement.countries(kind.roles[0])) & set(other.countries()))
    if (statement.status in past) != (other.status in past) or "denied" in (statement.status, other.status):
        return False
    if min(abs(q.span.start - r.span.end) for q in statement.quotes for r in other.quotes) > _NEAR:
        return False
    states = set(statement.countries())
    return states <= set(other.countries()) or set(other.countries()) <= states


def _only_named(statement: Statement) -> bool:
    """Whether nothing tells when it came about: a treaty that is merely mentioned is not of today's meeting."""
    return any(o.rule == UNSAID for o in statement.origins)
