"""Whether what a later statement tells belongs to a promise, and why. Careful: a doubt is a no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from comity.analyse.promise_draft import Draft
from comity.analyse.promise_figures import compare, measured
from comity.analyse.promise_subject import agree, alike, apart, fewer
from comity.analyse.promise_telling import Telling, holds
from comity.kinds import CANCELLED, AnswerRule
from comity.model import Interval, Statement
from comity.resolve import country_name

_WORD = re.compile(r"\w{3,}")
_EARLY = 3  # days before it was due at which a thing may come about, as reports of one day differ
_NARROW = 92  # days of a date that tells one visit from the next
_SURE = 2  # words that two names share where their amounts differ
_REPORTS = 60  # days after it was kept in which undated reports of it may still come
SAME_EVENT, NAME, VALUE, ROLES = 4, 3, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why a telling belongs to a promise; the greater `strength` the surer. `rung` is what the answer's rule makes of
    it, None where its own kind does; `word` likewise.
    """

    strength: tuple[int, int, int, int]
    why: str
    rung: str | None = None
    word: str | None = None


def match(draft: Draft, telling: Telling) -> Match | None:
    """The strongest reason why a telling belongs to a promise; None where there is none."""
    if telling.event in draft.events:
        return Match(strength=(SAME_EVENT, 0, 0, 0), why="reports of one event")
    rules = (rule for rule in draft.opening.rule.answers if rule.kind == telling.kind)
    found = [m for rule in rules if (m := _by(rule, draft, telling)) is not None]
    return max(found, key=lambda m: m.strength) if found else None


