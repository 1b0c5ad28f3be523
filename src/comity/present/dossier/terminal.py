"""The analyses of a dossier in a terminal: what it opens with, its tables, and what it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from comity.analyse.dossier import Dossier
from comity.analyse.line import Line
from comity.analyse.visit import Exchange
from comity.present import dossier_words as words
from comity.present import wording
from comity.present.dossier import opening, promised, totals
from comity.present.dossier.grid import Grid, cites
from comity.present.names import CountryName

SECONDARY = "dim"
MOST_TIMES = 60
STATUS_STYLE = {"planned": "cyan", "proposed": "cyan", "ongoing": "green", "denied": "red"}
VERDICT_STYLE = {"holds": "green", "conflicts": "bold red"}


def heading(title: str) -> Iterator[RenderableType]:
    """The rule over a part."""
    yield Text()
    yield Rule(Text(title, style="bold"), align="left", style=SECONDARY)


def columns() -> Table:
    """Two columns: when or what verdict, and what."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=20, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def opened(value: Dossier, name: CountryName) -> Iterator[RenderableType]:
    """What is new, the key figures, the conflicts and the timeline."""
    if value.changes is not None:
        yield from heading("What is new")
        yield Text(opening.change_summary(value))
        for grid in opening.change_grids(value, name):
            yield Text()
            yield table(value, grid)
    if value.key_figures:
        yield from heading(opening.FIGURES)
        yield _figures(value, name)
    if value.contradictions:
        yield from heading(opening.CONFLICTS)
        yield _conflicts(value, name)
    if value.timeline:
        yield from heading("Timeline")
        yield _timeline(value, name)


def _figures(value: Dossier, name: CountryName) -> RenderableType:
    grid = columns()
    for figure in value.key_figures:
        title = Text(opening.figure_title(figure, value.pair, name), style="bold")
        title.append(f" – {opening.figure_value(figure)}")
        of = ", ".join(t for t in (opening.figure_when(figure), opening.figure_side(figure, name)) if t)
        title.append(f", {of}" if of else "", style="not bold")
        parts: list[RenderableType] = [title]
        if figure.statement:
            title.append(
                f"  {cites(value, [figure.statement])} {figure.statement.id[:8]}", style=f"not bold {SECONDARY}"
            )
            parts.append(Text(opening.quoted(figure.statement)))
        if figure.reason:
            parts.append(Text(opening.figure_reason(figure, value, name), style=SECONDARY))
        grid.add_row(Text(figure.verdict, style=VERDICT_STYLE.get(figure.verdict, SECONDARY)), Group(*parts))
        grid.add_row()
    return grid


def _conflicts(value: Dossier, name: CountryName) -> RenderableType:
    parts: list[RenderableType] = []
    for told in value.contradictions[: opening.MOST_ROWS]:
        parts.append(Text(opening.conflict_text(told, value, name), style="yellow"))
        for side in opening.sides(told, name):
            text = Text(f"  {side.text} ".rstrip() + " ")
            if side.statement:
                text.append(opening.quoted(side.statement))
                text.append(f" {cites(value, [side.statement])} {side.statement.id[:8]}", style=SECONDARY)
            else:
                text.append(side.source, style=SECONDARY)
            parts.append(text)
    return Group(*parts, *_more(len(value.contradictions) - opening.MOST_ROWS))


def _timeline(value: Dossier, name: CountryName) -> RenderableType:
    grid = columns()
    told = value.timeline
    for line in told[-MOST_TIMES:]:
        grid.add_row(Text(words.when(line)), time_line(value, line, name))
    return Group(*_more(len(told) - MOST_TIMES, "earlier"), grid)


def time_line(value: Dossier, line: Line, name: CountryName) -> Text:
    """One event on one line, with its sources and id."""
    text = Text(wording.headline(line.lead, name))
    if line.lead.status != "done":
        status = wording.STATUS.get(line.lead.status, line.lead.status)
        text.append(f" ({status})", style=STATUS_STYLE.get(line.lead.status, ""))
    return text.append(f"  {cites(value, line.statements)} {line.id[:8]}", style=SECONDARY)


def parts_of(value: Dossier, key: str, name: CountryName) -> Iterator[RenderableType]:
    """The tables that stand at the head of a section."""
    grids: dict[str, tuple[Grid, ...]] = {
        "meetings": (totals.visit_year_grid(value, name),),
        "agreements": (totals.agreement_grid(value),),
        "trade": (totals.series_grid(value, name),),
        "promises": (promised.promise_grid(value, name),),
    }
    if key == "meetings":
        for way in value.exchanges:
            yield _exchange(way, name)
        yield Text()
    for grid in grids.get(key, ()):
        if grid:
            yield table(value, grid)
            yield Text()


def _exchange(way: Exchange, name: CountryName) -> Text:
    text = Text(words.exchange(way, name), style="italic")
    ranks = ", ".join(f"{rank} {count:,}" for rank, count in way.ranks)
    return text.append(f" ({ranks})" if ranks else "", style="not italic")


def closing(value: Dossier, name: CountryName) -> Iterator[RenderableType]:
    """Third parties."""
    if value.partners:
        yield from heading("Third parties")
        yield Text(totals.partner_note(value, name), style=SECONDARY)
        yield Text()
        for shares in totals.spread(value):
            yield table(value, totals.partner_grid(shares, name))
            yield Text()


def unknown(value: Dossier, name: CountryName) -> Iterator[RenderableType]:
    """What the dossier does not know."""
    sentences = totals.gap_sentences(value, name)
    if sentences:
        yield from heading("What this does not know")
        yield from map(Text, sentences)


def table(value: Dossier, grid: Grid) -> RenderableType:
    """A grid with its sources in brackets."""
    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=SECONDARY, expand=False)
    for at, head in enumerate(grid.heads):
        numeric = all(row[at].numeric for row in grid.rows)
        drawn.add_column(head, overflow="fold", justify="right" if numeric else "left")
    for row in grid.rows:
        drawn.add_row(*(_cell(value, cell.text, cites(value, cell.statements), cell.verdict) for cell in row))
    note = [Text(grid.note, style=SECONDARY)] if grid.note else []
    return Group(Text(grid.title, style="bold"), drawn, *note, *_more(grid.more))


def _cell(value: Dossier, text: str, cited: str, verdict: bool) -> Text:
    drawn = Text(text, style=VERDICT_STYLE.get(text, "") if verdict else "")
    return drawn.append(f" {cited}" if cited else "", style=SECONDARY)


def _more(count: int, word: str = "more") -> Iterable[RenderableType]:
    return [Text(f"… and {count:,} {word}", style=SECONDARY)] if count > 0 else []
