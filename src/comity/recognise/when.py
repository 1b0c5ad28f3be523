"""When and where: the period and the place that belong to a trigger."""

from __future__ import annotations

from datetime import date, timedelta

from comity.kinds import shared_lexicon
from comity.model import Interval, Period, Place
from comity.recognise.arguments import governing_verb, is_verb
from comity.recognise.phrases import clause
from comity.recognise.relatives import whereabouts
from comity.recognise.syntax import Tree

_FAR = 7  # arcs; a period further off belongs to something else in the sentence
_SOON = timedelta(days=7)  # "met on Friday" may be this week's
_ABOUT = ("of", "on", "about", "over", "regarding", "for", "to")
_PLACE_PREPOSITIONS = ("in", "at", "inside", "near")


def when(tree: Tree, trigger: int, standing: str, published: date | None) -> tuple[Interval, int] | None:
    """The days of the nearest resolved period in the trigger's clause, and its node. What is done was not done by a
    date to come, and what is to come lies not before publication.
    """
    best: tuple[int, int, int, Interval] | None = None
    for i in clause(tree, trigger):
        period = tree.nodes[i].period
        interval = period.interval if period else None
        if period is None or interval is None or period.kind in ("cumulative", "as_of"):
            continue
        to_come = standing in ("planned", "proposed")
        if standing == "done" and _told_of_last_year(tree, trigger, period, published):
            interval = Interval(_year_before(interval.start), _year_before(interval.end))
        if (period.kind == "target" and not to_come) or (to_come and published and interval.end < published):
            continue
        found = (tree.distance(i, trigger), abs(i - trigger), i, interval)
        best = min(best, found, key=lambda f: f[:3]) if best else found
    return (best[3], best[2]) if best and best[0] <= _FAR else None


def _told_of_last_year(tree: Tree, trigger: int, period: Period, published: date | None) -> bool:
    """Whether a past tense stands with a month or day to come, whose year is not written: "came in May", in March."""
    if published is None or period.resolved_against != "published" or period.precision not in ("day", "month"):
        return False
    if period.start is None or period.start <= published + _SOON:
        return False
    verb = trigger if is_verb(tree, trigger) else governing_verb(tree, trigger)
    if verb is None:
        return False
    helping = tree.children(verb, "aux", "auxpass")
    tags = {tree.nodes[k].tag for k in (verb, *helping)}
    return "VBD" in tags and not tags & {"MD", "TO"}


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def where(tree: Tree, trigger: int, source: str) -> tuple[Place, int] | None:
    """The nearest town or state that stands after "in" or "at" in the trigger's clause, and its node."""
    held = []
    for i in clause(tree, trigger):
        node = tree.nodes[i]
        above = tree.nodes[node.head]
        if node.mention and node.mention.type in ("capital", "city", "state") and node.mention.actors:
            prep = above.lemma if above.dep == "prep" else ""
            if prep in _PLACE_PREPOSITIONS and _is_venue(tree, i, trigger):
                held.append((node.mention.type == "state", tree.distance(i, trigger), i))
    held += [
        (False, tree.distance(i, trigger), i) for v in (trigger, *tree.ancestors(trigger)) for i in whereabouts(tree, v)
    ]
    if not held or min(held)[1] > _FAR:
        return None
    best = min(held)[2]
    mention = tree.nodes[best].mention
    if mention is None:
        return None
    return Place(name=mention.span.of(source), country=mention.actors[0].country), best


def _is_venue(tree: Tree, place: int, trigger: int) -> bool:
    """Whether the event is at the place, not what it is about ("discussed the situation in Kosovo")."""
    above = {trigger, *tree.ancestors(trigger)}
    lexicon = shared_lexicon()
    for a in tree.ancestors(place):
        if a in above:
            return True
        node = tree.nodes[a]
        if node.pos not in ("NOUN", "PROPN") or node.mention or node.period:
            continue
        if node.lemma in lexicon["occasions"] or node.lemma in lexicon["instrument"] | lexicon["people_nouns"]:
            continue
        head = tree.nodes[node.head]
        if node.dep in ("dobj", "nsubj", "nsubjpass", "conj", "attr") or head.lemma in _ABOUT:
            return False
    return True


def settle(status: str, day: Interval | None, published: date | None) -> str:
    """A thing dated wholly after publication is not done yet, whatever the tense ("the summit opens on Friday")."""
    if day and published and day.start > published and status in ("done", "ongoing"):
        return "planned"
    return status
