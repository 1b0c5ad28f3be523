"""Sentences with what the network says of them, and how far that bears out what frames have read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comity.model import Statement
from comity.recognise.context import Context
from comity.recognise.learned.candidates import Candidates
from comity.recognise.learned.encoding import Pair, encoded
from comity.recognise.learned.network import Vector, at_most, network
from comity.recognise.learned.pieces import pieces
from comity.recognise.syntax import Tree

SYMMETRIC = "="  # ends the name of a relation in which both have the kind's first role
_OF_ONE_ROLE = frozenset({"meeting", "agreement", "relation"})
_EITHER = frozenset({"trade"})  # of a total, either side's
_SECOND = frozenset({"host", "partner", "counterpart", "recipient", "target", "party"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence, and by the ordered pair of its states the probability of every relation of the network."""

    candidates: Candidates
    likely: Mapping[Pair, Vector]

    @property
    def tree(self) -> Tree:
        """The sentence."""
        return self.candidates.tree


def weighed(trees: Sequence[Tree], source: Mapping[str, str], ctx: Context) -> tuple[Weighed, ...]:
    """The sentences that name somebody and may tell of two states."""
    held = [c for c in (Candidates(tree, ctx) for tree in trees if tree.nodes) if c.pairs()]
    known = pieces()
    return tuple(Weighed(c, network().likely(encoded(c, source[c.tree.within], source["title"], known))) for c in held)


def is_symmetric(relation: str) -> bool:
    """Whether a relation has no direction."""
    return relation.endswith(SYMMETRIC) or relation in _OF_ONE_ROLE


def ranked(roles: Sequence[str]) -> tuple[str, str]:
    """The roles of a relation's first and second states; the same one twice where a kind has one only."""
    order = sorted(dict.fromkeys(roles), key=_SECOND.__contains__)
    return order[0], order[-1]


def support(statement: Statement, sentences: Sequence[Weighed]) -> float | None:
    """The greatest probability of a statement's relation between states of its two sides, in the sentences of its
    quotes; None where it has one side only or stands in none of the sentences.
    """
    relation, first, second = _sides(statement)
    names = network().names
    if relation not in names:
        return None
    n = names.index(relation)
    pairs = [(a, b) for a in first for b in second if a != b]
    pairs += [(b, a) for a, b in pairs if statement.kind in _EITHER]
    near = [s for s in sentences if _quoted(statement, s.tree)]
    asked = [at_most(s.likely, pairs, n) for s in near if any(pair in s.likely for pair in pairs)]
    return max(asked, default=None)


def _sides(statement: Statement) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The relation as the network names it, the states of the first role and those of the second."""
    by_role: dict[str, list[str]] = {}
    for actor in statement.actors:
        if actor.country:
            by_role.setdefault(actor.role, []).append(actor.country)
    sides = ranked(tuple(by_role)) if by_role else ("", "")
    act = statement.slot("act")
    relation = statement.kind if act is None else f"{statement.kind}/{act}"
    first = tuple(by_role.get(sides[0], ()))
    if len(by_role) > 1:
        return relation, first, tuple(by_role[sides[1]])
    return relation + SYMMETRIC * (statement.kind == "commitment"), first, first


def _quoted(statement: Statement, tree: Tree) -> bool:
    return any(q.within == tree.within and q.span.overlaps(tree.span) for q in statement.quotes)
