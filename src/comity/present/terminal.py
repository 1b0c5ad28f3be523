"""Statements and dossiers in a terminal. Every text from outside is a `Text`, cleaned: never markup, never control."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from comity.analyse import Dossier, Line, Section, Source
from comity.model import Article, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, shorten
from comity.present.dossier import terminal as parts
from comity.present.dossier.terminal import SECONDARY
from comity.present.names import counted

MOST_LINES = 200


def statement_table(statements: Iterable[Statement], name: wording.CountryName) -> Table:
    """Kind, who, when, value and the quote of each statement."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold", expand=True)
    table.add_column("Kind", min_width=10, no_wrap=True)
    # On 80 columns "September" and "documents" fit on a line.
    for title, ratio in (("Who and what", 11), ("When", 7), ("Value", 7), ("Quote", 14)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for s in statements:
        kind = Text(s.kind)
        if s.status != "done":
            kind.append(f"\n{wording.STATUS.get(s.status, s.status)}", style=parts.STATUS_STYLE.get(s.status, ""))
        table.add_row(
            kind,
            Text(wording.headline(s, name)),
            Text(wording.when(s), style=SECONDARY if wording.when(s) == wording.UNDATED else ""),
            Text(wording.main_value(s), style="bold"),
            Text(_quoted(s, 280)),
        )
        table.add_row()
    return table


def article_heading(article: Article) -> Text:
    """The line over an article's statements: title, publisher, date."""
    told = [one_line(article.publisher or ""), figures.day(article.published)]
    text = Text(one_line(article.title) or one_line(article.id), style="bold")
    return text.append(f"  {', '.join(t for t in told if t)}", style=f"not bold {SECONDARY}")


def dossier(value: Dossier, name: wording.CountryName) -> RenderableType:
    """A dossier, section by section, with its sources numbered at the end."""
    return Group(*_dossier(value, name))


def _dossier(value: Dossier, name: wording.CountryName) -> Iterator[RenderableType]:
    yield Text(words.title(value, name), style="bold")
    yield Text(words.summary(value), style=SECONDARY)
    yield from parts.opened(value, name)
    for section in value.sections:
        if words.shown(value, section):
            yield from parts.heading(section.title)
            yield from parts.parts_of(value, section.key, name)
            yield _section(value, section, name)
    yield from parts.closing(value, name)
    if value.checks:
        yield from parts.heading(words.CHECKS)
        yield _checks(value, name)
    if value.sources:
        yield from parts.heading("Sources")
        yield _sources(value.sources)
    yield from parts.unknown(value, name)


def _section(value: Dossier, section: Section, name: wording.CountryName) -> RenderableType:
    grid = parts.columns()
    for line in section.lines[:MOST_LINES]:
        grid.add_row(_when(line), _line(value, line, name))
        grid.add_row()
    for line in section.also[:MOST_LINES]:
        grid.add_row(_when(line), _reference(value, line, name))
        grid.add_row()
    left = max(0, len(section.lines) - MOST_LINES) + max(0, len(section.also) - MOST_LINES)
    more = [Text(f"… and {left:,} more; --format json has all", style=SECONDARY)] if left else []
    return Group(grid, *more)


def _when(line: Line) -> Text:
    when = words.when(line)
    text = Text(when, style=SECONDARY if when == wording.UNDATED else "")
    if when == wording.UNDATED and line.reported:
        text.append(f"\nreported {figures.day(line.reported)}", style=SECONDARY)
    return text


def _line(value: Dossier, line: Line, name: wording.CountryName) -> RenderableType:
    told_parts: list[RenderableType] = [_headline(value, line, name)]
    details = [f"{f.label}: {f.text}" for f in words.details(line.lead, name)]
    if details:
        told_parts.append(Text("; ".join(details), style=SECONDARY))
    told_parts.append(Text(_quoted(line.lead, 320)))
    for told in line.differences:
        style = "yellow" if told.conflicts else SECONDARY
        told_parts.append(Text(words.difference(told, value, name), style=style))
    return Group(*told_parts)


def _headline(value: Dossier, line: Line, name: wording.CountryName) -> Text:
    text = Text(wording.headline(line.lead, name), style="bold")
    figures_said = wording.main_value(line.lead)
    if figures_said:
        text.append(f" – {figures_said}")
    if line.lead.status != "done":
        status = wording.STATUS.get(line.lead.status, line.lead.status)
        text.append(f" ({status})", style=f"not bold {parts.STATUS_STYLE.get(line.lead.status, '')}")
    return text.append(f"  {words.cited(value, line.statements)} {line.id[:8]}", style=f"not bold {SECONDARY}")


def _reference(value: Dossier, line: Line, name: wording.CountryName) -> Text:
    """A line that stands in full in another section."""
    section = words.home(value, line)
    return _headline(value, line, name).append(f"  see {section.title}", style=f"not bold {SECONDARY}")


def _checks(value: Dossier, name: wording.CountryName) -> RenderableType:
    grid = parts.columns()
    for told in value.checks[:MOST_LINES]:
        verdict = told.finding.verdict
        text = Text(words.check(told, value, name))
        ids = " ".join(s.id[:8] for s in told.statements)
        text.append(f"  {words.cited(value, told.statements)} {ids}", style=SECONDARY)
        grid.add_row(Text(verdict, style=parts.VERDICT_STYLE.get(verdict, SECONDARY)), text)
    left = len(value.checks) - MOST_LINES
    return Group(grid, *([Text(f"… and {left:,} more", style=SECONDARY)] if left > 0 else []))


def _sources(sources: Iterable[Source]) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for number, source in enumerate(sources, 1):
        text = Text(words.source_line(source))
        if source.url:
            text.append(f"\n{one_line(source.url)}", style=SECONDARY)
        grid.add_row(Text(f"[{number}]"), text)
    return grid


def _quoted(statement: Statement, width: int) -> str:
    lead = wording.lead_quote(statement)
    if lead is None:
        return ""
    others = len(statement.quotes) - 1
    more = f" (+{counted(others, 'quote')})" if others else ""
    title = " (title)" if lead.within == "title" else ""
    return f"“{shorten(lead.exact, width)}”{title}{more}"
