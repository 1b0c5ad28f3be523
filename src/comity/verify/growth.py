"""A level and its growth against the level of a year before, and the growth of a flow that is not told."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from comity.verify.check import Check, Given, Verdict, check, imply
from comity.verify.flows import Figure, a_year_before
from comity.verify.known import Cell, Known, Table, choose, common, incomparable, name
from comity.verify.precision import Range, base_of, said
from comity.verify.quoted import compared_with

Growths = Mapping[Cell, Sequence[Figure]]
_UNCLEAR = "the quote does not say that the growth is over a year"


def growths_of(figures: Iterable[Figure]) -> dict[Cell, list[Figure]]:
    """Figures that tell growth, by what they measure. A balance may change its sign and is left out."""
    found: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.growth is not None and figure.flow != "balance":
            found[figure.subject, figure.flow, figure.part].append(figure)
    return found


def check_growth(growths: Growths, table: Table, given: Given) -> Iterator[Check]:
    """ "growth-impossible" below -100 %, "growth-base" of level and growth against the level of the year before (or
    what that must have been), "growth-implied" of the flow that total and the other flow leave.
    """
    for cell, figures in growths.items():
        for figure in figures:
            grown = figure.grown
            if grown is not None and grown.high is not None and grown.high < -100:
                message = f"a flow cannot change by {figure.growth} percent: nothing is left at -100"
                yield check("growth-impossible", "conflicts", message, [figure.statement])
        for level in table.get(cell, ()):
            yield from _base(level, figures, table, given)
        if cell[1] == "total":
            yield from _third(cell, growths, table, given)


def yearly(figures: Sequence[Figure]) -> bool | None:
    """Whether all growth is over a year: False where a quote says otherwise, None where one leaves it open."""
    period = figures[0].subject.period
    answers = [compared_with(f.statement, period) for f in figures] if period else [None]
    return False if False in answers else None if None in answers else True


def before(cell: Cell) -> Cell | None:
    """The same flow in the same days of the year before; None without a period."""
    subject, flow, part = cell
    if subject.period is None or subject.period.start.year <= 1:
        return None
    return replace(subject, period=a_year_before(subject.period)), flow, part


def _base(level: Known, figures: Sequence[Figure], table: Table, given: Given) -> Iterator[Check]:
    grown, clear = common(f.grown or Range(None, None) for f in figures), yearly(figures)
    base = base_of(level.range, grown) if level.range is not None and grown is not None else None
    if base is None or clear is False:
        return
    earlier = before(level.cell)
    told = choose(table.get(earlier, ()), level.currency, given) if earlier else None
    statements = [*level.statements, *(f.statement for f in figures)]
    percent = figures[0].growth
    implied = f"the level and {percent} percent over a year imply {said(base, level.currency)} the year before"
    if told is None:
        told_not = f"{implied}; the article gives no figure for it"
        what = name(earlier) if earlier else f"{name(level.cell)}, the year before"
        note = imply(what, _divided(level.about, Decimal(percent or 0)), base, level.currency)
        yield check("growth-base", "cannot be checked", told_not, statements, [note])
        return
    statements += told.statements
    reason = incomparable((level, told), given)
    if reason is not None or told.range is None:
        yield check("growth-base", "cannot be checked", reason or "", statements)
        return
    verdict: Verdict = "holds" if told.range.meets(base) else "conflicts"
    message = f"{implied}; told is {said(told.range, told.currency)}{f' (at {told.note})' if told.note else ''}"
    if verdict == "conflicts" and clear is None:
        verdict, message = "cannot be checked", f"{message}; {_UNCLEAR}"
    yield check("growth-base", verdict, message, statements)


def _divided(level: Decimal, percent: Decimal) -> Decimal:
    factor = 1 + percent / 100
    return level / factor if factor > 0 else Decimal(0)


def _third(cell: Cell, growths: Growths, table: Table, given: Given) -> Iterator[Check]:
    subject, _, part = cell
    sides = {side: (subject, side, part) for side in ("there", "back")}
    told = [side for side, other in sides.items() if table.get(other) or growths.get(other)]
    if len(told) != 1 or not growths.get(sides[told[0]]):
        return
    known, missing = sides[told[0]], next(other for side, other in sides.items() if side != told[0])
    for total in table.get(cell, ()):
        side = choose(table.get(known, ()), total.currency, given)
        if side is None or incomparable((total, side), given) is not None:
            continue
        both = [*growths[cell], *growths[known]]
        grew = (common(f.grown or Range(None, None) for f in growths[c]) for c in (cell, known))
        found = _growth_of_rest(total, side, *grew)
        if found is None or yearly(both) is False:
            continue
        about, low, high = found
        what = f"the growth of {name(missing)}"
        note = imply(what, about, Range(low, high), "percent")
        statements = [*total.statements, *side.statements, *(f.statement for f in both)]
        message = f"{what} is not given; it would have to be {said(Range(low, high), 'percent')}, about {about:.1f}"
        yield check("growth-implied", "cannot be checked", message, statements, [note])


def _growth_of_rest(
    total: Known, side: Known, total_grew: Range | None, side_grew: Range | None
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Growth of what is left of a total without one side: as written, lowest and highest.

    With levels T and S and factors a and b it is (T - S) / (T/a - S/b) - 1, which rises or falls all along in each of
    the four while what is divided by stays positive, so that its extremes are at corners.
    """
    ranges = (total.range, side.range, total_grew, side_grew)
    ends = [(r.low, r.high) for r in ranges if r is not None and r.low is not None and r.high is not None]
    if len(ends) != len(ranges):
        return None
    corners = [_rest(*corner) for corner in itertools.product(*ends)]
    middle = _rest(*(low + (high - low) / 2 for low, high in ends))
    found = [c for c in corners if c is not None]
    if middle is None or len(found) < len(corners):
        return None
    return middle, min(found), max(found)


def _rest(total: Decimal, side: Decimal, total_grew: Decimal, side_grew: Decimal) -> Decimal | None:
    if total_grew <= -100 or side_grew <= -100 or total < side:
        return None
    earlier = total / (1 + total_grew / 100) - side / (1 + side_grew / 100)
    return ((total - side) / earlier - 1) * 100 if earlier > 0 else None
