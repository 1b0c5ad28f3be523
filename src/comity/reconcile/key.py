"""When two statements can tell of one event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.model import Actor, Interval, SlotValue, Statement

_SURE = 2  # Countries that must be shared before an actor of unknown country is let pass.
_WORD = re.compile(r"\w+")
_EMPTY = frozenset({"a", "an", "the", "of", "on", "for", "and", "in", "to", "between", "with"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeKey:
    """A kind's `[merge]` table.

    `slots` must agree. Two dated statements may lie `window_days` apart. A missing date is compatible with any,
    except that the documents must then lie within `undated_days` where their publication dates are known, because
    the same two ministers meet again; so must those of a date that spans more than `undated_days`. `symmetric`
    names (slot, value) pairs for which it does not matter who stands in which role, e.g. ("flow", "total").
    """

    slots: tuple[str, ...] = ()
    window_days: int = 0
    undated_days: int = 31
    symmetric: tuple[tuple[str, SlotValue], ...] = ()


def agree(a: Statement, b: Statement, key: MergeKey, published: Mapping[str, date]) -> bool:
    """Whether two statements of one kind, from two documents, can tell of one event. Symmetric in `a` and `b`."""
    return (
        _times_agree(a, b, key, published)
        and _actors_agree(a, b, key)
        and all(slots_agree(a.slot(name), b.slot(name)) for name in key.slots)
    )


def slots_agree(a: SlotValue | None, b: SlotValue | None) -> bool:
    """Whether two values of a slot can mean the same.

    A flag not set is false, a period or list not given is none (exports of oil are not all exports); any other
    unknown is compatible with everything. Texts agree where the words of one are among the words of the other.
    """
    if isinstance(a, bool) or isinstance(b, bool):
        return bool(a) == bool(b)
    if isinstance(a, Interval) or isinstance(b, Interval):
        return a == b
    if isinstance(a, tuple) or isinstance(b, tuple):
        return _list(a) == _list(b)
    if a is None or b is None:
        return True
    if isinstance(a, str) and isinstance(b, str):
        return _nested(_words(a), _words(b))
    return a == b


def held_in_common(statement: Statement, key: MergeKey) -> tuple[object, ...]:
    """What statements that agree have in common, so that the others need not be compared: their periods."""
    values = (statement.slot(name) for name in key.slots)
    return tuple(value if isinstance(value, Interval) else None for value in values)


def likeness(a: Statement, b: Statement) -> int:
    """How much two statements say alike: fields of equal value, and actors of one name. For choosing among groups."""
    fields = sum(value == b.slot(name) for name, value in a.slots)
    when_and_where = sum(x is not None and x == y for x, y in ((a.date, b.date), (a.place, b.place)))
    names = {(actor.role, actor.name) for actor in a.actors} & {(actor.role, actor.name) for actor in b.actors}
    return fields + when_and_where + len(names)


def days_apart(a: Interval, b: Interval) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max((b.start - a.end).days, (a.start - b.end).days, 0)


def _times_agree(a: Statement, b: Statement, key: MergeKey, published: Mapping[str, date]) -> bool:
    if a.date and b.date and days_apart(a.date, b.date) > key.window_days:
        return False
    if _dated(a, key) and _dated(b, key):
        return True
    if _already_over(a, b, published) or _already_over(b, a, published):
        return False
    # A figure of one and the same period is the same figure, whenever it is told.
    if any(isinstance(a.slot(name), Interval) for name in key.slots):
        return True
    told = [s.date if _dated(s, key) else _day(published.get(s.document)) for s in (a, b)]
    return told[0] is None or told[1] is None or days_apart(told[0], told[1]) <= key.undated_days


def _already_over(a: Statement, b: Statement, published: Mapping[str, date]) -> bool:
    """Whether `a` was told as done before `b` begins."""
    told = published.get(a.document)
    return a.status == "done" and told is not None and b.date is not None and told < b.date.start


def _dated(statement: Statement, key: MergeKey) -> bool:
    """Whether the date is narrow enough to tell one event from another; "later this year" is not."""
    when = statement.date
    return when is not None and (when.end - when.start).days <= key.undated_days


def _day(day: date | None) -> Interval | None:
    return Interval(day, day) if day else None


def _actors_agree(a: Statement, b: Statement, key: MergeKey) -> bool:
    if any(a.slot(name) == value and b.slot(name) == value for name, value in key.symmetric):
        return _countries_agree(a.actors, b.actors)
    if any(actor.country is None for actor in (*a.actors, *b.actors)):
        shared = set(a.countries()) & set(b.countries())
        if len(shared) < _SURE:
            return False
    roles = dict.fromkeys(actor.role for actor in (*a.actors, *b.actors))
    by_role = ([[x for x in s.actors if x.role == role] for s in (a, b)] for role in roles)
    return all(_countries_agree(*actors) for actors in by_role)


def _countries_agree(a: Sequence[Actor], b: Sequence[Actor]) -> bool:
    """The same countries; an actor of unknown country may be one that the other side names."""
    known_a, known_b = ({actor.country for actor in actors} - {None} for actors in (a, b))
    unknown_a, unknown_b = (sum(actor.country is None for actor in actors) for actors in (a, b))
    return len(known_b - known_a) <= unknown_a and len(known_a - known_b) <= unknown_b


def _list(value: SlotValue | None) -> frozenset[str]:
    return frozenset(word.casefold() for word in value) if isinstance(value, tuple) else frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _EMPTY


def _nested(a: Iterable[str], b: Iterable[str]) -> bool:
    words_a, words_b = frozenset(a), frozenset(b)
    return words_a == words_b or (bool(words_a and words_b) and (words_a <= words_b or words_b <= words_a))
