"""Small cases with the verdicts that a reader with a pencil comes to (tests/golden/checks.jsonl)."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity.model import Event
from comity.model.statement import from_json
from comity.verify import Check, check_article, check_events

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "golden" / "checks.jsonl").read_text("utf-8").splitlines()
]


def found(case: dict[str, Any]) -> tuple[Check, ...]:
    statements = [from_json(row) for row in case["statements"]]
    published = {document: date.fromisoformat(day) for document, day in case["published"].items()}
    if "events" not in case:
        return check_article(statements, published.get("a"))
    events = [Event(statements=tuple(statements[i] for i in group)) for group in case["events"]]
    return check_events(events, published)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    verdicts: dict[str, list[str]] = defaultdict(list)
    for check in found(case):
        verdicts[check.finding.code].append(check.finding.verdict)
        assert check.statements
        assert check.finding.message
    assert {code: sorted(v) for code, v in verdicts.items()} == {c: sorted(v) for c, v in case["expected"].items()}


def test_there_are_enough_of_them_of_every_verdict() -> None:
    expected = [verdict for case in CASES for verdicts in case["expected"].values() for verdict in verdicts]
    assert len(CASES) >= 40
    assert min(expected.count(v) for v in ("holds", "conflicts", "cannot be checked")) >= 8
