"""What reports of one event say field by field, and where they differ: side by side, never settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from comity.model import Actor, Interval, Money, Place, SlotValue, Statement

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


def written_range(money: Money) -> tuple[Decimal | None, Decimal | None]:
    """The amounts that the written precision leaves open, lower and upper end; None is open-ended.

    "$4 billion" (one digit) is 3.5 to 4.5 billion; a bound opens one side, "about" doubles the margin. Where the
    number of digits is not kept, the fewest that write the amount are taken (the method of beancount's inferred
    tolerances: half a unit of the last digit).
    """
    low = money.amount - _half_unit(money.amount, money.digits)
    top = money.high if money.high is not None else money.amount
    high = top + _half_unit(top, money.digits)
    match money.bound:
        case "over":
            return low, None
        case "under" | "up_to":
            return None, high
        case "about":
            return 2 * low - money.amount, 2 * high - top
        case _:
            return low, high


def _half_unit(amount: Decimal, digits: int | None) -> Decimal:
    if not amount:
        return Decimal(0)
    shortest = len(amount.normalize().as_tuple().digits)
    return Decimal(5).scaleb(amount.adjusted() - max(digits or 0, shortest))


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
            return a.currency != b.currency or _overlap(written_range(a), written_range(b))
        case Place(), Place():
            return a.country is None or b.country is None or a.country == b.country
        case Decimal() | int(), Decimal() | int():
            x, y = Decimal(a), Decimal(b)
            return abs(x - y) <= _decimal_margin(x) + _decimal_margin(y)
        case _:
            return False


def _decimal_margin(value: Decimal) -> Decimal:
    """Half a unit of the last decimal place: 45 per cent is 44.5 to 45.5."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb(min(exponent, 0) - 1) if isinstance(exponent, int) else Decimal(0)


def _overlap(a: tuple[Decimal | None, Decimal | None], b: tuple[Decimal | None, Decimal | None]) -> bool:
    return _below(a[0], b[1]) and _below(b[0], a[1])


def _below(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or high is None or low <= high


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
