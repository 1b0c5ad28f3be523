"""Agreements by status, with totals that count nothing twice.

A package and the documents named in it are one; an event told by several reports is one already; what one article says
twice of one day's documents ("31 documents", "deals worth $6.4 billion") is one package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from comity.analyse.line import Line
from comity.model import STATUSES, Interval, Money
from comity.verify import amounts

_NARROW = timedelta(days=7)  # days within which two signings of one occasion lie


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementTotal:
    """Agreements of one status. `counted` are the lines that make up the total, `parts` those within them.

    `documents` is how many instruments there are at least: a package counts as many as it is said to hold, or as are
    named of it, or one. `values` holds one sum a currency, never converted.
    """

    status: str
    counted: tuple[Line, ...]
    parts: tuple[Line, ...] = ()
    documents: int = 0
    values: tuple[Money, ...] = ()


def agreement_totals(lines: Iterable[Line]) -> tuple[AgreementTotal, ...]:
    """Totals of the agreements among lines, in the order of the statuses; empty statuses are left out."""
    by_status: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.lead.kind == "agreement" and line.about == "pair":
            by_status[line.lead.status].append(line)
    return tuple(_total(status, by_status[status]) for status in STATUSES if by_status[status])


def added(values: Iterable[Money]) -> tuple[Money, ...]:
    """Sums by currency, the largest first. Bounds are kept: more than 2 and 3 is more than 5."""
    by_currency: dict[str, list[Money]] = defaultdict(list)
    for value in values:
        by_currency[value.currency].append(value)
    sums = (_sum(currency, told) for currency, told in by_currency.items())
    return tuple(sorted(sums, key=lambda m: (-m.amount, m.currency)))


def _total(status: str, lines: Sequence[Line]) -> AgreementTotal:
    packages = [line for line in lines if _is_package(line)]
    singles = [line for line in lines if not _is_package(line)]
    groups = _one_occasion(packages)
    home = _homes(groups)
    parts: dict[int, list[Line]] = defaultdict(list)
    alone: list[Line] = []
    for line in singles:
        at = _home(line, groups, home)
        (alone if at is None else parts[at]).append(line)
    counted = [*alone, *(group[0] for group in groups)]
    within = [*(x for group in groups for x in group[1:]), *(x for at in sorted(parts) for x in parts[at])]
    values = [v for line in alone if (v := _value(line))]
    for at, group in enumerate(groups):
        said = [v for line in group if (v := _value(line))]
        values += [max(said, key=lambda v: v.amount)] if said else [v for x in parts[at] if (v := _value(x))]
    documents = len(alone) + sum(_documents(group, len(parts[at])) for at, group in enumerate(groups))
    order = {line.id: number for number, line in enumerate(lines)}
    return AgreementTotal(
        status=status,
        counted=tuple(sorted(counted, key=lambda line: order[line.id])),
        parts=tuple(sorted(within, key=lambda line: order[line.id])),
        documents=documents,
        values=added(values),
    )


def _is_package(line: Line) -> bool:
    return any(s.slot("instrument") == "package" or _count(s.slot("count")) > 1 for s in line.statements)


def _one_occasion(packages: Sequence[Line]) -> list[list[Line]]:
    """Packages of one article and one day that do not contradict one another, together."""
    groups: list[list[Line]] = []
    of_document: dict[str, list[int]] = defaultdict(list)
    for line in packages:
        near = sorted({at for s in line.statements for at in of_document[s.document]})
        at = next((n for n in near if all(_complement(line, other) for other in groups[n])), len(groups))
        if at == len(groups):
            groups.append([])
        groups[at].append(line)
        for statement in line.statements:
            of_document[statement.document].append(at)
    return groups


def _complement(a: Line, b: Line) -> bool:
    counts = {_count(s.slot("count")) for line in (a, b) for s in line.statements} - {0}
    one, other = _value(a), _value(b)
    same_value = not (one and other) or (one.currency == other.currency and amounts(one).meets(amounts(other)))
    both_counted = all(any(_count(s.slot("count")) for s in line.statements) for line in (a, b))
    return _days_agree(a, b) and same_value and (len(counts) < 2 or not both_counted)


def _homes(groups: Sequence[Sequence[Line]]) -> dict[object, list[int]]:
    """Groups by the documents that tell of them, and by their days where those are known closely."""
    home: dict[object, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        keys: set[object] = {s.document for line in group for s in line.statements}
        keys |= {day for line in group for day in _close_days(line)}
        for key in keys:
            home[key].append(at)
    return home


def _home(line: Line, groups: Sequence[Sequence[Line]], home: dict[object, list[int]]) -> int | None:
    keys: list[object] = [*dict.fromkeys(s.document for s in line.statements), *_close_days(line)]
    found = (at for key in keys for at in home.get(key, ()))
    return next((at for at in found if all(_days_agree(line, other) for other in groups[at])), None)


def _close_days(line: Line) -> tuple[object, ...]:
    days = line.when
    if days is None or days.end - days.start > _NARROW:
        return ()
    return tuple(days.start + timedelta(days=n) for n in range((days.end - days.start).days + 1))


def _days_agree(a: Line, b: Line) -> bool:
    mine, yours = a.when, b.when
    return not (isinstance(mine, Interval) and isinstance(yours, Interval)) or mine.overlaps(yours)


def _documents(group: Sequence[Line], parts: int) -> int:
    counts = [_count(s.slot("count")) for line in group for s in line.statements]
    return max(*counts, parts, 1)


def _value(line: Line) -> Money | None:
    told = (s.slot("value") for s in line.statements)
    return next((v for v in told if isinstance(v, Money)), None)


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else 0


def _sum(currency: str, told: Sequence[Money]) -> Money:
    if len(told) == 1:
        return replace(told[0], written="")
    bounds = {m.bound for m in told}
    high = None
    if any(m.high is not None for m in told):
        high = sum((m.high if m.high is not None else m.amount for m in told), Decimal(0))
    amount = sum((m.amount for m in told), Decimal(0))
    if high is not None:
        return Money(amount=amount, high=high, currency=currency, bound="range")
    if bounds == {"exact"}:
        return Money(amount=amount, currency=currency)
    return Money(amount=amount, currency=currency, bound="over" if bounds <= {"exact", "over"} else "about")
