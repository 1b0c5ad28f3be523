"""What relative clauses tell of the noun before them."""

from __future__ import annotations

from comity.model import Actor, Mention, Span
from comity.recognise.arguments import arguments
from comity.recognise.relatives import made_in, whereabouts
from comity.recognise.syntax import Node, Tree


def node(text: str, head: int, dep: str, pos: str = "NOUN", tag: str = "NN", code: str = "") -> Node:
    mention = None
    if code:
        actor = Actor(name=code, country=code)
        mention = Mention(span=Span(0, 1), type="capital", actors=(actor,), how="test")
    return Node(text=text, lemma=text, pos=pos, tag=tag, dep=dep, head=head, span=Span(0, len(text)), mention=mention)


def tree(*nodes: Node) -> Tree:
    return Tree(tuple(nodes), Span(0, 100), "text")


def test_who_made_the_visit_and_where_to() -> None:
    built = tree(
        node("visit", 0, "ROOT"),
        node("that", 3, "dobj", "PRON", "WDT"),
        node("king", 3, "nsubj"),
        node("make", 0, "relcl", "VERB", "VBD"),
        node("to", 3, "prep", "ADP", "IN"),
        node("Rome", 4, "pobj", "PROPN", "NNP", "ITA"),
    )
    assert made_in(built, 0) == (3,)
    found = arguments(built, 0)
    assert (found.of("subject"), found.of("to")) == ((2,), (5,))


def test_whoever_does_it_is_no_object() -> None:
    built = tree(
        node("king", 0, "ROOT"),
        node("who", 2, "nsubj", "PRON", "WP"),
        node("make", 0, "relcl", "VERB", "VBD"),
        node("visit", 2, "dobj"),
    )
    assert made_in(built, 0) == ()


def test_where_somebody_met_is_the_place_before() -> None:
    built = tree(
        node("Rome", 0, "ROOT", "PROPN", "NNP", "ITA"),
        node("where", 3, "advmod", "SCONJ", "WRB"),
        node("he", 3, "nsubj", "PRON", "PRP"),
        node("meet", 0, "relcl", "VERB", "VBD"),
        node("pope", 3, "dobj"),
    )
    assert whereabouts(built, 3) == (0,)
    assert arguments(built, 3).of("in") == (0,)
    assert made_in(built, 0) == ()
