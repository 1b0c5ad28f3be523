"""Headlines are read as sentences; everything else is left as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model import Actor, Mention, Span
from comity.recognise.standins import plain_case


def named(text: str, name: str) -> Mention:
    start = text.index(name)
    actor = Actor(name=name, country="FRA")
    return Mention(span=Span(start, start + len(name)), type="state", actors=(actor,), how="test")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("France Bans Imports of Maize", "France", "France bans imports of maize"),
        ("JAPAN TO IMPOSE TARIFFS ON STEEL", "JAPAN", "JAPAN to impose tariffs on steel"),
        ("France bans imports of maize", "France", "France bans imports of maize"),
        ("Macron met Tokayev in Astana.", "Macron", "Macron met Tokayev in Astana."),
    ],
)
def test_plain_case(text: str, name: str, expected: str) -> None:
    assert plain_case(text, [named(text, name)], 0) == expected


@given(st.text(max_size=80))
def test_length_is_kept_so_that_offsets_hold(text: str) -> None:
    assert len(plain_case(text, [], 0)) == len(text)
