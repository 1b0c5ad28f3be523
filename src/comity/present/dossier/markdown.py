"""The analyses of a dossier in Markdown; tables as GitHub and pandoc read them, everything from outside escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.analyse.dossier import Dossier
from comity.model import Quote, Statement
from comity.present import dossier_words as words
from comity.present import wording
from comity.present.clean import one_line, quote_address
from comity.present.dossier import opening, promised, totals
from comity.present.dossier.grid import Cell, Grid, cites
from comity.present.names import CountryName

MOST_TIMES = 200
_SYNTAX = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escape(text: str) -> str:
    """The text on one line, with everything that Markdown or HTML would read as syntax escaped."""
    line = _SYNTAX.sub(r"\\\1", one_line(text))
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


def opened(value: Dossier, name: CountryName) -> Iterator[str]:
    """What is new, the key figures, the conflicts and the timeline."""
    if value.changes is not None:
        yield "## What is new\n"
        yield f"{escape(opening.change_summary(value))}\n"
        for grid in opening.change_grids(value, name):
            yield from table(value, grid)
    if value.key_figures:
        yield f"## {opening.FIGURES}\n"
        yield from _figures(value, name)
    if value.contradictions:
        yield f"## {opening.CONFLICTS}\n"
        yield from _conflicts(value, name)
    if value.timeline:
        yield "## Timeline\n"
        yield from _timeline(value, name)


def _figures(value: Dossier, name: CountryName) -> Iterator[str]:
    for figure in value.key_figures:
        of = ", ".join(t for t in (opening.figure_when(figure), opening.figure_side(figure, name)) if t)
        title = escape(opening.figure_title(figure, value.pair, name))
        told = escape(f"{opening.figure_value(figure)}{', ' if of else ''}{of}")
        reason = f": {escape(opening.figure_reason(figure, value, name))}" if figure.reason else ""
        yield f"- **{title}**: {told} — *{figure.verdict}*{reason}\n"
        if figure.statement:
            yield from (f"  > {quotation(value, figure.statement, q)}\n" for q in _lead(figure.statement))


def _conflicts(value: Dossier, name: CountryName) -> Iterator[str]:
    for told in value.contradictions[: opening.MOST_ROWS]:
        yield f"- {escape(opening.conflict_text(told, value, name))}\n"
        for side in opening.sides(told, name):
            if side.statement is None:
                yield f"  - {escape(side.text)} — {escape(side.source)}"
            else:
                quotes = " ".join(quotation(value, side.statement, q) for q in _lead(side.statement))
                yield f"  - {escape(side.text)} {quotes}"
        yield ""
    yield from _more(len(value.contradictions) - opening.MOST_ROWS)


def _timeline(value: Dossier, name: CountryName) -> Iterator[str]:
    told = value.timeline
    yield from _more(len(told) - MOST_TIMES, "earlier")
    for line in told[-MOST_TIMES:]:
        status = "" if line.lead.status == "done" else f" ({wording.STATUS.get(line.lead.status, line.lead.status)})"
        headline = escape(wording.headline(line.lead, name))
        yield f"- {escape(words.when(line))}: {headline}{status} {escape(cites(value, line.statements))} `{line.id}`"
    yield ""


def parts_of(value: Dossier, key: str, name: CountryName) -> Iterator[str]:
    """The tables that stand at the head of a section."""
    grids: dict[str, tuple[Grid, ...]] = {
        "meetings": (totals.visit_grid(value, name), totals.visit_year_grid(value, name)),
        "agreements": (totals.agreement_grid(value),),
        "trade": (totals.series_grid(value, name),),
        "promises": (promised.promise_grid(value, name),),
    }
    for grid in grids.get(key, ()):
        if grid:
            yield from table(value, grid)


def closing(value: Dossier, name: CountryName) -> Iterator[str]:
    """Third parties."""
    if value.partners:
        yield "## Third parties\n"
        yield f"{escape(totals.partner_note(value, name))}\n"
        for shares in totals.spread(value):
            yield from table(value, totals.partner_grid(shares, name))


def unknown(value: Dossier, name: CountryName) -> Iterator[str]:
    """What the dossier does not know."""
    sentences = totals.gap_sentences(value, name)
    if sentences:
        yield "## What this does not know\n"
        yield from (f"- {escape(sentence)}" for sentence in sentences)
        yield ""


def table(value: Dossier, grid: Grid) -> Iterator[str]:
    """A grid as a pipe table under its title."""
    yield f"**{escape(grid.title)}**\n"
    yield f"| {' | '.join(map(escape, grid.heads))} |"
    numeric = [all(row[at].numeric for row in grid.rows) for at in range(len(grid.heads))]
    yield f"| {' | '.join('---:' if n else '---' for n in numeric)} |"
    for row in grid.rows:
        yield f"| {' | '.join(_cell(value, c) for c in row)} |"
    yield ""
    if grid.note:
        yield f"{escape(grid.note)}\n"
    yield from _more(grid.more)


def _cell(value: Dossier, cell: Cell) -> str:
    cited = cites(value, cell.statements)
    return escape(f"{cell.text} {cited}" if cited else cell.text)


def quotation(value: Dossier, statement: Statement, quote: Quote) -> str:
    """A quote with the number of its source, which opens the page at the quote."""
    return f"“{escape(quote.exact)}” {opened_at(value, statement, quote)}"


def opened_at(value: Dossier, statement: Statement, quote: Quote) -> str:
    """The number of a source, as a link where the page can be opened."""
    number = value.number(statement)
    address = quote_address(value.source(statement).url, quote.exact)
    return f"[\\[{number}\\]](<{target(address)}>)" if address else f"\\[{number}\\]"


def target(address: str) -> str:
    """An address that cannot end the brackets around it."""
    return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\n", "")


def _lead(statement: Statement) -> tuple[Quote, ...]:
    lead = wording.lead_quote(statement)
    return (lead,) if lead else ()


def _more(count: int, word: str = "more") -> Iterator[str]:
    if count > 0:
        yield f"… and {count:,} {word}\n"
