"""Promises from Python: what was promised between states in a ledger, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.analyse import Source
from comity.analyse.promise import Promise
from comity.analyse.promises import SILENT_MONTHS, promises
from comity.model import Event

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
    from comity.store.partners import documents_of

    told = _events(ledger, pair)
    rows = documents_of(ledger, {s.document for event in told for s in event.statements})
    published = {document: row.published for document, row in rows.items() if row.published}
    found = promises(told, today=today, published=published, silent_months=silent_months)
    sources = {
        row.id: Source(document=row.id, title=row.title, publisher=row.publisher, published=row.published, url=row.url)
        for row in rows.values()
    }
    own = tuple(p for p in found if pair is None or set(pair) <= set(p.countries))
    return Followed(promises=own, sources=sources, today=today)


def _events(ledger: store.Ledger, pair: tuple[str, str] | None) -> tuple[Event, ...]:
    """The ledger's events; made here where its own are not up to date, since it may not be written."""
    from comity.api.events import events_of, made_of, up_to_date

    return events_of(ledger, pair) if up_to_date(ledger) else made_of(ledger, list(ledger.entries(pair)))
