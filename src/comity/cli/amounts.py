"""Spans of time and sizes in the unit that people would use."""

from __future__ import annotations

_SIZES = ((1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"))


def duration(seconds: float) -> str:
    """Like "0.4 s", "12 s", "3 min", "2 h 05 min", "3 days 4 h"."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 100:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02} min"
    days, hours = divmod(hours, 24)
    return f"{days:,} days {hours} h"


def size(count: int) -> str:
    """Like "900 bytes", "12 kB", "3.4 MB"."""
    for unit, name in _SIZES:
        if count >= unit:
            value = count / unit
            return f"{value:.1f} {name}" if value < 10 else f"{value:,.0f} {name}"
    return f"{count} bytes"
