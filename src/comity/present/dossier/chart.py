"""Bars and their places, worked out so that the template only has to draw them. Lengths are SVG user units."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_LEFT, _TOP, _HEIGHT, _BELOW = 64.0, 12.0, 190.0, 46.0
_BAR, _GAP, _LEAST = 18.0, 22.0, 60.0
_TICKS = 4
_ROW, _ROW_BAR, _NAMES, _SHARES = 26.0, 16.0, 150.0, 330.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One value to draw. `low` and `high` are where it can lie (None: open at that end); `faint` for what may not be
    compared with the rest; `title` is what it says to somebody who points at it.
    """

    series: int
    value: Decimal
    title: str
    low: Decimal | None = None
    high: Decimal | None = None
    spread: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Values side by side under one label, which may take two lines."""

    label: tuple[str, ...]
    data: tuple[Datum, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A drawn bar; `top` and `bottom` are the ends of its error bar, `open_top` where that has no end."""

    x: float
    y: float
    width: float
    height: float
    series: int
    title: str
    faint: bool = False
    top: float | None = None
    bottom: float | None = None
    open_top: bool = False

    @property
    def middle(self) -> float:
        """Where the error bar stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words at a place, a line each."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as it is drawn; `legend` names the series by their number."""

    key: str
    title: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...] = ()
    labels: tuple[Label, ...] = ()
    values: tuple[Label, ...] = ()
    legend: tuple[tuple[int, str], ...] = ()
    left: float = _LEFT
    base: float = _TOP + _HEIGHT


def columns(
    key: str, title: str, groups: Sequence[Group], legend: Sequence[tuple[int, str]], unit: str, *, whole: bool = False
) -> Chart:
    """Upright bars in groups over a scale from nought; `unit` stands behind the numbers of the scale, `whole` numbers
    have no parts."""
    most = max((d.high or d.value for g in groups for d in g.data), default=Decimal(0))
    step = max(_step(most), Decimal(1)) if whole else _step(most)
    top = step * max(1, math.ceil(most / step))
    scale = _HEIGHT / float(top)
    bars: list[Bar] = []
    labels: list[Label] = []
    x = _LEFT + _GAP / 2
    for group in groups:
        wide = max(_LEAST, len(group.data) * _BAR + _GAP)
        start = x + (wide - len(group.data) * _BAR) / 2
        bars += [_bar(datum, start + at * _BAR, scale) for at, datum in enumerate(group.data)]
        labels.append(Label(x=round(x + wide / 2, 1), y=_TOP + _HEIGHT + 18, lines=group.label))
        x += wide
    marks = [step * n for n in range(int(top / step) + 1)]
    return Chart(
        key=key,
        title=title,
        width=round(x + _GAP / 2, 1),
        height=_TOP + _HEIGHT + _BELOW,
        bars=tuple(bars),
        ticks=tuple((round(_TOP + _HEIGHT - float(m) * scale, 1), f"{_plain(m)}{unit if m else ''}") for m in marks),
        labels=tuple(labels),
        legend=tuple(legend),
    )


def rows(key: str, title: str, data: Sequence[tuple[str, Decimal, str, int]]) -> Chart:
    """Lying bars, one a row: (label, share from 0 to 1, value in words, series)."""
    most = max((float(share) for _, share, _, _ in data), default=1.0) or 1.0
    bars, labels, values = [], [], []
    for at, (label, share, told, series) in enumerate(data):
        y = _TOP + at * _ROW
        wide = round(max(1.0, float(share) / most * _SHARES), 1)
        bars.append(Bar(x=_NAMES, y=y, width=wide, height=_ROW_BAR, series=series, title=f"{label}: {told}"))
        labels.append(Label(x=_NAMES - 8, y=y + 12.5, lines=(label,)))
        values.append(Label(x=_NAMES + wide + 6, y=y + 12.5, lines=(told,)))
    return Chart(
        key=key,
        title=title,
        width=_NAMES + _SHARES + 120,
        height=_TOP + len(data) * _ROW,
        bars=tuple(bars),
        labels=tuple(labels),
        values=tuple(values),
        left=_NAMES,
        base=_TOP + len(data) * _ROW - (_ROW - _ROW_BAR),
    )


def _bar(datum: Datum, x: float, scale: float) -> Bar:
    base = _TOP + _HEIGHT
    height = max(float(datum.value) * scale, 0.5)
    top = base - float(datum.high if datum.high is not None else datum.value) * scale
    bottom = base - max(float(datum.low if datum.low is not None else datum.value), 0.0) * scale
    return Bar(
        x=round(x + 1, 1),
        y=round(base - height, 1),
        width=_BAR - 2,
        height=round(height, 1),
        series=datum.series,
        title=datum.title,
        faint=datum.faint,
        top=round(max(top, _TOP - 6), 1) if datum.spread else None,
        bottom=round(bottom, 1) if datum.spread else None,
        open_top=datum.spread and datum.high is None,
    )


def _step(most: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten that makes about four of the greatest value."""
    if most <= 0:
        return Decimal(1)
    rough = most / _TICKS
    power = Decimal(10) ** rough.adjusted()
    return next(s * power for s in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if s * power >= rough)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
