"""Which statements tell of one event: a written set with the answers, and a few texts read by the reader itself."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

import comity
from comity.model import Statement
from comity.model.statement import from_json
from comity.reconcile import events
from comity.resolve import lookup

PLACE = Path(__file__).parent / "clusters.jsonl"
LATER = "oslo-a"  # from this document on, written when the rules were done


class Case(NamedTuple):
    event: str
    statement: Statement


def written() -> tuple[list[Case], dict[str, date]]:
    cases, published = [], {}
    for line in PLACE.read_text("utf-8").splitlines():
        row = json.loads(line)
        event, day = row.pop("event"), row.pop("published")
        cases.append(Case(event, from_json(row)))
        published[row["document"]] = date.fromisoformat(day)
    return cases, published


CASES, PUBLISHED = written()
FIRST_LATER = next(n for n, case in enumerate(CASES) if case.statement.document == LATER)


def joined(cases: Sequence[Case]) -> dict[str, int]:
    found = events([case.statement for case in cases], published=PUBLISHED, state_of=lookup)
    return {s.id: number for number, event in enumerate(found) for s in event.statements}


def pairs(cases: Sequence[Case]) -> tuple[set[str], set[str], set[str]]:
    """Pairs of statements that were rightly joined, wrongly joined, and not joined though they should be."""
    event_of = joined(cases)
    right, wrong, missed = set(), set(), set()
    for a, b in itertools.combinations(cases, 2):
        same, told = a.event == b.event, event_of[a.statement.id] == event_of[b.statement.id]
        name = " <> ".join(f"{c.statement.document} ({c.event}): {c.statement.quotes[0].exact}" for c in (a, b))
        if same or told:
            (right if same and told else missed if same else wrong).add(name)
    return right, wrong, missed


def test_the_set_is_large_enough_to_tell() -> None:
    assert len(CASES) >= 100
    assert len(PUBLISHED) >= 40
    assert len({case.statement.id for case in CASES}) == len(CASES)
    assert len({case.statement.kind for case in CASES}) == 12


@pytest.mark.parametrize("cases", [CASES, CASES[:FIRST_LATER], CASES[FIRST_LATER:]], ids=["all", "first", "later"])
def test_nine_of_ten_pairs_are_joined_rightly(cases: Sequence[Case]) -> None:
    right, wrong, missed = pairs(cases)
    f1 = 2 * len(right) / (2 * len(right) + len(wrong) + len(missed))
    assert f1 >= 0.9, (f1, wrong, missed)


def test_the_order_of_the_set_does_not_matter() -> None:
    shuffled = list(CASES)
    random.Random(5).shuffle(shuffled)
    assert joined(shuffled) == joined(CASES)


TEXTS = {
    "wire": (
        "2024-11-06",
        "Presidents of Kazakhstan and France hold talks",
        "PARIS, Nov 5 (Example Wire) - Kazakh President Kassym-Jomart Tokayev met French President Emmanuel Macron in "
        "Paris on Tuesday.\n\nTrade between Kazakhstan and France reached $4.2 billion in 2023.",
    ),
    "daily": (
        "2024-11-06",
        "Two countries draw closer",
        "On 5 November 2024 Emmanuel Macron received Kassym-Jomart Tokayev in Paris for talks. France's trade with "
        "Kazakhstan came to 4.3 billion dollars in 2023.",
    ),
    "weekly": (
        "2024-11-09",
        "What the talks brought",
        "Tokayev met Macron in Paris on 5 November. In January-September 2024 trade between Kazakhstan and France "
        "amounted to $3 billion.",
    ),
    "ministers": (
        "2024-11-06",
        "Foreign ministers confer",
        "Kazakh Foreign Minister Murat Nurtleu met French Foreign Minister Jean-Noel Barrot in Paris on "
        "5 November 2024.",
    ),
    "later": ("2025-06-12", "In Astana", "Tokayev met Macron in Astana on 10 June 2025."),
}


def test_texts_that_are_read_are_joined_as_people_would() -> None:
    statements: list[Statement] = []
    for name, (day, title, text) in TEXTS.items():
        article = comity.read(text, published=day, title=title, url=f"https://paper.example/{name}")
        statements += article.statements
    published = {f"https://paper.example/{name}": date.fromisoformat(day) for name, (day, _, _) in TEXTS.items()}
    told = events(statements, published=published, state_of=lookup)
    found = {(e.kind, *sorted(s.document.rsplit("/", 1)[1] for s in e.statements)) for e in told}
    assert {("meeting", "daily", "weekly", "wire"), ("meeting", "ministers"), ("meeting", "later")} <= found
    assert {("trade", "daily", "wire"), ("trade", "weekly")} <= found
