"""Statements of relations that no frame has read, as far as the weights are sure enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.kinds import Kind
from comity.model import Actor, Origin, Quote, SlotValue, Statement
from comity.recognise.arguments import arguments, coordinated, governing_verb, is_verb
from comity.recognise.context import Context
from comity.recognise.learned.features import Measured, common
from comity.recognise.learned.weights import Relations, relations
from comity.recognise.phrases import clause, span_of
from comity.recognise.slots import Site, read_slot
from comity.recognise.status import status
from comity.recognise.syntax import Tree
from comity.recognise.when import settle, when, where

RULE = "learned"
SYMMETRIC = "="  # ends the name of a relation in which both have the kind's first role
_OF_ONE_ROLE = frozenset({"meeting", "agreement", "relation"})
_ALIKE = frozenset({"aid", "investment", "project"})  # one sum between two states is one of these
_OPEN = frozenset({"invite", "offer", "request"})
_IN_A_SENTENCE = 2
_TOWNS = frozenset({"capital", "city"})
_PEOPLE = frozenset({"person", "adjective", "group"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A statement, and how likely its relation holds."""

    probability: float
    statement: Statement


@dataclass(frozen=True, slots=True)
class _Held:
    """A relation that may hold: the states in the kind's first role, those in its second."""

    relation: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    probability: float


def proposed(
    tree: Tree, source: str, kinds: Mapping[str, Kind], ctx: Context, read: Sequence[Statement]
) -> Iterator[Proposal]:
    """What the weights find in a sentence beside the statements `read` of it."""
    if not tree.nodes or (tree.within != "title" and not any(n.dep in ("nsubj", "nsubjpass") for n in tree.nodes)):
        return
    measured = Measured(tree, ctx)
    if not measured.places or len(measured.states) < 2:
        return
    for held in _held(relations(), measured):
        kind = kinds.get(_kind(held.relation))
        if kind is not None and not _read(held, kind, read) and not _beside(measured, held, read):
            yield Proposal(probability=held.probability, statement=_statement(measured, held, kind, source, ctx))


def unread(proposals: Iterable[Proposal], found: Sequence[Statement]) -> list[Statement]:
    """The proposals that tell what no statement of the document tells, at most two a sentence. None where frames found
    nothing: a report of a match between two nations has words enough that mislead.
    """
    if not found:
        return []
    taken: list[Statement] = []
    for proposal in sorted(proposals, key=lambda p: -p.probability):
        one = proposal.statement
        quote = one.quotes[0]
        beside = sum(s.quotes[0].within == quote.within and s.quotes[0].span.overlaps(quote.span) for s in taken)
        if beside < _IN_A_SENTENCE and not any(_tells(s, one) for s in (*found, *taken)):
            taken.append(one)
    return taken


def is_symmetric(relation: str) -> bool:
    """Whether a relation has no direction."""
    return relation.endswith(SYMMETRIC) or relation in _OF_ONE_ROLE


def _tells(known: Statement, one: Statement) -> bool:
    same = known.kind == one.kind and known.slot("act") == one.slot("act")
    return same and set(known.countries()) >= set(one.countries())


def _held(learned: Relations, measured: Measured) -> Iterator[_Held]:
    found = learned.probabilities(measured)
    parties: dict[str, list[tuple[float, str]]] = {}
    for (a, b), probability in found.items():
        named = a in measured.places and b in measured.places
        least = learned.least if named else learned.absent
        for n, relation in enumerate(learned.names):
            likely = float(probability[n])
            if is_symmetric(relation):
                likely = (likely + float(found[b, a][n])) / 2 if (b, a) in found else 0.0
            if likely < least[n] or (is_symmetric(relation) and a > b):
                continue
            if relation == "mediation":
                parties.setdefault(a, []).append((likely, b))
            elif is_symmetric(relation):
                yield _Held(relation, (a, b), (), likely)
            else:
                yield _Held(relation, (a,), (b,), likely)
    for mediator, sides in parties.items():
        best = sorted(sides, reverse=True)[:2]
        if len(best) == 2:
            yield _Held("mediation", (mediator,), tuple(code for _, code in best), best[1][0])


def _kind(relation: str) -> str:
    return relation.rstrip(SYMMETRIC).partition("/")[0]


def _read(held: _Held, kind: Kind, read: Sequence[Statement]) -> bool:
    """Whether a frame has read the like of it in the sentence, or what the kind gives way to."""
    states = {*held.first, *held.second}
    others = {*kind.yields, *(_ALIKE if kind.name in _ALIKE else ())}
    invited = kind.name in ("visit", "meeting")  # who is invited to come has not come
    return any(
        s.kind == kind.name
        or ((s.kind in others or (invited and s.slot("act") == "invite")) and states <= set(s.countries()))
        for s in read
    )


