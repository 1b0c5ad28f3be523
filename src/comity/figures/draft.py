"""A quantity on its way: what the figure itself says, before its surroundings are read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from comity.model.quantity import Bound, QuantityKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quantity before its surroundings are read: tokens `first`..`last` (exclusive), and what the figure itself says.

    `factor` marks a multiple ("doubled"), `bare` a number with nothing after it that it counts, `scale` its scale word.
    """

    first: int
    last: int
    kind: QuantityKind
    amount: Decimal | None
    high: Decimal | None = None
    currency: str | None = None
    assumed: bool = False
    unit: str | None = None
    head: str | None = None
    per: str | None = None
    digits: int | None = None
    vague: Decimal | None = None
    bound: Bound | None = None
    factor: bool = False
    bare: bool = False
    scale: Decimal = Decimal(1)
    doubt: str | None = None
