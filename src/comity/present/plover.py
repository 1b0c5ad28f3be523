"""Statements as events of PLOVER, the Political Language Ontology for Verifiable Event Records.

Follows draft codebook 0.8 (Open Event Data Alliance, 2021) with the name REQUEST for DEMAND; CAMEO codes after the
alliance's conversion table CAMEO2PLOVER-2021. The mapping is data: `plover.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.analyse import Dossier, Source
from comity.model import Actor, Reading, Statement
from comity.present.clean import json_text
from comity.present.plover_table import Rule, Table, table, tokens
from comity.resolve import country_name
from comity.resolve.leaders import named

# The codebook asks for a recipient of these; two sides that do it together need none.
_TWO_SIDED = frozenset({"COOPERATE", "AID", "SANCTION"})
_MATTER = ("about", "what", "title", "topics", "sectors", "sector", "label", "name")

REASONS: Mapping[str, str] = {
    "figure": "of trade or investment figures",
    "standing": "of how things stand",
    "negated": "denied",
    "no act": "of what is expected",
    "no actor": "without known actors",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor: `code` is ISO 3166-1 alpha-3 or "IGO", None where the country is unknown; `sector` a PLOVER sector
    code where the name tells it; `identifier` the acronym of an organisation of states.
    """

    name: str
    code: str | None
    sector: str | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A statement coded: `event` is one of the sixteen types, `mode` and `cameo` None where none is defined.

    Actors of one rank (parties, participants without a host) are all in `source`, and `target` is empty. `one_sided`:
    it is no statement, for the text does not tell the other side, or only by naming it somewhere in the sentence.
    """

    statement: Statement
    event: str
    mode: str | None
    context: tuple[str, ...]
    cameo: str | None
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    one_sided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A statement that is no PLOVER event, and why: a key of `REASONS`."""

    statement: Statement
    why: str


def events_of(reading: Reading) -> Iterator[Event | Left]:
    """The events of a document: those that its statements are or why they are none, and those told of one side only,
    of which the ones that are no events are passed over.
    """
    yield from map(code, reading.statements)
    told = (code(s, one_sided=True) for s in reading.one_sided)
    yield from (done for done in told if isinstance(done, Event))


def code(statement: Statement, *, one_sided: bool = False) -> Event | Left:
    """The PLOVER event that a statement is, or why it is none. A pure function of the statement. Where it is
    `one_sided`, one known actor is enough for every type.
    """
    known = table()
    rule = _rule(statement, known)
    if rule is None or rule.left:
        return Left(statement=statement, why=rule.left if rule else "no act")
    source, target = _sides(statement, rule, known, one_sided=one_sided)
    codes = {p.code for p in (*source, *target) if p.code}
    alone = rule.event in _TWO_SIDED and not target and len(codes) < 2 and not one_sided
    acting = (*source, *target) if one_sided else source
    if not any(p.code for p in acting) or alone:
        return Left(statement=statement, why="no actor")
    return Event(
        statement=statement,
        event=rule.event,
        mode=rule.mode,
        context=_contexts(statement, rule, known),
        cameo=rule.cameo,
        source=source,
        target=target,
        one_sided=one_sided,
    )


def json_line(event: Event, source: Source | None = None) -> str:
    """One event on one line, in the names of the codebook's JSON fields (`target` is its "recipient")."""
    return json_text(to_json(event, source))


def to_json(event: Event, source: Source | None = None) -> dict[str, Any]:
    """An event as plain values. `date` is when it happens, null where the text does not say."""
    told = event.statement.to_json()
    date = told["date"] or {"start": None, "end": None}
    place = event.statement.place
    return {
        "id": told["id"],
        "document": told["document"],
        "date": date["start"],
        "enddate": date["end"],
        "event": event.event,
        "mode": event.mode,
        "context": list(event.context),
        "cameo": event.cameo,
        "quad_code": table().quads[event.event],
        "source": [_party(p) for p in event.source],
        "target": [_party(p) for p in event.target],
        "event_loc": {"name": place.name, "cc3": place.country} if place else None,
        "quote": told["quote"],
        "kind": told["kind"],
        "status": told["status"],
        "one_sided": event.one_sided,
        "cite_info": _cite(source),
    }


