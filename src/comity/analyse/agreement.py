"""Agreements by status, with totals that count nothing twice.

Totals are what there is at least. A package and the documents named in it are one, and so are packages of one occasion,
which reports count differently: "24 documents" on the first day of a visit, "36 documents worth $2.2 billion" after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from comity.analyse.line import Line
from comity.model import STATUSES, Interval, Money

_NARROW = timedelta(days=7)  # a stretch of days that one occasion can take
_MARGIN = 3  # days between what one occasion is dated or reported on


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


@dataclass(slots=True)
class _Occasion:
    """Packages that may be one, with what is named of them; `days` are those of the first."""

    days: Interval | None
    packages: list[Line]
    parts: list[Line]

    @property
    def documents(self) -> int:
        """How many there are at least: the most that a package is said to hold, or all that are named of it."""
        counts = (_count(s.slot("count")) for line in self.packages for s in line.statements)
        return max(*counts, len(self.parts), 1)

    @property
    def values(self) -> list[Money]:
        """What the largest package is worth, else what its parts are."""
        worth = [(_size(line)[0], value.amount, value) for line in self.packages if (value := _value(line))]
        if worth:
            return [max(worth, key=lambda told: told[:2])[2]]
        return [value for line in self.parts if (value := _value(line))]


def _total(status: str, lines: Sequence[Line]) -> AgreementTotal:
    packages = sorted(filter(_is_package, lines), key=_surest_first)
    calendar = _Calendar()
    for line in packages:
        calendar.put(line)
    alone: list[Line] = []
    for line in lines:
        if not _is_package(line):
            occasion = calendar.find(line)
            (alone if occasion is None else occasion.parts).append(line)
    counted = {line.id for line in (*alone, *(max(o.packages, key=_size) for o in calendar.occasions))}
    values = [v for line in alone if (v := _value(line))]
    values += [v for occasion in calendar.occasions for v in occasion.values]
    return AgreementTotal(
        status=status,
        counted=tuple(line for line in lines if line.id in counted),
        parts=tuple(line for line in lines if line.id not in counted),
        documents=len(alone) + sum(occasion.documents for occasion in calendar.occasions),
        values=added(values),
    )


class _Calendar:
    """Occasions by the days near them and the documents that tell of them, so that finding one costs no search."""

    def __init__(self) -> None:
        self.occasions: list[_Occasion] = []
        self._near: dict[date | str, list[_Occasion]] = defaultdict(list)

    def put(self, line: Line) -> None:
        """Add a package to its occasion, or as a new one."""
        found = self.find(line)
        if found is None:
            found = _Occasion(days=_days(line), packages=[line], parts=[])
            self.occasions.append(found)
            for day in _near(found.days):
                self._near[day].append(found)
        elif line.id not in {known.id for known in found.packages}:
            found.packages.append(line)
        for document in {s.document for s in line.statements}:
            self._near[document].append(found)

    def find(self, line: Line) -> _Occasion | None:
        """The occasion that a line belongs to: told by one document without other days, or of days near it; a line
        of a wide stretch of days belongs to the first occasion within them.
        """
        days = _days(line)
        told = [o for s in line.statements for o in self._near.get(s.document, ()) if _agree(line.when, o.days)]
        if told:
            return told[0]
        if days is None:
            return None
        if days.end - days.start > _NARROW:
            return next((o for o in self.occasions if o.days and days.contains(o.days)), None)
        return next((o for day in _near(days, margin=0) for o in self._near.get(day, ())), None)


def _is_package(line: Line) -> bool:
    return any(s.slot("instrument") == "package" or _count(s.slot("count")) > 1 for s in line.statements)


def _surest_first(line: Line) -> tuple[bool, int, int, str]:
    """Lines of few days before lines of many or none, then the larger package."""
    days = line.when
    return days is None, (days.end - days.start).days if days else 0, -_size(line)[0], line.id


def _size(line: Line) -> tuple[int, bool, str]:
    """How many documents a package is said to hold at most, and whether its value is said."""
    return max(_count(s.slot("count")) for s in line.statements), _value(line) is not None, line.id


def _days(line: Line) -> Interval | None:
    """The days of a line; where none are said, the day it was first reported on, which is near them."""
    return line.when or (Interval(line.first, line.first) if line.first else None)


def _near(days: Interval | None, margin: int = _MARGIN) -> tuple[date, ...]:
    if days is None or days.end - days.start > _NARROW:
        return ()
    first, last = days.start.toordinal() - margin, days.end.toordinal() + margin
    return tuple(date.fromordinal(n) for n in range(max(1, first), min(last, date.max.toordinal()) + 1))


def _agree(a: Interval | None, b: Interval | None) -> bool:
    return a is None or b is None or a.overlaps(b)


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
