"""Kinds made of figures (trade): each figure goes to the flow named nearest before it, and figures of one flow are
put together into measures: a level with its growth, a share, a comparison with an earlier level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from comity.kinds import Kind, SeriesRule
from comity.model import Interval, Origin, Quote, SlotValue, Span, Statement
from comity.recognise.context import Context
from comity.recognise.flows import Flow, flows, sides
from comity.recognise.phrases import span_of
from comity.recognise.slots import money_of
from comity.recognise.status import status
from comity.recognise.syntax import Tree

_SHARE_WORDS = frozenset({"share", "account", "represent", "constitute", "make", "equal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Nodes of the figures that make one statement of a flow."""

    value: int | None = None
    growth: int | None = None
    share: int | None = None
    earlier: bool = False

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes that are there."""
        return tuple(n for n in (self.value, self.growth, self.share) if n is not None)


def series_statements(
    trees: Sequence[Tree], source: Mapping[str, str], kind: Kind, ctx: Context
) -> Iterator[Statement]:
    """The statements of a kind that has a `series` rule."""
    rule = kind.series
    if rule is None:
        return
    last: Flow | None = None
    last_paragraph = -9
    for tree in trees:
        figures = _figures(tree)
        found = flows(tree, rule, last if tree.paragraph - last_paragraph <= 1 else None)
        for flow, nodes in _assign(tree, found, figures, rule).items():
            flow = replace(flow, actors=sides(tree, flow, last, ctx))
            for measure in _measures(tree, rule, nodes):
                statement = _statement(tree, flow, measure, source[tree.within], kind, ctx)
                if statement:
                    yield statement
            if nodes:
                last, last_paragraph = flow, tree.paragraph


def _figures(tree: Tree) -> tuple[int, ...]:
    held = []
    for i, node in enumerate(tree.nodes):
        q = node.quantity
        if q is None or q.gloss_of is not None:
            continue
        if (q.kind in ("money", "percent") and q.amount is not None) or (q.kind == "ratio" and q.change == "growth"):
            held.append(i)
    return tuple(held)


def _assign(tree: Tree, found: Sequence[Flow], figures: Sequence[int], rule: SeriesRule) -> dict[Flow, tuple[int, ...]]:
    """Each figure to the flow named last before it, or to the next where it leads that one's phrase; figures that
    belong to something else named in between ("contracts worth ...") to none.
    """
    assigned: dict[Flow, list[int]] = {f: [] for f in found}
    for i in figures:
        before = [f for f in found if f.node < i and not _blocked(tree, f.node, i, rule)]
        after = [f for f in found if i < f.node <= i + 6 and _bound(tree, i, f.node)]
        flow = after[0] if after else before[-1] if before else None
        if flow is not None:
            assigned[flow].append(i)
    return {f: tuple(ns) for f, ns in assigned.items()}


def _blocked(tree: Tree, flow: int, figure: int, rule: SeriesRule) -> bool:
    between = tree.nodes[flow + 1 : figure + 3]
    return any(n.lemma in rule.without and n.pos in ("NOUN", "VERB", "PROPN") for n in between)


def _bound(tree: Tree, figure: int, noun: int) -> bool:
    """ "$4 billion in trade", "$2 billion trade": the figure leads the flow's own phrase."""
    between = {tree.nodes[k].lemma for k in range(figure + 1, noun)}
    return not between & {",", ";", "and", "while", "to"} and tree.distance(figure, noun) <= 3


def _measures(tree: Tree, rule: SeriesRule, nodes: Sequence[int]) -> Iterator[Measure]:
    """Money starts a measure; a percentage joins the level beside it as growth, or stands alone as a share."""
    current = Measure()
    for i in nodes:
        q = tree.nodes[i].quantity
        if q is None:
            continue
        if q.kind == "money":
            if current.value is not None:
                yield current
                current = Measure()
            current = replace(current, value=i, earlier=_is_earlier(tree, i))
        elif _is_share(tree, i):
            if current.share is not None or (current.value is not None and not _close(tree, current.value, i)):
                yield current
                current = Measure()
            current = replace(current, share=i)
        elif current.growth is None and not current.earlier:
            current = replace(current, growth=i)
        elif current.growth is not None:
            yield current
            current = Measure(growth=i)
    if current.nodes:
        yield current


def _close(tree: Tree, a: int, b: int) -> bool:
    return abs(a - b) <= 6


def _is_earlier(tree: Tree, i: int) -> bool:
    q = tree.nodes[i].quantity
    if q is not None and q.change == "from":
        return True
    return (
        i > 0
        and tree.nodes[i - 1].lemma == "from"
        and not any(n.quantity and n.quantity.change == "to" for n in tree.nodes[i : i + 4])
    )


