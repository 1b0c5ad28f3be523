"""Dossiers from Python: what a ledger says of two states, computed from its events, in every form."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from comity import analyse
from comity.model import Event, Statement

if TYPE_CHECKING:
    from comity import store
    from comity.store import DocumentRow


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

    def _repr_html_(self) -> str:
        from comity.present import html
        from comity.resolve import country_name

        return html.dossier_fragment(self, country_name)


def dossier_of(ledger: store.Ledger, pair: tuple[str, str], *, today: date, since: date | None = None) -> Dossier:
    """The dossier of two codes as of a day, from the ledger's events; `since` asks what has changed."""
    entries = list(ledger.entries(pair))
    sources = {entry.document.id: _source(entry.document) for entry in entries}
    beside = (s for d in sources for s in ledger.statements(kinds=("mediation",), document=d))
    statements = list({s.id: s for s in itertools.chain((e.statement for e in entries), beside)}.values())
    compiled = analyse.compile_dossier(pair, _events(statements, sources), sources, today=today, since=since)
    return Dossier(**{f.name: getattr(compiled, f.name) for f in dataclasses.fields(analyse.Dossier) if f.init})


def _events(statements: Iterable[Statement], sources: dict[str, analyse.Source]) -> tuple[Event, ...]:
    from comity.reconcile.events import events
    from comity.resolve import lookup

    published = {s.document: s.published for s in sources.values() if s.published}
    return events(statements, published=published, state_of=lookup)


def _source(row: DocumentRow) -> analyse.Source:
    return analyse.Source(
        document=row.id, title=row.title, publisher=row.publisher, published=row.published, url=row.url
    )
