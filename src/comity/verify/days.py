"""Days that cannot be: done tomorrow, planned for last month, due before it was undertaken, 31 February."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from comity.model import Interval, Money, Statement
from comity.model.calendar import impossible_days
from comity.verify.check import Check, check
from comity.verify.known import days
from comity.verify.quoted import words

# A plan that is looked back on, and instruments whose date is the day they take effect.
_LOOKING_BACK = re.compile(r"\b(?:had|was|were|originally|initially|earlier|previously|postponed|cancell?ed|delayed)\b")
_EFFECT = re.compile(r"\b(?:effect|force|effective|valid|starting|begin|begins|beginning|apply|applies|from)\b")
# Of pledges, aid and investments the date may be the day of the promise.
_APPOINTED = ("visit", "meeting", "agreement", "project", "mediation")
_LEEWAY = timedelta(days=1)  # "Tomorrow" in the far east is today elsewhere.


def check_days(statements: Sequence[Statement], published: date | None) -> Iterator[Check]:
    """ "date-future", "date-past" against the day of publication, "due-before-start", "date-impossible" where a quote,
    or the sentence it was read in, names a day that no calendar has, "range-reversed" where an amount runs downwards.
    """
    for statement in statements:
        yield from _reversed(statement)
        yield from _no_such_day(statement)
        due = statement.slot("due")
        if isinstance(due, Interval) and statement.date is not None and due.end < statement.date.start:
            message = f"due by {due.end}, before it was undertaken on {statement.date.start}"
            yield check("due-before-start", "conflicts", message, [statement])
        if published is not None:
            yield from _against(statement, published)


def _against(statement: Statement, published: date) -> Iterator[Check]:
    period, target = statement.slot("period"), statement.slot("target") is True
    when = statement.date or (period if isinstance(period, Interval) else None)
    if when is None:
        return
    told = f"on {when.start}" if when.start == when.end else f"in {days(when)}"
    early, late = _shifted(published, -_LEEWAY), _shifted(published, _LEEWAY)
    if statement.status == "done" and not target and when.start > late:
        if not _EFFECT.search(words(statement)):
            message = f"told as done {told}, after the day of publication, {published}"
            yield check("date-future", "conflicts", message, [statement])
    elif (
        statement.status == "planned"
        and statement.kind in _APPOINTED
        and statement.date
        and when.end < early
        and not _LOOKING_BACK.search(words(statement))
    ):
        message = f"told as still to come {told}, before the day of publication, {published}"
        yield check("date-past", "conflicts", message, [statement])


def _shifted(day: date, by: timedelta) -> date:
    return day if day in (date.min, date.max) else day + by


def _no_such_day(statement: Statement) -> Iterator[Check]:
    told = [f"there is no {day}" for _, day in impossible_days(words(statement))]
    told += [finding.message for finding in statement.findings if finding.code == "date-impossible"]
    for message in dict.fromkeys(told):
        yield check("date-impossible", "conflicts", message, [statement])


def _reversed(statement: Statement) -> Iterator[Check]:
    for name, value in statement.slots:
        if isinstance(value, Money) and value.high is not None and _ordered(value) and value.high < value.amount:
            message = f"the {name} runs from {value.amount} down to {value.high} {value.currency}"
            yield check("range-reversed", "conflicts", message, [statement])


def _ordered(value: Money) -> bool:
    return value.amount.is_finite() and value.high is not None and value.high.is_finite()
