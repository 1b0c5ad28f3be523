"""Sentences with what the network says of them, and how far that bears out what frames have read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.model import Statement
from comity.recognise.context import Context
from comity.recognise.learned.candidates import NOBODY, Candidates, Pair
from comity.recognise.learned.encoding import encoded
from comity.recognise.learned.network import Vector, at_most, network
from comity.recognise.learned.pieces import pieces
from comity.recognise.syntax import Tree

SYMMETRIC = "="  # ends the name of a relation in which both have the kind's first role
STATUS = "~"  # begins the name of a status, of whatever holds between two states
TRADE = "trade"
TOTAL = "trade/total"  # either side may be the one that reports
_OF_ONE_ROLE = frozenset({"meeting", "agreement", "relation"})
_OTHER_SIDE = {"trade/exports": "trade/imports", "trade/imports": "trade/exports"}  # as the partner counts it
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


def weighed(sentences: Iterable[tuple[Tree, Context, str]], source: Mapping[str, str]) -> tuple[Weighed, ...]:
    """The sentences that may tell of states, each with what is known where it stands and the words before it
    (`comity.recognise.before.preceding`).
    """
    known = pieces()
    held = ((Candidates(tree, ctx), before) for tree, ctx, before in sentences)
    return tuple(
        Weighed(c, network().likely(encoded(c, source[c.tree.within], before, known))) for c, before in held if c.pairs
    )


def is_symmetric(relation: str) -> bool:
    """Whether a relation has no direction."""
    return relation.endswith(SYMMETRIC) or relation in _OF_ONE_ROLE


def ranked(roles: Sequence[str]) -> tuple[str, str]:
    """The roles of a relation's first and second states; the same one twice where a kind has one only."""
    order = sorted(dict.fromkeys(roles), key=_SECOND.__contains__)
    return order[0], order[-1]


def support(statement: Statement, sentences: Sequence[Weighed]) -> float | None:
    """The greatest probability of a statement's relation between states of its two sides, in the sentences of its
    quotes; None where it stands in none of the sentences.
    """
    near = [s for s in sentences if _quoted(statement, s.tree)]
    held = list(_asked(statement))
    asked = [at_most(s.likely, pairs, n) for s in near for n, pairs in held if any(pair in s.likely for pair in pairs)]
    return max(asked, default=None)


def _asked(statement: Statement) -> Iterator[tuple[int, list[Pair]]]:
    """The number of a statement's relation, and the pairs it would hold between; trade as either side counts it."""
    relation, first, second = _sides(statement)
    names = network().names
    pairs = [(a, b) for a in first for b in second or (NOBODY,) if a != b]
    turned = [(b, a) for a, b in pairs]
    other = _OTHER_SIDE.get(relation)
    for name, of in ((relation, pairs + turned if relation == TOTAL else pairs), (other, turned)):
        if name in names:
            yield names.index(name), of


def _sides(statement: Statement) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The relation as the network names it, the states of the first role and those of the second."""
    by_role: dict[str, list[str]] = {}
    for actor in statement.actors:
        if actor.country:
            by_role.setdefault(actor.role, []).append(actor.country)
    sides = ranked(tuple(by_role)) if by_role else ("", "")
    act = statement.slot("flow" if statement.kind == TRADE else "act")
    relation = statement.kind if act is None else f"{statement.kind}/{act}"
    first = tuple(by_role.get(sides[0], ()))
    if len(by_role) > 1:
        return relation, first, tuple(by_role[sides[1]])
    relation += SYMMETRIC * (statement.kind == "commitment")
    return relation, first, first if is_symmetric(relation) else ()


def _quoted(statement: Statement, tree: Tree) -> bool:
    return any(q.within == tree.within and q.span.overlaps(tree.span) for q in statement.quotes)
