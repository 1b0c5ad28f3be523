"""Every kind's own examples and counter-examples, read the whole way."""

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity.kinds import (
    SERIES_SLOTS,
    AcrossRule,
    AnswerRule,
    DeriveRule,
    Frame,
    Kind,
    MergeRule,
    PromiseRule,
    SeriesRule,
    SlotRule,
    StepRule,
    examples,
    load,
)
from comity.kinds.schema import ACCEPTS, READERS
from comity.kinds.source import SHAPE
from comity.model import Document, Statement
from comity.pipeline import read_document

CASES = [(kind, case) for kind in load() for case in examples(kind)["example"]]
COUNTER = [(kind, case) for kind in load() for case in examples(kind)["counter_example"]]


def read(case: dict[str, Any]) -> tuple[Statement, ...]:
    published = date.fromisoformat(case["published"]) if "published" in case else date(2024, 11, 7)
    document = Document(
        id="example",
        content=case["text"],
        format="plain",
        origin="examples.toml",
        title=case.get("title"),
        published=published,
        publisher=case.get("publisher"),
    )
    return read_document(document, learned=False).statements  # what frames read


def shown(statement: Statement, expected: dict[str, Any]) -> dict[str, Any]:
    """The parts of a statement that an expectation speaks of, in the expectation's own form."""
    row = statement.to_json()
    parts: dict[str, Any] = {}
    for key, value in expected.items():
        if key == "countries":
            parts[key] = {role: sorted(statement.countries(role)) for role in value}
        elif key == "quote":
            parts[key] = value if any(value in q["exact"] for q in row["quote"]) else [q["exact"] for q in row["quote"]]
        elif key == "value":
            parts[key] = {k: (row.get(key) or {}).get(k) for k in value}
        elif key in ("date", "period", "due"):
            parts[key] = [row[key]["start"], row[key]["end"]] if row.get(key) else []
        elif key == "place":
            parts[key] = (row.get(key) or {}).get("name", "")
        else:
            parts[key] = row.get(key)
    return parts


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[f"{k}-{c['text'][:40]}" for k, c in CASES])
def test_example(kind: str, case: dict[str, Any]) -> None:
    statements = [s for s in read(case) if s.kind == kind]
    for expected in case["expect"]:
        expected = {**expected, "countries": {r: sorted(c) for r, c in expected.get("countries", {}).items()}}
        told = [shown(s, expected) for s in statements]
        assert expected in told, f"expected {expected}\nread {told}"
    if case.get("only", False):
        assert len(statements) == len(case["expect"])


@pytest.mark.parametrize(("kind", "case"), COUNTER, ids=[f"{k}-{c['text'][:40]}" for k, c in COUNTER])
def test_counter_example(kind: str, case: dict[str, Any]) -> None:
    assert [s.to_json() for s in read(case) if s.kind == kind] == []


def test_every_kind_of_the_public_format_has_a_folder() -> None:
    from comity.model import KINDS

    assert set(KINDS) <= set(load())


@pytest.mark.parametrize("name", load())
def test_sayings_use_only_roles_and_slots_that_the_kind_has(name: str) -> None:
    kind = load()[name]
    wordings = [*kind.say.lines.values(), *(w for table in kind.say.words.values() for w in table.values())]
    fields = {f for wording in wordings for template in wording for part in template for f in part.fields}
    known = {*kind.roles, *slots(kind), "place", "date"}
    assert fields
    assert {f.name for f in fields} | {f.not_in for f in fields if f.not_in} | set(kind.say.words) <= known


@pytest.mark.parametrize("name", load())
def test_words_are_given_for_values_that_the_kind_has(name: str) -> None:
    kind = load()[name]
    for slot, table in kind.say.words.items():
        assert set(table) - {"any", "unsaid"} <= values(kind, slot), f"say.words.{slot}"


def slots(kind: Kind) -> set[str]:
    return {s.name for s in kind.slots} | set(SERIES_SLOTS if kind.series else ())


def values(kind: Kind, slot: str) -> set[str]:
    """The values that a slot can have by the kind's choices and frames."""
    found = {str(frame.set[slot]).lower() for frame in kind.frames if slot in frame.set}
    for rule in (s for s in kind.slots if s.name == slot):
        found |= {*rule.choices, rule.default}
    return found | ({*kind.series.nouns, "true", "false"} if kind.series else set())


def test_the_guide_names_every_field() -> None:
    guide = Path(__file__).parents[2].joinpath("docs", "how-to", "add-a-kind.md").read_text("utf-8")
    rules = (Frame, SlotRule, MergeRule, AcrossRule, SeriesRule, DeriveRule, PromiseRule, StepRule, AnswerRule)
    fields = SHAPE | {f.name for rule in rules for f in dataclasses.fields(rule)}
    tables = {"slot", "frame", "lexicon", "series", "derive", "merge", "across", "say", "promise"}
    missing = [f for f in sorted(fields - tables - {"steps", "answers"}) if f"`{f}`" not in guide]
    missing += [t for t in sorted(tables) if not re.search(rf"\[(merge\.)?{t}\]", guide)]
    missing += [word for word in (*ACCEPTS, *READERS) if f"`{word}`" not in guide]
    assert not missing
