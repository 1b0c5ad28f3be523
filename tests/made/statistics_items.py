"""What is read of a table of statistics, by what became of it."""

from comity.acquire.statistics import Item, LeftOut
from comity.model import Observation, Refusal


def figures(items: list[Item]) -> list[Observation]:
    return [item for item in items if isinstance(item, Observation)]


def refused(items: list[Item]) -> list[str]:
    return [f"{item.origin.rpartition('/')[2]} {item.why}" for item in items if isinstance(item, Refusal)]


def left(items: list[Item]) -> dict[str, str]:
    return {item.reason: item.name for item in items if isinstance(item, LeftOut)}
