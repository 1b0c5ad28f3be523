"""What a relative clause says of the noun before it: "the visit she made to", "in Doha, where he met"."""

from __future__ import annotations

from comity.recognise.syntax import Tree

_PLACES = ("capital", "city", "state")
_PRONOUNS = ("that", "which", "whom")


def made_in(tree: Tree, i: int) -> tuple[int, ...]:
    """The verbs of relative clauses whose object a noun is: "the state visit that the king made to Rome"."""
    return tuple(v for v in tree.children(i, "relcl") if _is_object(tree, v))


def _is_object(tree: Tree, verb: int) -> bool:
    subjects = tree.children(verb, "nsubj")
    objects = tree.children(verb, "dobj")
    if not subjects or any(tree.nodes[s].lemma in _PRONOUNS for s in subjects):
        return False
    return all(tree.nodes[o].lemma in _PRONOUNS for o in objects) and not whereabouts(tree, verb)


def whereabouts(tree: Tree, verb: int) -> tuple[int, ...]:
    """The place before a clause with "where" that a verb heads, as a tuple of at most one node."""
    node = tree.nodes[verb]
    if node.dep not in ("relcl", "advcl") or not any(
        tree.nodes[k].lemma == "where" for k in tree.children(verb, "advmod")
    ):
        return ()
    place = tree.nodes[node.head].mention
    return (node.head,) if place is not None and place.type in _PLACES else ()