def left_out(why: Mapping[str, int]) -> str:
    """ "3 statements left out, not being PLOVER events: 2 of trade or investment figures, 1 denied" for counts by
    reason; "" for none.
    """
    total = sum(why.values())
    if not total:
        return ""
    said = ", ".join(f"{why[reason]:,} {word}" for reason, word in REASONS.items() if why.get(reason))
    return f"{total:,} {'statement' if total == 1 else 'statements'} left out, not being PLOVER events: {said}"


def statements_of(dossier: Dossier) -> tuple[Statement, ...]:
    """Every statement that a dossier shows, in its order."""
    lines = (line for section in dossier.sections for line in (*section.lines, *section.also))
    return tuple({s.id: s for line in lines for s in line.statements}.values())


def _rule(statement: Statement, known: Table) -> Rule | None:
    quoted = tokens(" ".join(q.exact for q in statement.quotes))
    matter = tokens(_matter(statement)) or quoted
    for rule in known.rules.get(statement.kind, ()):
        if (
            (not rule.status or statement.status in rule.status)
            and all(str(statement.slot(slot)) in allowed for slot, allowed in rule.where.items())
            and len(statement.countries()) >= rule.countries
            and (not rule.venue or rule.venue == _venue(statement))
            and (rule.words is None or rule.words.within(quoted))
            and (rule.matter is None or rule.matter.within(matter))
        ):
            return rule
    return None


def _matter(statement: Statement) -> str:
    """What the statement is about: its slots of words, one after the other."""
    said = (statement.slot(name) for name in _MATTER)
    return " ; ".join(" ; ".join(v) if isinstance(v, tuple) else v for v in said if isinstance(v, str | tuple))


def _venue(statement: Statement) -> str:
    """ "host" where the place lies in a participant's country, "third" where in another, "" where unknown."""
    where = statement.place.country if statement.place else None
    codes = statement.countries()
    if where is None or len(codes) < 2:
        return ""
    return "host" if where in codes else "third"


def _sides(
    statement: Statement, rule: Rule, known: Table, *, one_sided: bool
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    first, second = known.sides[statement.kind]
    source = tuple(_actor(a, known) for a in statement.actors if a.role in first)
    target = tuple(_actor(a, known) for a in statement.actors if a.role in second)
    if rule.venue == "host" and statement.place:
        host = tuple(p for p in source if p.code == statement.place.country)
        return tuple(p for p in source if p not in host), host
    return (source, target) if one_sided or any(p.code for p in source) else (target, ())


def _actor(actor: Actor, known: Table) -> Party:
    if actor.country and actor.country.startswith("org:"):
        return Party(name=actor.name, code="IGO", identifier=actor.country.removeprefix("org:"))
    return Party(name=actor.name, code=actor.country, sector=_sector(actor, known))


def _sector(actor: Actor, known: Table) -> str | None:
    """The sector that the words of a name tell, GOV for a listed leader; a state as such has none."""
    if actor.country and actor.name == country_name(actor.country):
        return None
    name = tokens(actor.name)
    told = next((sector for sector, listed in known.sectors.items() if listed.within(name)), None)
    return told or ("GOV" if actor.country and named(actor.name, None, actor.country) else None)


def _contexts(statement: Statement, rule: Rule, known: Table) -> tuple[str, ...]:
    said = tokens(" ; ".join((_matter(statement), *(q.exact for q in statement.quotes))))
    told = (name for name, listed in known.contexts.items() if listed.within(said))
    return tuple(dict.fromkeys((*rule.context, *told)))


def _party(party: Party) -> dict[str, Any]:
    return {
        "code": party.code,
        "sector": party.sector,
        "actor_text": party.name,
        "identifier_text": party.identifier,
    }


def _cite(source: Source | None) -> dict[str, Any]:
    codebook = {"codebook": table().codebook}
    if source is None:
        return codebook
    published = source.published.isoformat() if source.published else None
    return {
        "title": source.title,
        "publication": source.publisher,
        "published": published,
        "url": source.url,
        **codebook,
    }
