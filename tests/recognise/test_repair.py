"""Trees put right: the verb over the name, the subject after the comma, nothing hanging on a date."""

from __future__ import annotations

from datetime import date

import pytest

from comity.model import Actor, Mention, Period, Span
from comity.recognise.repair import repaired
from comity.recognise.syntax import Node, Tree


def node(text: str, head: int, dep: str, tag: str = "NN", pos: str = "NOUN", at: int = 0, **laid: object) -> Node:
    span = Span(at, at + len(text))
    return Node(text=text, lemma=text.lower(), pos=pos, tag=tag, dep=dep, head=head, span=span, **laid)  # type: ignore[arg-type]


def named(code: str) -> Mention:
    return Mention(span=Span(0, 1), type="state", actors=(Actor(name=code, country=code),), how="test")


def tree(*nodes: Node, within: str = "text") -> Tree:
    return Tree(tuple(nodes), Span(0, 100), within)


def test_a_participle_of_a_name_becomes_the_verb_where_there_is_none() -> None:
    envoy = node("Moe", 0, "ROOT", "NNP", "PROPN", mention=named("NOR"))
    shuttled = node("shuttled", 0, "acl", "VBN", "VERB")
    mended = repaired(tree(envoy, shuttled))
    assert (mended.nodes[1].dep, mended.nodes[1].tag, mended.nodes[0].dep, mended.nodes[0].head) == (
        "ROOT",
        "VBD",
        "nsubj",
        1,
    )


def test_a_headline_keeps_its_participle() -> None:
    envoy = node("Moe", 0, "ROOT", "NNP", "PROPN", mention=named("NOR"))
    held = tree(envoy, node("held", 0, "acl", "VBN", "VERB"), within="title")
    assert repaired(held) is held


def test_a_participle_with_an_agent_stays_passive() -> None:
    envoy = node("Moe", 0, "ROOT", "NNP", "PROPN", mention=named("NOR"))
    by = node("by", 1, "agent", "IN", "ADP")
    sent = tree(envoy, node("sent", 0, "acl", "VBN", "VERB"), by)
    assert repaired(sent) is sent


def test_what_follows_the_comma_of_an_opening_phrase_is_the_subject() -> None:
    nodes = (
        node("With", 5, "prep", "IN", "ADP"),
        node("Norway", 0, "pobj", "NNP", "PROPN", mention=named("NOR")),
        node(",", 1, "punct", ",", "PUNCT"),
        node("Chad", 1, "conj", "NNP", "PROPN", mention=named("TCD")),
        node("and", 3, "cc", "CC", "CCONJ"),
        node("signed", 5, "ROOT", "VBD", "VERB"),
    )
    mended = repaired(tree(*nodes))
    assert (mended.nodes[3].dep, mended.nodes[3].head) == ("nsubj", 5)


def test_a_sentence_with_a_subject_is_left_alone() -> None:
    nodes = (
        node("Chad", 1, "nsubj", "NNP", "PROPN", mention=named("TCD")),
        node("signed", 1, "ROOT", "VBD", "VERB"),
    )
    held = tree(*nodes)
    assert repaired(held) is held


@pytest.mark.parametrize(("word", "head"), [("to", 0), ("of", 2)])
def test_a_name_hangs_on_the_verb_and_not_on_the_date_before_it(word: str, head: int) -> None:
    day = Period(span=Span(0, 1), start=date(2024, 6, 1), end=date(2024, 6, 2), precision="day")
    nodes = (
        node("travel", 0, "ROOT", "VB", "VERB"),
        node("on", 0, "prep", "IN", "ADP"),
        node("June", 1, "pobj", "NNP", "PROPN", period=day),
        node(word, 2, "prep", "IN", "ADP"),
        node("Lima", 3, "pobj", "NNP", "PROPN", mention=named("PER")),
    )
    assert repaired(tree(*nodes)).nodes[3].head == head


def test_a_passive_that_looks_like_an_adjective_is_a_verb() -> None:
    nodes = (
        node("Chad", 2, "nsubjpass", "NNP", "PROPN", mention=named("TCD")),
        node("is", 2, "auxpass", "VBZ", "AUX"),
        node("committed", 2, "ROOT", "JJ", "ADJ"),
    )
    assert repaired(tree(*nodes)).nodes[2].pos == "VERB"


def test_a_name_after_a_verb_is_its_object() -> None:
    nodes = (
        node("Moe", 1, "nsubj", "NNP", "PROPN", mention=named("NOR")),
        node("visits", 1, "ROOT", "VBZ", "VERB"),
        node("Chad", 1, "npadvmod", "NNP", "PROPN", mention=named("TCD")),
    )
    assert repaired(tree(*nodes, within="title")).nodes[2].dep == "dobj"


def test_the_name_in_a_compound_participle_stays() -> None:
    nodes = (
        node("Chad", 1, "npadvmod", "NNP", "PROPN", mention=named("TCD")),
        node("brokered", 2, "amod", "VBN", "VERB"),
        node("truce", 2, "ROOT"),
    )
    held = tree(*nodes)
    assert repaired(held) is held


def test_a_headline_without_a_verb_has_one_in_its_plural() -> None:
    person = Mention(span=Span(0, 1), type="person", actors=(Actor(name="Moe", country="NOR"),), how="test")
    nodes = (
        node("Moe", 1, "compound", "NNP", "PROPN", mention=person),
        node("heads", 1, "ROOT", "NNS"),
        node("to", 1, "prep", "IN", "ADP"),
    )
    mended = repaired(tree(*nodes, within="title"))
    assert (mended.nodes[1].pos, mended.nodes[0].dep) == ("VERB", "nsubj")
    text = tree(*nodes)
    assert repaired(text) is text


def test_the_month_is_what_in_is_of_and_the_name_acts() -> None:
    prep = node("In", 3, "prep", "IN", "ADP")
    month = node("February", 2, "compound", "NNP", "PROPN")
    minister = node("Moe", 0, "pobj", "NNP", "PROPN", mention=named("NOR"))
    was = node("was", 3, "ROOT", "VBD", "AUX")
    mended = repaired(tree(prep, month, minister, was))
    assert [(n.dep, n.head) for n in mended.nodes[1:3]] == [("pobj", 0), ("nsubj", 3)]
