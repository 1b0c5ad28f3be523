"""One thing told several times in a document is one statement with several quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from comity.kinds import Kind, MergeRule
from comity.model import Actor, Interval, Money, Origin, Quote, SlotValue, Statement

UNSAID = "not said"  # of a status: a bare noun names the thing, and whatever else is told of it decides
_CURRENT = timedelta(days=45)  # an undated event of the news is of about now, not of a year ago
_BODIES = frozenset(
    "Ministry Government Department Council Parliament States Kingdom Republic Union Emirates Company".split()
)


def merge(
    statements: Iterable[Statement], kinds: Mapping[str, Kind], published: date | None = None
) -> tuple[Statement, ...]:
    """Join what tells of one thing, in order of first telling; nothing is lost but repetition."""
    kept: list[Statement] = []
    for statement in statements:
        rule = kinds[statement.kind].merge
        for n, known in enumerate(kept):
            if same(known, statement, rule, published):
                kept[n] = join(known, statement)
                break
        else:
            kept.append(statement)
    return tuple(kept)


def same(a: Statement, b: Statement, rule: MergeRule, published: date | None = None) -> bool:
    """Whether two statements of one document tell of one thing, by the kind's rule. A headline's statement tells
    what the text tells in full, so that its tense, dates and wording are not held against the text's.
    """
    if a.kind != b.kind:
        return False
    headline = a.quotes[0].within != b.quotes[0].within
    if not headline and not _statuses_agree(a, b) and not _stages(a, b, rule):
        return False
    roles = rule.roles or tuple(dict.fromkeys(x.role for x in (*a.actors, *b.actors)))
    if any(set(a.countries(r)) != set(b.countries(r)) for r in roles):
        return False
    if any(_differ(a.slot(s), b.slot(s), headline) for s in rule.slots):
        return False
    if rule.some and not any(a.slot(s) is not None and b.slot(s) is not None for s in rule.some):
        return False
    if _of_one_sort(a, rule) != _of_one_sort(b, rule) or (rule.persons and _others(a, b)):
        return False
    return headline or _close(a, b, rule.window_days, published)


def _of_one_sort(statement: Statement, rule: MergeRule) -> bool:
    """Whether nobody of a sort of their own (a word of `apart`) takes part: business leaders hold other talks."""
    return not any(set(a.name.lower().split()) & rule.apart for a in statement.actors)


def _others(a: Statement, b: Statement) -> bool:
    """Whether both name persons of one state, and not one of them is the same."""
    for country in a.countries():
        x, y = _persons(a, country), _persons(b, country)
        if x and y and not x & y:
            return True
    return False


def _persons(statement: Statement, country: str) -> set[str]:
    """Family names of the persons of a state, as far as names in capitals of two words and more are persons'."""
    names = [a.name.split() for a in statement.actors if a.country == country]
    return {n[-1].lower() for n in names if len(n) > 1 and all(w[:1].isupper() for w in n) and not _BODIES & {*n}}


def _differ(x: SlotValue | None, y: SlotValue | None, headline: bool) -> bool:
    """Whether both are said and not the same. A headline is terse: only its figures are held against the text."""
    if x is None or y is None or x == y:
        return False
    if isinstance(x, Money) and isinstance(y, Money):
        return (x.amount, x.currency) != (y.amount, y.currency)
    if isinstance(x, str) and isinstance(y, str) and _alike(x, y):
        return False
    return not headline or (isinstance(x, Decimal | int) and not isinstance(x, bool))


def _alike(x: str, y: str) -> bool:
    """Whether two phrases share half the words of the shorter: "trade agreement", "agreement on trade"; or one is what
    the other is called for short: "the plant".
    """
    a, b = set(x.lower().split()), set(y.lower().split())
    return 2 * len(a & b) >= min(len(a), len(b)) > 0 and (min(len(a), len(b)) > 1 or a <= b or b <= a)


def _statuses_agree(a: Statement, b: Statement) -> bool:
    return a.status == b.status or {a.status, b.status} <= {"done", "ongoing"} or _unsaid(a) or _unsaid(b)


def _stages(a: Statement, b: Statement, rule: MergeRule) -> bool:
    """Whether what is known by its name is told in two stages: "is 80 percent complete and is to open in May"."""
    named = "name" in rule.slots and a.slot("name") is not None and b.slot("name") is not None
    return named and "denied" not in (a.status, b.status)


def _unsaid(statement: Statement) -> bool:
    return any(o.field == "status" and o.rule == UNSAID for o in statement.origins)


def _close(a: Statement, b: Statement, days: int, published: date | None) -> bool:
    if a.date is None and b.date is None:
        return True
    if a.date is None or b.date is None:
        known = a.date or b.date
        if published is None or known is None or a.status in ("planned", "proposed"):
            return True
        return known.end >= published - _CURRENT
    slack = timedelta(days=days)
    return a.date.start - slack <= b.date.end and b.date.start - slack <= a.date.end


def join(a: Statement, b: Statement) -> Statement:
    """`a` completed by what `b` adds: fuller names, a date, a place, missing slots, further quotes."""
    told = b if _unsaid(a) else a
    return replace(
        a,
        status=told.status,
        actors=_actors(a.actors, b.actors),
        date=_narrower(a.date, b.date),
        place=a.place or b.place,
        slots=a.slots + tuple((k, v) for k, v in b.slots if a.slot(k) is None),
        quotes=_quotes(a.quotes, b.quotes),
        origins=_known(a, told) + tuple(o for o in b.origins if _adds(a, b, o)),
        findings=a.findings + tuple(f for f in b.findings if f not in a.findings),
    )


def _known(a: Statement, told: Statement) -> tuple[Origin, ...]:
    """The origins of `a`, without that of a status that is told elsewhere."""
    return a.origins if told is a or _unsaid(told) else tuple(o for o in a.origins if o.field != "status")


def _adds(a: Statement, b: Statement, origin: Origin) -> bool:
    if origin.field == "date":
        return a.date is None and b.date is not None
    if origin.field == "place":
        return a.place is None and b.place is not None
    return origin.field != "status" and origin.field not in {o.field for o in a.origins}


def _narrower(a: Interval | None, b: Interval | None) -> Interval | None:
    if a is None or b is None:
        return a or b
    return b if a.contains(b) else a


def _actors(a: tuple[Actor, ...], b: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Both sides' actors, a person or body standing for the state it acts for."""
    found: dict[tuple[str, str | None], list[Actor]] = {}
    for actor in (*a, *b):
        group = found.setdefault((actor.role, actor.country), [])
        if actor.country is None or all(actor.name != other.name for other in group):
            group.append(actor)
    kept = []
    for group in found.values():
        longest = max(group, key=lambda x: len(x.name.split()))
        named = [x for x in group if len(x.name.split()) > 1] or [longest]
        kept.extend(named if any(len(x.name.split()) > 1 for x in group) else [group[0]])
    return tuple(dict.fromkeys(kept))


def _quotes(a: tuple[Quote, ...], b: tuple[Quote, ...]) -> tuple[Quote, ...]:
    kept = list(a)
    for quote in b:
        if not any(k.within == quote.within and k.span.contains(quote.span) for k in kept):
            kept = [k for k in kept if not (k.within == quote.within and quote.span.contains(k.span))] + [quote]
    return tuple(sorted(kept, key=lambda q: (q.within, q.span)))
