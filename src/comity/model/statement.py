"""A statement: one thing that one document says about relations between states."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from comity.model.actor import Actor, Place
from comity.model.finding import Finding
from comity.model.quantity import Money
from comity.model.span import Interval, Quote, Span

KINDS = (
    "meeting",
    "visit",
    "agreement",
    "trade",
    "investment",
    "project",
    "commitment",
    "mediation",
    "relation",
    "aid",
    "position",
    "measure",
)
STATUSES = ("done", "ongoing", "planned", "proposed", "denied")

_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

SlotValue = Money | Interval | Decimal | int | bool | str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a field's value comes from: the stretch of text it stands on (None where it is carried or derived),
    and the rule that read it.
    """

    field: str
    rule: str
    span: Span | None = None
    within: str = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`slots` are the kind's own fields as (name, value) pairs in the order of the kind; unknown slots are left out.

    `date` is when the thing happens, never the publication date by default. `confidence` is how likely the reading is
    right, a calibrated probability, None where nobody has rated it; it is no part of what is said, nor of the id.
    """

    document: str
    kind: str
    status: str
    actors: tuple[Actor, ...]
    quotes: tuple[Quote, ...]
    date: Interval | None = None
    place: Place | None = None
    slots: tuple[tuple[str, SlotValue], ...] = ()
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None
    # The id once it was asked for: a dossier asks for each some thirty times.
    _id: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """16 hex digits of SHA-256 over the public form without the id: the same statement has the same id."""
        if self._id is None:
            object.__setattr__(self, "_id", id_of(public(self)))
        assert self._id is not None
        return self._id

    def slot(self, name: str) -> SlotValue | None:
        """The value of a slot, or None where the text does not say."""
        return next((value for key, value in self.slots if key == name), None)

    def countries(self, *roles: str) -> tuple[str, ...]:
        """Codes of the actors in the given roles (all roles if none is given), in order, without repetition."""
        codes = (a.country for a in self.actors if a.country and (not roles or a.role in roles))
        return tuple(dict.fromkeys(codes))

    def to_json(self) -> dict[str, Any]:
        """The public form of one statement (see docs/reference/statements.md), with its `id` first."""
        return {"id": self.id, **public(self)}


def public(statement: Statement) -> dict[str, Any]:
    """The public form without the id; what the id is a hash of."""
    place = statement.place
    return {
        "document": statement.document,
        "kind": statement.kind,
        "status": statement.status,
        "actors": [{"name": a.name, "country": a.country, "role": a.role} for a in statement.actors],
        "date": _plain(statement.date) if statement.date else None,
        "place": {"name": place.name, "country": place.country} if place else None,
        **{name: _plain(value) for name, value in statement.slots},
        "quote": [_quote(q) for q in statement.quotes],
    }


def id_of(said: dict[str, Any]) -> str:
    """The id of the statement whose public form is `said`."""
    return hashlib.sha256(_ENCODER.encode(said).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def from_json(row: dict[str, Any]) -> Statement:
    """The inverse of `Statement.to_json`; raises KeyError or ValueError where `row` is not a statement."""
    known = {"id", "document", "kind", "status", "actors", "date", "place", "quote", "confidence"}
    place = row.get("place")
    quotes = row["quote"] if isinstance(row["quote"], list) else [row["quote"]]
    return Statement(
        document=row["document"],
        kind=row["kind"],
        status=row["status"],
        actors=tuple(Actor(name=a["name"], country=a.get("country"), role=a.get("role", "")) for a in row["actors"]),
        date=_interval(row["date"]) if row.get("date") else None,
        place=Place(name=place["name"], country=place.get("country")) if place else None,
        slots=tuple((name, _slot(value)) for name, value in row.items() if name not in known and value is not None),
        quotes=tuple(
            Quote(exact=q["exact"], span=Span(q["start"], q["end"]), within=q.get("in", "text")) for q in quotes
        ),
        confidence=row.get("confidence"),
    )


def number(value: Decimal) -> int | float:
    """A Decimal as JSON writes it: an integer where it is one."""
    return int(value) if value == value.to_integral_value() else float(value)


def _quote(quote: Quote) -> dict[str, Any]:
    where = {} if quote.within == "text" else {"in": quote.within}
    return {"exact": quote.exact, "start": quote.span.start, "end": quote.span.end, **where}


def _plain(value: SlotValue) -> Any:
    match value:
        case Money():
            high = {} if value.high is None else {"high": number(value.high)}
            written = {} if value.digits is None else {"digits": value.digits}
            return {
                "amount": number(value.amount),
                "currency": value.currency,
                "bound": value.bound,
                **high,
                **written,
            }
        case Interval():
            return {"start": value.start.isoformat(), "end": value.end.isoformat()}
        case Decimal():
            return number(value)
        case tuple():
            return list(value)
        case _:
            return value


def _interval(value: dict[str, str]) -> Interval:
    return Interval(date.fromisoformat(value["start"]), date.fromisoformat(value["end"]))


def _slot(value: Any) -> SlotValue:
    match value:
        case {"amount": amount, "currency": currency}:
            return Money(
                amount=Decimal(str(amount)),
                currency=currency,
                bound=value.get("bound", "exact"),
                high=Decimal(str(value["high"])) if value.get("high") is not None else None,
                digits=value.get("digits"),
            )
        case {"start": _, "end": _}:
            return _interval(value)
        case list():
            return tuple(str(item) for item in value)
        case float():
            return Decimal(str(value))
        case bool() | int() | str():
            return value
        case _:
            raise ValueError(f"not a slot value: {value!r}")
