"""Stretches of a sentence: clauses, noun phrases, complements."""

from __future__ import annotations

from collections.abc import Iterable

from comity.model import Span
from comity.recognise.arguments import governing_verb, is_verb
from comity.recognise.syntax import Tree

_LOOSE = ("relcl", "parataxis", "appos", "punct", "advcl", "cc", "conj", "acl")
_MAX_WORDS = 16
_PLACING = ("of", "for", "on", "in", "to", "from", "between", "at", "near", "off", "under", "across")
_BEFORE = ("amod", "compound", "poss", "nmod", "nummod")


def clause(tree: Tree, trigger: int) -> tuple[int, ...]:
    """The nodes of the clause that a trigger stands in: what hangs on its verb, without other clauses that have a
    verb and a subject of their own.
    """
    top = trigger if is_verb(tree, trigger) else governing_verb(tree, trigger)
    if top is None:
        return tree.subtree(_top(tree, trigger))
    keep = {trigger, *tree.ancestors(trigger)}

    def other(i: int) -> bool:
        node = tree.nodes[i]
        if i in keep:
            return False
        if node.dep in ("parataxis", "ccomp") or (node.dep == "conj" and is_verb(tree, i)):
            return bool(tree.children(i, "nsubj", "nsubjpass", "mark"))
        return node.dep == "relcl" and bool(tree.children(i, "nsubj", "nsubjpass"))

    return tuple(sorted({*tree.subtree(top, other), *tree.subtree(trigger, other)}))


def _top(tree: Tree, i: int) -> int:
    return next(iter(list(tree.ancestors(i))[::-1]), i)


def noun_phrase(tree: Tree, n: int, *, links: tuple[str, ...] = ("of", "for", "on", "in", "to")) -> tuple[int, ...]:
    """The nodes of a noun phrase: the head with what precedes it, and complements by the given prepositions."""
    nodes = {n}
    for k in tree.children(n):
        child = tree.nodes[k]
        if k < n and child.dep not in _LOOSE and child.dep not in ("det", "prep", "nsubj", "aux"):
            nodes.update(tree.subtree(k))
        elif k > n and child.dep == "prep" and child.lemma in links and not _of_time(tree, k):
            nodes.update(tree.subtree(k, lambda c: tree.nodes[c].dep in ("relcl", "advcl", "parataxis", "appos")))
    return tuple(sorted(nodes))


def names_something(tree: Tree, h: int) -> bool:
    """Whether a head can be the name of something: no verb, no period, no bare sum or percentage."""
    quantity = tree.nodes[h].quantity
    return not (tree.nodes[h].period or is_verb(tree, h) or (quantity and quantity.kind in ("percent", "money")))


def _of_time(tree: Tree, prep: int) -> bool:
    return any(tree.nodes[k].period for k in (prep, *tree.children(prep, "pobj")))


def named_place(tree: Tree, h: int) -> tuple[int, ...]:
    """The nodes that name an undertaking: its phrase with where it stands or leads and with a proper name beside it,
    without what it costs ("the $3 billion pipeline from Brod to Lipa") and without "its" before it.
    """
    heads = (h, *proper_beside(tree, h))
    nodes = {n for k in heads for n in noun_phrase(tree, k, links=_PLACING)}
    costs = {n for n in nodes if (q := tree.nodes[n].quantity) and q.kind == "money" and n < h}
    named = sorted(n for n in nodes if not any(n <= c for c in costs) or n > h)
    return tuple(named[1:] if named and tree.nodes[named[0]].tag == "PRP$" else named)


def proper_beside(tree: Tree, h: int) -> tuple[int, ...]:
    """The proper name that stands in apposition to a phrase: "Katanga, a mine", "a mine, Katanga"."""
    above = (tree.nodes[h].head,) if tree.nodes[h].dep == "appos" else ()
    beside = (*above, *tree.children(h, "appos"))
    return tuple(k for k in beside if tree.nodes[k].pos == "PROPN")


def words(tree: Tree, nodes: tuple[int, ...], source: str) -> str:
    """The text of the nodes as it stands in the source, cut to a few words, without quotes at the edges."""
    if not nodes:
        return ""
    span = tree.cover(nodes)
    text = " ".join(source[span.start : span.end].split())
    cut = text.split(" ")
    short = " ".join(cut[:_MAX_WORDS]).strip(" ,;:.\"'“”‘’()-—–")
    return short + ")" * (short.count("(") - short.count(")") == 1)


def whole(tree: Tree, nodes: Iterable[int]) -> set[int]:
    """The nodes with what keeps their noun phrases whole: the head that a modifier stands before, and what stands
    before a head ("Australian" brings "barley", "warplanes" brings "Iraqi").
    """
    held = set(nodes)
    for n in tuple(held):
        while tree.nodes[n].dep in _BEFORE and tree.nodes[n].head > n:
            n = tree.nodes[n].head
            held.add(n)
    for n in tuple(held):
        if not is_verb(tree, n):
            held.update(k for k in tree.children(n, *_BEFORE) if k < n)
    return held


def span_of(tree: Tree, nodes: tuple[int, ...] | set[int], source: str) -> Span:
    """The shortest span that holds the nodes, without a mark of punctuation at its end; words written together
    ("two-way") and a bracket that it opens stay whole.
    """
    held = sorted(nodes)
    while len(held) > 1 and tree.nodes[held[-1]].dep == "punct":
        held.pop()
    span = tree.cover(held)
    start, end = span.start, span.end
    while start > tree.span.start and _joined(source[start - 2 : start] if start > 1 else source[:start], -1):
        start -= 1
    while end < tree.span.end and _joined(source[end : end + 2], 0):
        end += 1
    inside = source[start:end]
    if inside.count("(") > inside.count(")") and source[end : end + 1] == ")":
        end += 1
    return Span(start, end)


def _joined(two: str, near: int) -> bool:
    """Whether the nearer of two characters goes on with a word: a letter or digit, or a hyphen before another."""
    return bool(two) and (two[near].isalnum() or (len(two) == 2 and two[near] == "-" and two[-1 - near].isalnum()))


def complement(tree: Tree, verb: int) -> tuple[int, ...]:
    """What a verb or noun of saying or undertaking is about: its infinitive or that-clause, else its prepositional
    or direct object; empty where there is none.
    """
    for dep in ("xcomp", "ccomp", "acl"):
        for k in tree.children(verb, dep):
            inner = tree.subtree(k, lambda c: tree.nodes[c].dep in ("parataxis", "advcl"))
            return tuple(i for i in inner if not (tree.nodes[i].dep in ("mark", "aux") and i < k)) or inner
    for p in tree.children(verb, "prep"):
        if tree.nodes[p].lemma in ("for", "on", "about", "of", "to", "against", "over", "in", "with"):
            for k in tree.children(p, "pobj", "pcomp"):
                return tree.subtree(k, lambda c: tree.nodes[c].dep in ("relcl", "parataxis"))
    for k in tree.children(verb, "dobj", "pobj", "attr"):
        return tree.subtree(k, lambda c: tree.nodes[c].dep in ("relcl", "parataxis"))
    return ()
