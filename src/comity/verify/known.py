"""What all figures of one thing leave open together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from comity.model import Interval, Statement
from comity.verify.check import Given
from comity.verify.flows import Figure, Subject
from comity.verify.precision import Range

# What is measured: a flow of a subject, of some goods only or (an empty tuple) of all.
Cell = tuple[Subject, str, tuple[str, ...]]
_SPREAD = Decimal("0.005")  # of a rate of exchange that is known for one day only


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Figures of one cell in one currency. `range` is where all of them can be true, None where they cannot; `note`
    says how they were converted, where they were.
    """

    cell: Cell
    currency: str
    figures: tuple[Figure, ...]
    range: Range | None
    note: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that tell them."""
        return tuple(figure.statement for figure in self.figures)

    @property
    def about(self) -> Decimal:
        """The figure as written; the first of several."""
        value = self.figures[0].value
        assert value is not None
        return value.amount


Table = Mapping[Cell, Sequence[Known]]


def tabulate(figures: Iterable[Figure]) -> dict[Cell, list[Known]]:
    """Levels by what they measure, each cell's by currency in the order of the figures."""
    cells: dict[Cell, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.value is not None:
            cells[figure.subject, figure.flow, figure.part][figure.currency].append(figure)
    return {
        cell: [_known(cell, currency, told) for currency, told in by_currency.items()]
        for cell, by_currency in cells.items()
    }


def common(ranges: Iterable[Range]) -> Range | None:
    """The numbers that lie in all; None where there are none."""
    everything: Range | None = Range(None, None)
    return reduce(lambda found, new: found.meet(new) if found is not None else None, ranges, everything)


def _known(cell: Cell, currency: str, figures: Sequence[Figure]) -> Known:
    return Known(cell=cell, currency=currency, figures=tuple(figures), range=common(figure.range for figure in figures))


def choose(known: Sequence[Known], currency: str, given: Given) -> Known | None:
    """Those of a cell that are in a currency, or the first of the others converted into it; unconverted where no rate
    is known, None where there are none.
    """
    own = next((k for k in known if k.currency == currency), None)
    if own is not None or not known:
        return own
    return next((k for k in (convert(k, currency, given) for k in known) if k.currency == currency), known[0])


def convert(known: Known, currency: str, given: Given) -> Known:
    """The same figures in another currency at the rates of their period, from the lowest to the highest; as they are
    where there is no rate.
    """
    period = known.cell[0].period
    if known.currency == currency or given.rates is None or period is None or known.range is None:
        return known
    one_day = period.start == period.end
    rate = (
        given.rates.rate(known.currency, currency, period.start)
        if one_day
        else given.rates.average(known.currency, currency, period)
    )
    if rate is None:
        return known
    low = rate.low if rate.low is not None else rate.value * (1 - _SPREAD)
    high = rate.high if rate.high is not None else rate.value * (1 + _SPREAD)
    return replace(known, currency=currency, range=known.range.times(low, high), note=str(rate))


def incomparable(known: Sequence[Known], given: Given) -> str | None:
    """Why figures cannot be held against each other; None where they can."""
    if any(k.cell[0].period is None for k in known):
        return "the text does not say which period the figures are of"
    currencies = sorted({k.currency for k in known})
    if len(currencies) > 1:
        return f"the figures are in different currencies ({', '.join(currencies)}); {_no_rate(known, given)}"
    unclear = next((k for k in known if k.range is None), None)
    return f"{name(unclear.cell)} is itself told in figures that differ" if unclear else None


def _no_rate(known: Sequence[Known], given: Given) -> str:
    period = known[0].cell[0].period
    if given.rates is None or period is None:
        return "no rates of exchange are given"
    other = next(k.currency for k in known if k.currency != known[0].currency)
    return given.rates.absence(other, known[0].currency, period)


def name(cell: Cell) -> str:
    """ "the flow from KAZ to FRA, 2024-01-01 to 2024-08-31"."""
    subject, flow, part = cell
    low, high = subject.low or "the world", subject.high or "the world"
    match flow:
        case "there":
            flowing = f"the flow from {low} to {high}"
        case "back":
            flowing = f"the flow from {high} to {low}"
        case "balance":
            flowing = f"the balance of {low} with {high}"
        case _:
            flowing = f"the trade between {low} and {high}"
    goods = f" in {', '.join(part)}" if part else ""
    scope = f" ({subject.scope})" if subject.scope else ""
    aim = "the aim for " if subject.target else ""
    return f"{aim}{flowing}{goods}{scope}{f', {days(subject.period)}' if subject.period else ''}"


def days(period: Interval) -> str:
    """ "2024" for a whole year, else "2024-01-01 to 2024-08-31"."""
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    return f"{start} to {end}"