def _by(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    opening, lead = draft.opening.lead, telling.lead
    fits = (
        holds(rule.when, opening)
        and holds(rule.given, lead)
        and _worded(rule, draft.opening, telling)
        and _sides(rule, opening, lead)
        and all(agree(opening.slot(name), lead.slot(name)) for name in rule.agree)
        and not any(apart(t.subject, telling.subject) for t in draft.tellings)
        and not (draft.opening.rule.people and _others(rule, draft, lead))
        and _after(draft, telling)
    )
    return _ground(rule, draft, telling) if fits else None


def _ground(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    """What tells that it belongs there, where something does."""
    value = compare(draft.opening.lead.slot("value"), telling.lead.slot("value"))
    words = max(_words(t, telling) for t in draft.tellings)
    near = -_days_off(draft, telling)
    rung, word = rule.rungs.get(telling.lead.status), None
    if "figure" in rule.known_by:
        return _figure(rule, draft, telling)
    if "name" in rule.known_by and words:
        if draft.opening.rule.partly and value in ("less", "more"):
            if value == "more" or words < _SURE:
                return None
            rung, word = _partly(draft, telling, rung)
        elif draft.opening.rule.partly and fewer(draft.opening.subject, telling.subject):
            rung, word = _partly(draft, telling, rung)
        why = rule.why or "same name"
        return Match(strength=(NAME, words, int(value == "same"), near), why=why, rung=rung, word=word)
    if "value" in rule.known_by and value == "same" and _soon(rule, draft, telling):
        return Match(strength=(VALUE, words, 1, near), why=rule.why or "same amount between the same two", rung=rung)
    if "roles" in rule.known_by and _in_turn(rule, draft, telling):
        why = rule.why or "the next of its kind between the same sides"
        return Match(strength=(ROLES, words, 0, near), why=why, rung=rung)
    return None


def _words(known: Telling, telling: Telling) -> int:
    """How many words tell that two tellings are about one thing. Told in the same breath, one word is enough."""
    shared = alike(known.subject, telling.subject)
    return shared or (len(known.subject.core & telling.subject.core) if _one_breath(known, telling) else 0)


def _one_breath(a: Telling, b: Telling) -> bool:
    """Whether one stretch of a text tells both."""
    return any(
        x.document == y.document and p.within == q.within and p.span.overlaps(q.span)
        for x in a.statements
        for y in b.statements
        for p in x.quotes
        for q in y.quotes
    )


def _figure(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    opening = draft.opening
    if telling.step is not None:  # The same target, told again.
        same = compare(opening.lead.slot("value"), telling.lead.slot("value")) == "same"
        due = not (draft.due and telling.due) or draft.due.end == telling.due.end
        return Match(strength=(VALUE, 0, 1, 0), why="same target of the same flow") if same and due else None
    told = measured(opening.lead, draft.due, opening.told, telling.lead)
    return told and Match(strength=(VALUE, 0, 0, 0), why=told.why, rung=told.rung, word=told.word)


def _partly(draft: Draft, telling: Telling, rung: str | None) -> tuple[str | None, str | None]:
    """Less came than was promised: the promise is not kept by it."""
    reached = rung or (telling.rung)
    return (draft.opening.rule.partly, "part given") if reached == draft.opening.rule.kept else (rung, None)


def _worded(rule: AnswerRule, opening: Telling, telling: Telling) -> bool:
    """Of what a statement says is undertaken one word is among the rule's."""
    if not rule.words:
        return True
    told = [_said(t) for t in ([opening, telling] if rule.given else [opening])]
    return all(not words or words & rule.words for words in told)


def _said(telling: Telling) -> frozenset[str]:
    values = (telling.lead.slot(name) for name in telling.rule.about)
    words = frozenset(w for v in values if isinstance(v, str) for w in re.findall(r"\w+", v.casefold()))
    return words | {w.removesuffix("s") for w in words}


def _sides(rule: AnswerRule, promise: Statement, answer: Statement) -> bool:
    """The promise's countries stand in the roles where the rule looks for them; two at least are the answer's."""
    shared: set[str] = set()
    for role, there in rule.roles.items():
        mine, yours = set(promise.countries(role)), set(answer.countries(*there))
        if mine and yours and not mine & yours and not _swapped(promise, answer):
            return False
        shared |= mine & yours
    return len(set(promise.countries()) & set(answer.countries())) > 1 and bool(shared or _swapped(promise, answer))


def _swapped(promise: Statement, answer: Statement) -> bool:
    """The total of two states' trade has them as its sides in any order."""
    return promise.slot("flow") == "total" == answer.slot("flow")


def _others(rule: AnswerRule, draft: Draft, answer: Statement) -> bool:
    """Whether persons are named for one side in both, and nobody in common."""
    for role, there in rule.roles.items():
        mine = _people(draft.opening.lead, (role,))
        yours = _people(answer, there)
        if any(not mine[side] & yours[side] for side in mine.keys() & yours.keys()):
            return True
    return False


def _people(statement: Statement, roles: Sequence[str]) -> dict[str, set[str]]:
    named: dict[str, set[str]] = {}
    for who in statement.actors:
        if who.role in roles and who.country and who.name.casefold() != country_name(who.country).casefold():
            named.setdefault(who.country, set()).update(_WORD.findall(who.name.casefold()))
    return named


def _after(draft: Draft, telling: Telling) -> bool:
    """What answers a promise comes after it; in the document that makes the promise it must say that it does."""
    made = draft.opening.told
    if telling.lead.status in draft.opening.rule.opens and telling.happened is None:
        return True
    if telling.happened:
        return made is None or telling.happened.end >= made
    same = {s.document for s in draft.opening.statements} & {s.document for s in telling.statements}
    return not same and (made is None or telling.told is None or telling.told >= made)


def _soon(rule: AnswerRule, draft: Draft, telling: Telling) -> bool:
    """Not so long after the promise that it will be another; once kept, what is announced is the next."""
    day, since = _day(telling), _since(draft)
    if draft.kept and draft.opening.rule.recurs and not _of_the_kept(draft, telling):
        return False
    return day is None or since is None or day.start <= since + timedelta(days=rule.within_days)


def _in_turn(rule: AnswerRule, draft: Draft, telling: Telling) -> bool:
    """Whether it can be the very one that was promised, where such things come again and again."""
    if draft.kept:
        return _of_the_kept(draft, telling)
    if not _soon(rule, draft, telling):
        return False
    renewed = draft.cancelled is not None and telling.opens
    due, day = draft.due, _day(telling)
    if due is None or day is None or renewed:
        return True
    late = timedelta(days=draft.opening.rule.late_days)
    if telling.happened is None and telling.due is None:  # told of without a day: not before it could be
        to_come = telling.opens or CANCELLED in (rule.rungs.get(telling.lead.status), telling.rung)
        return (to_come or day.end >= due.start - timedelta(days=_EARLY)) and day.start <= due.end + late
    return day.end >= due.start - timedelta(days=_EARLY) and day.start <= due.end + late


def _of_the_kept(draft: Draft, telling: Telling) -> bool:
    """Whether it is one more report of what kept the promise."""
    kept = draft.kept
    assert kept is not None
    mine, yours = _day(kept), _day(telling)
    if mine is None or yours is None:
        return False
    if telling.happened or telling.due:
        return yours.start <= mine.end + timedelta(days=_EARLY) and mine.start <= yours.end + timedelta(days=_EARLY)
    return not telling.opens and 0 <= (yours.start - mine.start).days <= _REPORTS


def _since(draft: Draft) -> date | None:
    days = [t.told for t in draft.tellings if t.told]
    days += [draft.due.end] if draft.due else []
    return max(days, default=None)


def _day(telling: Telling) -> Interval | None:
    return telling.happened or telling.due or (Interval(telling.told, telling.told) if telling.told else None)


def _days_off(draft: Draft, telling: Telling) -> int:
    """Days between what was due, or the promise itself, and what is told; of two promises the nearer is meant."""
    day = _day(telling)
    told = draft.opening.told
    meant = draft.due if draft.due and (draft.due.end - draft.due.start).days <= _NARROW else None
    meant = meant or (Interval(told, told) if told else None)
    if day is None or meant is None:
        return 10_000
    return max((day.start - meant.end).days, (meant.start - day.end).days, 0)
