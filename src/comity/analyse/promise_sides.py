"""Whether those who take part in a later statement are those of the promise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.analyse.promise_draft import Draft
from comity.analyse.promise_telling import Telling
from comity.kinds import AnswerRule
from comity.model import Statement
from comity.resolve import country_name

_WORD = re.compile(r"\w{3,}")
_SIDES = 2  # countries of a promise that must take part in what answers it


def same_sides(rule: AnswerRule, promise: Statement, answer: Statement) -> bool:
    """Whether the promise's countries stand in the roles where the rule looks for them, two of them at least."""
    if promise.slot("flow") == "total" == answer.slot("flow"):  # the sides of all trade stand in any order
        return set(promise.countries()) == set(answer.countries())
    shared: set[str] = set()
    for role, there in rule.roles.items():
        mine, yours = set(promise.countries(role)), set(answer.countries(*there))
        if mine and yours and not mine & yours:
            return False
        shared |= mine & yours
    return bool(shared) and len(set(promise.countries()) & set(answer.countries())) >= _SIDES


def other_people(draft: Draft, telling: Telling) -> bool:
    """Whether both name somebody of one state, and nobody in common."""
    mine, yours = _people(s for t in draft.tellings for s in t.statements), _people(telling.statements)
    return any(not mine[side] & yours[side] for side in mine.keys() & yours.keys())


def same_people(draft: Draft, telling: Telling) -> bool:
    """Whether somebody is named in both."""
    mine, yours = _people(s for t in draft.tellings for s in t.statements), _people(telling.statements)
    return any(mine[side] & yours[side] for side in mine.keys() & yours.keys())


def _people(statements: Iterable[Statement]) -> dict[str, set[str]]:
    """Words of the names given on each side, where somebody else than the state itself is named."""
    named: dict[str, set[str]] = {}
    for who in (who for statement in statements for who in statement.actors):
        if who.country and who.name.casefold() != country_name(who.country).casefold():
            named.setdefault(who.country, set()).update(_WORD.findall(who.name.casefold()))
    return named
