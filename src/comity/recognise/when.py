"""When and where: the period and the place that belong to a trigger."""

from __future__ import annotations

from datetime import date

from comity.model import Interval, Place
from comity.recognise.phrases import clause
from comity.recognise.syntax import Tree

_FAR = 7  # arcs; a period further off belongs to something else in the sentence
_PLACE_PREPOSITIONS = ("in", "at", "inside", "near")


def when(tree: Tree, trigger: int) -> tuple[Interval, int] | None:
    """The days of the nearest resolved period in the trigger's clause, and its node."""
    scope = clause(tree, trigger)
    held = [i for i in scope if (p := tree.nodes[i].period) and p.interval and p.kind not in ("cumulative", "as_of")]
    best = min(held, key=lambda i: (tree.distance(i, trigger), abs(i - trigger)), default=None)
    if best is None or tree.distance(best, trigger) > _FAR:
        return None
    period = tree.nodes[best].period
    return (period.interval, best) if period and period.interval else None


def where(tree: Tree, trigger: int, source: str) -> tuple[Place, int] | None:
    """The nearest town or state that stands after "in" or "at" in the trigger's clause, and its node."""
    held = []
    for i in clause(tree, trigger):
        node = tree.nodes[i]
        above = tree.nodes[node.head]
        if node.mention and node.mention.type in ("capital", "city", "state") and node.mention.actors:
            prep = above.lemma if above.dep == "prep" else ""
            if prep in _PLACE_PREPOSITIONS:
                held.append((node.mention.type == "state", tree.distance(i, trigger), i))
    if not held or min(held)[1] > _FAR:
        return None
    best = min(held)[2]
    mention = tree.nodes[best].mention
    if mention is None:
        return None
    return Place(name=mention.span.of(source), country=mention.actors[0].country), best


def settle(status: str, day: Interval | None, published: date | None) -> str:
    """A thing dated wholly after publication is not done yet, whatever the tense ("the summit opens on Friday")."""
    if day and published and day.start > published and status in ("done", "ongoing"):
        return "planned"
    return status
