"""Promises in a terminal: a table, and under it the steps of each where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from comity.analyse.promise import Promise, Step
from comity.present import promises_words as words
from comity.present.names import CountryName

_STATE_STYLE = {"overdue": "bold red", "broken": "red", "silent": "yellow", "open": "cyan", "kept": "green"}
_SECONDARY = "dim"


def table(promises: Iterable[Promise], name: CountryName) -> Table:
    """Since when, who to whom and what, due, where it stands, state; ids open the quotes."""
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    shown.add_column("Since", min_width=words.SHORT_ID, no_wrap=True)
    # On 80 columns a date in words fits on a line, and a name of a state does.
    for title, ratio in (("Who and what", 15), ("Due", 8), ("Reached", 10), ("State", 9)):
        shown.add_column(title, ratio=ratio, overflow="fold")
    for promise in promises:
        shown.add_row(*_cells(promise, name))
        shown.add_row()
    return shown


def ladders(promises: Iterable[Promise], name: CountryName) -> Group:
    """Every promise with all of its steps, each with its day, its quote and the id that opens it."""
    return Group(*(part for promise in promises for part in _ladder(promise, name)))


def summary(promises: Sequence[Promise], today: date) -> Text:
    """How many there are in each state."""
    return Text(words.summary(promises, today) + "\n", style="bold")


def _cells(promise: Promise, name: CountryName) -> list[RenderableType]:
    since = Text(promise.made.isoformat() if promise.made else "unknown")
    since.append(f"\n{promise.id[: words.SHORT_ID]}", style=_SECONDARY)
    told = Text(words.sides(promise, name), style="bold")
    told.append(f"\n{words.what(promise, name)}", style="not bold")
    if promise.value:
        told.append(f"\n{words.value(promise)}", style="not bold")
    step = promise.reached
    where = Text(words.reached(step))
    where.append(f"\n{words.day(step)}", style=_SECONDARY)
    if step is not promise.steps[0]:
        where.append(f"\n{step.id[: words.SHORT_ID]}", style=_SECONDARY)
    state = Text(words.state(promise), style=_STATE_STYLE[promise.state])
    return [since, told, Text(words.due(promise)), where, state]


def _ladder(promise: Promise, name: CountryName) -> Iterable[RenderableType]:
    head = Text(f"{words.sides(promise, name)}  ", style="bold")
    head.append(words.what(promise, name), style="not bold")
    yield head
    facts = [words.state(promise), words.due(promise) and f"due {words.due(promise)}", words.value(promise)]
    line = Text("  " + "; ".join(fact for fact in facts if fact))
    line.stylize(_STATE_STYLE[promise.state], 2, 2 + len(facts[0]))
    yield line
    for step in promise.steps:
        yield _step(step)
    yield Text("")


def _step(step: Step) -> Text:
    line = Text(f"  {'●' if step.moves else '○'} {words.reached(step)}, {words.day(step)}")
    line.append(f"  {step.id[: words.SHORT_ID]}", style=_SECONDARY)
    if words.note(step):
        line.append(f"  ({words.note(step)})", style=_SECONDARY)
    line.append(f"\n    {words.quote(step, 280)}")
    return line
