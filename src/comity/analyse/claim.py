"""What reports of one event say field by field, and where they differ: side by side, never settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from comity.model import Actor, Interval, Money, Place, SlotValue, Statement
from comity.verify import FIGURES, agree, to_come

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
    the precision they were written with ("$4 billion" and "$4.2 billion"; "November 2022" and "29 November 2022"), or
    are not of one scope (an aim and a level, two currencies, what was planned and what came of it).
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
        Difference(field=field, claims=tuple(told), conflicts=not _agree(field, told))
        for field, told in by_field.items()
        if len(told) > 1
    )


def _agree(field: str, told: Sequence[Claim]) -> bool:
    """Whether all that is said of a field can be true. Figures are held against each other within one scope only, days
    and places within what is to come or what came about: a visit planned for May may have been made in June.
    """
    if field in FIGURES:
        return agree((s for claim in told for s in claim.statements), field)
    if field == "status":  # What was announced and has come about since is no contradiction.
        return all(claim.value != "denied" for claim in told)
    tenses = ([c.value for c in told if any(to_come(s) is tense for s in c.statements)] for tense in (True, False))
    return all(_compatible(values) for values in tenses)


def _compatible(values: Sequence[FieldValue]) -> bool:
    """Days that lie in one another, places in one country."""
    intervals = [value for value in values if isinstance(value, Interval)]
    if len(intervals) == len(values):
        nested = sorted(intervals, key=lambda i: (i.start, -i.end.toordinal()))
        return all(outer.end >= inner.end for outer, inner in pairwise(nested))
    places = [value for value in values if isinstance(value, Place)]
    if len(places) == len(values):
        return len({place.country for place in places} - {None}) < 2
    return len(values) < 2


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
