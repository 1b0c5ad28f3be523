"""Growth in per cent from what a text says of it: "up 12%", "doubled", "fell by a third", "fell to a tenth"."""

from __future__ import annotations

from decimal import Decimal

from comity.model import Quantity

_HUNDRED = Decimal(100)


def growth_percent(quantity: Quantity) -> Decimal | None:
    """Signed growth in per cent, or None where the quantity tells no growth.

    "Doubled" is 100, "nearly quadrupled" 300, "fell by a third" -33.3333, "fell to a tenth" -90, "down 12%" -12. It is
    never computed from two values.
    """
    amount, change = quantity.amount, quantity.change
    if amount is None or quantity.high is not None or quantity.direction is None:
        return None
    sign = -1 if quantity.direction == "down" else 1
    if quantity.kind == "percent":
        return sign * abs(amount) if change == "growth" else None
    if quantity.kind != "ratio" or amount <= 0:
        return None
    if change == "growth" and amount < 1:
        return sign * amount * _HUNDRED
    if change == "growth":
        return (1 / amount - 1) * _HUNDRED if sign < 0 else (amount - 1) * _HUNDRED
    return (amount - 1) * _HUNDRED if change in ("level", "to") and sign < 0 and amount < 1 else None
