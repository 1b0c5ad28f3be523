"""What one statement implies: an official who meets another in that one's own state is on a visit there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from comity.kinds import Kind
from comity.model import Actor, Interval, Origin, Statement
from comity.recognise.context import Context

_CONFERENCE = 3  # states; more of them sit in a conference, where nobody is anybody's guest


def derived(statements: Iterable[Statement], kinds: Mapping[str, Kind], ctx: Context) -> Iterator[Statement]:
    """The statements that other kinds' `derive` rules draw from these: one for each state whose people came."""
    rules = [(kind, kind.derive) for kind in kinds.values() if kind.derive]
    told = tuple(statements)
    for statement in told:
        for kind, rule in rules:
            if statement.kind == rule.kind and str(statement.slot("form") or "") not in rule.without_forms:
                yield from (_of_one_stay(v, told, kind.merge.window_days) for v in _visits(statement, kind, ctx))


def _of_one_stay(visit: Statement, told: Iterable[Statement], days: int) -> Statement:
    """A meeting to come within a visit that has begun is of that visit."""
    for other in told:
        if (
            other.kind == visit.kind
            and other.status in ("done", "ongoing")
            and all(set(other.countries(r)) == set(visit.countries(r)) for r in ("visitor", "host"))
            and _within(visit.date, other.date, days)
        ):
            return replace(visit, status=other.status)
    return visit


def _within(a: Interval | None, b: Interval | None, days: int) -> bool:
    slack = timedelta(days=days)
    return a is not None and b is not None and a.start - slack <= b.end and b.start - slack <= a.end


def _visits(statement: Statement, kind: Kind, ctx: Context) -> Iterator[Statement]:
    """The guests are those of another state than the place's, where that state's own people take part too."""
    host = statement.place.country if statement.place else None
    if kind.derive is None or host is None or host not in statement.countries():
        return
    if len(set(statement.countries())) > _CONFERENCE:
        return
    guests: dict[str, list[Actor]] = {}
    for actor in statement.actors:
        if actor.country and actor.country != host and actor.name != ctx.name_of(actor.country):
            guests.setdefault(actor.country, []).append(Actor(name=actor.name, country=actor.country, role="visitor"))
    for actors in guests.values():
        yield Statement(
            document=statement.document,
            kind=kind.name,
            status=statement.status,
            actors=(*actors, Actor(name=ctx.name_of(host), country=host, role="host")),
            date=statement.date,
            place=statement.place,
            slots=(("form", kind.derive.form),),
            quotes=statement.quotes[:1],
            origins=(
                Origin(field="kind", rule=f"{kind.name}/derived from a {statement.kind} on the host's own ground"),
                *(o for o in statement.origins if o.field in ("date", "place")),
            ),
        )
