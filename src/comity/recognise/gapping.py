"""Lists whose verb is said once: "Norway gave 5 million euros, Sweden 3 million and Finland 1 million"."""

from __future__ import annotations

from collections.abc import Iterator

from comity.recognise.syntax import Node, Tree

_GIVERS = ("state", "organisation", "body", "capital", "company")
_JOINS = frozenset((",", ";", "and", "while", "-", "–", "—"))
_BETWEEN = frozenset("the a an another further some about around nearly almost over only just".split())


def gapped(tree: Tree, trigger: int, focus: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """After a verb and its sum of money (`focus`): each sum that follows with nothing before it but the names of those
    who give it, as (nodes of the names, node of the sum).
    """
    if not _is_sum(tree.nodes[focus]) or focus < trigger:
        return
    names: list[int] = []
    joined = False
    for n in range(focus + 1, len(tree.nodes)):
        node = tree.nodes[n]
        if _is_sum(node):
            if names:
                yield tuple(names), n
            names, joined = [], False
        elif node.mention and node.mention.type in _GIVERS and node.mention.actors:
            names = [*names, n] if joined or names else []
        elif node.text in _JOINS:
            joined = True
        elif node.lemma not in _BETWEEN and node.pos not in ("DET", "PUNCT"):
            names, joined = [], False


def _is_sum(node: Node) -> bool:
    return node.quantity is not None and node.quantity.kind == "money" and node.quantity.amount is not None
