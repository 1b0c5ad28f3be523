"""How a kind's statements are promises: the `[promise]` table, read into values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from comity.model import STATUSES

# What becomes of a promise, from the bottom up; `CANCELLED` stands beside the ladder.
LADDER = ("invited", "accepted", "under negotiation", "signed", "financed", "under construction", "delivered")
CANCELLED = "cancelled"
# By what a later statement is known to be about a promise: its name, its amount of money, who does it to whom (where
# that happens once in a while), or being a figure of the flow that the promise sets a target for.
GROUNDS = ("name", "value", "roles", "figure")
WITHIN_DAYS = 730

Condition = Mapping[str, frozenset[str | bool]]  # slot: the values of which it must have one


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule:
    """What a statement of one of the statuses, whose slots are as `when` says, is on the ladder. `word` is what this
    kind calls it ("pledged"); the first rule that fits holds.
    """

    rung: str
    word: str
    status: frozenset[str] = frozenset(STATUSES)
    when: Condition = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRule:
    """Statements of a `kind` that tell what came of a promise.

    `when` is how the promise's slots must be, `given` how the answer's. Of `words` one must stand in what is promised
    (with `unsaid` that may also be unsaid), and in what the answer is about where it must be as `given`. `roles` maps
    roles of the promise to those of the answer in which the same countries stand. `known_by` are GROUNDS of which one
    must hold; `rungs` says by the answer's status what it is on the ladder where that is not what the answer's own kind
    says; `within_days` how long after the promise it may come where its name does not tell that it belongs there. `why`
    is the reason that is kept with the match.
    """

    kind: str
    known_by: tuple[str, ...]
    why: str
    when: Condition = field(default_factory=dict)
    given: Condition = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    unsaid: bool = False
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rungs: Mapping[str, str] = field(default_factory=dict)
    agree: tuple[str, ...] = ()
    within_days: int = WITHIN_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRule:
    """How statements of a kind are promises.

    `by` and `to` are the roles of who promises and to whom; without `to` they promise each other. `about` are the
    slots that say what is promised, `due` the fields that say until when. `opens` are the statuses of a promise.
    `kept` is the rung that keeps it. `agree` are slots that must not differ, `people` that persons named for one side
    must be the same. `partly` is the rung where less came than was promised. `late_days` is how long after it was due
    the same thing may still come where its name does not tell. `recurs`: once kept, what is announced next is another
    promise. `answers` begin with the kind's own.
    """

    by: tuple[str, ...]
    steps: tuple[StepRule, ...]
    answers: tuple[AnswerRule, ...]
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    due: tuple[str, ...] = ("date",)
    opens: frozenset[str] = frozenset(("planned", "proposed"))
    kept: str = "delivered"
    agree: tuple[str, ...] = ()
    people: bool = False
    partly: str = ""
    late_days: int = 365
    recurs: bool = True

    @property
    def passing(self) -> bool:
        """Whether it is a thing of a day, like a visit, known by that and by who takes part."""
        return "roles" in self.answers[0].known_by


def read_promise(kind: Mapping[str, Any], slots: Iterable[str]) -> PromiseRule | None:
    """The `[promise]` table of a kind with these slots; None where it has none.

    Raises ValueError where it names a rung, a role, a slot or a ground that there is not.
    """
    if "promise" not in kind:
        return None
    raw = dict(kind["promise"])
    roles, slots = frozenset(kind["roles"]), frozenset(slots)
    own = AnswerRule(
        kind=kind["name"],
        known_by=tuple(raw.pop("known_by", ())),
        why="",
        roles={role: (role,) for role in kind["roles"]},
        agree=tuple(raw.get("agree", ())),
        within_days=raw.pop("within_days", WITHIN_DAYS),
    )
    steps = tuple(map(_step, raw.pop("step", ())))
    answers = (own, *map(_answer, raw.pop("answer", ())))
    lists = {name: tuple(raw[name]) for name in ("by", "to", "about", "due", "agree") if name in raw}
    opens = {"opens": frozenset(raw["opens"])} if "opens" in raw else {}
    rule = PromiseRule(**(raw | lists | opens), steps=steps, answers=answers)
    _known("promise", roles, rule.by, rule.to)
    _known("promise", slots | {"date"}, rule.about, rule.due, rule.agree, *(s.when for s in steps))
    _known("promise", LADDER, [rule.kept], [rule.partly] if rule.partly else ())
    for answer in answers:
        _known("promise.answer", roles, answer.roles)
        _known("promise.answer", slots, answer.when)
        _known("promise.answer", GROUNDS, answer.known_by)
        _known("promise.answer", STATUSES, answer.rungs)
        _known("promise.answer", (*LADDER, CANCELLED), answer.rungs.values())
    return rule


def _step(raw: Mapping[str, Any]) -> StepRule:
    _known("promise.step", {f.name for f in fields(StepRule)}, raw)
    _known("promise.step", (*LADDER, CANCELLED), [raw["rung"]])
    statuses = frozenset(raw.get("status", STATUSES))
    _known("promise.step", STATUSES, statuses)
    return StepRule(
        rung=raw["rung"], word=raw.get("word", raw["rung"]), status=statuses, when=_condition(raw.get("when", {}))
    )


def _answer(raw: Mapping[str, Any]) -> AnswerRule:
    given = dict(raw)
    given["known_by"] = tuple(given["known_by"])
    given["words"] = frozenset(given.get("words", ()))
    given["agree"] = tuple(given.get("agree", ()))
    given["roles"] = {role: tuple(there) for role, there in given.get("roles", {}).items()}
    given["when"], given["given"] = (_condition(given.get(name, {})) for name in ("when", "given"))
    return AnswerRule(**given)


def _condition(raw: Mapping[str, Iterable[str | bool]]) -> Condition:
    return {slot: frozenset(values) for slot, values in raw.items()}


def _known(where: str, known: Iterable[str], *named: Iterable[str]) -> None:
    unknown = {name for names in named for name in names} - set(known)
    if unknown:
        raise ValueError(f"{where} names what there is not: {', '.join(sorted(unknown))}")
