"""What reports of one event say field by field, and where they differ: side by side, never settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from comity.model import Actor, Interval, Money, Place, SlotValue, Statement
from comity.verify import amounts, percents

# Fields whose values can contradict each other. Topics, titles and the like vary in wording between any two reports.
COMPARED = ("status", "date", "place", "value", "growth", "share", "stake", "count", "period", "due")

FieldValue = SlotValue | Place | Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value of one field, and the statements that say so."""

    field: str
    value: FieldValue
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that reports of one event tell differently. `conflicts` is False where the values can all be true at
    the precision they were written with ("$4 billion" and "$4.2 billion"; "November 2022" and "29 November 2022").
    """

    field: str
    claims: tuple[Claim, ...]
    conflicts: bool


def value_of(statement: Statement, field: str) -> FieldValue | None:
    """A field of a statement by its public name, slots included."""
    match field:
        case "status":
            return statement.status
        case "date":
            return statement.date
        case "place":
            return statement.place
        case _:
            return statement.slot(field)


def claims(statements: Sequence[Statement], fields: Iterable[str] = COMPARED) -> tuple[Claim, ...]:
    """Every value said of every field, in the order of `fields`, then of the statements."""
    found: list[Claim] = []
    for field in fields:
        said: dict[object, tuple[FieldValue, list[Statement]]] = {}
        for statement in statements:
            value = value_of(statement, field)
            if value is not None:
                said.setdefault(_key(value), (value, []))[1].append(statement)
        found += [Claim(field=field, value=value, statements=tuple(who)) for value, who in said.values()]
    return tuple(found)


def differences(statements: Sequence[Statement], fields: Iterable[str] = COMPARED) -> tuple[Difference, ...]:
    """The fields of which more than one value is said."""
    by_field: dict[str, list[Claim]] = {}
    for claim in claims(statements, fields):
        by_field.setdefault(claim.field, []).append(claim)
    return tuple(
        Difference(field=field, claims=tuple(told), conflicts=not _compatible_all(field, [c.value for c in told]))
        for field, told in by_field.items()
        if len(told) > 1
    )


def _compatible_all(field: str, values: Sequence[FieldValue]) -> bool:
    if field == "count":  # Counts are whole: fourteen documents are not fifteen.
        return False
    return all(_compatible(a, b) for i, a in enumerate(values) for b in values[i + 1 :])


def _compatible(a: FieldValue, b: FieldValue) -> bool:
    match a, b:
        case Interval(), Interval():
            return a.contains(b) or b.contains(a)
        case Money(), Money():
            # Two currencies may say one amount; without a rate that cannot be told, so it is no conflict.
            return a.currency != b.currency or amounts(a).meets(amounts(b))
        case Place(), Place():
            return a.country is None or b.country is None or a.country == b.country
        case Decimal() | int(), Decimal() | int():
            return percents(a).meets(percents(b))
        case str(), str():  # A status: what was announced and has come about since is no contradiction.
            return "denied" not in (a, b)
        case _:
            return False


def _key(value: FieldValue) -> object:
    """Equal for values that say the same, however many digits or words they were written with."""
    match value:
        case Money():
            return ("money", value.amount, value.currency, value.bound, value.high)
        case Place():
            return ("place", value.name.casefold(), value.country)
        case bool() | str():
            return (type(value).__name__, value)
        case Decimal() | int():
            return ("number", Decimal(value))
        case _:
            return value
