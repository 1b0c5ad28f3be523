"""Events whose other side a sentence does not tell: "Norway voiced concern", "India will sign the treaty".

They are no statements (those concern two states) and are kept in no ledger; event data hold them, with the side that is
told. A kind is loosened so that one state is enough, and read only in sentences in which no statement was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from comity.kinds import Frame, Kind
from comity.model import Actor, Article, Mention, Origin, Quote, Span, Statement
from comity.recognise.actors import SAYING
from comity.recognise.syntax import Tree

BESIDE = "named in the sentence"
_SAYING = frozenset({*SAYING, "report", "accord", "quote", "claim", "allege"})
_STATES = ("state", "adjective", "capital", "person", "organisation", "body", "group")


def loosened(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """The kinds with every frame content with one state in any of its roles; kinds of figures are left out."""
    return {name: _loose(kind) for name, kind in kinds.items() if not kind.series}


def untold(article: Article, statements: Sequence[Statement]) -> tuple[Article, bool]:
    """The article with only the sentences in which none of the statements was read, and whether its title is such
    a one too. What is left out keeps its place in the text, so that spans hold.
    """
    quotes = [q for s in statements for q in s.quotes]
    left = tuple(s for s in article.sentences if not _quoted(s.span, quotes))
    return replace(article, sentences=left), not any(q.within == "title" for q in quotes)


def completed(
    statements: Sequence[Statement], trees: Sequence[Tree], kinds: Mapping[str, Kind]
) -> tuple[Statement, ...]:
    """One event a sentence, that of its highest clause. Where one side is told, the other states that the sentence
    names fill the other, whoever only reports it left out.
    """
    best: dict[tuple[str, Span], tuple[tuple[int, int], Statement]] = {}
    order = list(kinds)
    for statement in statements:
        quote = statement.quotes[0]
        tree = next((t for t in trees if t.within == quote.within and t.span.contains(quote.span)), None)
        if tree is None:
            continue
        rank = (_depth(tree, statement), order.index(statement.kind))
        here = (tree.within, tree.span)
        if here not in best or rank < best[here][0]:
            best[here] = rank, _with_others(statement, tree, kinds)
    return tuple(statement for _, statement in best.values())


def _depth(tree: Tree, statement: Statement) -> int:
    """How deep in the sentence the trigger of a statement stands; who says it counts for nothing."""
    span = next((o.span for o in statement.origins if o.field == "kind"), None)
    trigger = next((i for i, n in enumerate(tree.nodes) if n.span == span), None)
    if trigger is None:
        return len(tree.nodes)
    return sum(tree.nodes[a].lemma not in _SAYING for a in tree.ancestors(trigger))


def _loose(kind: Kind) -> Kind:
    return replace(kind, least=1, required=(), frames=tuple(map(_loose_frame, kind.frames)))


def _loose_frame(frame: Frame) -> Frame:
    return replace(frame, least=1 if frame.least else 0, required=())


def _quoted(span: Span, quotes: Sequence[Quote]) -> bool:
    return any(q.within == "text" and q.span.overlaps(span) for q in quotes)


def _with_others(statement: Statement, tree: Tree, kinds: Mapping[str, Kind]) -> Statement:
    """The statement with the other states of its sentence in the role that nobody fills, if it has one side only."""
    roles = kinds[statement.kind].roles
    told = set(statement.countries())
    empty = next((r for r in reversed(roles) if not statement.countries(r)), roles[0] if len(roles) == 1 else "")
    if not empty or len(told) != 1:
        return statement
    others = dict.fromkeys(a for m in _mentions(tree) for a in m.actors if a.country and a.country not in told)
    if not others:
        return statement
    added = tuple(Actor(name=a.name, country=a.country, role=empty) for a in others)
    origin = Origin(field=empty, rule=BESIDE, span=tree.span, within=tree.within)
    return replace(statement, actors=(*statement.actors, *added), origins=(*statement.origins, origin))


def _mentions(tree: Tree) -> tuple[Mention, ...]:
    """The names of states in a sentence, without those of whoever reports it ("Thai sources said", "according to")."""
    reporting = {k for i, node in enumerate(tree.nodes) if node.lemma in _SAYING for k in _reporters(tree, i)}
    return tuple(
        node.mention
        for i, node in enumerate(tree.nodes)
        if node.mention and node.mention.type in _STATES and i not in reporting
    )


def _reporters(tree: Tree, verb: int) -> tuple[int, ...]:
    held = (*tree.children(verb, "nsubj"), *tree.children(verb, "prep", "npadvmod", "dobj"))
    return tuple(n for h in held for n in tree.subtree(h))
