"""Promises as data: JSON values, and rows for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from comity.analyse import Source
from comity.analyse.promise import Promise, Step
from comity.model import Actor, Interval, Money
from comity.model.statement import number
from comity.present import promises_words as words
from comity.present.clean import safe
from comity.present.data import rated
from comity.present.names import CountryName

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = tuple(
    "id kind since by by_countries to to_countries what value value_high currency bound due_start due_end moved_to_end "
    "reached reached_as reached_date reached_id state late silent silent_months heard_months newest_source steps quote "
    "document".split()
)


def to_json(
    promises: Iterable[Promise], sources: Mapping[str, Source], today: date, name: CountryName
) -> dict[str, Any]:
    """Everything about promises as plain values; each step carries its statements whole, with their sources."""
    return {"today": today.isoformat(), "promises": [_promise(p, sources, name) for p in promises]}


def to_csv(promises: Iterable[Promise]) -> str:
    """One row a promise, as RFC 4180 has it. Words that a spreadsheet would take for a formula are led by an
    apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for promise in promises:
        writer.writerow([_cell(value) for value in _row(promise).values()])
    return stream.getvalue()


def _promise(promise: Promise, sources: Mapping[str, Source], name: CountryName) -> dict[str, Any]:
    return {
        "id": promise.id,
        "kind": promise.kind,
        "by": [_actor(a) for a in promise.by],
        "to": [_actor(a) for a in promise.to],
        "sides": words.sides(promise, name),
        "what": promise.what,
        "value": _money(promise.value),
        "made": _day(promise.made),
        "due": _days(promise.due),
        "moved_to": _days(promise.moved_to),
        "reached": {"rung": promise.reached.rung, "word": promise.reached.word, "date": _days(promise.reached.day)},
        "state": promise.state,
        "late": promise.late,
        "silent": promise.silent,
        "silent_months": promise.silent_for,
        "heard_months": promise.heard_for,
        "last_told": _day(promise.last_told),
        "newest_source": _day(promise.newest),
        "no_source_after": _day(promise.newest) if promise.unheard else None,
        "in_words": words.state(promise),
        "steps": [_step(s, sources) for s in promise.steps],
    }


def _step(step: Step, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "id": step.id,
        "rung": step.rung or None,
        "word": step.word,
        "moves": step.moves,
        "revives": step.revives,
        "happened": _days(step.happened),
        "told": _day(step.told),
        "why": step.why,
        "statements": [{**rated(s), "source": _source(sources.get(s.document), s.document)} for s in step.statements],
    }


def _row(promise: Promise) -> dict[str, Any]:
    step, quotes = promise.reached, promise.lead.quotes
    value, due = promise.value, promise.due
    told = {
        "id": promise.id,
        "kind": promise.kind,
        "since": _day(promise.made),
        "by": "; ".join(a.name for a in promise.by),
        "by_countries": "; ".join(dict.fromkeys(a.country for a in promise.by if a.country)),
        "to": "; ".join(a.name for a in promise.to),
        "to_countries": "; ".join(dict.fromkeys(a.country for a in promise.to if a.country)),
        "what": promise.what,
        "value": number(value.amount) if value else None,
        "value_high": number(value.high) if value and value.high is not None else None,
        "currency": value.currency if value else None,
        "bound": value.bound if value else None,
        "due_start": _day(due.start) if due else None,
        "due_end": _day(due.end) if due else None,
        "moved_to_end": _day(promise.moved_to.end) if promise.moved_to else None,
        "reached": step.rung,
        "reached_as": step.word,
        "reached_date": _day(step.day.end) if step.day else None,
        "reached_id": step.id,
        "state": promise.state,
        "late": promise.late,
        "silent": promise.silent,
        "silent_months": promise.silent_for,
        "heard_months": promise.heard_for,
        "newest_source": _day(promise.newest),
        "steps": len(promise.steps),
        "quote": quotes[0].exact if quotes else None,
        "document": promise.lead.document,
    }
    return {column: told[column] for column in COLUMNS}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = safe(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value


def _actor(actor: Actor) -> dict[str, Any]:
    return {"name": actor.name, "country": actor.country, "role": actor.role}


def _money(value: Money | None) -> dict[str, Any] | None:
    if value is None:
        return None
    high = {} if value.high is None else {"high": number(value.high)}
    return {"amount": number(value.amount), "currency": value.currency, "bound": value.bound, **high}


def _source(source: Source | None, document: str) -> dict[str, Any]:
    told = source or Source(document=document)
    return {
        "document": told.document,
        "title": told.title,
        "publisher": told.publisher,
        "published": _day(told.published),
        "url": told.url,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(days: Interval | None) -> dict[str, str] | None:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()} if days else None
