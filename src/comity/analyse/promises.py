"""What was promised and what came of it: events in order of time, each put to the promise that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product

from comity.analyse.promise import Promise, State
from comity.analyse.promise_board import Board
from comity.analyse.promise_draft import Draft
from comity.analyse.promise_match import Match, match
from comity.analyse.promise_telling import Telling, as_asked, tellings
from comity.kinds import LADDER, Kind, load
from comity.model import Actor, Event, Interval, Money, Statement

SILENT_MONTHS = 12


def promises(
    events: Iterable[Event],
    *,
    today: date,
    published: Mapping[str, date] | None = None,
    silent_months: int = SILENT_MONTHS,
    kinds: Mapping[str, Kind] | None = None,
) -> tuple[Promise, ...]:
    """The promises that events make, as they stand on `today`, newest first.

    `published` maps document ids to publication dates: when a thing was promised, and how long nobody has spoken of
    it, is known by them. Documents published after `today` are left out: an earlier day shows what was known then.
    The same events give the same promises, in whatever order they come.
    """
    days, known = published or {}, kinds or load()
    heard = [e for event in events if (e := _as_of(event, today, days)) is not None]
    told = sorted(as_asked([t for event in heard for t in tellings(event, days, known)]), key=_order)
    newest = _newest(heard, days)
    found = [_promise(draft, today, newest, silent_months) for draft in _drafts(told)]
    return tuple(sorted(found, key=_newest_first))


def _as_of(event: Event, today: date, published: Mapping[str, date]) -> Event | None:
    """What was known of an event on a day."""
    known = tuple(s for s in event.statements if published.get(s.document, today) <= today)
    if len(known) == len(event.statements):
        return event
    return replace(event, statements=known) if known else None


def _order(telling: Telling) -> tuple[date, int, int, str, str]:
    height = LADDER.index(telling.rung) if telling.rung in LADDER else -1
    # What ends a thing comes before what else its document says of it, works and visits before the undertaking.
    return telling.time, height, int(telling.kind == "commitment"), telling.event, telling.lead.id


def _drafts(told: Sequence[Telling]) -> list[Draft]:
    """Every promise with its steps; what could belong to several that are not one stays with none."""
    board = Board()
    for telling in told:
        matched = [(d, m) for d in board.candidates(telling) if (m := match(d, telling)) is not None]
        chosen = _chosen(matched)
        for draft, m in chosen:
            board.take(draft, telling, why=m.why, rung=m.rung, word=m.word)
        if not chosen and telling.opens:
            board.open(telling)
    return board.drafts


def _chosen(matched: Sequence[tuple[Draft, Match]]) -> Sequence[tuple[Draft, Match]]:
    """The surest match; several that are equally sure only where their promises are of one subject."""
    if not matched:
        return ()
    best = max(m.strength for _, m in matched)
    top = [(draft, m) for draft, m in matched if m.strength == best]
    same = all(match(a, b.opening) is not None for (a, _), (b, _) in combinations(top, 2))
    return top if same else ()


def _promise(draft: Draft, today: date, newest: Mapping[tuple[str, str], date], silent_months: int) -> Promise:
    opening, lead = draft.opening, draft.opening.lead
    by, to = (tuple(a for a in lead.actors if a.role in roles) for roles in (opening.rule.by, opening.rule.to))
    by, to = (by, to) if by else (to, ())
    last = max((t.told for t in draft.tellings if t.told), default=None)
    source = _source_of(by, to, newest)
    quiet = _months(last, today) if last else None
    heard = _months(last, min(today, max(source, last))) if last and source else None
    over = draft.kept is not None or draft.cancelled is not None
    hushed = not over and quiet is not None and quiet >= silent_months
    silent = hushed and heard is not None and heard >= silent_months
    return Promise(
        kind=lead.kind,
        by=by,
        to=to,
        what=_what(lead, opening.rule.about),
        steps=tuple(draft.steps),
        state=_state(draft, today, silent),
        value=_value(draft),
        made=opening.told,
        due=draft.due,
        moved_to=_moved(draft),
        late=_late(draft),
        last_told=last,
        newest=source,
        silent_for=quiet,
        heard_for=heard,
        silent=silent,
        unheard=hushed and not silent,
    )


def _state(draft: Draft, today: date, silent: bool) -> State:
    if draft.kept:
        return "kept"
    if draft.cancelled:
        return "broken"
    if draft.due and draft.due.end < today:
        return "overdue"
    return "silent" if silent else "open"


def _late(draft: Draft) -> bool | None:
    """Whether it was kept after the day it was due. What is told by then came by then; told later, it may have."""
    if draft.kept is None or draft.due is None:
        return None
    if draft.kept.happened:
        days = draft.kept.happened
        return False if days.end <= draft.due.end else True if days.start > draft.due.end else None
    return False if draft.kept.told and draft.kept.told <= draft.due.end else None


def _moved(draft: Draft) -> Interval | None:
    """The last day that was said later than the first."""
    later = [t.due for t in draft.tellings if t.due and draft.due and t.due.end > draft.due.end]
    return later[-1] if later else None


def _value(draft: Draft) -> Money | None:
    values = (t.lead.slot("value") for t in draft.tellings if t.kind == draft.opening.kind)
    return next((v for v in values if isinstance(v, Money)), None)


def _what(statement: Statement, slots: Iterable[str]) -> str:
    for value in map(statement.slot, slots):
        if isinstance(value, str | tuple):
            return value if isinstance(value, str) else ", ".join(value)
    return ""


def _newest(events: Iterable[Event], published: Mapping[str, date]) -> dict[tuple[str, str], date]:
    """The newest source on each two countries."""
    found: dict[tuple[str, str], date] = {}
    for statement in (s for event in events for s in event.statements if s.document in published):
        day = published[statement.document]
        for pair in combinations(sorted(statement.countries()), 2):
            found[pair] = max(day, found.get(pair, day))
    return found


def _source_of(by: Sequence[Actor], to: Sequence[Actor], newest: Mapping[tuple[str, str], date]) -> date | None:
    mine, yours = ({a.country for a in side if a.country} for side in (by, to))
    pairs = product(mine, yours) if yours else combinations(sorted(mine), 2)
    return max((newest[p] for a, b in pairs if (p := (min(a, b), max(a, b))) in newest), default=None)


def _months(start: date, end: date) -> int:
    """Whole months from one day to another."""
    return max((end.year - start.year) * 12 + end.month - start.month - (end.day < start.day), 0)


def _newest_first(promise: Promise) -> tuple[int, str, str]:
    return (-promise.made.toordinal() if promise.made else 0, promise.kind, promise.id)
