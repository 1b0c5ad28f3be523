"""The analyses of a dossier as plain JSON values; statements are named by id, and stand whole in the sections."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from comity.analyse.balance import HHI_SOURCE, Shares
from comity.analyse.changes import Changes
from comity.analyse.claim import Claim
from comity.analyse.contradiction import Contradiction
from comity.analyse.dossier import Dossier
from comity.analyse.keyfigure import KeyFigure
from comity.analyse.promise import Promise, Step
from comity.analyse.series import Point, Series
from comity.analyse.visit import Exchange
from comity.model import Interval, Money, Observation, Place, Statement
from comity.model.statement import number
from comity.present import wording
from comity.present.dossier import opening, totals
from comity.present.names import CountryName


def parts(value: Dossier, name: CountryName) -> dict[str, Any]:
    """Everything that a dossier adds up, by its name."""
    return {
        "today": value.today.isoformat(),
        "independent": value.independent,
        "changes": _changes(value.changes, value, name) if value.changes is not None else None,
        "key_figures": [_figure(f, value, name) for f in value.key_figures],
        "contradictions": [_contradiction(c, value, name) for c in value.contradictions],
        "timeline": [line.id for line in value.timeline],
        "agreements": [
            {
                "status": t.status,
                "documents": t.documents,
                "values": [money(v) for v in t.values],
                "counted": [line.id for line in t.counted],
                "within": [line.id for line in t.parts],
            }
            for t in value.agreements
        ],
        "trade": [_series(s) for s in value.series],
        "visits_by_year": [
            {"year": y.year, "there": [stay[0].id for stay in y.there], "back": [stay[0].id for stay in y.back]}
            for y in value.visits
        ],
        "promises": [_promise(p, name) for p in value.promises],
        "partners": [_shares(s, name) for s in value.partners],
        "gaps": [{"code": g.code, "about": list(g.about), "count": g.count} for g in value.gaps],
        "not_known": list(totals.gap_sentences(value, name)),
    }


def money(value: Money) -> dict[str, Any]:
    """An amount as the public form has it."""
    high = {} if value.high is None else {"high": number(value.high)}
    return {"amount": number(value.amount), "currency": value.currency, "bound": value.bound, **high}


def interval(value: Interval | None) -> dict[str, str] | None:
    """Days as the public form has them."""
    return {"start": value.start.isoformat(), "end": value.end.isoformat()} if value else None


def field(value: object) -> Any:
    """Any field's value as the public form has it."""
    match value:
        case Interval():
            return interval(value)
        case Place():
            return {"name": value.name, "country": value.country}
        case Money():
            return money(value)
        case Decimal():
            return number(value)
        case tuple():
            return list(value)
        case bool() | int() | str():
            return value
        case _:
            return None


def exchange(told: Exchange) -> dict[str, Any]:
    """Visits one way."""
    return {
        "visitor": told.visitor,
        "host": told.host,
        "dated": told.dated,
        "undated": told.undated,
        "to_come": told.to_come,
        "last": interval(told.last.dated.date) if told.last and told.last.dated else None,
        "ranks": dict(told.ranks),
    }


def claims(told: Iterable[Claim], name: CountryName) -> list[dict[str, Any]]:
    """Values with who says them."""
    return [
        {"value": field(c.value), "text": wording.value_text(c.field, c.value, name), "statements": ids(c.statements)}
        for c in told
    ]


def ids(statements: Iterable[Statement]) -> list[str]:
    """Their ids."""
    return [s.id for s in statements]


def observation(told: Observation) -> dict[str, Any]:
    """An official figure with where it stands."""
    return {
        "provider": told.provider,
        "dataset": told.dataset,
        "reporter": told.reporter,
        "partner": told.partner,
        "flow": told.flow,
        "period": interval(told.period),
        "value": number(told.value),
        "currency": told.currency,
        "valuation": told.valuation,
        "source": told.source,
        "licence": told.licence,
        "retrieved": told.retrieved.isoformat() if told.retrieved else None,
    }


def _changes(new: Changes, value: Dossier, name: CountryName) -> dict[str, Any]:
    return {
        "since": new.since.isoformat(),
        "reported": [line.id for line in new.reported],
        "happened": [line.id for line in new.happened],
        "changed": [
            {
                "line": c.line.id,
                "field": c.field,
                "before": claims(c.before, name),
                "after": claims(c.after, name),
            }
            for c in new.changed
        ],
        "moved": [{"promise": p.id, "step": _step(step)} for p, step in new.moved],
        "conflicts": [_contradiction(c, value, name) for c in new.conflicts],
        "undated_sources": new.undated,
    }


def _figure(told: KeyFigure, value: Dossier, name: CountryName) -> dict[str, Any]:
    statement = told.statement
    return {
        "name": told.name,
        "title": opening.figure_title(told, value.pair, name),
        "text": opening.figure_value(told),
        "when": opening.figure_when(told),
        "verdict": told.verdict,
        "reason": opening.figure_reason(told, value, name),
        "line": told.line.id if told.line else None,
        "statement": statement.id if statement else None,
        "quote": [q.exact for q in statement.quotes] if statement else [],
    }


def _contradiction(told: Contradiction, value: Dossier, name: CountryName) -> dict[str, Any]:
    return {
        "text": opening.conflict_text(told, value, name),
        "code": told.check.finding.code if told.check else "told-differently",
        "sides": [
            {
                "text": side.text,
                "statement": side.statement.id if side.statement else None,
                "quote": [q.exact for q in side.statement.quotes] if side.statement else [],
                "source": side.source or None,
            }
            for side in opening.sides(told, name)
        ],
        "statements": ids(told.statements),
        "observations": [observation(o) for o in told.observations],
    }


def _series(told: Series) -> dict[str, Any]:
    return {
        "flow": told.flow,
        "reporter": told.reporter,
        "teller": told.teller,
        "provider": told.provider or None,
        "points": [_point(p) for p in told.points],
    }


def _point(point: Point) -> dict[str, Any]:
    low, high = point.range.low, point.range.high
    return {
        "period": interval(point.period),
        "value": money(point.value),
        "low": None if low is None else number(low),
        "high": None if high is None else number(high),
        "target": point.target,
        "statements": ids(point.statements),
        "observations": [o.id for o in point.observations],
    }


def _promise(told: Promise, name: CountryName) -> dict[str, Any]:
    return {
        "id": told.id,
        "kind": told.kind,
        "headline": wording.headline(told.lead, name),
        "state": told.state,
        "what": told.what,
        "due": interval(told.due),
        "moved_to": interval(told.moved_to),
        "reached": told.reached.word,
        "silent_for_months": told.silent_for,
        "steps": [_step(s) for s in told.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "rung": step.rung,
        "word": step.word,
        "day": interval(step.day),
        "moves": step.moves,
        "statements": ids(step.statements),
    }


def _shares(told: Shares, name: CountryName) -> dict[str, Any]:
    return {
        "side": told.side,
        "subject": told.subject,
        "period": interval(told.period),
        "currency": told.currency,
        "concentration": number(told.concentration),
        "concentration_source": HHI_SOURCE,
        "partners": [
            {
                "partner": s.partner,
                "name": name(s.partner),
                "amount": number(s.amount),
                "share": round(float(s.share), 4),
                "events": [event.id for event in s.events],
                "quotes": [
                    {"statement": e.lead.id, "document": e.lead.document, "quote": [q.exact for q in e.lead.quotes]}
                    for e in s.events[:3]
                ],
            }
            for s in told.shares
        ],
    }
