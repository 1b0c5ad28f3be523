"""Statements made by hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from comity.analyse import Source
from comity.model import Statement
from comity.model.statement import from_json


def build(document: str, kind: str, *actors: str, **fields: Any) -> Statement:
    """A statement from "name|country|role" and its other fields in their public form."""
    row = {
        "document": document,
        "kind": kind,
        "status": "done",
        "actors": [dict(zip(("name", "country", "role"), a.split("|"), strict=True)) for a in actors],
        "quote": [{"exact": f"{kind} of {document}", "start": 0, "end": len(f"{kind} of {document}")}],
        "date": None,
        "place": None,
    }
    return from_json({**row, **fields})


@pytest.fixture
def tell() -> Callable[..., Statement]:
    return build


@pytest.fixture
def sources() -> dict[str, Source]:
    days = {"a": date(2024, 11, 7), "b": date(2024, 11, 5), "c": None, "d": date(2024, 11, 8)}
    return {
        name: Source(document=name, title=f"Title {name}", publisher=f"Paper {name}", published=day)
        for name, day in days.items()
    }
