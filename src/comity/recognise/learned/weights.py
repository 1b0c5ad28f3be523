"""What was learned: for each relation how much a feature speaks for it, and from which probability on to believe it.

A logistic regression for each relation over an ordered pair's features, each weighing 1 / sqrt(n) of n that hold. The
weights stand in relations.npz beside this file, written by `make train` (scripts/train_relations.py).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from comity.recognise.learned.features import Measured

Vector = np.ndarray[Any, np.dtype[np.float32]]
SIDES = ("", "1", "2", "=")  # what a feature is of: the sentence, the first state, the second, both


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """`names` are relations ("visit", "measure/expel", "commitment/pledge=" of both sides), `columns` the rows of
    `weights` (features by relations) by the feature; `bias` and `least` (the probability from which on a relation is
    proposed, 2 for never) have one value a relation; `absent` is the same where one state is not named.
    """

    names: tuple[str, ...]
    columns: Mapping[str, int]
    weights: Vector
    bias: Vector
    least: Vector
    absent: Vector

    def probabilities(self, measured: Measured) -> dict[tuple[str, str], Vector]:
        """For each ordered pair of a sentence the probability of every relation."""
        whole = self._sum("", measured.sentence)
        first = {code: self._sum("1", measured.state(code)) for code in measured.states}
        second = {code: self._sum("2", measured.state(code)) for code in measured.states}
        found = {}
        for a, b in measured.pairs():
            both = measured.pair(a, b)
            held = len(measured.sentence) + len(measured.state(a)) + len(measured.state(b)) + len(both)
            score = (whole + first[a] + second[b] + self._sum("=", both)) / np.sqrt(held) + self.bias
            found[a, b] = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return found

    def _sum(self, side: str, features: Iterable[str]) -> Vector:
        rows = [n for f in features if (n := self.columns.get(side + f)) is not None]
        total: Vector = self.weights[sorted(rows)].sum(axis=0, dtype=np.float32)
        return total


def features_of(measured: Measured, first: str, second: str) -> list[str]:
    """All features of an ordered pair, as `Relations.columns` names them: what weights are learned from."""
    held = (measured.sentence, measured.state(first), measured.state(second), measured.pair(first, second))
    return [side + f for side, features in zip(SIDES, held, strict=True) for f in features]


@functools.cache
def relations() -> Relations:
    """What `make train` learned."""
    with files(__package__).joinpath("relations.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        return Relations(
            names=tuple(str(held["names"]).split("\n")),
            columns={name: n for n, name in enumerate(str(held["features"]).split("\n"))},
            weights=held["weights"].astype(np.float32),
            bias=held["bias"],
            least=held["least"],
            absent=held["absent"],
        )
