"""What a person may put into a statement's fields: the schema of its kind, values as the public JSON has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from comity.kinds import SERIES_SLOTS, Kind, load
from comity.model import STATUSES, Actor, Bound, InputError, Interval, Money, Place, SlotValue, Statement
from comity.model.statement import public

GENERAL = ("kind", "status", "actors", "date", "place")
"""The fields of every statement that can be corrected; the slots of its kind follow them."""

_COUNTRY = re.compile(r"[A-Z]{3}|org:[A-Za-z0-9-]{1,40}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LONGEST = 2000  # code points of a text, and
_MOST = 100  # things in a list, and
_GREATEST = 25  # powers of ten: more is a slip of the hand
_SERIES_READERS = {
    "flow": "choice",
    "value": "money",
    "volume": "physical",
    "growth": "percent",
    "share": "percent",
    "period": "period",
    "commodities": "terms",
    "target": "flag",
}
_FLOWS = ("total", "exports", "imports", "balance")
_FORMS = {
    "money": '{"amount": 4200000000, "currency": "USD", "bound": "about"}',
    "count": "a whole number",
    "percent": "a number",
    "period": '{"start": "2024-01-01", "end": "2024-08-31"}',
    "terms": 'a list of words, ["oil", "uranium"]',
    "topics": 'a list of words, ["trade", "culture"]',
    "flag": "true or false",
}


def readers_of(kind: str) -> Mapping[str, str]:
    """The slots of a kind in order, with how each is read (`kinds.READERS`, or "flag": true or not)."""
    rules = _kind(kind)
    own = {rule.name: rule.read for rule in rules.slots}
    return ({name: _SERIES_READERS[name] for name in SERIES_SLOTS} | own) if rules.series else own


def choices_of(kind: str, field: str) -> tuple[str, ...]:
    """The words that a field of a kind allows, empty where it is no choice among words."""
    if field == "kind":
        return tuple(load())
    if field == "status":
        return STATUSES
    rules = _kind(kind)
    if rules.series and field == "flow":
        return _FLOWS
    rule = next((r for r in rules.slots if r.name == field and r.read == "choice"), None)
    if rule is None:
        return ()
    by_frames = {v for frame in rules.frames if isinstance(v := frame.set.get(field), str)}
    derived = {k.derive.form for k in load().values() if k.derive and k.name == kind and field == "form"}
    return tuple(dict.fromkeys(w for w in (*rule.choices, *sorted(by_frames | derived), rule.default) if w))


def with_values(statement: Statement, values: Mapping[str, str]) -> Statement:
    """The statement with fields set to what the JSON texts say ("null": not said); everything else stays.

    Where the kind itself is corrected, slots that the new kind lacks go. Raises InputError, one line, where a field is
    none of the kind's, a value is none of the field's, or a role that the kind must have has no actor.
    """
    told = {field: _parsed(field, text) for field, text in values.items()}
    kind = _choice("meeting", "kind", told.pop("kind", statement.kind))
    readers = readers_of(kind)
    for field in told:
        if field not in (*GENERAL, *readers):
            raise InputError(f"{kind} has no field {field!r}; it has {', '.join((*GENERAL, *readers))}")
    slots = {name: value for name, value in statement.slots if name in readers or kind == statement.kind}
    for field in told.keys() & readers.keys():
        slots.pop(field, None)
        value = _slot(kind, field, readers[field], told[field])
        slots |= {} if value is None else {field: value}
    done = replace(
        statement,
        kind=kind,
        status=_choice(kind, "status", told.get("status", statement.status)),
        actors=_actors(told["actors"]) if "actors" in told else statement.actors,
        date=_interval("date", told["date"]) if "date" in told else statement.date,
        place=_place(told["place"]) if "place" in told else statement.place,
        slots=tuple((name, slots[name]) for name in dict.fromkeys((*readers, *slots)) if name in slots),
    )
    if "actors" in told or kind != statement.kind:
        _check_roles(done.actors, kind)
    return done


def value_text(statement: Statement, field: str) -> str:
    """A field of a statement as JSON text, "null" where it is not said."""
    return json.dumps(public(statement).get(field), ensure_ascii=False, separators=(",", ":"))


def _kind(name: str) -> Kind:
    kinds = load()
    if name not in kinds:
        raise InputError(f"no kind is called {name!r}; there are {', '.join(kinds)}")
    return kinds[name]


def _parsed(field: str, text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise InputError(f"{field}: not JSON: {text[:60]!r}") from error


def _no_number(text: str) -> None:
    raise ValueError(text)


def _slot(kind: str, field: str, reader: str, value: Any) -> SlotValue | None:
    match reader, value:
        case _, None:
            return None
        case "choice", _:
            return _choice(kind, field, value)
        case "flag", bool():
            return value or None  # a flag that is not set is not said
        case "money", dict():
            return _money(field, value)
        case "period", _:
            return _interval(field, value)
        case "count", int() if not isinstance(value, bool):
            return int(_number(field, value))
        case "percent", int() | Decimal() if not isinstance(value, bool):
            return _number(field, value)
        case "terms" | "topics", list() if value:
            return _list(field, value)
        case (("phrase" | "complement" | "undertaking" | "physical"), _):
            return _text(field, value)
    raise InputError(f"{field}: {_brief(value)} cannot be meant; write {_FORMS.get(reader, 'a text')}")


def _choice(kind: str, field: str, value: Any) -> str:
    allowed = choices_of(kind, field)
    if value in allowed and isinstance(value, str):
        return value
    raise InputError(f"{field}: {_brief(value)} is no choice; there are {', '.join(allowed)}")


def _money(field: str, value: dict[str, Any]) -> Money:
    amount, high, digits = value.get("amount"), value.get("high"), value.get("digits")
    currency, bound = value.get("currency"), value.get("bound", "exact")
    if set(value) - {"amount", "currency", "bound", "high", "digits"} or not isinstance(amount, int | Decimal):
        raise InputError(f"{field}: {_brief(value)} is no money; write {_FORMS['money']}")
    if not (isinstance(currency, str) and _CURRENCY.fullmatch(currency)):
        raise InputError(f"{field}: {_brief(currency)} is no currency; write its ISO 4217 code, such as USD")
    if bound not in get_args(Bound):
        raise InputError(f"{field}: {_brief(bound)} is no bound; there are {', '.join(get_args(Bound))}")
    low, top = _number(field, amount), None if high is None else _number(field, high)
    if (bound == "range") != (top is not None) or (top is not None and top < low):
        raise InputError(f"{field}: a range has its lower end in amount and its upper end in high, nothing else has")
    if digits is not None and not (isinstance(digits, int) and 0 < digits <= _GREATEST):
        raise InputError(f"{field}: {_brief(digits)} is no count of digits")
    return Money(amount=low, currency=currency, bound=bound, high=top, digits=digits)


def _number(field: str, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise InputError(f"{field}: {_brief(value)} is no number")
    number = Decimal(value)
    if number and not -_GREATEST <= number.adjusted() <= _GREATEST:
        raise InputError(f"{field}: {_brief(value)} is too great or too small to be meant")
    return number


def _interval(field: str, value: Any) -> Interval | None:
    if value is None:
        return None
    try:
        if set(value) == {"start", "end"}:
            return Interval(date.fromisoformat(value["start"]), date.fromisoformat(value["end"]))
    except (TypeError, ValueError) as error:
        raise InputError(f"{field}: {_brief(value)} are no days; write {_FORMS['period']}") from error
    raise InputError(f"{field}: {_brief(value)} are no days; write {_FORMS['period']}")


def _place(value: Any) -> Place | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) - {"name", "country"}:
        raise InputError(f'place: {_brief(value)} is no place; write {{"name": "Paris", "country": "FRA"}}')
    return Place(name=_text("place", value.get("name")), country=_country("place", value.get("country")))


def _actors(value: Any) -> tuple[Actor, ...]:
    shaped = isinstance(value, list) and 0 < len(value) <= _MOST
    if not shaped or not all(isinstance(a, dict) and not set(a) - {"name", "country", "role"} for a in value):
        raise InputError('actors: write a list of {"name": "…", "country": "KAZ", "role": "…"}')
    return tuple(
        Actor(
            name=_text("actors", a.get("name")),
            country=_country("actors", a.get("country")),
            role=_text("actors", a.get("role")),
        )
        for a in value
    )


def _check_roles(actors: tuple[Actor, ...], kind: str) -> None:
    rules = _kind(kind)
    roles = {actor.role for actor in actors}
    for role in sorted(roles - set(rules.roles)):
        raise InputError(f"actors: {kind} has no role {_brief(role)}; it has {', '.join(rules.roles)}")
    for role in rules.required:
        if role not in roles:
            raise InputError(f"actors: {kind} needs a {role}")


def _country(field: str, value: Any) -> str | None:
    if value is None or (isinstance(value, str) and _COUNTRY.fullmatch(value)):
        return value
    raise InputError(f"{field}: {_brief(value)} is no country; write its ISO 3166-1 code (KAZ), org:EU, or null")


def _text(field: str, value: Any) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= _LONGEST:
        return value.strip()
    raise InputError(f"{field}: {_brief(value)} is no text of 1 to {_LONGEST} characters")


def _list(field: str, value: list[Any]) -> tuple[str, ...]:
    if len(value) > _MOST:
        raise InputError(f"{field}: more than {_MOST} things")
    return tuple(dict.fromkeys(_text(field, item) for item in value))


def _brief(value: Any) -> str:
    text = repr(str(value) if isinstance(value, Decimal) else value)
    return text if len(text) <= 60 else f"{text[:59]}…"
