"""Tense, modals, negation, control and adjectives say whether a thing happened."""

import pytest

from comity.model import Span
from comity.recognise.parser import parse
from comity.recognise.status import status
from comity.recognise.syntax import build


def told(text: str, trigger: str) -> str:
    (tokens,) = parse([(text, 0)])
    tree = build(tokens, [], Span(0, len(text)))
    return status(tree, next(i for i, n in enumerate(tree.nodes) if n.text == trigger))


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Macron visited Kazakhstan in November.", "visited", "done"),
        ("The two presidents held talks in Paris.", "talks", "done"),
        ("Macron is visiting Kazakhstan.", "visiting", "ongoing"),
        ("Macron will visit Kazakhstan next year.", "visit", "planned"),
        ("Macron is expected to visit Kazakhstan.", "visit", "planned"),
        ("Macron is to visit Kazakhstan in May.", "visit", "planned"),
        ("Macron plans to visit Kazakhstan.", "visit", "planned"),
        ("The two sides agreed to sign a treaty.", "sign", "planned"),
        ("They announced an upcoming visit to Astana.", "visit", "planned"),
        ("Macron could visit Kazakhstan.", "visit", "proposed"),
        ("France offered to host the talks.", "host", "proposed"),
        ("Macron did not visit Kazakhstan.", "visit", "denied"),
        ("Macron cancelled a visit to Kazakhstan.", "visit", "denied"),
        ("Macron refused to visit Kazakhstan.", "visit", "denied"),
        ("Macron said he visited Kazakhstan.", "visited", "done"),
        ("Macron, who plans to retire, visited Kazakhstan.", "visited", "done"),
    ],
)
def test_status(text: str, trigger: str, expected: str) -> None:
    assert told(text, trigger) == expected
