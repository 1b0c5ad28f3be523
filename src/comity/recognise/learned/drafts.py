"""A relation between states of a sentence, drafted as a statement: who, in which role, when, where, with what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.kinds import Kind
from comity.model import Actor, Origin, Quote, SlotValue, Statement
from comity.recognise.arguments import arguments, governing_verb, is_verb
from comity.recognise.context import Context
from comity.recognise.learned.candidates import Candidates, common
from comity.recognise.learned.weighing import SYMMETRIC, ranked
from comity.recognise.phrases import clause, span_of
from comity.recognise.slots import Site, read_slot
from comity.recognise.status import status
from comity.recognise.syntax import Tree
from comity.recognise.when import settle, when, where

RULE = "learned"
_OPEN = frozenset({"invite", "offer", "request"})


@dataclass(frozen=True, slots=True)
class Held:
    """A relation that may hold: the states in the kind's first role, those in its second, and its status where the
    network is sure of one.
    """

    relation: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    probability: float
    status: str | None = None


def draft(candidates: Candidates, held: Held, kind: Kind, source: str, ctx: Context) -> Statement | None:
    """The statement, quoting the whole sentence; None where its kind is of things and the sentence names none."""
    tree = candidates.tree
    first, second = ranked(kind.roles)
    sides = ((first, held.first), (second, held.second))
    nodes = {code: node_of(candidates, code) for _, codes in sides for code in codes}
    trigger = _trigger(tree, [n for n in nodes.values() if n is not None])
    actors = tuple(_actor(tree, nodes[code], code, role, ctx) for role, codes in sides for code in codes)
    focus = _thing(tree, trigger, kind.things) if kind.things else trigger
    if focus is None:
        return None
    act = held.relation.rstrip(SYMMETRIC).partition("/")[2]
    mood = _mood(tree, trigger, kind.name, act, held.status)
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
        slots=tuple(_slots(tree, trigger, focus, kind, act, source)),
        quotes=(Quote(exact=span.of(source), span=span, within=tree.within),),
        origins=tuple(origins),
    )


def node_of(candidates: Candidates, code: str) -> int | None:
    """The first node that names a state, if any does."""
    return next(iter(candidates.places.get(code, ())), None)


def _trigger(tree: Tree, nodes: Sequence[int]) -> int:
    """The verb that governs what the states have in common; the sentence's where it names none."""
    if not nodes:
        return next((i for i, node in enumerate(tree.nodes) if node.head == i), 0)
    top = common(tree, nodes[0], nodes[-1]) if len(nodes) > 1 else nodes[0]
    top = nodes[0] if top is None else top
    verb = top if is_verb(tree, top) else governing_verb(tree, top)
    return top if verb is None else verb


def _actor(tree: Tree, node: int | None, code: str, role: str, ctx: Context) -> Actor:
    mention = None if node is None else tree.nodes[node].mention
    named = next((a for a in mention.actors if a.country == code), None) if mention else None
    return Actor(name=named.name if named else ctx.name_of(code), country=code, role=role)


def _mood(tree: Tree, trigger: int, kind: str, act: str, said: str | None) -> str:
    """As the network has `said`, else by the grammar; but what is asked for, offered or promised is not done by being
    said.
    """
    told = said or status(
        tree, trigger, spoken=frozenset((trigger,)) if kind in ("position", "commitment") else frozenset()
    )
    if kind != "commitment" or told == "denied":
        return told
    return "proposed" if act in _OPEN else "planned"


def _thing(tree: Tree, trigger: int, things: frozenset[str]) -> int | None:
    """The node nearest to the trigger that names a thing of the kind's."""
    named = [i for i, node in enumerate(tree.nodes) if not node.mention and node.lemma.lower() in things]
    return min(named, key=lambda i: (tree.distance(trigger, i), i), default=None)


def _slots(tree: Tree, trigger: int, focus: int, kind: Kind, act: str, source: str) -> Iterator[tuple[str, SlotValue]]:
    args = arguments(tree, trigger)
    site = Site(tree=tree, trigger=trigger, focus=focus, clause=clause(tree, trigger), args=args, source=source)
    for rule in kind.slots:
        if rule.name == "act":
            yield "act", act
        elif (read := read_slot(rule, site)) is not None:
            yield rule.name, read[0]
