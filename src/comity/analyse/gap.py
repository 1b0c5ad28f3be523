"""What a dossier does not know, so that silence is not taken for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from comity.analyse.line import Line, Source
from comity.analyse.promise import Promise
from comity.analyse.series import Series
from comity.analyse.visit import Exchange

_SILENCE = 30  # days without a source before it is worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known. `code` says what kind of thing, `about` what exactly: a day, years, codes, section names;
    `count` how many, where that is the point.
    """

    code: str
    about: tuple[str, ...] = ()
    count: int = 0


def gaps(
    *,
    sources: Sequence[Source],
    lines: Sequence[Line],
    exchanges: Sequence[Exchange],
    series: Sequence[Series],
    missing: Sequence[str],
    pair: tuple[str, str],
    today: date,
    promises: Sequence[Promise] = (),
) -> tuple[Gap, ...]:
    """Everything that is not known, in the order of how much it matters.

    "silence": no source after a day. "no-official-figure": years of which figures are told, and the last whole year,
    without one. "one-sided": nobody tells trade from the side of these. "undated-sources", "undated-visits": how many.
    "silent-promises": of how many nobody has spoken for a year. "single-report": how many lines rest on one document.
    "nothing-on": sections without anything.
    """
    if not sources:
        return ()
    published = [s.published for s in sources if s.published]
    found = []
    if published and (today - max(published)).days > _SILENCE:
        found.append(Gap(code="silence", about=(max(published).isoformat(),), count=(today - max(published)).days))
    years = _unofficial(series, today)
    if years:
        found.append(Gap(code="no-official-figure", about=tuple(map(str, years))))
    tellers = {s.reporter for s in series}
    if series and len(tellers) == 1:
        found.append(Gap(code="one-sided", about=tuple(c for c in pair if c not in tellers)))
    found += [
        Gap(code=code, count=count)
        for code, count in (
            ("undated-sources", len(sources) - len(published)),
            ("undated-visits", sum(way.undated for way in exchanges)),
            ("silent-promises", sum(p.silent or p.unheard for p in promises)),
            ("single-report", sum(line.independent == 1 for line in lines)),
        )
        if count
    ]
    return (*found, *([Gap(code="nothing-on", about=tuple(missing))] if missing else ()))


def _unofficial(series: Iterable[Series], today: date) -> list[int]:
    told: set[int] = set()
    official: set[int] = set()
    for one in series:
        for point in one.points:
            if point.period is None or point.target:
                continue
            years = range(point.period.start.year, point.period.end.year + 1)
            (official if one.teller == "official" else told).update(years)
    wanted = told | {today.year - 1} if told or official else set()
    return sorted(year for year in wanted - official if year < today.year)
