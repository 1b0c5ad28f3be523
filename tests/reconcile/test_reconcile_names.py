"""Names that can be one person's, body's or company's, and names that cannot; wordings likewise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reconcile.names import Named, named, same_people, shared
from comity.reconcile.words import alike, words
from comity.resolve import lookup


def one(name: str) -> list[Named]:
    found = named(name, lookup)
    return [found] if found else []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Emmanuel Macron", "Macron", True),
        ("Emmanuel Macron", "French President Emmanuel Macron", True),
        ("Xi Jinping", "Xi", True),
        ("Li Qiang", "Li Hui", False),
        ("Wang Yi", "Wang Wentao", False),
        ("Sergey Lavrov", "Sergei Lavrov", True),
        ("Vladimir Putin", "Vladimir Zelensky", False),
        ("Pedro Sánchez", "Pedro Sanchez", True),
        ("Mohammed bin Salman", "Crown Prince Mohammed bin Salman Al Saud", True),
        ("Mohammed bin Salman", "Mohammed bin Zayed", False),
        ("TotalEnergies", "Total", True),
        ("Eni", "Eni S.p.A.", True),
        ("Emmanuel Macron", "Emmanuelle Wargon", False),
        ("Emmanuel Macron", "French delegation", True),
        ("French foreign minister", "Jean-Noël Barrot", True),
        ("the President of France", "the French foreign minister", False),
        ("French ministers", "the French foreign ministry", True),
        ("French ministers", "the French president", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_people(one(a), one(b)) == same_people(one(b), one(a)) == same


@pytest.mark.parametrize(
    "name", ["France", "the United States", "Kazakhstan", "FRA", "French officials", "Kazakh companies"]
)
def test_names_of_nobody_but_a_state(name: str) -> None:
    assert one(name) == []


def test_somebody_in_both_is_enough() -> None:
    assert same_people([*one("Emmanuel Macron"), *one("Jean-Noël Barrot")], one("Barrot"))
    assert shared([*one("Emmanuel Macron"), *one("Jean-Noël Barrot")], one("Barrot")) == 1


@pytest.mark.parametrize(
    ("a", "b", "like"),
    [
        ("double taxation avoidance", "the avoidance of double taxation", True),
        ("construction of the Alma bridge", "Alma bridge", True),
        ("joint venture in copper", "joint venture in zinc", False),
        ("strategic partnership", "strategic minerals", False),
        ("constructing a railway", "railway construction", True),
        ("", "rail", False),
        ("", "", True),
    ],
)
def test_wordings(a: str, b: str, like: bool) -> None:
    assert alike(words(a), words(b), 0.6) == alike(words(b), words(a), 0.6) == like


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_is_like_itself_and_likeness_goes_both_ways(a: str, b: str) -> None:
    assert same_people(one(a), one(a))
    assert same_people(one(a), one(b)) == same_people(one(b), one(a))
    assert alike(words(a), words(a), 0.6)
    assert alike(words(a), words(b), 0.6) == alike(words(b), words(a), 0.6)
