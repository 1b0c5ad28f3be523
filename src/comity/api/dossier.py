"""Dossiers from Python: what a ledger says of two states, computed from its events, in every form."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from comity import analyse
from comity.model import Event, Observation
from comity.model.observation import WORLD

if TYPE_CHECKING:
    from comity import store
    from comity.store import DocumentRow
    from comity.verify import Check


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Dossier(analyse.Dossier):
    """A dossier that shows in a notebook and turns into HTML, Markdown and plain values."""

    def to_html(self) -> str:
        """One self-contained page."""
        from comity.present import html
        from comity.resolve import country_name

        return html.dossier(self, country_name)

    def to_markdown(self) -> str:
        """CommonMark text."""
        from comity.present import markdown
        from comity.resolve import country_name

        return markdown.dossier(self, country_name)

    def to_json(self) -> dict[str, Any]:
        """Values for `json.dumps`."""
        from comity.present import data
        from comity.resolve import country_name

        return data.dossier_json(self, country_name)

    def to_xlsx(self) -> bytes:
        """A workbook: summary, events, trade, agreements, visits, promises, partners, quotes, sources."""
        from comity.present.export import xlsx
        from comity.resolve import country_name

        return xlsx.dossier(self, country_name)

    def to_docx(self) -> bytes:
        """A briefing of at most two pages, with quotes and sources in footnotes."""
        from comity.present.export import docx
        from comity.resolve import country_name

        return docx.dossier(self, country_name)

    def to_ics(self) -> bytes:
        """A calendar of visits and meetings."""
        from comity.present.export import ics
        from comity.resolve import country_name

        return ics.dossier(self, country_name)

    def _repr_html_(self) -> str:
        from comity.present import html
        from comity.resolve import country_name

        return html.dossier_fragment(self, country_name)


def dossier_of(ledger: store.Ledger, pair: tuple[str, str], *, today: date, since: date | None = None) -> Dossier:
    """The dossier of two codes as of a day, from the ledger's events; `since` asks what has changed."""
    from comity.store.partners import documents_of
    from comity.verify.rates import EuropeanCentralBank

    told, beside = _events(ledger, pair)
    rows = documents_of(ledger, {s.document for e in (*told, *itertools.chain(*beside.values())) for s in e.statements})
    observations, official = _official(ledger, pair, told)
    compiled = analyse.compile_dossier(
        pair,
        told,
        {document: _source(row) for document, row in rows.items()},
        today=today,
        since=since,
        beside=beside,
        observations=observations,
        official=official,
        rates=EuropeanCentralBank(),
    )
    return Dossier(**{f.name: getattr(compiled, f.name) for f in dataclasses.fields(analyse.Dossier) if f.init})


def _events(ledger: store.Ledger, pair: tuple[str, str]) -> tuple[tuple[Event, ...], dict[str, tuple[Event, ...]]]:
    """The events of a pair, with mediation by one of the two that their documents tell of; and those of each side with
    anybody. Where the ledger's own are not up to date, and it may not be written, they are made here.
    """
    from comity.analyse.balance import BALANCE_KINDS, MOST
    from comity.api.events import events_of, made_of, up_to_date
    from comity.store.partners import entries_in, entries_with

    kept = up_to_date(ledger)
    told = events_of(ledger, pair) if kept else made_of(ledger, list(ledger.entries(pair)))
    documents = {s.document for e in told for s in e.statements}
    known = {s.id for e in told for s in e.statements}
    mediated = [
        e
        for e in entries_in(ledger, documents, ("mediation",))
        if e.statement.id not in known and set(pair) & set(e.statement.countries("mediator"))
    ]
    if kept:
        beside = {code: _kept_beside(ledger, code, pair, told) for code in pair}
    else:
        beside = {code: made_of(ledger, entries_with(ledger, code, BALANCE_KINDS, MOST)) for code in pair}
    return (*told, *made_of(ledger, mediated)), beside


def _kept_beside(ledger: store.Ledger, code: str, pair: tuple[str, str], told: Sequence[Event]) -> tuple[Event, ...]:
    """The events of a side with each of its partners, the latest of those with most first, as many as are drawn on."""
    from comity.analyse.balance import BALANCE_KINDS, MOST
    from comity.api.events import events_of
    from comity.store.partners import partners_of

    found = [e for e in told if e.kind in BALANCE_KINDS]
    for partner, _ in partners_of(ledger, code, BALANCE_KINDS):
        if partner not in pair and len(found) < MOST:
            found += events_of(ledger, (code, partner), BALANCE_KINDS, MOST - len(found))
    return tuple(found)


def _official(
    ledger: store.Ledger, pair: tuple[str, str], told: Sequence[Event]
) -> tuple[tuple[Observation, ...], tuple[Check, ...]]:
    """The official figures of a pair, and what the sources tell of its trade held against them."""
    from comity.store.observations import observations_of

    observations = observations_of(ledger, [pair])
    if not observations:
        return (), ()
    from comity.verify.official import check_official
    from comity.verify.rates import EuropeanCentralBank

    trade = [s for e in told if e.kind == "trade" for s in e.statements if set(pair) <= set(s.countries())]
    world = observations_of(ledger, [(code, WORLD) for code in pair], both_ways=False)
    return observations, check_official(trade, (*observations, *world), EuropeanCentralBank())


def _source(row: DocumentRow) -> analyse.Source:
    return analyse.Source(
        document=row.id, title=row.title, publisher=row.publisher, published=row.published, url=row.url
    )
