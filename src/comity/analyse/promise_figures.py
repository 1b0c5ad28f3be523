"""Amounts promised against amounts told later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from comity.kinds import CANCELLED
from comity.model import Interval, Money, SlotValue, Statement
from comity.verify import amounts

_YEAR = 366  # days; a figure of more than a year is no yearly figure
_NEAR = Decimal("0.8")  # "more than $266 million" may be $364 million, and is hardly the same
_BELOW = ("under", "up_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a figure tells of a target: the rung that it comes to, "" where it only shows the way."""

    rung: str
    word: str
    why: str


def compare(promised: SlotValue | None, told: SlotValue | None) -> Literal["same", "less", "more"] | None:
    """How an amount told stands to the one promised, at the precision written; None where that cannot be said."""
    if not isinstance(promised, Money) or not isinstance(told, Money) or promised.currency != told.currency:
        return None
    ends = sorted((abs(promised.amount), abs(told.amount)))
    if amounts(promised).meets(amounts(told)) and ends[0] >= ends[1] * _NEAR:
        return "same"
    return "less" if told.amount < promised.amount else "more"


def measured(target: Statement, due: Interval | None, made: date | None, figure: Statement) -> Measured | None:
    """What a measured figure tells of a target of the same flow: reached, missed in the year it was due, or on the way.

    None where it is of a time before the target, of more than a year, in another currency, or no amount of money.
    """
    aim, told, period = target.slot("value"), figure.slot("value"), figure.slot("period")
    if not isinstance(aim, Money) or not isinstance(told, Money) or not isinstance(period, Interval):
        return None
    if aim.currency != told.currency or target.slot("flow") == "balance" or (period.end - period.start).days > _YEAR:
        return None
    if made is not None and period.end < made:
        return None
    if told.amount >= aim.amount and told.bound not in _BELOW:
        return Measured(rung="delivered", word="target met", why="figure of the same flow reaches the target")
    whole = (period.end - period.start).days >= _YEAR - 2
    if due is not None and whole and period.contains(Interval(due.end, due.end)):
        return Measured(
            rung=CANCELLED, word="target missed", why="figure of the year the target was set for is below it"
        )
    return Measured(rung="", word="on the way", why="figure of the same flow, below the target")
