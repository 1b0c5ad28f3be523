"""Whether a telling comes when an answer to a promise can come: after it, and not so late that it is of another."""

from __future__ import annotations

from datetime import date, timedelta

from comity.analyse.promise_draft import Draft
from comity.analyse.promise_telling import Telling
from comity.kinds import CANCELLED, AnswerRule
from comity.model import Interval

_EARLY = 3  # days before it was due at which a thing may come about, as reports of one day differ
_NARROW = 92  # days of a date that tells one visit from the next
_REPORTS = 60  # days after it was kept in which undated reports of it may still come
_FAR = 10_000  # days


def to_come(draft: Draft, telling: Telling) -> bool:
    """Whether it only says, once more, that the thing will come."""
    return telling.lead.status in draft.opening.rule.opens and telling.happened is None


def one_document(draft: Draft, telling: Telling) -> bool:
    """Whether a document that makes the promise tells it."""
    return bool({s.document for s in draft.opening.statements} & {s.document for s in telling.statements})


def after(draft: Draft, telling: Telling) -> bool:
    """What answers a promise comes after it; in the document that makes the promise it must say that it does."""
    made = draft.opening.told
    if to_come(draft, telling) or made is None:
        return True
    if telling.happened:
        return telling.happened.end >= made
    return not one_document(draft, telling) and (telling.told is None or telling.told >= made)


def of_another(draft: Draft, telling: Telling) -> bool:
    """Whether it announces the next of its kind: what recurs and was kept is over."""
    return bool(draft.kept and draft.opening.rule.recurs and telling.opens and not of_the_kept(draft, telling))


def soon(rule: AnswerRule, draft: Draft, telling: Telling) -> bool:
    """Not so long after the promise that it will be another."""
    if draft.kept and draft.opening.rule.recurs and not of_the_kept(draft, telling):
        return False
    day, since = day_of(telling), _since(draft)
    return day is None or since is None or day.start <= since + timedelta(days=rule.within_days)


def in_turn(rule: AnswerRule, draft: Draft, telling: Telling) -> bool:
    """Whether it can be the very one that was promised, where such things come again and again."""
    if draft.kept:
        return of_the_kept(draft, telling)
    if not soon(rule, draft, telling) or (one_document(draft, telling) and not to_come(draft, telling)):
        return False
    due, day, made = draft.due, day_of(telling), draft.opening.told
    renewed = draft.cancelled is not None and telling.opens
    if due is None or day is None or renewed:
        return day is None or made is None or to_come(draft, telling) or day.end > made
    late = timedelta(days=draft.opening.rule.late_days)
    early = day.end < due.start - timedelta(days=_EARLY)
    undated = telling.happened is None and telling.due is None
    if undated and (telling.opens or ends(rule, telling)):  # an end may come before the day it was due
        early = False
    return not early and day.start <= due.end + late


def on_the_day(draft: Draft, telling: Telling) -> bool:
    """Whether it is told of the very day, or month, that the promise named; or ends it before."""
    due = draft.due
    if due is None or (due.end - due.start).days > _NARROW:
        return False
    said = telling.happened or telling.due
    return said.overlaps(due) if said else telling.rung == CANCELLED and bool(telling.told and telling.told <= due.end)


def of_the_kept(draft: Draft, telling: Telling) -> bool:
    """Whether it is one more report of what kept the promise."""
    mine, yours = day_of(draft.kept) if draft.kept else None, day_of(telling)
    if mine is None or yours is None:
        return False
    if telling.happened or telling.due:
        return yours.start <= mine.end + timedelta(days=_EARLY) and mine.start <= yours.end + timedelta(days=_EARLY)
    return not telling.opens and 0 <= (yours.start - mine.start).days <= _REPORTS


def ends(rule: AnswerRule, telling: Telling) -> bool:
    """Whether it cancels what was promised."""
    return CANCELLED in (rule.rungs.get(telling.lead.status), telling.rung)


def days_off(draft: Draft, telling: Telling) -> int:
    """Days between what was due, or the promise itself, and what is told; of two promises the nearer is meant."""
    day, told = day_of(telling), draft.opening.told
    meant = draft.due if draft.due and (draft.due.end - draft.due.start).days <= _NARROW else None
    meant = meant or (Interval(told, told) if told else None)
    if day is None or meant is None:
        return _FAR
    return max((day.start - meant.end).days, (meant.start - day.end).days, 0)


def day_of(telling: Telling) -> Interval | None:
    """When it happened or is due, else when it was told."""
    return telling.happened or telling.due or (Interval(telling.told, telling.told) if telling.told else None)


def _since(draft: Draft) -> date | None:
    days = [t.told for t in draft.tellings if t.told]
    days += [draft.due.end] if draft.due else []
    return max(days, default=None)
