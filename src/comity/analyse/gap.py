"""What a dossier does not know, so that silence is not taken for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from comity.analyse.series import Series

if TYPE_CHECKING:
    from comity.analyse.dossier import Dossier

_SILENCE = 30  # days without a source before it is worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known. `code` says what kind of thing, `about` what exactly: a day, years, codes, section names;
    `count` how many, where that is the point.
    """

    code: str
    about: tuple[str, ...] = ()
    count: int = 0


def gaps(dossier: Dossier) -> tuple[Gap, ...]:
    """Everything that a dossier does not know, in the order of how much it matters.

    "silence": no source after a day. "no-official-figure": whole years without one, from the first of which a figure
    is told. "one-sided": nobody tells trade from the side of these. "undated-sources", "undated-visits": how many.
    "silent-promises": of how many nobody has spoken for a year. "single-report": how many lines rest on one document.
    "nothing-on": sections without anything.
    """
    if not dossier.sources:
        return ()
    found = [*_silence(dossier), *_figures(dossier)]
    counts = (
        ("undated-sources", sum(source.published is None for source in dossier.sources)),
        ("undated-visits", sum(way.undated for way in dossier.exchanges)),
        ("silent-promises", sum(p.silent or p.unheard for p in dossier.promises)),
        ("single-report", sum(line.independent == 1 for line in dossier.lines)),
    )
    found += [Gap(code=code, count=count) for code, count in counts if count]
    return (*found, *([Gap(code="nothing-on", about=dossier.missing)] if dossier.missing else ()))


def _silence(dossier: Dossier) -> Iterator[Gap]:
    last = dossier.published.end if dossier.published else None
    if last and (dossier.today - last).days > _SILENCE:
        yield Gap(code="silence", about=(last.isoformat(),), count=(dossier.today - last).days)


def _figures(dossier: Dossier) -> Iterator[Gap]:
    years = _unofficial(dossier.series, dossier.today)
    if years:
        yield Gap(code="no-official-figure", about=tuple(map(str, years)))
    tellers = {s.reporter for s in dossier.series}
    if len(tellers) == 1:
        yield Gap(code="one-sided", about=tuple(c for c in dossier.pair if c not in tellers))


def _unofficial(series: Iterable[Series], today: date) -> list[int]:
    told: set[int] = set()
    official: set[int] = set()
    for one in series:
        for point in one.points:
            if point.period is None or point.target:
                continue
            years = range(point.period.start.year, point.period.end.year + 1)
            (official if one.teller == "official" else told).update(years)
    known = told | official
    return [year for year in range(min(known), today.year) if year not in official] if known else []
