"""Events from Python: what happened, or is said to come, with every report of it; and keeping them up to date."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comity.model import Event

if TYPE_CHECKING:
    from comity import store
    from comity.store import Entry
    from comity.store.copies import CopyTables
    from comity.store.event_tables import EventTables
    from comity.store.events import Reported

_MANY = 5_000  # statements from which on building anew is weighed against going on


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """How many statements were looked at, and how many events came of them or changed."""

    statements: int = 0
    events: int = 0


def events_of(
    ledger: store.Ledger, pair: tuple[str, str] | None = None, kinds: Collection[str] = (), most: int | None = None
) -> tuple[Event, ...]:
    """The events of a pair of codes (of everybody without one) and of some kinds (all without any), the latest first
    and those of no known day last; `most` of them at most. What people decided is applied.

    Documents that came in a moment ago, or in another process, are in them as soon as they are reconciled.
    """
    from comity.store import events as tables

    return tuple(_event(told) for told in tables.reported(ledger, pair, kinds, most))


def made_of(ledger: store.Ledger, entries: Sequence[Entry]) -> tuple[Event, ...]:
    """The events of some statements of a ledger, what people decided applied, whatever the ledger's own are."""
    from comity.reconcile.decide import concerning, replay
    from comity.reconcile.events import events
    from comity.resolve import lookup
    from comity.store.decisions import decisions

    if not entries:
        return ()
    documents = {entry.document.id for entry in entries}
    made = replay((entry.statement for entry in entries), concerning(decisions(ledger), documents))
    published = {e.document.id: e.document.published for e in entries if e.document.published}
    return events(made.statements, published=published, together=made.together, apart=made.apart, state_of=lookup)


def counted(ledger: store.Ledger) -> int:
    """How many events there are."""
    from comity.store import events as tables

    return tables.count(ledger)


def reconcile_new(ledger: store.Ledger, *, rebuild: bool = False) -> Reconciled:
    """Bring the events up to date with all readings and decisions, in one transaction; from the ground up with
    `rebuild`, or where the rules are others than those they were made by. Does nothing where they are up to date.
    """
    from comity.kinds import load
    from comity.reconcile.events import version_of
    from comity.store import events as tables

    if not rebuild and up_to_date(ledger):
        return Reconciled()
    rules = version_of(load())
    with tables.writing(ledger) as (events, copies):
        return _brought(ledger, events, copies, rules=rules, rebuild=rebuild)


def up_to_date(ledger: store.Ledger) -> bool:
    """Whether every reading and decision is in the events, by today's rules."""
    from comity.kinds import load
    from comity.reconcile.events import version_of
    from comity.store import events as tables

    newest, state = tables.state(ledger)
    return state == _state(newest, version_of(load()))


def _brought(ledger: store.Ledger, tables: EventTables, copies: CopyTables, *, rules: str, rebuild: bool) -> Reconciled:
    from comity.api.copying import copy_anew, copy_new
    from comity.api.reconciling import Desk, Verdicts, lay_anew
    from comity.store.decisions import decisions

    before, after = tables.state(), _state(tables.newest(), rules)
    reading, decided = int(before.get("reading", 0)), int(before.get("decision", 0))
    verdicts = Verdicts(decisions(ledger))
    coming = tables.count(reading)
    if rebuild or before.get("rules") != rules or (coming > _MANY and 2 * coming > tables.count()):
        tables.drop()
        copy_anew(copies)
        verdicts.replay(tables)
        tables.set_links(*verdicts.links)
        statements, events = lay_anew(tables, verdicts)
    else:
        documents = frozenset(tables.documents_after(reading))
        copy_new(copies, documents)
        links = tables.links()
        touched = documents | verdicts.about(tables.decided_after(decided))
        if touched & verdicts.documents:
            verdicts.replay(tables)
            if verdicts.links != links:
                touched |= verdicts.linked
                tables.set_links(*verdicts.links)
        else:
            verdicts.links = links
        now = verdicts.now(tables, touched)
        statements, events = len(now), Desk(tables, links).change(touched, now, verdicts.links)
    tables.set_state(after)
    return Reconciled(statements=statements, events=events)


def _state(newest: tuple[int, int], rules: str) -> dict[str, str]:
    return {"reading": str(newest[0]), "decision": str(newest[1]), "rules": rules}


def _event(told: Iterable[Reported]) -> Event:
    from comity.reconcile.events import event_of

    members = list(told)
    copied = sorted((r.copy, r.statement.document) for r in members if r.copy is not None)
    groups = [{document for _, document in group} for _, group in itertools.groupby(copied, lambda c: c[0])]
    return event_of({r.id: r.statement for r in members}, groups)
