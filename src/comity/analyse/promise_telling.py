"""What an event tells of promises: its statements, one stage at a time, made ready to be matched."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from comity.analyse.promise_subject import Subject, subject
from comity.kinds import CANCELLED, LADDER, Kind, PromiseRule, StepRule, shared_lexicon
from comity.kinds.promising import Condition
from comity.model import Event, Interval, Statement

_WORD = re.compile(r"\w+")
_ABOUT_NOW = 31  # days that what is done may still go on after it was told


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Statements of one event, published on one day, that put it on one rung. `event` is the whole event's id; `step`
    is None where the kind puts it on none. `due` is a day ahead that it says, `happened` the days when it came about.
    """

    event: str
    statements: tuple[Statement, ...]
    rule: PromiseRule
    step: StepRule | None
    subject: Subject
    told: date | None
    happened: Interval | None
    due: Interval | None

    @property
    def lead(self) -> Statement:
        """The fullest of its statements."""
        return self.statements[0]

    @property
    def kind(self) -> str:
        """The kind of its statements."""
        return self.lead.kind

    @property
    def rung(self) -> str:
        """Where its own kind puts it, "" where nowhere."""
        return self.step.rung if self.step else ""

    @property
    def word(self) -> str:
        """What its kind calls the rung; "postponed" or "mentioned" where it is on none."""
        return self.step.word if self.step else "postponed" if _put_off(self.lead) else "mentioned"

    @property
    def time(self) -> date:
        """Where it stands in the order of time: when it happened, else when it was told; unknown comes last."""
        if self.happened:
            return self.happened.start
        return self.told or (self.due.start if self.due else date.max)

    @property
    def opens(self) -> bool:
        """Whether it can be where a promise begins: it is to come, and not for a day that was past when it was told."""
        past = bool(self.due and self.told and self.due.end < self.told)
        if past or self.lead.status not in self.rule.opens or self.rung not in LADDER:
            return False
        return LADDER.index(self.rung) < LADDER.index(self.rule.kept)


def tellings(event: Event, published: Mapping[str, date], kinds: Mapping[str, Kind]) -> Iterator[Telling]:
    """The stages that an event's statements tell of, day by day; none where its kind has no part in promises."""
    kind = kinds.get(event.kind)
    if kind is None or kind.promise is None:
        return
    parts: dict[tuple[str, str, date | None], list[Statement]] = {}
    for statement in event.statements:
        step, day = _step(statement, kind.promise), published.get(statement.document)
        parts.setdefault((step.rung, step.word, day) if step else ("", "", day), []).append(statement)
    for statements in parts.values():
        yield _telling(event.id, tuple(statements), kind.promise, published)


def one_breath(a: Telling, b: Telling) -> bool:
    """Whether one stretch of a text tells both."""
    return any(
        x.document == y.document and p.within == q.within and p.span.overlaps(q.span)
        for x in a.statements
        for y in b.statements
        for p in x.quotes
        for q in y.quotes
    )


def as_asked(told: Sequence[Telling]) -> list[Telling]:
    """Tellings, of which those lose their rung that one breath with an invitation, an offer or a request tells as under
    way: "was invited to join in building a plant" builds none.
    """
    asked: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        if telling.rung == LADDER[0] and telling.lead.slot("act") is not None:
            for document in {s.document for s in telling.statements}:
                asked[document].append(telling)
    return [replace(t, step=None) if _only_asked(t, asked) else t for t in told]


def _only_asked(telling: Telling, asked: Mapping[str, Sequence[Telling]]) -> bool:
    if telling.lead.status != "ongoing" or telling.step is None:
        return False
    beside = (a for s in telling.statements for a in asked.get(s.document, ()))
    return any(one_breath(telling, a) and a.subject.whole & telling.subject.whole for a in beside)


def holds(condition: Condition, statement: Statement) -> bool:
    """Whether the statement's slots have the values that a condition asks for."""
    return all(_flag(statement.slot(slot)) in values for slot, values in condition.items())


def _telling(
    event: str, statements: tuple[Statement, ...], rule: PromiseRule, published: Mapping[str, date]
) -> Telling:
    lead = statements[0]
    told = published.get(lead.document)
    step = _step(lead, rule)
    happened, due = _times(lead, rule, told)
    if happened is None and due is not None and step is not None and step.rung == rule.kept:
        step = None  # "put off until 2028" of a plant is not "operating since"
    return Telling(
        event=event,
        statements=statements,
        rule=rule,
        step=step,
        subject=subject(lead, rule.about),
        told=told,
        happened=happened,
        due=due,
    )


def _step(statement: Statement, rule: PromiseRule) -> StepRule | None:
    found = next((s for s in rule.steps if statement.status in s.status and holds(s.when, statement)), None)
    return None if found and found.rung == CANCELLED and _put_off(statement) else found


def _put_off(statement: Statement) -> bool:
    """Whether it is denied only for now."""
    words = shared_lexicon()["put_off"]
    return statement.status == "denied" and any(
        word in words for quote in statement.quotes for word in _WORD.findall(quote.exact.casefold())
    )


def _times(statement: Statement, rule: PromiseRule, told: date | None) -> tuple[Interval | None, Interval | None]:
    """When it came about, and when it is due: never both."""
    fields = (statement.date if name == "date" else statement.slot(name) for name in rule.due)
    said = next((value for value in fields if isinstance(value, Interval)), None)
    if said is None:
        return None, None
    if statement.status in ("planned", "proposed"):
        # "Pledged on Thursday" is no day by which it is due; but one who "arrives on Thursday" does so then.
        pledged = told is not None and said.end <= told and not rule.passing
        return (said, None) if pledged else (None, said)
    if statement.status == "denied":
        return None, said if _put_off(statement) and told is not None and said.end > told else None
    ahead = told is not None and (
        said.start > told or (statement.status == "ongoing" and (said.end - told).days > _ABOUT_NOW)
    )
    return (None, said) if ahead else (said, None)


def _flag(value: object) -> str | bool:
    return value if isinstance(value, str | bool) else False
