"""One side's exports against the other's imports: two counts of one flow, both kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from comity.verify.check import Check, Given, Verdict, check
from comity.verify.flows import Figure
from comity.verify.known import Cell, Known, choose, incomparable, name, tabulate
from comity.verify.precision import Range, said, written

# Importers count cost, insurance and freight (CIF), exporters the price at their own border (FOB). The difference is
# put at 6 to 10 % on the whole (IMF, Direction of Trade Statistics); of single pairs it may be up to 20 %.
FREIGHT = Decimal("1.20")


def check_mirror(figures: Sequence[Figure], given: Given) -> Iterator[Check]:
    """ "trade-mirror" of exports told of one side with the imports told of the other, same goods and same days."""
    flows = [f for f in figures if f.flow in ("there", "back") and f.subject.period is not None]
    exporters = tabulate(f for f in flows if f.reporter == _origin(f) and f.value is not None)
    importers = tabulate(f for f in flows if f.reporter != _origin(f) and f.value is not None)
    for cell, exported in exporters.items():
        for known in exported:
            other = choose(importers.get(cell, ()), known.currency, given)
            if other is not None:
                yield _compared(cell, known, other, given)


def _origin(figure: Figure) -> str:
    return figure.subject.low if figure.flow == "there" else figure.subject.high


def _compared(cell: Cell, exported: Known, imported: Known, given: Given) -> Check:
    statements = [*exported.statements, *imported.statements]
    told = f"{name(cell)}: {_told(exported, 'exporter', given)}, {_told(imported, 'importer', given)}"
    reason = incomparable((exported, imported), given) or ("aims are not counted" if cell[0].target else None)
    if reason is not None or exported.range is None or imported.range is None:
        return check("trade-mirror", "cannot be checked", f"{told}; {reason}", statements)
    verdict, why = _verdict(exported.range, imported.range)
    note = f" (at {imported.note})" if imported.note else ""
    return check("trade-mirror", verdict, f"{told}; {why}{note}", statements)


def _verdict(exported: Range, imported: Range) -> tuple[Verdict, str]:
    if exported.meets(imported):
        return "holds", "the two counts agree"
    if imported.meets(exported.times(Decimal(1), FREIGHT)):
        more = "the importer's count includes freight and insurance (CIF, not FOB), usually 5 to 20 percent"
        return "cannot be checked", f"{more}: the gap is not beyond that"
    above = imported.low is not None and exported.high is not None and imported.low > exported.high
    if above:
        return "conflicts", "more apart than freight and insurance explain (CIF, not FOB: up to 20 percent)"
    return "conflicts", "the importer's count is the lower one, which freight and insurance do not explain"


def _told(known: Known, who: str, given: Given) -> str:
    figure = known.figures[0]
    amount = written(figure.value) if figure.value else said(known.range or Range(None, None), known.currency)
    return f"by the {who} {amount} ({given.source(figure.statement)})"
