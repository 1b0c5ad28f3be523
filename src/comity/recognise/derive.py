"""What one statement implies: an official who meets another in that one's own state is on a visit there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from comity.kinds import Kind
from comity.model import Actor, Origin, Statement
from comity.recognise.context import Context


def derived(statements: Iterable[Statement], kinds: Mapping[str, Kind], ctx: Context) -> Iterator[Statement]:
    """The statements that other kinds' `derive` rules draw from these: one for each state whose people came."""
    rules = [(kind, kind.derive) for kind in kinds.values() if kind.derive]
    for statement in statements:
        for kind, rule in rules:
            if statement.kind == rule.kind and str(statement.slot("form") or "") not in rule.without_forms:
                yield from _visits(statement, kind, ctx)


def _visits(statement: Statement, kind: Kind, ctx: Context) -> Iterator[Statement]:
    """The guests are those of another state than the place's, where that state's own people take part too."""
    host = statement.place.country if statement.place else None
    if kind.derive is None or host is None or host not in statement.countries():
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
