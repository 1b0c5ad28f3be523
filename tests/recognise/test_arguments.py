"""Passive, nominal, relative, coordinated and controlled forms come out alike."""

import pytest

from comity.model import Span
from comity.recognise.arguments import arguments, is_verb, passive
from comity.recognise.parser import parse
from comity.recognise.syntax import Tree, build


def tree(text: str) -> Tree:
    (tokens,) = parse([(text, 0)])
    return build(tokens, [], Span(0, len(text)))


def at(t: Tree, word: str) -> int:
    return next(i for i, n in enumerate(t.nodes) if n.text == word)


def words(t: Tree, word: str, source: str) -> set[str]:
    return {t.nodes[i].text for i in arguments(t, at(t, word)).of(source)}


@pytest.mark.parametrize(
    ("text", "trigger", "subject", "object_"),
    [
        ("France invited Kazakhstan to the summit.", "invited", {"France"}, {"Kazakhstan"}),
        ("Kazakhstan was invited by France to the summit.", "invited", {"France"}, {"Kazakhstan"}),
        ("France and Italy invited Kazakhstan.", "invited", {"France", "Italy"}, {"Kazakhstan"}),
        ("France, which invited Kazakhstan, is pleased.", "invited", {"France"}, {"Kazakhstan"}),
        ("France plans to invite Kazakhstan.", "invite", {"France"}, {"Kazakhstan"}),
        ("France welcomed the minister and invited Kazakhstan.", "invited", {"France"}, {"Kazakhstan"}),
    ],
)
def test_who_does_what_to_whom(text: str, trigger: str, subject: set[str], object_: set[str]) -> None:
    t = tree(text)
    assert words(t, trigger, "subject") == subject
    assert words(t, trigger, "object") == object_


def test_object_control_gives_the_infinitive_its_subject() -> None:
    t = tree("Mattarella invited Aliyev to visit Rome.")
    assert words(t, "visit", "subject") == {"Aliyev"}
    assert words(t, "visit", "object") == {"Rome"}


def test_subject_control_does_not() -> None:
    t = tree("Mattarella promised to visit Rome.")
    assert words(t, "visit", "subject") == {"Mattarella"}


def test_a_nominal_trigger_has_possessor_prepositions_and_the_governing_verbs_subject() -> None:
    t = tree("Macron held talks with Tokayev in Paris.")
    assert words(t, "talks", "subject") == {"Macron"}
    assert words(t, "talks", "with") == {"Tokayev"}
    t = tree("Macron's trip to Kazakhstan was brief.")
    assert words(t, "trip", "possessor") == {"Macron"}
    assert words(t, "trip", "to") == {"Kazakhstan"}


def test_a_chain_of_modifiers_gives_every_link() -> None:
    t = tree("The Armenia-Azerbaijan conflict was discussed.")
    assert {"Armenia", "Azerbaijan"} <= words(t, "conflict", "modifier")


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The deal was signed by France.", "signed", True),
        ("Deals signed by France are many.", "signed", True),
        ("France signed the deal.", "signed", False),
        ("France has signed the deal.", "signed", False),
    ],
)
def test_passive(text: str, verb: str, expected: bool) -> None:
    t = tree(text)
    assert is_verb(t, at(t, verb))
    assert passive(t, at(t, verb)) is expected
