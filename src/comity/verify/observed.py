"""Official figures found among observations: of one reporter, flow, period and goods, added up where all parts are
there.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from comity.model import Interval, Observation
from comity.model.observation import WORLD
from comity.verify.precision import Range, around, sane

_MONTHS = {"M": 1, "Q": 3, "S": 6}
_NAMES = {"M": "months", "Q": "quarters", "S": "halves"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one reporter, as its own flow; `hs` is empty for all goods."""

    reporter: str
    partner: str
    flow: str
    period: Interval
    hs: str = ""


class Series(NamedTuple):
    """What figures share that may be added up and compared over time."""

    reporter: str
    partner: str
    provider: str
    dataset: str
    currency: str
    hs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """An official figure as its reporter gives it, or as its parts add up to it (`how` says so). `value` is in whole
    units of the series' currency, `range` what it can have been before it was rounded.
    """

    series: Series
    flow: str
    period: Interval
    value: Decimal
    range: Range
    observations: tuple[Observation, ...]
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A figure that is not there, and why: nothing of this series, other periods, or only some of the parts."""

    why: str


class Observed:
    """Observations, to be asked for. Of those for one thing the newest retrieved counts."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        newest: dict[Series, dict[tuple[str, Interval], Observation]] = defaultdict(dict)
        for figure in observations:
            if not sane(figure.value):
                continue
            known = newest[_series(figure)]
            before = known.get((figure.flow, figure.period))
            if before is None or (figure.retrieved or date.min) > (before.retrieved or date.min):
                known[figure.flow, figure.period] = figure
        self._newest: Mapping[Series, Mapping[tuple[str, Interval], Observation]] = newest

    def answers(self, asked: Question) -> Iterator[Official | Missing]:
        """What every series of the reporter and partner says; one `Missing` where there is no series."""
        series = self.series(asked.reporter, asked.partner, asked.hs)
        if not series:
            goods = f" of goods {asked.hs}" if asked.hs else ""
            partner = "the world" if asked.partner == WORLD else asked.partner
            yield Missing(why=f"no official figure{goods} of trade with {partner} is here")
        yield from (self.figure(one, asked.flow, asked.period) for one in series)

    def series(self, reporter: str, partner: str, hs: str = "") -> list[Series]:
        """The series of a reporter and partner, in order."""
        return sorted(s for s in self._newest if (s.reporter, s.partner, s.hs) == (reporter, partner, hs))

    def figure(self, series: Series, flow: str, period: Interval) -> Official | Missing:
        """The figure of a flow: as given, or the sum of its months, quarters or halves, or of its two directions."""
        given = self._plain(series, flow, period)
        if isinstance(given, Official) or flow not in ("total", "balance"):
            return given
        exports, imports = (self._plain(series, side, period) for side in ("exports", "imports"))
        if isinstance(exports, Missing) or isinstance(imports, Missing):
            lacking = exports if isinstance(exports, Missing) else imports
            return given if isinstance(exports, Missing) and isinstance(imports, Missing) else lacking
        sign = 1 if flow == "total" else -1
        return Official(
            series=series,
            flow=flow,
            period=period,
            value=exports.value + sign * imports.value,
            range=exports.range + imports.range if sign > 0 else exports.range - imports.range,
            observations=exports.observations + imports.observations,
            how="exports and imports added" if sign > 0 else "exports less imports",
        )

    def periods(self, series: Series) -> list[Interval]:
        """Every period that a series has a figure of, in order."""
        return sorted({period for _, period in self._newest.get(series, {})})

    def _plain(self, series: Series, flow: str, period: Interval) -> Official | Missing:
        known = self._newest.get(series, {})
        if (figure := known.get((flow, period))) is not None:
            return _official(series, flow, period, [figure])
        lacking = ""
        for frequency in ("S", "Q", "M"):
            parts = list(parts_of(period, frequency))
            found = [known[flow, part] for part in parts if (flow, part) in known]
            if parts and len(found) == len(parts):
                how = f"the sum of {len(parts)} {_NAMES[frequency]}"
                return _official(series, flow, period, found, how)
            if found:
                lacking = f"only {len(found)} of {len(parts)} {_NAMES[frequency]} are there"
        return Missing(why=lacking or self._others(series, flow, period))

    def _others(self, series: Series, flow: str, period: Interval) -> str:
        have = [p for f, p in self._newest.get(series, {}) if f == flow]
        if not have:
            return f"no official figure of {flow}"
        first, last = min(p.start for p in have), max(p.end for p in have)
        return f"no official figure for {spelled(period)} (there are {spelled(Interval(first, last))})"


def parts_of(period: Interval, frequency: str) -> Iterator[Interval]:
    """The months, quarters or halves that a period falls into without a rest; none where it does not."""
    length = _MONTHS[frequency]
    start, end = period.start, period.end
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if not whole or months <= length or months % length or (start.month - 1) % length or months > 1200:
        return
    for offset in range(0, months, length):
        year, month = divmod(start.year * 12 + start.month - 1 + offset, 12)
        last = month + length
        yield Interval(date(year, month + 1, 1), date(year, last, monthrange(year, last)[1]))


def spelled(period: Interval) -> str:
    """A period for a person: "2023", "2018 to 2023", "2024-01 to 2024-08", or its days."""
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
        return first if first == last else f"{first} to {last}"
    return str(start) if start == end else f"{start} to {end}"


def range_of(figure: Observation) -> Range:
    """What a published figure can have been: half a unit of its last digit either side."""
    if not figure.value or not figure.digits:
        return Range(figure.value, figure.value)
    margin = Decimal(1).scaleb(figure.value.adjusted() - min(figure.digits, 40) + 1) / 2
    return around(figure.value, margin)


def _official(series: Series, flow: str, period: Interval, found: Sequence[Observation], how: str = "") -> Official:
    return Official(
        series=series,
        flow=flow,
        period=period,
        value=sum((figure.value for figure in found), Decimal(0)),
        range=reduce(lambda a, b: a + b, map(range_of, found)),
        observations=tuple(found),
        how=how,
    )


def _series(figure: Observation) -> Series:
    return Series(figure.reporter, figure.partner, figure.provider, figure.dataset, figure.currency, figure.hs or "")
