"""Statements, and decisions about them."""

import json
from datetime import UTC, datetime, timedelta

from comity.model import Action, Actor, Decision, Origin, Quote, SlotValue, Span, Statement, Subject

NOON = datetime(2031, 6, 1, 12, tzinfo=UTC)


def told(
    document: str = "paper",
    quote: str = "Norway and Peru signed a treaty on fish",
    kind: str = "agreement",
    who: tuple[tuple[str, str], ...] = (("NOR", "party"), ("PER", "party")),
    status: str = "done",
    **slots: SlotValue,
) -> Statement:
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=tuple(Actor(name=code.title(), country=code, role=role) for code, role in who),
        quotes=(Quote(exact=quote, span=Span(0, len(quote))),),
        slots=tuple(slots.items()),
        origins=(Origin(field="kind", rule="agreement/sign"), Origin(field="party", rule="states.csv")),
        confidence=0.6,
    )


def decide(
    action: Action,
    *statements: Statement,
    at: int = 0,
    by: str = "Ida",
    undoes: Decision | None = None,
    **values: object,
) -> Decision:
    return Decision(
        action=action,
        subjects=tuple(map(Subject.of, statements)),
        author=by,
        made=NOON + timedelta(minutes=at),
        values=tuple((name, json.dumps(value)) for name, value in values.items()),
        undoes=undoes.id if undoes else None,
    )
