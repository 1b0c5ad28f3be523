"""What of a statement decides which event it tells of, worked out once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comity.kinds import AcrossRule, Kind
from comity.model import Interval, Money, SlotValue, Statement
from comity.reconcile.names import Named, named
from comity.reconcile.words import words

TO_COME = ("planned", "proposed")
_MONTH = 31  # days up to which a date tells one event from another; "later this year" does not

StateOf = Callable[[str], str | None]
Side = tuple[frozenset[str], int]
"""Codes of one role's actors, and how many of them are of unknown country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A statement as it is compared. Days are proleptic Gregorian ordinals.

    `rank` orders statements: the dated and fuller ones come first, then by id, which is a hash and so no order in time.
    `start` and `end` are its date, `narrow` says that this is a month at most; `told` is the day it was published.
    `period` is set where the kind is known by one, `apart` where a name is of those who meet by themselves. `slots`
    holds what must agree, `near` amounts that must be of one size. Of one `shape` are statements that say the same.
    """

    id: str
    document: str
    kind: str
    rank: tuple[int, int, str]
    status: str
    start: int | None
    end: int | None
    told: int | None
    period: Interval | None
    sides: Mapping[str, Side]
    everyone: frozenset[str]
    unknown: int
    place: str | None
    named: Mapping[tuple[str, str], tuple[Named, ...]]
    slots: tuple[SlotValue | frozenset[str] | None, ...]
    near: tuple[Money | None, ...]
    symmetric: bool
    by_name: frozenset[str] | None
    count: int | None
    sorts: frozenset[str] | None
    apart: bool
    likeness: frozenset[int]
    shape: int

    @property
    def to_come(self) -> bool:
        """Whether it tells of what is planned or proposed."""
        return self.status in TO_COME

    @property
    def narrow(self) -> bool:
        """Whether its date tells one event from another."""
        return self.start is not None and self.end is not None and self.end - self.start <= _MONTH


class Profiler:
    """Profiles of statements under the rules of `kinds`; names are looked up once each."""

    def __init__(self, kinds: Mapping[str, Kind], state_of: StateOf) -> None:
        self._rules = {name: kind.merge.across for name, kind in kinds.items()}
        self._series = frozenset(name for name, kind in kinds.items() if kind.series)
        self._named = functools.lru_cache(maxsize=50_000)(functools.partial(named, state_of=state_of))

    def rule(self, kind: str) -> AcrossRule | None:
        """The rule of a kind; statements of a kind that there is none of tell of an event each."""
        return self._rules.get(kind)

    def profile(self, statement: Statement, published: date | None, statement_id: str = "") -> Profile:
        """A statement's profile; `published` is its document's date. Its id is worked out where it is not given."""
        rule = self._rules.get(statement.kind, AcrossRule())
        values = dict(statement.slots)
        when, period = statement.date, values.get("period") if "period" in rule.slots else None
        actors = statement.actors
        told_id = statement_id or statement.id
        name = values.get(rule.named_by)
        count = values.get(rule.counted)
        return Profile(
            id=told_id,
            document=statement.document,
            kind=statement.kind,
            rank=_rank(statement, told_id),
            status=statement.status,
            start=when.start.toordinal() if when else None,
            end=when.end.toordinal() if when else None,
            told=published.toordinal() if published else None,
            period=period if isinstance(period, Interval) else None,
            sides=_sides(statement),
            everyone=frozenset(a.country for a in actors if a.country),
            unknown=sum(a.country is None for a in actors),
            place=statement.place.country if statement.place else None,
            named={} if statement.kind in self._series else self._names(statement),
            slots=tuple(_comparable(values.get(slot)) for slot in rule.slots),
            near=tuple(v if isinstance(v := values.get(slot), Money) else None for slot in rule.near),
            symmetric=any(values.get(slot) == value for slot, value in rule.symmetric),
            by_name=words(name) if isinstance(name, str) else None,
            count=int(count) if isinstance(count, Decimal | int) else None,
            sorts=_sorts(values.get(rule.sort), rule),
            apart=bool(rule.apart) and any(not rule.apart.isdisjoint(_names(a.name)) for a in actors),
            likeness=_likeness(statement),
            shape=hash((statement.kind, statement.status, when, published, statement.place, actors, statement.slots)),
        )

    def _names(self, statement: Statement) -> dict[tuple[str, str], tuple[Named, ...]]:
        found: dict[tuple[str, str], list[Named]] = {}
        for actor in statement.actors:
            if actor.country and (name := self._named(actor.name)):
                found.setdefault((actor.role, actor.country), []).append(name)
        return {side: tuple(names) for side, names in found.items()}


def fullness(statement: Statement) -> int:
    """How many fields are filled."""
    return len(statement.slots) + bool(statement.date) + bool(statement.place) + len(statement.actors)


def _rank(statement: Statement, told_id: str) -> tuple[int, int, str]:
    when = statement.date
    narrow = when is not None and (when.end - when.start).days <= _MONTH
    return (not narrow, -fullness(statement), told_id)


def _sides(statement: Statement) -> dict[str, Side]:
    codes: dict[str, set[str]] = {}
    unknown: dict[str, int] = {}
    for actor in statement.actors:
        codes.setdefault(actor.role, set())
        if actor.country:
            codes[actor.role].add(actor.country)
        else:
            unknown[actor.role] = unknown.get(actor.role, 0) + 1
    return {role: (frozenset(found), unknown.get(role, 0)) for role, found in codes.items()}


def _comparable(value: SlotValue | None) -> SlotValue | frozenset[str] | None:
    if isinstance(value, str):
        return words(value)
    if isinstance(value, tuple):
        return tuple(sorted({item.casefold() for item in value}))
    return value


def _sorts(value: SlotValue | None, rule: AcrossRule) -> frozenset[str] | None:
    if not isinstance(value, str):
        return None
    if not rule.sorts:
        return frozenset({value})
    return frozenset(rule.sorts[value]) if value in rule.sorts else None


def _names(name: str) -> list[str]:
    return name.casefold().split()


def _likeness(statement: Statement) -> frozenset[int]:
    """Hashes of fields and names by which the likelier of two events is chosen."""
    told: list[object] = [("slot", name, value) for name, value in statement.slots if not isinstance(value, Money)]
    told += [("money", name, v.amount, v.currency) for name, v in statement.slots if isinstance(v, Money)]
    told += [("name", actor.role, actor.name.casefold()) for actor in statement.actors]
    told += [("date", statement.date)] if statement.date else []
    told += [("place", statement.place.name.casefold())] if statement.place else []
    return frozenset(map(hash, told))
