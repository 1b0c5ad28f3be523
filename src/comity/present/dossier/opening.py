"""What a dossier opens with: what is new, five checked figures, and what cannot all be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from comity.analyse.changes import Changes
from comity.analyse.contradiction import Contradiction
from comity.analyse.dossier import Dossier
from comity.analyse.keyfigure import KeyFigure
from comity.analyse.line import Line
from comity.model import Interval, Observation, Statement
from comity.present import dossier_words as words
from comity.present import figures, wording
from comity.present.clean import one_line, shorten
from comity.present.dossier.grid import Grid, cell
from comity.present.dossier.promised import promise_title, stands
from comity.present.names import CountryName

CONFLICTS = "What cannot all be true"
FIGURES = "Key figures"
MOST_ROWS = 40
_QUOTE = 240
_SIDES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a contradiction: what it says, and who says it, a statement or an official figure."""

    text: str
    statement: Statement | None = None
    source: str = ""


def figure_title(figure: KeyFigure, pair: tuple[str, str], name: CountryName) -> str:
    """ "Exports of Kazakhstan to France": what a key figure is of."""
    a, b = map(name, pair)
    titles = {
        "total": "Trade, both ways",
        "exports": f"Exports, {a} to {b}",
        "imports": f"Imports, {b} to {a}",
        "agreements": "Agreements signed",
        "investment": "Investment",
    }
    return one_line(titles[figure.name])


def figure_value(figure: KeyFigure) -> str:
    """ "$4.0 billion, up 44.7%"; "31 documents, $6.4 billion" for agreements; "not said" without any."""
    if figure.total:
        sums = ", ".join(figures.money(v) for v in figure.total.values)
        documents = f"{figure.total.documents:,} document" + ("" if figure.total.documents == 1 else "s")
        return f"{documents}, {sums}" if sums else documents
    return wording.main_value(figure.statement) if figure.statement else "not said"


def figure_when(figure: KeyFigure) -> str:
    """The period of a figure; for agreements, of the line that says most and is quoted."""
    if figure.statement is None or figure.line is None:
        return ""
    when = wording.when(figure.statement)
    if when == wording.UNDATED and figure.line.reported:
        when = f"reported {figures.day(figure.line.reported)}"
    lines = len(figure.total.counted) if figure.total else 1
    return when if lines == 1 else f"added up from {lines:,} lines, the fullest {when}"


def figure_side(figure: KeyFigure, name: CountryName) -> str:
    """Whose figure it is, where it is one of trade."""
    if figure.statement is None or figure.name not in ("total", "exports", "imports"):
        return ""
    return f"told as {name(figure.statement.countries('reporter')[0])}'s"


def figure_grid(value: Dossier, name: CountryName) -> Grid:
    """The five key figures, one a row."""
    rows = [
        (
            cell(figure_title(f, value.pair, name)),
            cell(figure_value(f), _of(f), numeric=True),
            cell(", ".join(t for t in (figure_when(f), figure_side(f, name)) if t)),
            cell(f.verdict, verdict=True),
            cell(figure_reason(f, value, name)),
            cell(quoted(f.statement)),
        )
        for f in value.key_figures
    ]
    heads = ("Figure", "Value", "Of", "Verdict", "Why", "Quote")
    return Grid(key="figures", title=FIGURES, heads=heads, rows=tuple(rows))


def _of(figure: KeyFigure) -> tuple[Statement, ...]:
    return (figure.statement,) if figure.statement else ()


def quoted(statement: Statement | None, width: int = _QUOTE) -> str:
    """The quote that speaks for a statement, between marks and cut to a width."""
    lead = wording.lead_quote(statement) if statement else None
    return f"“{shorten(lead.exact, width)}”" if lead else ""


def figure_reason(figure: KeyFigure, value: Dossier, name: CountryName, *, numbered: bool = True) -> str:
    """Why a key figure has its verdict; sources by number, or by publisher."""
    return words.message(figure.checks[0], value, name, numbered=numbered) if figure.checks else figure.reason


def conflict_text(told: Contradiction, value: Dossier, name: CountryName, *, numbered: bool = True) -> str:
    """What cannot all be true, in a sentence; sources by number, or by publisher."""
    if told.check:
        return words.check(told.check, value, name, numbered=numbered)
    if told.line is None or told.difference is None:
        return ""
    field = wording.label(told.difference.field)
    return one_line(f"{wording.headline(told.line.lead, name)}: {field} told differently")


def sides(told: Contradiction, name: CountryName) -> tuple[Side, ...]:
    """Both sides, or all of them: each with the words it says."""
    return tuple(_sides(told, name))[:_SIDES]


def _sides(told: Contradiction, name: CountryName) -> Iterator[Side]:
    if told.difference:
        for claim in told.difference.claims:
            text = wording.value_text(claim.field, claim.value, name)
            yield Side(text=text, statement=claim.statements[0])
        return
    for statement in told.statements:
        parts = (wording.main_value(statement), wording.when(statement))
        yield Side(text=", ".join(p for p in parts if p and p != wording.UNDATED), statement=statement)
    added = told.check is not None and told.check.finding.code == "official-level"
    for observed in _sums(told.observations) if added else told.observations:
        yield Side(text=official_value(observed), source=official_source(observed, name))


