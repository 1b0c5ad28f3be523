"""A dossier as the HTML template shows it: which lines have room, and links only to what is there."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comity.analyse import Dossier, Line, Section
from comity.analyse.balance import SHOWN, TOP, Share, Shares
from comity.model import Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line
from comity.present.dossier import charts, opening, promised, totals
from comity.present.dossier.chart import Chart
from comity.present.dossier.grid import Grid
from comity.present.dossier.lines import LineView, QuoteView, cited, line_view, quote_alone, source_view
from comity.present.names import CountryName
from comity.verify import Check

MOST_LINES = 150  # of a section, beside those that a table needs
OPEN_LINES = 25  # of them in the open, the rest behind a summary
MOST_TIMES = 400
MOST_CHECKS = 100
MOST_POINTS = 60
MOST_CITED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell; `link` is the id of the quote its text opens, `cites` are (number, id) of its sources."""

    text: str
    link: str
    cites: tuple[tuple[int, str], ...]
    more: int
    numeric: bool
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridView:
    """A table of the page, with the charts that draw it."""

    grid: Grid
    rows: tuple[tuple[CellView, ...], ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The tables of a page by where they stand, before it is known which quotes have room."""

    changes: tuple[Grid, ...]
    sections: dict[str, tuple[tuple[Grid, tuple[Chart, ...]], ...]]

    @property
    def needed(self) -> frozenset[str]:
        """The statements that tables link to."""
        grids = itertools.chain(self.changes, (g for told in self.sections.values() for g, _ in told))
        cells = (c for grid in grids for row in grid.rows for c in row)
        return frozenset(s.id for c in cells for s in c.statements[:1])


def context(value: Dossier, name: CountryName) -> dict[str, object]:
    """What the template is rendered with."""
    parts = _parts(value, name)
    chosen = {s.key: _chosen(s.lines, parts.needed) for s in value.sections}
    views = {key: [line_view(value, line, name) for line in lines] for key, lines in chosen.items()}
    shown = frozenset(id_ for told in views.values() for view in told for id_ in view.shown)
    lines = {view.id for told in views.values() for view in told}
    return {
        **_heading(value, name),
        "changes": [_grid(value, grid, shown) for grid in parts.changes],
        "figures": list(_figures(value, name)),
        "conflicts_title": opening.CONFLICTS,
        "conflicts": list(_conflicts(value, name)),
        "more_conflicts": max(0, len(value.contradictions) - opening.MOST_ROWS),
        "timeline": list(_timeline(value, name, lines)),
        "earlier": max(0, len(value.timeline) - MOST_TIMES),
        "sections": [
            _section(value, section, views[section.key], parts, shown, lines, name)
            for section in value.sections
            if words.shown(value, section)
        ],
        "partners": [_partners(value, shares, name) for shares in totals.spread(value)],
        "partner_note": totals.partner_note(value, name) if value.partners else "",
        "checks_title": words.CHECKS,
        "checks": [_check(value, told, shown, name) for told in value.checks[:MOST_CHECKS]],
        "more_checks": max(0, len(value.checks) - MOST_CHECKS),
        "sources": [source_view(s) for s in value.sources],
        "sources_summary": totals.source_summary(value),
        "gaps": totals.gap_sentences(value, name),
    }


def _heading(value: Dossier, name: CountryName) -> dict[str, object]:
    return {
        "title": words.title(value, name),
        "summary": words.summary(value),
        "as_of": figures.day(value.today),
        "change_summary": opening.change_summary(value),
    }


def _check(value: Dossier, told: Check, shown: Collection[str], name: CountryName) -> dict[str, object]:
    return {
        "verdict": told.finding.verdict,
        "text": words.check(told, value, name),
        "cites": cited(value, told.statements, shown),
        "official": [opening.official_source(o, name) for o in told.observations[:MOST_CITED]],
    }


def _parts(value: Dossier, name: CountryName) -> _Parts:
    visits = charts.visit_chart(value, name)
    trade = {chart.key.removeprefix("trade-"): chart for chart in charts.trade_charts(value, name)}
    flows = dict.fromkeys(series.flow for series in value.series)
    sections: dict[str, list[tuple[Grid, tuple[Chart, ...]]]] = {
        "meetings": [
            (totals.visit_grid(value, name), ()),
            (totals.visit_year_grid(value, name), (visits,) if visits else ()),
        ],
        "agreements": [(totals.agreement_grid(value), ())],
        "trade": [
            (_cut(totals.series_grid(value, name, flow)), (trade[flow],) if flow in trade else ()) for flow in flows
        ],
        "promises": [(promised.promise_grid(value, name), ())],
    }
    kept = {key: tuple((g, c) for g, c in told if g) for key, told in sections.items()}
    return _Parts(changes=opening.change_grids(value, name), sections=kept)


def _cut(grid: Grid) -> Grid:
    if len(grid.rows) <= MOST_POINTS:
        return grid
    return replace(grid, rows=grid.rows[-MOST_POINTS:], more=grid.more + len(grid.rows) - MOST_POINTS)


def _chosen(lines: Sequence[Line], needed: Collection[str]) -> list[Line]:
    return [line for at, line in enumerate(lines) if at < MOST_LINES or any(s.id in needed for s in line.statements)]


def _section(
    value: Dossier,
    section: Section,
    views: Sequence[LineView],
    parts: _Parts,
    shown: Collection[str],
    lines: Collection[str],
    name: CountryName,
) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "count": len(section.lines) + len(section.also),
        "grids": [_grid(value, grid, shown, drawn) for grid, drawn in parts.sections.get(section.key, ())],
        "lines": views[:OPEN_LINES],
        "rest": views[OPEN_LINES:],
        "left": len(section.lines) - len(views),
        "also": [
            (line_view(value, line, name), words.home(value, line).title, line.id in lines)
            for line in section.also[:MOST_LINES]
        ],
    }


def _grid(value: Dossier, grid: Grid, shown: Collection[str], drawn: tuple[Chart, ...] = ()) -> GridView:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            cites = cited(value, cell.statements, shown)
            link = next((f"q-{s.id}-0" for s in cell.statements if s.id in shown), "")
            cells.append(
                CellView(
                    text=cell.text,
                    link=link,
                    cites=cites[:MOST_CITED],
                    more=max(0, len(cites) - MOST_CITED),
                    numeric=cell.numeric,
                    verdict=cell.text.split()[0] if cell.verdict and cell.text else "",
                )
            )
        rows.append(tuple(cells))
    return GridView(grid=grid, rows=tuple(rows), charts=drawn)


def _figures(value: Dossier, name: CountryName) -> Iterator[dict[str, object]]:
    for figure in value.key_figures:
        quote = quote_alone(value, figure.statement, f"k-{figure.name}") if figure.statement else None
        yield {
            "title": opening.figure_title(figure, value.pair, name),
            "value": opening.figure_value(figure),
            "of": ", ".join(t for t in (opening.figure_when(figure), opening.figure_side(figure, name)) if t),
            "verdict": figure.verdict,
            "reason": opening.figure_reason(figure, value, name),
            "quote": quote,
        }


def _conflicts(value: Dossier, name: CountryName) -> Iterator[dict[str, object]]:
    for at, told in enumerate(value.contradictions[: opening.MOST_ROWS]):
        yield {
            "text": opening.conflict_text(told, value, name),
            "sides": [
                (side.text, quote_alone(value, side.statement, f"c-{at}-{n}") if side.statement else None, side.source)
                for n, side in enumerate(opening.sides(told, name))
            ],
        }


def _timeline(value: Dossier, name: CountryName, lines: Collection[str]) -> Iterator[dict[str, object]]:
    """Events by the year in which they begin."""
    told = value.timeline[-MOST_TIMES:]
    for year, group in itertools.groupby(told, key=lambda line: line.when.start.year if line.when else 0):
        yield {
            "year": str(year),
            "lines": [
                {
                    "when": words.when(line),
                    "headline": wording.headline(line.lead, name),
                    "value": wording.main_value(line.lead),
                    "status": line.lead.status,
                    "status_word": wording.STATUS.get(line.lead.status, line.lead.status),
                    "line": line.id if line.id in lines else "",
                    "cites": _numbers(value, line.statements),
                }
                for line in group
            ],
        }


def _numbers(value: Dossier, statements: Iterable[Statement]) -> list[int]:
    return sorted({n for s in statements if (n := value.number(s))})[:MOST_CITED]


def _partners(value: Dossier, shares: Shares, name: CountryName) -> dict[str, object]:
    grid = totals.partner_grid(shares, name)
    chart = charts.partner_chart(shares, value.pair, name)
    quotes = [
        (one_line(name(share.partner)), len(share.events), _partner_quotes(value, f"{grid.key}-{share.partner}", share))
        for share in shares.shares[:TOP]
    ]
    first = {partner: found[0].anchor for partner, _, found in quotes if found}
    view = _grid(value, grid, ())
    rows = tuple((who, replace(amount, link=first.get(who.text, "")), *rest) for who, amount, *rest in view.rows)
    return {"grid": replace(view, rows=rows), "chart": chart, "quotes": quotes}


def _partner_quotes(value: Dossier, key: str, share: Share) -> list[QuoteView]:
    found = (
        quote_alone(value, event.lead, f"p-{key.lower().replace(':', '-')}-{at}")
        for at, event in enumerate(share.events[:SHOWN])
    )
    return [quote for quote in found if quote]
