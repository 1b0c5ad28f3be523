"""Recall of the figures that annotators labelled, by class; skipped where the labelled documents are not at hand."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from comity.figures import figures
from comity.model import Figures, Period, Quantity

GOLD = Path(__file__).parents[3] / "shared" / "gold"
AT_LEAST = {
    "amount": 0.95,
    "currency": 0.98,
    "bound": 0.95,
    "growth": 0.95,
    "share": 0.95,
    "date": 0.88,
    "period": 0.92,
}


def near(found: Figures, quotes: list[dict[str, Any]]) -> list[Quantity]:
    return [q for q in found.quantities if any(q.span.start < s["end"] and s["start"] < q.span.end for s in quotes)]


def money(label: dict[str, Any], quantities: list[Quantity], hits: Counter[str], seen: Counter[str]) -> None:
    same = [q for q in quantities if q.kind == "money" and q.amount == Decimal(str(abs(label["amount"])))]
    seen["amount"] += 1
    hits["amount"] += bool(same)
    if same:
        seen.update(("currency", "bound"))
        hits["currency"] += any(q.currency == label["currency"] for q in same)
        hits["bound"] += any(q.bound == label["bound"] for q in same)


def percent(wanted: float, quantity: Quantity, growth: bool) -> bool:
    if quantity.amount is None or quantity.kind not in ("percent", "ratio"):
        return False
    ratio = (quantity.amount - 1 if growth else quantity.amount) * 100
    value = quantity.amount if quantity.kind == "percent" else ratio
    return abs(abs(float(value)) - abs(wanted)) < (1 if quantity.kind == "ratio" else 1e-9)


def holds(label: dict[str, str], period: Period) -> bool:
    stretches = (period.interval, period.named)
    return any(s is not None and (str(s.start), str(s.end)) == (label["start"], label["end"]) for s in stretches)


@pytest.mark.skipif(not (GOLD / "dev.jsonl").exists(), reason="the labelled documents are not beside the repository")
@pytest.mark.parametrize("name", ["dev.jsonl", "dev2.jsonl"])
def test_recall_of_labelled_figures(name: str) -> None:
    hits: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = figures(row["text"], date.fromisoformat(row["published"]))
        title = figures(row["title"], date.fromisoformat(row["published"]))
        for statement in row["statements"]:
            quotes = statement["quote"] if isinstance(statement["quote"], list) else [statement["quote"]]
            quantities = near(found, [q for q in quotes if q.get("in", "text") == "text"])
            if isinstance(statement.get("value"), dict):
                money(statement["value"], quantities, hits, seen)
            for slot in ("growth", "share"):
                if statement.get(slot) is not None:
                    seen[slot] += 1
                    hits[slot] += any(percent(statement[slot], q, slot == "growth") for q in quantities)
            for slot in ("date", "period"):
                if isinstance(statement.get(slot), dict):
                    seen[slot] += 1
                    hits[slot] += any(holds(statement[slot], p) for p in (*found.periods, *title.periods))
    missed = {slot: (hits[slot], seen[slot]) for slot, bar in AT_LEAST.items() if hits[slot] < bar * seen[slot]}
    assert missed == {}
