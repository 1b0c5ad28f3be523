"""Mistakes that a small parser makes again and again, put right in the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from comity.recognise.syntax import Node, Tree

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_CALENDAR = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split()
)
# Nouns of what somebody does to something: "expulsion of", "seizure of".
_EVENT = re.compile(
    r"(?:[st]ion|ment|ure|ing|[^i]al|arrest|murder|abduction|abuse|use|breach|attack|strike|purchase|takeover|sale)$"
)
# What is done by somebody to a deed or a paper, never to a state.
_DONE = frozenset(
    "make issue impose take carry commit launch perpetrate conduct publish provide grant finance sign adopt extend "
    "raise level voice".split()
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def repaired(tree: Tree) -> Tree:
    """The tree with its sentence's verb over the name that was taken for the sentence, with a subject where a phrase
    before it swallowed that, and with nothing hanging on a date.
    """
    nodes = list(tree.nodes)
    _off_periods(nodes)
    _passives(nodes)
    _agents(nodes)
    _deeds(nodes)
    _names_beside_verbs(nodes)
    if tree.within == "title":
        _headline_verb(nodes)
    if tree.within == "text":
        _verb_on_top(nodes)
    _subject_back(nodes)
    return Tree(tuple(nodes), tree.span, tree.within, tree.paragraph) if tuple(nodes) != tree.nodes else tree


def _off_periods(nodes: list[Node]) -> None:
    """ "will travel on June 1 to Lima": to Lima one travels, whatever the parser hangs it on."""
    named = {n.head for n in nodes if n.mention}
    for i, node in enumerate(nodes):
        day = nodes[node.head]
        if i not in named:
            continue
        if node.dep == "prep" and day.period and node.head < i and node.lemma not in ("of", "from", "until"):
            over = day.head if nodes[day.head].dep != "prep" else nodes[day.head].head
            if over != i and over != node.head:
                nodes[i] = replace(node, head=over)


def _agents(nodes: list[Node]) -> None:
    """ "the expulsion of its envoy by Chad": Chad expels, whatever stands between."""
    for i, node in enumerate(nodes):
        if node.lemma != "by" or node.dep != "prep" or _EVENT.search(nodes[node.head].lemma):
            continue
        near, deed = nodes[node.head], node.head
        for _ in range(3):
            if near.dep != "pobj" or nodes[near.head].dep != "prep":
                break
            deed = nodes[near.head].head
            of, near = nodes[near.head].lemma == "of", nodes[deed]
            if near.pos != "NOUN" or _EVENT.search(near.lemma):
                if near.pos == "NOUN" and of:
                    nodes[i] = replace(node, head=deed)
                break


def _deeds(nodes: list[Node]) -> None:
    """ "the references to Kashmir made by the league": made are references, not places."""
    for i, node in enumerate(nodes):
        if node.dep != "acl" or node.tag != "VBN" or node.lemma not in _DONE:
            continue
        name = nodes[node.head]
        prep = nodes[name.head]
        while name.dep == "conj" and name.head != prep.head:
            name, prep = prep, nodes[prep.head]
        named = nodes[node.head].mention is not None or any(n.mention and n.head == node.head for n in nodes)
        if named and name.dep == "pobj" and prep.dep == "prep" and nodes[prep.head].pos == "NOUN":
            nodes[i] = replace(node, head=prep.head)


def _passives(nodes: list[Node]) -> None:
    """ "is committed to helping": a passive by its auxiliary, even when the word looks like an adjective."""
    helped = {n.head for n in nodes if n.dep == "auxpass"}
    for i, node in enumerate(nodes):
        if i in helped and node.pos == "ADJ":
            nodes[i] = replace(node, pos="VERB", tag="VBN")


def _names_beside_verbs(nodes: list[Node]) -> None:
    """A name is no adverb: "visits Jamaica", "Lavrov, Wang hold talks"; and a name of one state never explains one of
    another ("Canada's Joly, Jamaica's Holness").
    """
    for i, node in enumerate(nodes):
        above = nodes[node.head]
        if node.mention is None or not node.mention.actors:
            continue
        if node.dep == "npadvmod" and above.tag in (*_FINITE, "VB"):
            nodes[i] = replace(node, dep="dobj" if i > node.head else "nsubj")
        elif node.dep == "appos" and above.mention and above.mention.type == node.mention.type == "person":
            codes = {m.actors[0].country for m in (node.mention, above.mention) if m.actors}
            if len(codes) == 2 and None not in codes:
                nodes[i] = replace(node, dep="conj")


def _headline_verb(nodes: list[Node]) -> None:
    """ "Blinken heads to Israel", "Joly and Holness discuss storms": a verb, where a headline would have none."""
    root = next((i for i, n in enumerate(nodes) if n.head == i), None)
    if (
        not root
        or any(n.tag[:2] == "VB" for n in nodes)
        or nodes[root].mention
        or nodes[root].pos not in ("NOUN", "PROPN")
    ):
        return
    before = [i for i, n in enumerate(nodes[:root]) if n.head == root and n.mention and n.mention.type == "person"]
    subject = [i for i in before if nodes[i].dep == "nsubj"]
    plural = nodes[root].tag == "NNS" and bool(before) and before[-1] == root - 1
    if subject or plural:
        nodes[root] = replace(nodes[root], pos="VERB", tag="VBZ")
        nodes[before[-1]] = replace(nodes[before[-1]], dep="nsubj")


def _verb_on_top(nodes: list[Node]) -> None:
    """ "The envoy, Ann Moe, shuttled between": no participle of the name but the verb, where there is no other."""
    if any(n.tag in _FINITE for n in nodes):
        return
    root = next((i for i, n in enumerate(nodes) if n.head == i), None)
    if root is None or nodes[root].mention is None:
        return
    for i, node in enumerate(nodes):
        by = any(n.dep == "agent" and n.head == i for n in nodes)
        if node.head == root and node.dep == "acl" and node.tag == "VBN" and i > root and not by:
            nodes[root] = replace(nodes[root], head=i, dep="nsubj")
            nodes[i] = replace(node, head=i, dep="ROOT", tag="VBD", pos="VERB")
            return


def _subject_back(nodes: list[Node]) -> None:
    """ "With the help of Norway, Chad and Sudan signed": what follows the comma signs."""
    for v, verb in enumerate(nodes):
        if verb.dep != "ROOT" or verb.pos not in ("VERB", "AUX") or verb.tag not in ("VBD", "VBZ", "VBP", "VB"):
            continue
        if any(n.head == v and n.dep in _SUBJECTS for n in nodes) or not _finite(nodes, v):
            return
        for k, node in enumerate(nodes[:v]):
            if node.dep == "conj" and _after_comma(nodes, k) and nodes[_top_preposition(nodes, k)].head == v:
                nodes[k] = replace(node, head=v, dep="nsubj")
                return
        _subject_after_period(nodes, v)
        return


def _subject_after_period(nodes: list[Node], v: int) -> None:
    """ "In February Minister Moe was in": the month is what "in" is of, the name acts."""
    for k, node in enumerate(nodes[:v]):
        prep = nodes[node.head]
        if node.dep != "pobj" or node.mention is None or prep.dep != "prep" or prep.head != v:
            continue
        if any(n.head == k and n.dep == "compound" and n.text in _CALENDAR for n in nodes[node.head + 1 : k]):
            period = node.head + 1
            nodes[period] = replace(nodes[period], head=node.head, dep="pobj")
            nodes[k] = replace(node, head=v, dep="nsubj")
            return


def _finite(nodes: Sequence[Node], v: int) -> bool:
    return nodes[v].tag != "VB" or any(n.head == v and n.tag == "MD" for n in nodes)


def _after_comma(nodes: Sequence[Node], k: int) -> bool:
    """Whether a comma stands before a name, an article between them left aside."""
    at = k - 1
    while at >= 0 and nodes[at].dep in ("det", "amod", "compound", "poss", "case"):
        at -= 1
    return at >= 0 and nodes[at].text == ","


def _top_preposition(nodes: Sequence[Node], k: int) -> int:
    """The preposition whose phrase a node stands in, the one highest up (the node itself where there is none)."""
    top = here = k
    for _ in nodes:
        here = nodes[here].head
        if nodes[here].dep == "prep":
            top = here
        if nodes[here].head == here or nodes[here].pos in ("VERB", "AUX"):
            break
    return top
