"""Whether what a later statement tells belongs to a promise, and why. Careful: a doubt is a no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.analyse import promise_turn as turn
from comity.analyse.promise_draft import Draft
from comity.analyse.promise_figures import compare, measured
from comity.analyse.promise_sides import other_people, same_people, same_sides
from comity.analyse.promise_subject import agree, alike, apart, fewer
from comity.analyse.promise_telling import Telling, holds, one_breath
from comity.kinds import AnswerRule

_SURE = 2  # words that two names share where their amounts differ
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
        and same_sides(rule, opening, lead)
        and all(agree(opening.slot(name), lead.slot(name)) for name in rule.agree)
        and not any(apart(t.subject, telling.subject) for t in draft.tellings)
        and turn.after(draft, telling)
        and not turn.of_another(draft, telling)
    )
    if not fits:
        return None
    grounds = {"figure": _by_figure, "name": _by_name, "value": _by_value, "roles": _by_roles}
    found = (ground(rule, draft, telling) for name, ground in grounds.items() if name in rule.known_by)
    return next((m for m in found if m is not None), None)


def _by_name(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    words = max(_words(t, telling) for t in draft.tellings)
    if not words:
        return None
    value = compare(draft.opening.lead.slot("value"), telling.lead.slot("value"))
    rung, word = rule.rungs.get(telling.lead.status), None
    if draft.opening.rule.partly:
        if value == "more" or (value == "less" and words < _SURE):
            return None
        if value == "less" or (value is None and fewer(draft.opening.subject, telling.subject)):
            rung, word = _partly(draft, telling, rung)
    strength = (NAME, words, int(value == "same"), 0)  # of two that bear the name the nearer is no surer
    return Match(strength=strength, why=rule.why or "same name", rung=rung, word=word)


def _by_value(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    same = compare(draft.opening.lead.slot("value"), telling.lead.slot("value")) == "same"
    apart_told = not turn.one_document(draft, telling) or one_breath(draft.opening, telling)
    named = draft.opening.rule.people and same_people(draft, telling)  # one firm does not pledge one sum twice
    others = draft.opening.rule.people and other_people(draft, telling)
    if not same or not apart_told or others or not (named or turn.soon(rule, draft, telling)):
        return None
    strength = (VALUE, 0, 1, -turn.days_off(draft, telling))
    why = rule.why or "same amount between the same two"
    return Match(strength=strength, why=why, rung=rule.rungs.get(telling.lead.status))


def _by_roles(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    """By who and when alone: the same persons, or the very days that were named."""
    if draft.opening.rule.people and (
        other_people(draft, telling) or not (same_people(draft, telling) or turn.on_the_day(draft, telling))
    ):
        return None
    if not turn.in_turn(rule, draft, telling):
        return None
    strength = (ROLES, 0, 0, -turn.days_off(draft, telling))
    why = rule.why or "the next of its kind between the same sides"
    return Match(strength=strength, why=why, rung=rule.rungs.get(telling.lead.status))


def _by_figure(rule: AnswerRule, draft: Draft, telling: Telling) -> Match | None:
    opening = draft.opening
    if telling.step is not None:  # The same target, told again.
        same = compare(opening.lead.slot("value"), telling.lead.slot("value")) == "same"
        due = not (draft.due and telling.due) or draft.due.end == telling.due.end
        return Match(strength=(VALUE, 0, 1, 0), why="same target of the same flow") if same and due else None
    told = measured(opening.lead, draft.due, opening.told, telling.lead)
    return Match(strength=(VALUE, 0, 0, 0), why=told.why, rung=told.rung, word=told.word) if told else None


def _words(known: Telling, telling: Telling) -> int:
    """How many words tell that two tellings are about one thing. Told in the same breath, one word is enough."""
    shared = alike(known.subject, telling.subject)
    return shared or (len(known.subject.core & telling.subject.core) if one_breath(known, telling) else 0)


def _partly(draft: Draft, telling: Telling, rung: str | None) -> tuple[str | None, str | None]:
    """Less came than was promised: the promise is not kept by it."""
    reached = rung or telling.rung
    return (draft.opening.rule.partly, "part given") if reached == draft.opening.rule.kept else (rung, None)


def _worded(rule: AnswerRule, opening: Telling, telling: Telling) -> bool:
    """Of what a statement says is undertaken one word is among the rule's."""
    if not rule.words:
        return True
    promised, told = _said(opening), _said(telling) if rule.given else rule.words
    return bool(promised & rule.words or (rule.unsaid and not promised)) and bool(not told or told & rule.words)


def _said(telling: Telling) -> frozenset[str]:
    values = (telling.lead.slot(name) for name in telling.rule.about)
    words = frozenset(w for v in values if isinstance(v, str) for w in re.findall(r"\w+", v.casefold()))
    return words | {w.removesuffix("s") for w in words}