def _is_share(tree: Tree, i: int) -> bool:
    q = tree.nodes[i].quantity
    if q is None or q.kind != "percent":
        return False
    after = [n.lemma for n in tree.nodes[i + 1 : i + 2]]
    around = {n.lemma for n in tree.nodes[max(0, i - 6) : i]}
    if after == ["of"]:
        return True
    return q.change != "growth" and not q.direction and bool(around & _SHARE_WORDS)


def _statement(tree: Tree, flow: Flow, m: Measure, source: str, kind: Kind, ctx: Context) -> Statement | None:
    if not flow.actors:
        return None
    slots: list[tuple[str, SlotValue]] = [("flow", flow.name)]
    used = {flow.node, *m.nodes, *flow.fillers}
    if m.value is not None and (q := tree.nodes[m.value].quantity):
        money = money_of(q, q.span.of(source))
        if money is None:
            return None
        slots.append(("value", replace(money, amount=-money.amount) if flow.deficit else money))
    if m.growth is not None:
        slots.append(("growth", _growth(tree, m.growth)))
    if m.share is not None and (q := tree.nodes[m.share].quantity) and q.amount is not None:
        slots.append(("share", q.amount))
    if len(slots) == 1:
        return None
    period = _period(tree, m)
    if period:
        slots.append(("period", period[0]))
        used.add(period[1])
    terms, term_nodes = _commodities(tree, flow, m, kind.series)
    if terms:
        slots.append(("commodities", terms))
        used |= set(term_nodes)
    standing = status(tree, flow.node) if flow.target else "done"
    if flow.target:
        slots.append(("target", True))
        standing = "proposed" if standing == "proposed" else "planned"
    span = span_of(tree, used)
    return Statement(
        document=ctx.document,
        kind=kind.name,
        status=standing,
        actors=flow.actors,
        slots=tuple(slots),
        quotes=(Quote(exact=span.of(source), span=span, within=tree.within),),
        origins=tuple(_origins(tree, kind, flow, m, period, term_nodes)),
    )


def _growth(tree: Tree, i: int) -> Decimal:
    q = tree.nodes[i].quantity
    if q is None or q.amount is None:
        return Decimal(0)
    amount = (q.amount - 1) * 100 if q.kind == "ratio" else q.amount
    return -abs(amount) if q.direction == "down" else amount


def _period(tree: Tree, m: Measure) -> tuple[Interval, int] | None:
    """The period nearest to the figures. One that was resolved against another period ("the same period last year")
    belongs to the comparison figure, not to the level.
    """
    held = []
    for i, node in enumerate(tree.nodes):
        p = node.period
        if p is None or p.interval is None or p.kind == "cumulative":
            continue
        gap = min(abs(i - n) for n in m.nodes)
        if isinstance(p.resolved_against, Span):
            if m.earlier:
                held.append((0, gap, i, p.interval))
        elif not m.earlier:
            held.append((0, gap, i, p.interval))
        elif gap <= 4:
            held.append((1, gap, i, p.interval))
    best = min(held, key=lambda h: h[:3], default=None)
    return (best[3], best[2]) if best else None


def _commodities(
    tree: Tree, flow: Flow, m: Measure, rule: SeriesRule | None
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if rule is None or flow.name in ("total", "balance"):
        return (), ()
    found: dict[str, int] = {}
    low, high = min(flow.node, *m.nodes) - 4, max(flow.node, *m.nodes) + 12
    stop = min((f for f in flow.others if f > max(m.nodes)), default=len(tree.nodes))
    for i in range(max(0, low), min(high, stop, len(tree.nodes))):
        lemma, text = tree.nodes[i].lemma, tree.nodes[i].text.lower()
        two = " ".join(n.lemma for n in tree.nodes[i : i + 2])
        for name, terms in rule.commodities.items():
            if two in terms or lemma in terms or text in terms:
                found.setdefault(name, i)
    return tuple(found), tuple(found.values())


def _origins(
    tree: Tree, kind: Kind, flow: Flow, m: Measure, period: tuple[Interval, int] | None, terms: tuple[int, ...]
) -> Iterator[Origin]:
    rule = f"{kind.name}/series"
    for name, node in (("flow", flow.node), ("value", m.value), ("growth", m.growth), ("share", m.share)):
        if node is not None:
            yield Origin(field=name, rule=rule, span=tree.nodes[node].span, within=tree.within)
    named = {tree.nodes[n].mention: n for n in flow.fillers if tree.nodes[n].mention}
    for actor in flow.actors:
        node = next(
            (n for mention, n in named.items() if mention and any(a.country == actor.country for a in mention.actors)),
            None,
        )
        how = "named with the flow" if node is not None else "the document's pair of states"
        yield Origin(field=actor.role, rule=how, span=tree.nodes[node].span if node is not None else None)
    if period:
        yield Origin(field="period", rule="nearest period", span=tree.nodes[period[1]].span, within=tree.within)
    if terms:
        yield Origin(field="commodities", rule=rule, span=tree.cover(terms), within=tree.within)
