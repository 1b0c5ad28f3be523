"""What is said at a dated meeting is said on its day: dates carried to the kinds that take theirs from a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from comity.kinds import Kind
from comity.model import Origin, Statement

_RECENT = timedelta(days=45)  # an older meeting is background: nothing in today's news was voiced there


def carried(
    statements: Sequence[Statement], kinds: Mapping[str, Kind], published: date | None
) -> tuple[Statement, ...]:
    """Give undated statements of kinds that are `dated_by` meetings the date of the recent one told last before them
    in which one of their actors' states took part; without one they stay undated.
    """
    meetings = [
        s
        for s in statements
        if s.date
        and (published is None or s.date.end >= published - _RECENT)
        and any(s.kind in k.dated_by for k in kinds.values())
    ]
    return tuple(_carry(s, meetings, kinds[s.kind]) for s in statements)


def _carry(statement: Statement, meetings: Sequence[Statement], kind: Kind) -> Statement:
    if statement.date is not None or not kind.dated_by:
        return statement
    actors = set(statement.countries(kind.roles[0]))
    own = [
        m
        for m in meetings
        if m.kind in kind.dated_by and m.status in ("done", "ongoing") and actors & set(m.countries())
    ]
    here = (statement.quotes[0].within != "text", statement.quotes[0].span.end)
    before = [m for m in own if any((q.within != "text", q.span.start) <= here for q in m.quotes)]
    if not before:
        return statement
    source = max(before, key=lambda m: max(q.span for q in m.quotes if (q.within != "text", q.span.start) <= here))
    told = next((o for o in source.origins if o.field == "date"), None)
    origin = Origin(field="date", rule=f"day of the {source.kind}", span=told.span if told else None)
    return replace(statement, date=source.date, origins=(*statement.origins, origin))
