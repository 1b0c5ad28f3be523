"""Stretches of running text in a page's lines: which is the longest, which comes first, and which a line belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

_GAP = 3  # lines that are no running text within one stretch


@dataclass(frozen=True, slots=True)
class Clusters:
    """Rows of figures, in the order of `NAMES`."""

    NAMES: ClassVar[tuple[str, ...]] = (
        *("cluster_share", "cluster_largest", "cluster_first", "cluster_size", "before_share", "after_share"),
        *("cluster_begins", "cluster_ends"),
    )

    @staticmethod
    def of(prose: Sequence[bool], words: Sequence[float], title_at: int) -> list[list[float]]:
        """One row a line: the stretch it lies in, and how much of all running text stands before and after it."""
        stretches = _stretches(prose)
        sizes = [sum(words[i] for i in range(a, b) if prose[i]) for a, b in stretches]
        whole, largest = sum(sizes) or 1.0, max(sizes, default=1.0)
        first = next((n for n, size in enumerate(sizes) if size > 0.2 * largest and stretches[n][0] > title_at), -1)
        rows = [[0.0] * 8 for _ in prose]
        for n, (start, end) in enumerate(stretches):
            for i in range(start, end):
                share = sizes[n] / whole
                rows[i][:4] = [share, float(sizes[n] == largest), float(n == first), min(sizes[n], 400) / 400]
                rows[i][6:] = [1 / (1 + i - start), 1 / (end - i)]
        seen = 0.0
        for i, row in enumerate(rows):
            row[4] = seen / whole
            seen += words[i] if prose[i] else 0.0
            row[5] = 1 - seen / whole
        return rows


def _stretches(prose: Sequence[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, is_prose in enumerate(prose):
        if not is_prose:
            continue
        if found and i - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found
