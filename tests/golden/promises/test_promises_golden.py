"""Stories told by the real reader, article by article, and the promises that are to come of them."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comity import Ledger
from comity.analyse.promise import Promise
from comity.api.promises import promises_of

STORIES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
TODAY = date(2026, 11, 24)


def promised(story: dict[str, Any], folder: Path) -> tuple[Promise, ...]:
    articles = [*story["articles"], *([story["also_heard"]] if "also_heard" in story else [])]
    rows = [{"id": f"{n}", "published": day, "text": text} for n, (day, text) in enumerate(articles)]
    told = folder / "articles.jsonl"
    told.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    first, second = story["pair"]
    with Ledger(folder / "ledger.db") as book:
        assert book.ingest(told).new == len(articles)
        return promises_of(book.store, (first, second), TODAY)


def fits(expected: dict[str, Any], found: Promise) -> bool:
    named = expected.get("what", "").casefold() in found.what.casefold()
    kind = expected.get("kind", found.kind) == found.kind
    value = expected.get("value") in (None, found.value and found.value.amount)
    sides = [(expected.get("by"), found.by), (expected.get("to"), found.to)]
    return (
        named
        and kind
        and value
        and all(codes is None or set(codes) == {a.country for a in who} for codes, who in sides)
    )


def outcome(found: Promise) -> dict[str, Any]:
    return {
        "state": found.state,
        "rungs": [step.rung for step in found.steps if step.moves],
        "late": found.late,
        "due": (found.moved_to or found.due).end.isoformat() if found.due else None,
        "unheard": found.unheard,
        "revived": any(step.revives for step in found.steps),
    }


def case(story: dict[str, Any]) -> Any:
    """What the reader does not read yet no rule can follow: those stories say so, and fail until it does."""
    marks = [pytest.mark.xfail(reason=story["unread"], strict=True)] if "unread" in story else []
    return pytest.param(story, id=story["name"], marks=marks)


@pytest.mark.parametrize("story", [case(s) for s in STORIES])
def test_a_story_comes_to_its_promises(story: dict[str, Any], tmp_path: Path) -> None:
    found = promised(story, tmp_path)
    for expected in story["expect"]:
        meant = [p for p in found if fits(expected, p)]
        assert len(meant) == 1, [(p.kind, p.what, p.state) for p in found]
        told = outcome(meant[0])
        assert {key: told[key] for key in expected.keys() & told.keys()} == {
            key: expected[key] for key in expected.keys() & told.keys()
        }
    if story.get("only"):
        assert len(found) == len(story["expect"]), [(p.kind, p.what, p.state) for p in found]
