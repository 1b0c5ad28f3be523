"""Promises as a table: who owes what to whom, and where it stands."""

from __future__ import annotations

from comity.analyse.dossier import Dossier
from comity.analyse.promise import Promise, Step
from comity.present import figures, wording
from comity.present.clean import one_line
from comity.present.dossier.grid import Grid, cell
from comity.present.names import CountryName, actor, listed

MOST_PROMISES = 60
STANDING = ("overdue", "silent", "open")


def promise_title(promise: Promise, name: CountryName) -> str:
    """What was promised, in the words of the statement that first told of it."""
    return wording.headline(promise.lead, name)


def sides(promise: Promise, name: CountryName) -> str:
    """ "Alstom (France) to Kazakhstan"."""
    by = listed(actor(a, name) for a in promise.by)
    to = listed(actor(a, name) for a in promise.to)
    return one_line(f"{by} to {to}" if to else by)


def due(promise: Promise) -> str:
    """ "by 2028, moved to 2030", or "not said"."""
    if promise.due is None:
        return "not said"
    moved = f", moved to {figures.days(promise.moved_to)}" if promise.moved_to else ""
    return f"{figures.days(promise.due)}{moved}"


def stands(step: Step) -> str:
    """ "signed, 5 November 2024": where it has got to, and when."""
    return f"{step.word}, {figures.days(step.day)}" if step.day else step.word


def quiet(promise: Promise) -> str:
    """ "14 months": for how long nobody has spoken of it."""
    months = promise.silent_for
    return "not known" if months is None else f"{months:,} month" + ("" if months == 1 else "s")


def promise_grid(value: Dossier, name: CountryName, *, every: bool = False) -> Grid:
    """Promises that still stand (or all of them), what is overdue first."""
    chosen = sorted(
        (p for p in value.promises if every or p.state in STANDING),
        key=lambda p: STANDING.index(p.state) if p.state in STANDING else len(STANDING),
    )
    rows = [
        (
            cell(p.state, verdict=True),
            cell(promise_title(p, name), p.steps[0].statements),
            cell(due(p)),
            cell(stands(p.reached), p.reached.statements),
            cell(quiet(p), numeric=True),
        )
        for p in chosen[:MOST_PROMISES]
    ]
    return Grid(
        key="open-promises",
        title="Promises" if every else "Promises that stand open",
        heads=("State", "Promise", "Due", "Reached", "Not spoken of for"),
        rows=tuple(rows),
        more=max(0, len(chosen) - MOST_PROMISES),
    )
