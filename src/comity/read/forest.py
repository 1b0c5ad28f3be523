"""Boosted trees that were learned from labelled pages: rows of figures in, probabilities out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# A tree is a tuple of nodes: (feature, threshold, left, right), or (-1, value, 0, 0) for a leaf.
Node = tuple[int, float, int, int]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose values are summed to log-odds, and the names of the figures they ask for."""

    names: tuple[str, ...]
    bias: float
    trees: tuple[tuple[Node, ...], ...]

    def probability(self, row: Sequence[float]) -> float:
        """How likely a row is to be what the trees were taught to find."""
        total = self.bias
        for tree in self.trees:
            feature, value, left, right = tree[0]
            while feature >= 0:
                feature, value, left, right = tree[left if row[feature] <= value else right]
            total += value
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def forest(package: str, name: str) -> Forest:
    """The forest in a JSON file of a package, written by scripts/train_pages.py; read once."""
    stored: dict[str, Any] = json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    trees = tuple(tuple((int(n[0]), float(n[1]), int(n[2]), int(n[3])) for n in tree) for tree in stored["trees"])
    return Forest(tuple(stored["names"]), float(stored["bias"]), trees)
