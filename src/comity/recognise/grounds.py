"""What a headline tells is shown in the text too, where the text says it of the same states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from comity.kinds import Kind
from comity.model import Quote, Statement
from comity.recognise.phrases import span_of, whole
from comity.recognise.syntax import Tree

_FIRST = 12  # sentences; what a headline tells is told again near the top


def grounded(
    statements: Sequence[Statement], trees: Sequence[Tree], source: Mapping[str, str], kinds: Mapping[str, Kind]
) -> tuple[Statement, ...]:
    """Statements that only the title tells, each with the first stretch of the text that names all of their states
    together with a word of their kind; without one they stay as they are.
    """
    text = sorted((t for t in trees if t.within == "text"), key=lambda t: t.span)[:_FIRST]
    return tuple(
        s if any(q.within == "text" for q in s.quotes) else _grounded(s, text, source["text"], kinds[s.kind])
        for s in statements
    )


def _grounded(statement: Statement, trees: Sequence[Tree], source: str, kind: Kind) -> Statement:
    words = frozenset[str]().union(*(f.verb | f.noun for f in kind.frames))
    asked = set(statement.countries())
    for tree in trees:
        named = [n for n, node in enumerate(tree.nodes) if node.mention and asked & _codes(tree, n)]
        told = {code for n in named for code in _codes(tree, n)}
        told_by = [n for n, node in enumerate(tree.nodes) if node.lemma in words and not node.mention]
        if asked and asked <= told and told_by:
            nearest = min(told_by, key=lambda k: min(abs(k - n) for n in named))
            span = span_of(tree, whole(tree, {*_shortest(tree, named, asked), nearest}), source)
            return replace(statement, quotes=(Quote(exact=span.of(source), span=span), *statement.quotes))
    return statement


def _shortest(tree: Tree, named: Sequence[int], asked: set[str]) -> list[int]:
    """The first nodes that together name all states asked for."""
    held: list[int] = []
    told: set[str] = set()
    for n in named:
        if (_codes(tree, n) & asked) - told:
            held.append(n)
            told |= _codes(tree, n)
    return held


def _codes(tree: Tree, n: int) -> set[str]:
    mention = tree.nodes[n].mention
    return {a.country for a in mention.actors if a.country} if mention else set()
