"""The states that may take part in what a sentence tells, and the ordered pairs of them that are asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.recognise.context import Context
from comity.recognise.syntax import Tree

NOBODY = ""  # in place of a second state: the whole world, or whoever it is
MAX_STATES = 8  # of one sentence, in order of position; lists of more are lists
_MENTIONS = 3  # of one state in one sentence
_RECALLED = 2  # states of the sentence before

Pair = tuple[str, str]


class Candidates:
    """`places` holds the first nodes of each state that a sentence names, `states` are those, then the document's pair,
    then those `recalled` from the sentence before; `names` are the short English names of all of them. The first state
    of a pair is the one with the first role of a relation (visitor, donor, source), the second the one with the other.
    """

    def __init__(self, tree: Tree, ctx: Context) -> None:
        self.tree = tree
        self.ctx = ctx
        self.places = _places(tree)
        self.speaker = ctx.speaker.country if ctx.speaker else None
        beside = tuple(actor.country for actor in ctx.pair if actor.country)
        known = tuple(dict.fromkeys((*self.places, *beside)))
        told = (code for before in ctx.before[:1] for code in (*before.subject, *before.others) if code not in known)
        self.recalled = tuple(told)[:_RECALLED]
        self.states = known + self.recalled
        self.names = {code: ctx.name_of(code) for code in self.states}
        self.pairs = tuple(self._pairs(beside))

    def _pairs(self, beside: Sequence[str]) -> Iterator[Pair]:
        """Every ordered pair of which the sentence names one; the document's pair; where something is measured, each of
        these states alone.
        """
        for a in self.states:
            for b in self.states:
                if a != b and (a in self.places or b in self.places or (a in beside and b in beside)):
                    yield a, b
        if any(node.quantity and node.quantity.kind != "count" for node in self.tree.nodes):
            yield from ((a, NOBODY) for a in self.states if a not in self.recalled)


def common(tree: Tree, i: int, j: int) -> int | None:
    """The lowest node above both (or one of the two), if the tree joins them."""
    above = {i, *tree.ancestors(i)}
    return next((x for x in (j, *tree.ancestors(j)) if x in above), None)


def _places(tree: Tree) -> dict[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for i, node in enumerate(tree.nodes):
        for actor in node.mention.actors if node.mention else ():
            if actor.country and (actor.country in found or len(found) < MAX_STATES):
                found.setdefault(actor.country, []).append(i)
    return {code: nodes[:_MENTIONS] for code, nodes in found.items()}
