"""Figures of a text as a table."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from comity.model import Figures, Interval, Money, Period, Quantity
from comity.present import figures as said
from comity.present.clean import one_line


def table(text: str, found: Figures) -> Table:
    """Every quantity and period in order of position: the words, what they are, and their value."""
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for title in ("Words", "Kind", "Value", "Place"):
        rows.add_column(title, overflow="fold")
    items: list[Quantity | Period] = [*found.quantities, *found.periods]
    for item in sorted(items, key=lambda i: i.span):
        value = _quantity(item) if isinstance(item, Quantity) else _period(item)
        place = f"{item.span.start}–{item.span.end}"
        rows.add_row(Text(one_line(item.span.of(text))), Text(item.kind), Text(value), Text(place, style="dim"))
    return rows


def _quantity(item: Quantity) -> str:
    if item.amount is None:
        return f"of the order of {said.number(item.vague)}" if item.vague is not None else "not said"
    if item.kind == "money" and item.currency:
        value = said.money(
            Money(amount=item.amount, currency=item.currency, bound=item.bound, high=item.high, digits=item.digits)
        )
    else:
        upper = f" to {said.number(item.high)}" if item.high is not None else ""
        value = f"{said.BOUNDS[item.bound]}{said.number(item.amount)}{upper}{_unit(item)}"
    more = [item.change, item.direction, f"per {item.per}" if item.per else None, "not" if item.negated else None]
    more.append(f"in doubt: {item.doubt}" if item.doubt else None)
    extra = ", ".join(m for m in more if m)
    return value.rstrip() + (f" ({extra})" if extra else "")


def _period(item: Period) -> str:
    if not (item.start and item.end):
        return "not resolved: no publication date"
    return said.days(Interval(item.start, item.end))


def _unit(item: Quantity) -> str:
    if item.kind == "percent":
        return "%"
    unit = "percentage points" if item.kind == "percentage_point" else item.unit
    return f" {unit}" if unit else ""
