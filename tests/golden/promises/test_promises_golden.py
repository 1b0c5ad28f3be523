"""Stories told by the real reader, article by article, and the promises that are to come of them."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from comity.analyse.events import events
from comity.analyse.promise import Promise
from comity.analyse.promises import promises
from comity.model import Document, Event, Statement
from comity.pipeline import read_document

STORIES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
TODAY = date(2026, 11, 24)


@cache
def read(name: str, number: int, day: str, text: str) -> tuple[Statement, ...]:
    document = Document(
        id=f"{name} {number}", content=text, format="plain", origin=name, published=date.fromisoformat(day)
    )
    return read_document(document).statements


def promised(story: dict[str, Any]) -> tuple[Promise, ...]:
    articles = [*story["articles"], *([story["also_heard"]] if "also_heard" in story else [])]
    told = [s for n, (day, text) in enumerate(articles) for s in read(story["name"], n, day, text)]
    published = {f"{story['name']} {n}": date.fromisoformat(day) for n, (day, _) in enumerate(articles)}
    found = tuple(Event(statements=group) for group in events(told, published))
    pair = set(story["pair"])
    return tuple(p for p in promises(found, today=TODAY, published=published) if pair <= set(p.countries))


def fits(expected: dict[str, Any], found: Promise) -> bool:
    named = expected.get("what", "").casefold() in found.what.casefold()
    kind = expected.get("kind", found.kind) == found.kind
    sides = [(expected.get("by"), found.by), (expected.get("to"), found.to)]
    return named and kind and all(codes is None or set(codes) == {a.country for a in who} for codes, who in sides)


def outcome(found: Promise) -> dict[str, Any]:
    return {
        "state": found.state,
        "rungs": [step.rung for step in found.steps if step.moves],
        "late": found.late,
        "due": (found.moved_to or found.due).end.isoformat() if found.due else None,
        "unheard": found.unheard,
        "revived": any(step.revives for step in found.steps),
    }


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s["name"])
def test_a_story_comes_to_its_promises(story: dict[str, Any]) -> None:
    found = promised(story)
    for expected in story["expect"]:
        meant = [p for p in found if fits(expected, p)]
        assert len(meant) == 1, [(p.kind, p.what, p.state) for p in found]
        told = outcome(meant[0])
        assert {key: told[key] for key in expected.keys() & told.keys()} == {
            key: expected[key] for key in expected.keys() & told.keys()
        }
    if story.get("only"):
        assert len(found) == len(story["expect"]), [(p.kind, p.what, p.state) for p in found]
