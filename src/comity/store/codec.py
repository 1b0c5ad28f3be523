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
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from comity.model import Actor, Article, Finding, Interval, Money, Origin, Place, Quote, SlotValue, Span, Statement
from comity.model.statement import id_of, public
from comity.store.schema import exact

V = TypeVar("V")

# What decoding raises for a value that was not written by this codec.
DAMAGE = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
# Columns of their own, or rebuilt from the row.
_ARTICLE_COLUMNS = ("id", "text", "title", "published")
_NONE = "[]"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SCALARS = (str, int, float, bool, type(None))


def dumps(value: Any) -> str:
    """Compact JSON text."""
    return _ENCODER.encode(value)


def plain(value: Any) -> Any:
    """Dataclasses as objects without the fields that have their default, dates as ISO, Decimals as text."""
    kind: Any = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        return [plain(item) for item in value]
    if hasattr(kind, "__dataclass_fields__"):
        held = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: v if type(v) in _SCALARS else plain(v) for name, v, default in held if v != default}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


@functools.cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Fields and their defaults; a field without one has MISSING, which no value equals."""
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


def value_of(kind: type[V], stored: Any) -> V:
    """The inverse of `plain` for a value of type `kind`; raises one of `DAMAGE` where it is none."""
    decode = _decoder(typing.cast("Any", kind))
    return typing.cast("V", decode(stored) if decode else stored)


@functools.cache
def _decoder(kind: Any) -> Callable[[Any], Any] | None:
    """What turns the stored form into a value of `kind`, None where the two are the same."""
    if hasattr(kind, "__dataclass_fields__"):
        return _dataclass_decoder(kind)
    origin = typing.get_origin(kind)
    if origin is tuple:
        item = _decoder(typing.get_args(kind)[0])
        return (lambda stored: tuple(map(item, stored))) if item else tuple
    if origin in (types.UnionType, typing.Union):
        some = _decoder(next(a for a in typing.get_args(kind) if a is not type(None)))
        return (lambda stored: None if stored is None else some(stored)) if some else None
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    return Decimal if kind is Decimal else None


def _dataclass_decoder(kind: type[Any]) -> Callable[[Any], Any]:
    decoders = {name: _decoder(hint) for name, hint in typing.get_type_hints(kind).items()}

    def decode(stored: Any) -> Any:
        known = {}
        for name, value in stored.items():
            if name in decoders:
                field = decoders[name]
                known[name] = field(value) if field else value
        return kind(**known)

    return decode


_ORIGINS: Callable[[Any], tuple[Origin, ...]] = functools.partial(value_of, tuple[Origin, ...])
_FINDINGS: Callable[[Any], tuple[Finding, ...]] = functools.partial(value_of, tuple[Finding, ...])


def article_json(article: Article) -> str:
    """What an article holds beside the document's own columns."""
    return dumps({k: v for k, v in plain(article).items() if k not in _ARTICLE_COLUMNS})


def article_of(*, document_id: str, title: str, published: date | None, text: str, article: str) -> Article:
    """The article of a document row and a reading's `article_json`."""
    rest = value_of(Article, {**json.loads(article), "id": document_id, "text": text, "title": title})
    return dataclasses.replace(rest, published=published)


def statement_columns(statement: Statement) -> dict[str, str | float | None]:
    """The columns that hold one statement; `id` is what its content hashes to."""
    said, confidence = public(statement), statement.confidence
    return {
        "id": id_of(said),
        "kind": statement.kind,
        "status": statement.status,
        "public": dumps(said),
        "slots": dumps([[name, *_tagged(value)] for name, value in statement.slots]),
        "origins": dumps([_origin(origin) for origin in statement.origins]) if statement.origins else _NONE,
        "findings": dumps(plain(statement.findings)) if statement.findings else _NONE,
        "confidence": None if confidence is None else float(confidence),
    }


def _origin(origin: Origin) -> dict[str, Any]:
    """As `plain` has it, many times as fast: there are several to each statement."""
    told: dict[str, Any] = {"field": origin.field, "rule": origin.rule}
    if origin.span is not None:
        told["span"] = {"start": origin.span.start, "end": origin.span.end}
    if origin.within != "text":
        told["within"] = origin.within
    return told


def statement_of(public: str, slots: str, origins: str, findings: str, confidence: float | None) -> Statement:
    """The inverse of `statement_columns`, for texts as they are stored."""
    said = json.loads(exact(public))
    day, place = said["date"], said["place"]
    return Statement(
        document=said["document"],
        kind=said["kind"],
        status=said["status"],
        actors=tuple([Actor(name=a["name"], country=a["country"], role=a["role"]) for a in said["actors"]]),
        quotes=tuple([_quote(q) for q in said["quote"]]),
        date=Interval(date.fromisoformat(day["start"]), date.fromisoformat(day["end"])) if day else None,
        place=Place(name=place["name"], country=place["country"]) if place else None,
        slots=tuple([(name, _untagged(tag, value)) for name, tag, value in json.loads(exact(slots))]),
        origins=_ORIGINS(json.loads(exact(origins))) if origins != _NONE else (),
        findings=_FINDINGS(json.loads(exact(findings))) if findings != _NONE else (),
        confidence=confidence,
    )


def _quote(stored: dict[str, Any]) -> Quote:
    return Quote(exact=stored["exact"], span=Span(stored["start"], stored["end"]), within=stored.get("in", "text"))


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
