"""Figures of one event as its reports tell them: which are of one scope, and whether those can all be true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from comity.model import Interval, Money, Statement
from comity.verify.check import Check, Given
from comity.verify.flows import Subject, figure_of
from comity.verify.known import common
from comity.verify.precision import Range, amounts, written
from comity.verify.quoted import count_of, growth_of, percentage, rate_of
from comity.verify.told import Said, compared

# Fields that hold a figure, and what to call it.
FIGURES = ("value", "growth", "share", "stake", "count")
_TO_COME = ("planned", "proposed")
_MAY_CHANGE = "what was planned may have changed in between"


def to_come(statement: Statement) -> bool:
    """Whether a statement tells of something planned or proposed."""
    return statement.status in _TO_COME


def numbers_of(statement: Statement, field: str) -> Range | None:
    """The numbers that a field of a statement leaves open, None where it holds none."""
    match field:
        case "value":
            value = statement.slot("value")
            return amounts(value) if isinstance(value, Money) else None
        case "growth":
            return growth_of(statement)
        case "count":
            return count_of(statement)
        case "share" | "stake":
            return percentage(statement, field)
        case _:
            return None


def scope(statement: Statement, field: str) -> Hashable:
    """What two statements of one event must share for their figures to be one figure.

    Of trade that is the flow, goods, days and side, else currency, measure, period and rate. A plan is never held
    against what came of it, nor an aim against a level.
    """
    value = statement.slot("value")
    unit = value.currency if field == "value" and isinstance(value, Money) else ""
    figure = figure_of(statement)
    if figure is not None:
        side = figure.reporter if figure.flow != "total" or field == "share" else ""
        return (figure.subject, figure.flow, figure.part, side, unit)
    period = statement.slot("period")
    who = tuple(sorted(a.name.casefold() for a in statement.actors if a.role in ("participant", "investor")))
    return (
        to_come(statement),
        unit,
        rate_of(statement) if field == "value" else None,
        statement.slot("measure") if statement.kind == "investment" else None,
        period if isinstance(period, Interval) else None,
        who if field == "stake" else None,
    )


def agree(statements: Iterable[Statement], field: str) -> bool:
    """Whether the figures of a field, of each scope by itself, can all be true at the precision they are written with.
    Aims can, whatever they are: they are set anew. Two currencies are two scopes.
    """
    told: dict[Hashable, list[Range]] = defaultdict(list)
    for statement in statements:
        spread = numbers_of(statement, field)
        of = scope(statement, field)
        if spread is not None and not _aim(of):
            told[of].append(spread)
    return all(common(ranges) is not None for ranges in told.values())


def check_event(statements: Sequence[Statement], given: Given) -> Iterator[Check]:
    """ "figure-told" for each amount, count and stake of one event that is no trade."""
    for field in FIGURES:
        told: dict[Hashable, list[Said]] = defaultdict(list)
        for statement in statements:
            spread = numbers_of(statement, field)
            if spread is not None:
                said = Said(words=_words(statement, field), range=spread, statement=statement)
                told[scope(statement, field)].append(said)
        for said_ in told.values():
            planned = to_come(said_[0].statement)
            what = f"the {field} of the {said_[0].statement.kind}"
            yield from compared(what, said_, given, _MAY_CHANGE if planned and field != "count" else None)


def _aim(of: Hashable) -> bool:
    return isinstance(of, tuple) and isinstance(of[0], Subject) and of[0].target


def _words(statement: Statement, field: str) -> str:
    value = statement.slot(field)
    if isinstance(value, Money):
        return written(value)
    return f"{value} documents" if field == "count" else f"{value} percent"
