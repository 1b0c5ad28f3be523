"""Promises from Python: what was promised between states in a ledger, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.analyse import Source
from comity.analyse.promise import Promise
from comity.analyse.promises import SILENT_MONTHS, promises
from comity.reconcile import events

if TYPE_CHECKING:
    from comity import store


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Promises as of a day, and the documents that tell of them by id."""

    promises: tuple[Promise, ...]
    sources: Mapping[str, Source]
    today: date


def promises_of(
    ledger: store.Ledger, pair: tuple[str, str] | None, today: date, silent_months: int = SILENT_MONTHS
) -> tuple[Promise, ...]:
    """The promises of a pair of codes (of everybody without one) as they stand on a day, newest first."""
    return follow(ledger, pair, today, silent_months).promises


def follow(
    ledger: store.Ledger, pair: tuple[str, str] | None, today: date, silent_months: int = SILENT_MONTHS
) -> Followed:
    """As `promises_of`, with the sources."""
    entries = list(ledger.entries(pair))
    rows = {entry.document.id: entry.document for entry in entries}
    published = {row.id: row.published for row in rows.values() if row.published}
    found = promises(
        events((e.statement for e in entries), published=published),
        today=today,
        published=published,
        silent_months=silent_months,
    )
    sources = {
        row.id: Source(document=row.id, title=row.title, publisher=row.publisher, published=row.published, url=row.url)
        for row in rows.values()
    }
    own = tuple(p for p in found if pair is None or set(pair) <= set(p.countries))
    return Followed(promises=own, sources=sources, today=today)
