"""The model's values as JSON text and back, without loss.

`plain` and `value_of` follow the fields of the dataclasses, so that a field added to the model with a default is
stored and older rows are still read. Slots carry a tag, because JSON alone cannot tell a Decimal from an int.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from comity.model import Article, Finding, Interval, Money, Origin, SlotValue, Statement
from comity.model.statement import from_json, public

V = TypeVar("V")

# What decoding raises for a value that was not written by this codec.
DAMAGE = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
# Columns of their own, or rebuilt from the row.
_ARTICLE_COLUMNS = ("id", "text", "title", "published")


def dumps(value: Any) -> str:
    """Compact JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Dataclasses as objects without the fields that have their default, dates as ISO, Decimals as text."""
    if dataclasses.is_dataclass(value):
        pairs = ((f, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {f.name: plain(v) for f, v in pairs if f.default is dataclasses.MISSING or v != f.default}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def value_of(kind: type[V], stored: Any) -> V:
    """The inverse of `plain` for a value of type `kind`; raises one of `DAMAGE` where it is none."""
    return typing.cast("V", _decode(kind, stored))


def _decode(kind: Any, stored: Any) -> Any:
    if hasattr(kind, "__dataclass_fields__"):
        hints = _hints(kind)
        return kind(**{k: _decode(hints[k], v) for k, v in stored.items() if k in hints})
    origin = typing.get_origin(kind)
    if origin is tuple:
        return tuple(_decode(typing.get_args(kind)[0], item) for item in stored)
    if origin in (types.UnionType, typing.Union):
        if stored is None:
            return None
        return _decode(next(a for a in typing.get_args(kind) if a is not type(None)), stored)
    if kind is date:
        return date.fromisoformat(stored)
    return Decimal(stored) if kind is Decimal else stored


@functools.cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def article_json(article: Article) -> str:
    """What an article holds beside the document's own columns."""
    return dumps({k: v for k, v in plain(article).items() if k not in _ARTICLE_COLUMNS})


def article_of(*, document_id: str, title: str, published: date | None, text: str, article: str) -> Article:
    """The article of a document row and a reading's `article_json`."""
    rest = value_of(Article, {**json.loads(article), "id": document_id, "text": text, "title": title})
    return dataclasses.replace(rest, published=published)


def statement_columns(statement: Statement) -> dict[str, str | float | None]:
    """The columns that hold one statement; `id` is what its content hashes to."""
    return {
        "id": statement.id,
        "kind": statement.kind,
        "status": statement.status,
        "public": dumps(public(statement)),
        "slots": dumps([[name, *_tagged(value)] for name, value in statement.slots]),
        "origins": dumps(plain(statement.origins)),
        "findings": dumps(plain(statement.findings)),
        "confidence": statement.confidence,
    }


def statement_of(*, public: str, slots: str, origins: str, findings: str, confidence: float | None) -> Statement:
    """The inverse of `statement_columns`."""
    return dataclasses.replace(
        from_json(json.loads(public)),
        slots=tuple((name, _untagged(tag, value)) for name, tag, value in json.loads(slots)),
        origins=value_of(tuple[Origin, ...], json.loads(origins)),
        findings=findings_of(findings),
        confidence=confidence,
    )


def findings_of(stored: str) -> tuple[Finding, ...]:
    """The inverse of `dumps(plain(findings))`."""
    return value_of(tuple[Finding, ...], json.loads(stored))


def _tagged(value: SlotValue) -> tuple[str, Any]:
    match value:
        case Money():
            return "money", plain(value)
        case Interval():
            return "interval", plain(value)
        case Decimal():
            return "decimal", str(value)
        case tuple():
            return "list", list(value)
        case _:
            return "plain", value


def _untagged(tag: str, value: Any) -> SlotValue:
    match tag:
        case "money":
            return value_of(Money, value)
        case "interval":
            return value_of(Interval, value)
        case "decimal":
            return Decimal(value)
        case "list":
            return tuple(value)
        case _:
            return typing.cast("SlotValue", value)
