"""A selection as a line that goes to other machines, and back."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date

from comity.acquire.select import Selection
from comity.resolve.names import hits, plain


def line_of(selection: Selection) -> str:
    """The selection as JSON, without the function that finds countries; the same selection gives the same line."""
    told: dict[str, object] = {
        "languages": sorted(selection.languages),
        "hosts": sorted(selection.hosts),
        "countries": sorted(selection.countries),
        "since": selection.since.isoformat() if selection.since else None,
        "until": selection.until.isoformat() if selection.until else None,
        "words": sorted(selection.words),
    }
    return json.dumps({name: value for name, value in told.items() if value}, sort_keys=True)


def selection_of(line: str) -> Selection:
    """The inverse of `line_of`."""
    told = json.loads(line)
    days = {name: date.fromisoformat(told[name]) if told.get(name) else None for name in ("since", "until")}
    return Selection(
        languages=frozenset(told.get("languages", ())),
        hosts=tuple(told.get("hosts", ())),
        countries=frozenset(told.get("countries", ())),
        words=tuple(told.get("words", ())),
        names=countries_named,
        **days,
    )


def countries_named(text: str) -> Collection[str]:
    """Codes of the states and organisations that a text names by a listed name: one pass over it."""
    return {hit.name.country for hit in hits(plain(text)) if hit.name.country and hit.name.type != "city"}
