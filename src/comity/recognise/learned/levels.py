"""Levels of trade that no series has read: figures beside which the network finds a flow between two states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.kinds import Kind, SeriesRule
from comity.model import Actor, Statement
from comity.recognise.arguments import governing_verb, is_verb
from comity.recognise.context import Context
from comity.recognise.flows import Flow, flow_name
from comity.recognise.learned.candidates import NOBODY, Candidates, Pair
from comity.recognise.learned.drafts import RULE
from comity.recognise.learned.network import network
from comity.recognise.learned.weighing import TOTAL, TRADE, Weighed, support
from comity.recognise.measures import blocked, figures_of, measures, of_another
from comity.recognise.series import level
from comity.recognise.syntax import Tree

LEAST = 0.4  # of a flow's probability
_BORNE_OUT = 0.1  # a level that the network holds for less likely keeps no figure from another
_NOWHERE = 98  # nodes from a flow that no word names
_AFTER = 2  # how much further away a word after the figure counts

_Likely = dict[tuple[str, frozenset[str]], tuple[float, Pair]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A flow that may be told of, whose it is, how likely, and the nodes that name it."""

    name: str
    pair: Pair
    probability: float
    anchors: tuple[int, ...]


def levels(
    sentence: Weighed, source: str, kind: Kind, ctx: Context, found: Sequence[Statement]
) -> Iterator[tuple[float, Statement]]:
    """Statements of the figures that are in none of those `found`, each with the probability of its flow."""
    tree, rule = sentence.tree, kind.series
    if rule is None or not (likely := _likely(sentence)):
        return
    words = {i: flow_name(tree, i, rule) for i, node in enumerate(tree.nodes) if not node.mention}
    held = list(_held(likely, sentence, words))
    taken = {span for s in found if s.kind == kind.name and _borne_out(s, sentence) for span in _figures(s, tree)}
    names = {one.name for one in held}
    strange = [i for i, name in words.items() if name and name not in names]  # of flows that the network does not find
    assigned: dict[_Held, list[int]] = {}
    for i in figures_of(tree):
        best = min(held, key=lambda h: (_away(h.anchors, i), -h.probability))
        if tree.nodes[i].span not in taken and _is_of(tree, best, i, strange, rule):
            assigned.setdefault(best, []).append(i)
    for one, nodes in assigned.items():
        flow = _flow(tree, one, nodes[0], sentence.candidates, ctx)
        for measure in measures(tree, flow, rule, nodes):
            yield from ((one.probability, s) for s in level(tree, flow, measure, source, kind, ctx))


def _likely(sentence: Weighed) -> _Likely:
    """The flows that are likely enough, by name and states, with how likely and whose."""
    best: _Likely = {}
    for pair, probability in sentence.likely.items():
        for n, relation in enumerate(network().names):
            if relation.partition("/")[0] != TRADE:
                continue
            likely = float(probability[n])
            if relation == TOTAL and NOBODY not in pair:
                likely = (likely + float(sentence.likely[pair[1], pair[0]][n])) / 2
            key = relation.partition("/")[2], frozenset(pair)
            if likely >= LEAST and likely > best.get(key, (0.0, pair))[0]:
                best[key] = likely, _in_order(pair, sentence.candidates) if relation == TOTAL else pair
    return best


def _held(found: _Likely, sentence: Weighed, words: Mapping[int, str | None]) -> Iterator[_Held]:
    """Each flow by what tells it from the others: its `words`, its partner's name."""
    shared = frozenset.intersection(*(states for _, states in found))
    for (name, states), (likely, pair) in found.items():
        own = [n for code in states - shared for n in sentence.candidates.places.get(code, ())]
        yield _Held(name, pair, likely, (*(i for i, word in words.items() if word == name), *own))


def _in_order(pair: Pair, candidates: Candidates) -> Pair:
    """A total's states as the text has them."""
    if NOBODY in pair:
        return pair
    first, second = sorted(pair, key=candidates.states.index)
    return first, second


def _is_of(tree: Tree, held: _Held, figure: int, strange: Sequence[int], rule: SeriesRule) -> bool:
    """Whether a figure is of a flow, not of one that the network does not find, nor of a contract or a loan."""
    if strange and _away(strange, figure) <= _away(held.anchors, figure):
        return False
    if of_another(tree, figure, frozenset(held.anchors), rule):
        return False
    return not any(blocked(tree, n, figure, rule) for n in held.anchors[:1] if n < figure)


def _away(anchors: Sequence[int], figure: int) -> int:
    """How far a figure is from the words of a flow, which stand before their figures more often than after."""
    gaps = (figure - n if n < figure else (n - figure) * _AFTER for n in anchors)
    return min(gaps, default=_NOWHERE)


def _borne_out(statement: Statement, sentence: Weighed) -> bool:
    likely = support(statement, (sentence,))
    return likely is None or likely >= _BORNE_OUT


def _figures(statement: Statement, tree: Tree) -> Iterator[object]:
    return (o.span for o in statement.origins if o.within == tree.within and o.field in ("value", "growth", "share"))


def _flow(tree: Tree, held: _Held, figure: int, candidates: Candidates, ctx: Context) -> Flow:
    """The flow as series know it, at its word or at the figure's verb."""
    words = [n for n in held.anchors if not tree.nodes[n].mention]
    verb = figure if is_verb(tree, figure) else governing_verb(tree, figure)
    node = min(words, key=lambda n: abs(n - figure), default=figure if verb is None else verb)
    roles = zip(("reporter", "partner"), held.pair, strict=True)
    near = {tree.nodes[k].lemma for k in (node, *tree.children(node, "amod", "compound"))}
    return Flow(
        name=held.name,
        node=node,
        deficit=held.name == "balance" and bool(near & {"deficit", "gap", "shortfall", "negative"}),
        actors=tuple(Actor(name=ctx.name_of(code), country=code, role=role) for role, code in roles if code != NOBODY),
        fillers=tuple(n for code in held.pair for n in candidates.places.get(code, ())[:1]),
        rule=RULE,
    )
