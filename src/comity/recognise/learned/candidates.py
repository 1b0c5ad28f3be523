"""The states that may take part in what a sentence tells, and every ordered pair of them."""

from __future__ import annotations

from collections.abc import Sequence

from comity.recognise.context import Context
from comity.recognise.syntax import Tree

MAX_STATES = 8  # of one sentence, in order of position; lists of more are lists
_MENTIONS = 3  # of one state in one sentence


class Candidates:
    """`places` holds the first nodes of each state that a sentence names; `states` are those, then the document's pair;
    `names` are the short English names of all of them.
    """

    def __init__(self, tree: Tree, ctx: Context) -> None:
        self.tree = tree
        self.places = _places(tree)
        self.speaker = ctx.speaker.country if ctx.speaker else None
        beside = (actor.country for actor in ctx.pair if actor.country)
        self.states = tuple(dict.fromkeys((*self.places, *beside)))
        self.names = {code: ctx.name_of(code) for code in self.states}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every ordered pair of which at least one state is named in the sentence. The first state is the one with the
        first role of a relation (visitor, donor, source), the second the one with the other.
        """
        named = self.places
        return tuple((a, b) for a in self.states for b in self.states if a != b and (a in named or b in named))


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
