"""Figures of one flow over time: what cannot all be true though each is told of other days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from comity.model import Interval, Statement
from comity.verify.check import Check, Verdict, check
from comity.verify.flows import Figure
from comity.verify.growth import Growths, yearly
from comity.verify.known import Cell, Known, Table, common, days, name
from comity.verify.precision import Range, said, written
from comity.verify.quoted import record

_ZERO = Decimal(0)

# First month (counted from year 0) and number of months: what whole months are compared by.
Months = tuple[int, int]
Levels = Mapping[Months, Known]
Grown = tuple[Range, Sequence[Figure]]


@dataclass(frozen=True, slots=True)
class Path:
    """A number made up of figures, and the statements that tell them."""

    value: Decimal
    statements: tuple[Statement, ...] = ()

    def plus(self, value: Decimal, known: Known) -> Path:
        """The same with one figure more."""
        return Path(self.value + value, (*self.statements, *known.statements))


def check_series(table: Table, growths: Growths) -> Iterator[Check]:
    """ "series-parts": months and quarters against the longer periods that they lie in, up to a year; "growth-chain":
    levels of years that are apart against the growth told of those between; "record": a record against other figures.
    """
    grown = _growth_lines(growths)
    for (line, _), levels in _lines(table).items():
        yield from _parts(levels)
        yield from _records(levels)
        yield from _chains(levels, grown.get(line, {}))


def _lines(table: Table) -> dict[tuple[Cell, str], dict[Months, Known]]:
    """Levels of whole months by flow and currency; balances and aims are no series."""
    lines: dict[tuple[Cell, str], dict[Months, Known]] = defaultdict(dict)
    for (subject, flow, part), cells in table.items():
        months = months_of(subject.period)
        if months is None or subject.target or flow == "balance":
            continue
        for known in cells:
            lines[(replace(subject, period=None), flow, part), known.currency][months] = known
    return lines


def months_of(period: Interval | None) -> Months | None:
    """A period as months, None where it does not begin and end with one."""
    if period is None or period.start.day != 1 or period.end.toordinal() >= period.end.max.toordinal():
        return None
    after = period.end + timedelta(days=1)
    first = period.start.year * 12 + period.start.month - 1
    return (first, after.year * 12 + after.month - 1 - first) if after.day == 1 else None


def _parts(levels: Levels) -> Iterator[Check]:
    for (first, length), whole in levels.items():
        if whole.range is None or not 1 < length <= 12:
            continue
        least, most = _least(levels, first, length), _most(levels, first, length)
        if not least.statements:
            continue
        high, low = whole.range.high, whole.range.low
        over = high is not None and least.value > high
        under = most is not None and low is not None and most.value < low
        path = most if under and most is not None else least
        if not (over or under) and _unclear(levels, first, length):
            continue
        verdict: Verdict = "conflicts" if over or under else "holds"
        sum_ = f"at {'most' if under else 'least'} {said(Range(path.value, path.value), whole.currency)}"
        told = f"{name(whole.cell)}, is told as {said(whole.range, whole.currency)}"
        message = f"{told}; what is told of its parts makes {sum_}"
        yield check("series-parts", verdict, message, [*whole.statements, *path.statements])


def _unclear(levels: Levels, first: int, length: int) -> bool:
    """Whether a part is itself told in figures that differ, so that nothing can be said to hold."""
    months = ((first + start, end - start) for end in range(1, length + 1) for start in range(end))
    return any(known.range is None for known in (levels.get(m) for m in months) if known is not None)


def _inside(levels: Levels, first: int, length: int, end: int) -> Iterator[tuple[int, Known, Range]]:
    """Figures of months that lie in a period, not of all of it, up to `end` months in: where they start."""
    for start in range(end):
        known = levels.get((first + start, end - start))
        if known is not None and known.range is not None and end - start < length:
            yield start, known, known.range


def _least(levels: Levels, first: int, length: int) -> Path:
    """The most that parts which do not overlap come to at least."""
    best = [Path(_ZERO)]
    for end in range(1, length + 1):
        found = [best[-1]]
        found += [best[s].plus(r.low, k) for s, k, r in _inside(levels, first, length, end) if r.low]
        best.append(max(found, key=lambda path: path.value))
    return best[-1]


def _most(levels: Levels, first: int, length: int) -> Path | None:
    """The least that parts which cover a period come to at most; None where they do not cover it."""
    best: list[Path | None] = [Path(_ZERO)]
    for end in range(1, length + 1):
        inside = [(best[s], k, r.high) for s, k, r in _inside(levels, first, length, end) if r.high is not None]
        found = [path.plus(high, k) for path, k, high in inside if path is not None]
        best.append(min(found, key=lambda path: path.value) if found else None)
    return best[-1]


def _records(levels: Levels) -> Iterator[Check]:
    """What is called a record against every earlier figure of as long a time; one that is itself told in figures that
    differ leaves open whether it holds.
    """
    highest: dict[object, Known] = {}
    unclear: set[object] = set()
    for (first, length), known in sorted(levels.items(), key=lambda item: sum(item[0])):
        like = (length, None if length in (1, 3, 12) else first % 12)
        best = highest.get(like)
        for figure in known.figures:
            made = _record(figure, best) if best is not None and record(figure.statement) else None
            if made is not None and (made.finding.verdict == "conflicts" or like not in unclear):
                yield made
        if known.range is None:
            unclear.add(like)
        low = known.range.low if known.range else None
        best_low = best.range.low if best is not None and best.range else None
        if low is not None and (best_low is None or low > best_low):
            highest[like] = known


def _record(figure: Figure, earlier: Known) -> Check:
    spread, best = figure.range, earlier.range or Range(None, None)
    verdict: Verdict = (
        "conflicts" if spread.high is not None and best.low is not None and best.low > spread.high else "holds"
    )
    value = written(figure.value) if figure.value else ""
    period = earlier.cell[0].period
    when = days(period) if period else "before"
    message = f"{value} is called a record; the highest told before is {said(best, earlier.currency)} ({when})"
    return check("record", verdict, message, [figure.statement, *earlier.statements])


def _chains(levels: Levels, grown: Mapping[Months, Grown]) -> Iterator[Check]:
    """From a level through the growth of years without one to the next level."""
    for (first, length), known in levels.items():
        spread, told, month = known.range, known.statements, first + 12
        while spread is not None and (month, length) in grown:
            factor, figures = grown[month, length]
            spread = _times(spread, factor)
            told = (*told, *(f.statement for f in figures))
            end = levels.get((month, length))
            if end is not None:
                if month > first + 12:
                    yield _chain(known, end, spread, told)
                break
            month += 12


def _growth_lines(growths: Growths) -> dict[Cell, dict[Months, Grown]]:
    """Growth of whole months that is told against the year before, by flow."""
    found: dict[Cell, dict[Months, Grown]] = defaultdict(dict)
    for (subject, flow, part), figures in growths.items():
        months = months_of(subject.period)
        spread = common(f.grown or Range(None, None) for f in figures)
        if months is None or spread is None or spread.low is None or spread.low <= -100 or not yearly(figures):
            continue
        found[replace(subject, period=None), flow, part][months] = (spread, figures)
    return found


def _times(level: Range, growth: Range) -> Range:
    low = 1 + (growth.low or _ZERO) / 100
    if growth.high is None:
        return Range(None if level.low is None else level.low * low, None)
    return level.times(low, 1 + growth.high / 100)


def _chain(start: Known, end: Known, spread: Range, told: Sequence[Statement]) -> Check:
    statements = [*told, *end.statements]
    if end.range is None:
        return check(
            "growth-chain", "cannot be checked", f"{name(end.cell)} is told in figures that differ", statements
        )
    verdict: Verdict = "holds" if spread.meets(end.range) else "conflicts"
    period = start.cell[0].period
    since = days(period) if period else "the first figure"
    makes = f"{said(spread, end.currency)} from {since} on with the growth told since"
    return check("growth-chain", verdict, f"{name(end.cell)}: {said(end.range, end.currency)}; {makes}", statements)