def _beside(measured: Measured, held: _Held, read: Sequence[Statement]) -> bool:
    """Whether states only stand beside each other: in a list of several, or where others meet in a town of theirs."""
    if held.relation in ("visit", "mediation"):
        (host,) = held.second if held.relation == "visit" else held.first
        met = any(s.kind == "meeting" and host not in s.countries() for s in read)
        return (met and _named_by(measured, host, _TOWNS)) or _received_abroad(measured, held)
    if held.relation not in _OF_ONE_ROLE or len(measured.places) < 3:
        return False
    first, second = (_node(measured, code) for code in held.first)
    if first is None or second is None:
        return False
    return second in coordinated(measured.tree, first) or first in coordinated(measured.tree, second)


def _received_abroad(measured: Measured, held: _Held) -> bool:
    """Whether a visit's host is told by people only, and a town of a third state stands in the sentence."""
    if held.relation != "visit" or not _named_by(measured, held.second[0], _PEOPLE):
        return False
    return any(_named_by(measured, code, _TOWNS) for code in measured.places if code not in held.first + held.second)


def _named_by(measured: Measured, code: str, types: frozenset[str]) -> bool:
    """Whether a state is named in the sentence, always by a name of these types."""
    mentions = [measured.tree.nodes[n].mention for n in measured.places.get(code, ())]
    return bool(mentions) and all(m is not None and m.type in types for m in mentions)


def _statement(measured: Measured, held: _Held, kind: Kind, source: str, ctx: Context) -> Statement:
    tree = measured.tree
    sides = ((kind.roles[0], held.first), (kind.roles[-1], held.second))
    nodes = {code: _node(measured, code) for _, codes in sides for code in codes}
    trigger = _trigger(tree, [n for n in nodes.values() if n is not None])
    actors = tuple(_actor(tree, nodes[code], code, role, ctx) for role, codes in sides for code in codes)
    act = held.relation.rstrip(SYMMETRIC).partition("/")[2]
    mood = _mood(tree, trigger, kind.name, act)
    day = when(tree, trigger, mood, ctx.published) if kind.dated else None
    place = where(tree, trigger, source)
    span = span_of(tree, tuple(range(len(tree.nodes))), source)  # all of it was weighed
    rule, at = f"{kind.name}/{RULE}", tree.nodes[trigger].span
    origins = [Origin(field="kind", rule=rule, span=at, within=tree.within)]
    for role, codes in sides:
        spans = (None if (n := nodes[code]) is None else tree.nodes[n].span for code in codes)
        origins += [Origin(field=role, rule=rule, span=span_, within=tree.within) for span_ in spans]
    return Statement(
        document=ctx.document,
        kind=kind.name,
        status=settle(mood, day[0] if day else None, ctx.published),
        actors=actors,
        date=day[0] if day else None,
        place=place[0] if place else None,
        slots=tuple(_slots(tree, trigger, kind, act, source)),
        quotes=(Quote(exact=span.of(source), span=span, within=tree.within),),
        origins=tuple(origins),
    )


def _node(measured: Measured, code: str) -> int | None:
    return next(iter(measured.places.get(code, ())), None)


def _trigger(tree: Tree, nodes: Sequence[int]) -> int:
    """The verb that governs what the states have in common."""
    top = common(tree, nodes[0], nodes[-1]) if len(nodes) > 1 else nodes[0]
    top = nodes[0] if top is None else top
    verb = top if is_verb(tree, top) else governing_verb(tree, top)
    return top if verb is None else verb


def _actor(tree: Tree, node: int | None, code: str, role: str, ctx: Context) -> Actor:
    mention = None if node is None else tree.nodes[node].mention
    named = next((a for a in mention.actors if a.country == code), None) if mention else None
    return Actor(name=named.name if named else ctx.name_of(code), country=code, role=role)


def _mood(tree: Tree, trigger: int, kind: str, act: str) -> str:
    """By the grammar; but what is asked for, offered or promised is not done by being said."""
    told = status(tree, trigger, spoken=frozenset((trigger,)) if kind in ("position", "commitment") else frozenset())
    if kind != "commitment" or told == "denied":
        return told
    return "proposed" if act in _OPEN else "planned"


def _slots(tree: Tree, trigger: int, kind: Kind, act: str, source: str) -> Iterator[tuple[str, SlotValue]]:
    args = arguments(tree, trigger)
    site = Site(tree=tree, trigger=trigger, focus=trigger, clause=clause(tree, trigger), args=args, source=source)
    for rule in kind.slots:
        if rule.name == "act":
            yield "act", act
        elif (read := read_slot(rule, site)) is not None:
            yield rule.name, read[0]