def _sums(observations: Iterable[Observation]) -> Iterator[Observation]:
    """Months that make up one level, as one figure of all their days."""
    by_series: dict[tuple[str, ...], list[Observation]] = {}
    for o in observations:
        by_series.setdefault((o.provider, o.dataset, o.reporter, o.flow, o.currency, o.valuation or ""), []).append(o)
    for parts in by_series.values():
        days = Interval(min(o.period.start for o in parts), max(o.period.end for o in parts))
        yield replace(parts[0], value=sum((o.value for o in parts), Decimal(0)), period=days)


def official_value(observed: Observation) -> str:
    """ "$3,482.1 million, 2023": value and period of an official figure."""
    return one_line(f"{figures.official(observed.value, observed.currency)}, {figures.days(observed.period)}")


def official_source(observed: Observation, name: CountryName) -> str:
    """ "UN Comtrade, HS: reported by Kazakhstan, FOB": where an official figure stands."""
    valued = f", {observed.valuation}" if observed.valuation else ""
    return one_line(f"{observed.provider}, {observed.dataset}: reported by {name(observed.reporter)}{valued}")


def conflict_grid(
    value: Dossier, conflicts: Iterable[Contradiction], name: CountryName, title: str = CONFLICTS
) -> Grid:
    """Contradictions, one a row, with both quotes."""
    told = list(conflicts)
    rows = [
        (
            cell(conflict_text(c, value, name), c.statements),
            cell(" · ".join(_said(side) for side in sides(c, name))),
        )
        for c in told[:MOST_ROWS]
    ]
    return Grid(
        key="conflicts",
        title=title,
        heads=("What", "Who says what"),
        rows=tuple(rows),
        more=max(0, len(told) - MOST_ROWS),
    )


def _said(side: Side) -> str:
    words = quoted(side.statement, 160) if side.statement else f"({side.source})"
    return f"{side.text} {words}".strip()


def change_grids(value: Dossier, name: CountryName) -> tuple[Grid, ...]:
    """What is new, part by part; parts without anything are left out."""
    new = value.changes
    if new is None:
        return ()
    parts = (
        _lines("reported", "New events and figures", new.reported, name),
        _lines("happened", "Told of before, happened or due since", new.happened, name),
        _changed(new, name),
        _moved(new, name),
        conflict_grid(value, new.conflicts, name, "New conflicts"),
    )
    return tuple(grid for grid in parts if grid)


def change_summary(value: Dossier) -> str:
    """ "Since 1 October 2024: 4 new events and figures, 1 changed claim" or that nothing is new."""
    new = value.changes
    if new is None:
        return ""
    counts = (
        (len(new.reported), "new event or figure", "new events and figures"),
        (len(new.happened), "event that happened or fell due", "events that happened or fell due"),
        (len(new.changed), "changed claim", "changed claims"),
        (len(new.moved), "promise that moved", "promises that moved"),
        (len(new.conflicts), "new conflict", "new conflicts"),
    )
    told = [f"{n:,} {one if n == 1 else many}" for n, one, many in counts if n]
    day = figures.day(new.since)
    left = f" {_undated(new.undated)}" if new.undated else ""
    return (f"Since {day}: {', '.join(told)}." if told else f"Nothing is new since {day}.") + left


def _undated(count: int) -> str:
    sources = "1 source has" if count == 1 else f"{count:,} sources have"
    return f"{sources} no publication date and cannot be placed."


def _lines(key: str, title: str, lines: tuple[Line, ...], name: CountryName) -> Grid:
    rows = [
        (
            cell(line_when(line)),
            cell(wording.headline(line.lead, name), line.statements),
            cell(wording.main_value(line.lead), numeric=True),
            cell(quoted(line.lead)),
        )
        for line in lines[:MOST_ROWS]
    ]
    heads = ("When", "What", "Value", "Quote")
    return Grid(key=key, title=title, heads=heads, rows=tuple(rows), more=max(0, len(lines) - MOST_ROWS))


def line_when(line: Line) -> str:
    """The days of a line, or when it was reported, which is no date of its own."""
    when = wording.when(line.dated) if line.dated else wording.UNDATED
    if when == wording.UNDATED and line.reported:
        return f"{when}, reported {figures.day(line.reported)}"
    return when


def _changed(new: Changes, name: CountryName) -> Grid:
    rows = [
        (
            cell(f"{wording.headline(c.line.lead, name)}: {wording.label(c.field)}", c.line.statements),
            cell(
                " · ".join(wording.value_text(c.field, x.value, name) for x in c.before),
                (s for x in c.before for s in x.statements),
            ),
            cell(
                " · ".join(wording.value_text(c.field, x.value, name) for x in c.after),
                (s for x in c.after for s in x.statements),
            ),
        )
        for c in new.changed[:MOST_ROWS]
    ]
    return Grid(
        key="changed",
        title="Changed claims",
        heads=("What", "Said before", "Said since"),
        rows=tuple(rows),
        more=max(0, len(new.changed) - MOST_ROWS),
    )


def _moved(new: Changes, name: CountryName) -> Grid:
    rows = [
        (
            cell(promise_title(promise, name), promise.steps[0].statements),
            cell(stands(promise.steps[0])),
            cell(stands(step), step.statements),
        )
        for promise, step in new.moved[:MOST_ROWS]
    ]
    return Grid(
        key="moved",
        title="Promises that moved",
        heads=("Promise", "Stood at", "Has reached"),
        rows=tuple(rows),
        more=max(0, len(new.moved) - MOST_ROWS),
    )
