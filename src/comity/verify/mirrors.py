"""Both sides' official counts of one flow, side by side, with the gap between them and what may explain it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comity.model import Interval, Observation
from comity.verify.held import exchange
from comity.verify.observed import Missing, Observed, Official, Series
from comity.verify.precision import Range
from comity.verify.rates import Rate, Rates

# See verify/mirror.py: freight and insurance are 6 to 10 percent on the whole, of single pairs up to 20.
_FREIGHT = Decimal(20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """What `exporter` says it sent to `importer` in a period, and what `importer` says it got; None where a side says
    nothing. `gap` is by how many percent of the exporter's count the importer's is higher, at `rate` where the two are
    in different currencies; `why` explains it, or says why there is none.
    """

    exporter: str
    importer: str
    period: Interval
    exported: Official | None
    imported: Official | None
    gap: Decimal | None
    why: str
    rate: Rate | None = None


def mirrors(
    observations: Iterable[Observation], a: str, b: str, rates: Rates | None = None, hs: str = ""
) -> tuple[Mirror, ...]:
    """Every year of trade in goods between `a` and `b` for which a side has a figure, or all months of one.

    Flows from `a` to `b` first, by year. Of several datasets of one side each stands in a row of its own.
    """
    observed = Observed(observations)
    found: list[Mirror] = []
    for exporter, importer in ((a, b), (b, a)):
        sent, got = observed.series(exporter, importer, hs), observed.series(importer, exporter, hs)
        for year in sorted({p.start.year for series in (*sent, *got) for p in observed.periods(series)}):
            found.extend(_of_year(observed, sent, got, year, rates, exporter, importer))
    return tuple(found)


def _of_year(
    observed: Observed, sent: list[Series], got: list[Series], year: int, rates: Rates | None, a: str, b: str
) -> Iterator[Mirror]:
    period = Interval(date(year, 1, 1), date(year, 12, 31))
    exports = [f for s in sent if isinstance(f := observed.figure(s, "exports", period), Official)]
    imports = [f for s in got if isinstance(f := observed.figure(s, "imports", period), Official)]
    partial = [
        f"{s.reporter}: {f.why}"
        for flow, several in (("exports", sent), ("imports", got))
        for s in several
        if isinstance(f := observed.figure(s, flow, period), Missing) and f.why.startswith("only")
    ]
    pairs = _paired(exports, imports) or ([(None, None)] if partial else [])
    for row, (exported, imported) in enumerate(pairs):
        gap, why, rate = _gap(exported, imported, rates)
        yield Mirror(
            exporter=a,
            importer=b,
            period=period,
            exported=exported,
            imported=imported,
            gap=gap,
            why="; ".join(filter(None, (why, *(partial if row == 0 else ())))),
            rate=rate,
        )


def _paired(exports: list[Official], imports: list[Official]) -> list[tuple[Official | None, Official | None]]:
    """Figures of one provider side by side, then what is left of either side."""
    found: list[tuple[Official | None, Official | None]] = []
    left = list(imports)
    alone: list[Official] = []
    for exported in exports:
        same = next((i for i in left if i.series.provider == exported.series.provider), None)
        if same is None:
            alone.append(exported)
        else:
            left.remove(same)
            found.append((exported, same))
    return [*found, *itertools.zip_longest(alone, left)]


def _gap(
    exported: Official | None, imported: Official | None, rates: Rates | None
) -> tuple[Decimal | None, str, Rate | None]:
    if exported is None or imported is None:
        return None, "", None
    there = exchange(imported, exported.series.currency, rates)
    if there.why:
        return None, there.why, None
    if not exported.value:
        return None, "", there.rate
    gap = (there.value - exported.value) / exported.value * 100
    return gap, explained(gap, exported.range, there.mean), there.rate


def explained(gap: Decimal, exported: Range, imported: Range) -> str:
    """What may explain that the importer's count is `gap` percent higher."""
    if exported.meets(imported):
        return "the two counts agree"
    if 0 < gap <= _FREIGHT:
        return "freight and insurance, which the importer counts (CIF) and the exporter does not (FOB), can explain it"
    if gap > 0:
        return "more than freight and insurance; goods may come by way of a third country, or be dated differently"
    return "the importer counts less; goods may go on to a third country, or be credited to another origin"
