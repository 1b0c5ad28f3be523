"""Quantities and periods as JSON objects: the rows of `comity figures --format jsonl`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from comity.model import Period, Quantity, Span
from comity.model.statement import number


def quantity_json(quantity: Quantity) -> dict[str, Any]:
    """One quantity; fields that say nothing are left out, `char_start` and `char_end` are code points."""
    row: dict[str, Any] = {
        "kind": quantity.kind,
        "amount": _number(quantity.amount),
        "high": _number(quantity.high),
        "currency": quantity.currency,
        "currency_assumed": quantity.currency_assumed or None,
        "unit": quantity.unit,
        "head": quantity.head,
        "bound": quantity.bound,
        "direction": quantity.direction,
        "change": quantity.change,
        "per": quantity.per,
        "over": quantity.over,
        "scope": quantity.scope,
        "digits": quantity.digits,
        "vague": _number(quantity.vague),
        "gloss_of": _span(quantity.gloss_of),
        "speaker": _span(quantity.speaker),
        "negated": quantity.negated or None,
        "hypothetical": quantity.hypothetical or None,
        "doubt": quantity.doubt,
    }
    return {k: v for k, v in row.items() if v is not None or k == "amount"} | _places(quantity.span)


def period_json(period: Period) -> dict[str, Any]:
    """One period; `start` and `end` are ISO days or null where it stayed unresolved."""
    against = period.resolved_against
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "precision": period.precision,
        "kind": period.kind,
        "resolved_against": _span(against) if isinstance(against, Span) else against,
    } | _places(period.span)


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _span(span: Span | None) -> dict[str, int] | None:
    return None if span is None else _places(span)


def _places(span: Span) -> dict[str, int]:
    return {"char_start": span.start, "char_end": span.end}
