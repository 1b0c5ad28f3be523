"""The sheets of a dossier's workbook: their columns and rows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from comity.analyse.dossier import Dossier
from comity.analyse.line import Line
from comity.analyse.visit import Exchange, rank
from comity.model import Money, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.dossier import opening, promised, totals
from comity.present.export import columns
from comity.present.export.columns import Column
from comity.present.names import CountryName

Value = str | int | float | Decimal | bool | date | None


Sheet = tuple[str, Sequence[Column], Iterable[Sequence[Value]]]


def sheets(value: Dossier, name: CountryName) -> Iterator[Sheet]:
    """Every sheet in order; one without rows has its head all the same."""
    yield "Summary", columns.SUMMARY, _summary(value, name)
    yield "Events", columns.EVENTS, (_event(value, line, name) for line in value.lines)
    yield "Trade", columns.TRADE, _trade(value, name)
    yield "Agreements", columns.AGREEMENTS, _agreements(value, name)
    yield "Visits", columns.VISITS, _visits(value, name)
    yield "Promises", columns.PROMISES, _promises(value, name)
    yield "Partners", columns.PARTNERS, _partners(value, name)
    yield "Quotes", columns.QUOTES, _quotes(value)
    yield "Sources", columns.SOURCES, _sources(value)


def _summary(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    yield "Dossier", words.title(value, name), words.summary(value), None, None, None
    yield "Dossier", "As of", value.today.isoformat(), None, None, None
    if value.changes is not None:
        yield "What is new", opening.change_summary(value), None, None, None, None
    for figure in value.key_figures:
        yield (
            opening.FIGURES,
            opening.figure_title(figure, value.pair, name),
            f"{opening.figure_value(figure)}, {opening.figure_when(figure)}".rstrip(", "),
            figure.verdict,
            opening.figure_reason(figure, value, name),
            _quote(figure.statement) if figure.statement else None,
        )
    for told in value.contradictions:
        sides = opening.sides(told, name)
        quotes = " | ".join(_quote(s.statement) or "" if s.statement else s.source for s in sides)
        said = " | ".join(s.text for s in sides)
        yield opening.CONFLICTS, opening.conflict_text(told, value, name), said, "conflicts", None, quotes
    for sentence in totals.gap_sentences(value, name):
        yield "Not known", sentence, None, None, None, None


def _event(value: Dossier, line: Line, name: CountryName) -> Sequence[Value]:
    lead = line.lead
    money = lead.slot("value")
    place = lead.place
    return (
        words.home(value, line).title,
        lead.kind,
        lead.status,
        *_days(line),
        wording.headline(lead, name),
        figures.place(place, name(place.country) if place.country else None) if place else None,
        *_money(money),
        money.bound if isinstance(money, Money) else None,
        _number(lead.slot("count")),
        line.reports,
        line.independent,
        line.first,
        ", ".join(wording.label(d.field) for d in line.differences if d.conflicts) or None,
        words.cited(value, line.statements),
        line.id,
        _quote(lead),
    )


def _trade(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    for series in value.series:
        for point in series.points:
            days = point.period
            official = "; ".join(opening.official_source(o, name) for o in point.observations)
            yield (
                totals.flow_title(series.flow, value.pair, name),
                days.start if days else None,
                days.end if days else None,
                point.value.amount,
                point.value.currency,
                point.value.bound,
                point.range.low,
                point.range.high,
                totals.series_title(series, value.pair, name),
                series.teller == "official",
                point.target,
                words.cited(value, point.statements) or official,
                point.statements[0].id if point.statements else None,
                _quote(point.statements[0]) if point.statements else official,
            )


def _agreements(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    for total in value.agreements:
        for line in (*total.counted, *total.parts):
            lead = line.lead
            instrument = lead.slot("instrument")
            yield (
                total.status,
                line in total.counted,
                *_days(line),
                wording.headline(lead, name),
                instrument if isinstance(instrument, str) else None,
                _number(lead.slot("count")),
                *_money(lead.slot("value")),
                words.cited(value, line.statements),
                line.id,
                _quote(lead),
            )


def _visits(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    for way in value.exchanges:
        for line in way.lines:
            yield (*_visit(way, line, name), words.cited(value, line.statements), line.id, _quote(line.lead))


def _visit(way: Exchange, line: Line, name: CountryName) -> Sequence[Value]:
    told = wording.headline(line.lead, name)
    return name(way.visitor), name(way.host), line.lead.status, *_days(line), told, rank(line, way.visitor)


def _promises(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    for promise in value.promises:
        yield (
            promise.state,
            promised.promise_title(promise, name),
            promised.sides(promise, name),
            promise.made,
            promise.due.end if promise.due else None,
            promise.moved_to.end if promise.moved_to else None,
            promised.stands(promise.reached),
            promise.silent_for,
            *_money(promise.value),
            words.cited(value, [s for step in promise.steps for s in step.statements]),
            promise.id,
            _quote(promise.lead),
        )


def _partners(value: Dossier, name: CountryName) -> Iterator[Sequence[Value]]:
    for shares in value.partners:
        for share in shares.shares:
            yield (
                name(shares.side),
                shares.subject,
                name(share.partner),
                share.amount,
                shares.currency,
                round(share.share, 4),
                shares.concentration,
                " ".join(event.id for event in share.events[:50]),
                _quote(share.events[0].lead) if share.events else None,
            )


def _quotes(value: Dossier) -> Iterator[Sequence[Value]]:
    for line in value.lines:
        for statement in line.statements:
            for quote in statement.quotes:
                yield (
                    statement.id,
                    statement.kind,
                    value.number(statement) or None,
                    statement.document,
                    quote.within,
                    quote.span.start,
                    quote.span.end,
                    statement.confidence,
                    quote.exact,
                )


def _sources(value: Dossier) -> Iterator[Sequence[Value]]:
    numbered = [(number, source) for number, source in enumerate(value.sources, 1)]
    for number, source in (*numbered, *((None, s) for s in value.others)):
        yield number, source.published, source.publisher, source.title or None, source.url, source.document


def _days(line: Line) -> tuple[Value, Value]:
    days = line.when
    return (days.start, days.end) if days else (None, None)


def _money(value: object) -> tuple[Value, Value]:
    return (value.amount, value.currency) if isinstance(value, Money) else (None, None)


def _number(value: object) -> Value:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _quote(statement: Statement) -> str | None:
    lead = wording.lead_quote(statement)
    return lead.exact if lead else None
