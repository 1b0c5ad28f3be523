"""Statements and dossiers as data: JSON, JSON Lines, CSV and columns for tables."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from comity.analyse import Dossier, Line, Source
from comity.model import Interval, Money, SlotValue, Statement
from comity.present import wording
from comity.present.clean import json_text, safe
from comity.present.dossier import plain

COLUMNS: dict[str, type] = {
    "id": str,
    "document": str,
    "kind": str,
    "status": str,
    "actors": str,
    "countries": str,
    "date_start": str,
    "date_end": str,
    "place": str,
    "place_country": str,
    "value": float,
    "value_high": float,
    "currency": str,
    "bound": str,
    "digits": int,
    "growth": float,
    "share": float,
    "stake": float,
    "count": int,
    "period_start": str,
    "period_end": str,
    "due_start": str,
    "due_end": str,
    "flow": str,
    "target": bool,
    "commodities": str,
    "form": str,
    "topics": str,
    "instrument": str,
    "title": str,
    "sectors": str,
    "sector": str,
    "measure": str,
    "name": str,
    "stage": str,
    "capacity": str,
    "act": str,
    "what": str,
    "label": str,
    "change": str,
    "about": str,
    "other": str,
    "quote": str,
    "quote_start": int,
    "quote_end": int,
    "quote_in": str,
    "quotes": int,
    "confidence": float,
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rated(statement: Statement) -> dict[str, Any]:
    """The public form, and last the `confidence` in its reading where it is known."""
    known = statement.confidence
    return statement.to_json() | ({} if known is None else {"confidence": known})


def json_line(statement: Statement) -> str:
    """One statement as `rated`, on one line."""
    return json_text(rated(statement))


def flat(statement: Statement) -> dict[str, Any]:
    """A statement as one row of `COLUMNS`; None where nothing is said.

    Actors read "name|country|role" joined by "; ", lists are joined by "; ", `quote` is the first quote and
    `quotes` how many there are. Slots without a column of their own stand in `other` as JSON.
    """
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    quote = statement.quotes[0] if statement.quotes else None
    row |= {
        "id": statement.id,
        "document": statement.document,
        "kind": statement.kind,
        "status": statement.status,
        "actors": "; ".join("|".join((a.name, a.country or "", a.role)) for a in statement.actors),
        "countries": "; ".join(statement.countries()),
        "quotes": len(statement.quotes),
        "confidence": statement.confidence,
    }
    if quote:
        row |= {
            "quote": quote.exact,
            "quote_start": quote.span.start,
            "quote_end": quote.span.end,
            "quote_in": quote.within,
        }
    if statement.date:
        row |= _span("date", statement.date)
    if statement.place:
        row |= {"place": statement.place.name, "place_country": statement.place.country}
    other: dict[str, Any] = {}
    for name, value in statement.slots:
        cells = _cells(name, value)
        fits = cells.keys() <= COLUMNS.keys()
        row |= cells if fits else {}
        other |= {} if fits else {name: statement.to_json()[name]}
    return row | ({"other": json.dumps(other, ensure_ascii=False)} if other else {})


def csv_header() -> str:
    """The names of the columns, as RFC 4180 has it."""
    return _csv_line(list(COLUMNS))


def csv_row(statement: Statement) -> str:
    """A statement as a line of CSV. Words that a spreadsheet would take for a formula are led by an apostrophe."""
    return _csv_line([_cell(value) for value in flat(statement).values()])


def dossier_json(dossier: Dossier, name: wording.CountryName) -> dict[str, Any]:
    """A dossier as plain JSON values; every line carries its statements whole, in the public form."""
    published = dossier.published
    return {
        "pair": [{"code": code, "name": name(code)} for code in dossier.pair],
        "documents": len(dossier.sources),
        "statements": dossier.statements,
        "published": plain.interval(published),
        **plain.parts(dossier, name),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "lines": [_line(dossier, line, name) for line in section.lines],
                "also": [line.id for line in section.also],
            }
            for section in dossier.sections
        ],
        "visits": [plain.exchange(e) for e in dossier.exchanges],
        "checks": [
            {"verdict": c.finding.verdict, "code": c.finding.code, "message": c.finding.message}
            | {
                "statements": plain.ids(c.statements),
                "observations": [plain.observation(o) for o in c.observations],
            }
            for c in dossier.checks
        ],
        "missing": list(dossier.missing),
        "sources": [_source(s) for s in dossier.sources],
        "others": [_source(s) for s in dossier.others],
    }


def _line(dossier: Dossier, line: Line, name: wording.CountryName) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.lead.kind,
        "status": line.lead.status,
        "about": line.about,
        "event": line.event,
        "reports": line.reports,
        "independent": line.independent,
        "headline": wording.headline(line.lead, name),
        "when": wording.when(line.dated or line.lead),
        "value": wording.main_value(line.lead),
        "statements": [{**rated(s), "source": _source(dossier.source(s))} for s in line.statements],
        "differences": [
            {
                "field": d.field,
                "conflicts": d.conflicts,
                "claims": plain.claims(d.claims, name),
            }
            for d in line.differences
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "document": source.document,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
    }


def _cells(name: str, value: SlotValue) -> dict[str, Any]:
    match value:
        case Money() if name == "value":
            return {
                "value": float(value.amount),
                "value_high": None if value.high is None else float(value.high),
                "currency": value.currency,
                "bound": value.bound,
                "digits": value.digits,
            }
        case Interval():
            return _span(name, value)
        case tuple():
            return {name: "; ".join(value)}
        case Money():
            return {f"{name}.": None}  # money in a slot without columns: `other` takes it
        case bool() | str() | int():
            return {name: value}
        case _:
            return {name: float(value)}


def _span(name: str, value: Interval) -> dict[str, str]:
    return {f"{name}_start": value.start.isoformat(), f"{name}_end": value.end.isoformat()}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        text = safe(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value


def _csv_line(cells: list[Any]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().rstrip("\n")
