"""Kinds made of figures (trade): the flows a sentence names, the figures that measure them, the statements of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from comity.kinds import Kind, SeriesRule
from comity.model import Interval, Origin, Quote, SlotValue, Span, Statement
from comity.recognise.context import Context
from comity.recognise.flows import Flow, flows
from comity.recognise.measures import Measure, assign, compared, figures_of, growth, measures, noted
from comity.recognise.phrases import span_of
from comity.recognise.phrases import whole as whole_phrases
from comity.recognise.sides import sides, whole
from comity.recognise.slots import doubts, money_of
from comity.recognise.status import status
from comity.recognise.syntax import Tree

_COMPARED = 4  # nodes between an earlier level and the period that is its own
_LATER = 12  # nodes after a figure within which goods are still the flow's

Found = tuple[list[tuple[str, SlotValue]], dict[str, tuple[int, ...]]]


def series_statements(
    trees: Sequence[Tree], source: Mapping[str, str], kind: Kind, ctx: Context
) -> Iterator[Statement]:
    """The statements of a kind that has a `series` rule."""
    rule = kind.series
    if rule is None:
        return
    last: Flow | None = None
    total: Flow | None = None
    told: Statement | None = None
    last_paragraph = -9
    for tree in trees:
        if not tree.paragraph - last_paragraph >= 0:
            last = None  # the title, which stands last
        found = flows(tree, rule, last if tree.paragraph - last_paragraph <= 1 else None, total)
        for named, nodes in assign(tree, found, figures_of(tree), rule).items():
            flow = replace(named, actors=sides(tree, named, last, ctx))
            for measure in measures(tree, flow, rule, nodes):
                for statement in level(tree, flow, measure, source[tree.within], kind, ctx):
                    near = tree.paragraph - last_paragraph in (0, 1) and not measure.earlier
                    statement = _of_the_same_time(statement, told if near else None)
                    told = told if measure.earlier else statement
                    yield statement
            if nodes:
                last, last_paragraph = flow, tree.paragraph
                total = flow if flow.name == "total" else total


def _of_the_same_time(statement: Statement, before: Statement | None) -> Statement:
    """A level without a period is of that of the level told just before it of the same states."""
    same = before is not None and set(before.countries()) == set(statement.countries())
    when = before.slot("period") if before is not None and same and before.slot("target") is None else None
    if when is None or statement.slot("period") is not None or statement.slot("target") is not None:
        return statement
    at = next(n for n, (name, _) in enumerate((*statement.slots, ("commodities", ""))) if name == "commodities")
    slots = (*statement.slots[:at], ("period", when), *statement.slots[at:])
    origin = Origin(field="period", rule="period of the level told before")
    return replace(statement, slots=slots, origins=(*statement.origins, origin))


def level(tree: Tree, flow: Flow, m: Measure, source: str, kind: Kind, ctx: Context) -> Iterator[Statement]:
    """The statement of a flow that a measure makes, if it makes one."""
    if m.part and m.share is not None:
        flow = replace(flow, actors=whole(tree, m.share, flow, ctx) or flow.actors)
    if not flow.actors or kind.series is None:
        return
    slots, nodes = _slots(tree, flow, m, source, kind.series, ctx.published)
    if flow.name == "balance" and m.value is None and m.growth is None:
        return  # a part of output, not of trade
    if len(slots) == 1 or not (m.value or m.growth or m.share or _both_named(tree, flow)):
        return
    used = {flow.node, *m.nodes, *flow.fillers, *(n for ns in nodes.values() for n in ns if _beside(n, flow, m))}
    span = span_of(tree, whole_phrases(tree, used), source)
    yield Statement(
        document=ctx.document,
        kind=kind.name,
        status=_status(tree, flow, m),
        actors=flow.actors,
        slots=tuple(slots),
        quotes=(Quote(exact=span.of(source), span=span, within=tree.within),),
        origins=tuple(_origins(tree, kind, flow, m, nodes)),
        findings=doubts(tree, m.nodes),
    )


def told_instead(statement: Statement, told: Sequence[Statement], kind: Kind) -> bool:
    """Whether an amount of goods without a price is told in the same words by a kind that this one yields to: wheat
    that is given is not sold.
    """
    if statement.slot("value") is not None or statement.slot("volume") is None:
        return False
    here = statement.quotes[0]
    return any(
        other.kind in kind.yields
        and set(other.countries()) == set(statement.countries())
        and any(q.within == here.within and q.span.overlaps(here.span) for q in other.quotes)
        for other in told
    )


def _both_named(tree: Tree, flow: Flow) -> bool:
    """Whether the sentence itself names both sides; an amount of goods alone needs them to be trade."""
    return len(flow.actors) == 2 and all(any(_names(tree, n, a.country) for n in flow.fillers) for a in flow.actors)


def _status(tree: Tree, flow: Flow, m: Measure) -> str:
    """A measured level is a fact; an aim is planned, or proposed where it is only possible."""
    if not m.aimed:
        return "done"
    return "proposed" if status(tree, flow.node) == "proposed" and flow.again else "planned"


def _beside(n: int, flow: Flow, m: Measure) -> bool:
    """Whether no other flow stands between a node and the figures, so that a quote with it stays this flow's."""
    low, high = sorted((n, min(m.nodes, key=lambda k: abs(k - n))))
    return n > min(flow.node, *m.nodes) - 8 and not any(low < other < high for other in (*flow.others, flow.node))


def _slots(tree: Tree, flow: Flow, m: Measure, source: str, rule: SeriesRule, published: date | None) -> Found:
    """The slots in the order of the kind, and the nodes of those that stand beside the figures."""
    slots: list[tuple[str, SlotValue]] = [("flow", flow.name)]
    nodes: dict[str, tuple[int, ...]] = {}
    value = tree.nodes[m.value].quantity if m.value is not None else None
    money = money_of(value, value.span.of(source)) if value else None
    if money is not None:
        slots.append(("value", replace(money, amount=-money.amount) if flow.deficit else money))
    goods = tree.nodes[m.volume].quantity if m.volume is not None and flow.name in ("exports", "imports") else None
    if goods:
        slots.append(("volume", " ".join(goods.span.of(source).split())))
    if m.growth is not None:
        slots.append(("growth", growth(tree, m.growth, rule)))
    share = tree.nodes[m.share].quantity if m.share is not None else None
    if share and share.amount is not None:
        slots.append(("share", round(share.amount * 100, 1) if share.kind == "ratio" else share.amount))
    if len(slots) == 1:
        return slots, nodes
    period = _period(tree, m, published if m.aimed else None)
    if period:
        slots.append(("period", period[0]))
        nodes["period"] = (period[1],)
    terms = _commodities(tree, flow, m, rule)
    if terms:
        slots.append(("commodities", tuple(terms)))
        nodes["commodities"] = tuple(terms.values())
    if m.aimed:
        slots.append(("target", True))
    return slots, nodes


def _period(tree: Tree, m: Measure, after: date | None) -> tuple[Interval, int] | None:
    """The period nearest to the figures, one after them before one as near ahead of them. One that was resolved
    against another period ("the same period last year") belongs to the comparison figure, not to the level; an aim
    lies `after` publication.
    """
    held = []
    for i, node in enumerate(tree.nodes):
        p = node.period
        if p is None or p.interval is None or p.kind == "cumulative" or (after and p.interval.end < after):
            continue
        if i + 2 < len(tree.nodes) and noted(tree, i + 2) and i + 2 not in m.nodes:
            continue  # another figure's
        if not m.earlier and any(compared(tree, k) for k in range(max(0, i - 3), i)):
            continue  # the period of what the level is compared with
        gap = min(i - n if i > n else n - i + 2 for n in m.nodes)
        compares = isinstance(p.resolved_against, Span)
        if compares == m.earlier or (m.earlier and gap <= _COMPARED and i > min(m.nodes)):
            held.append((0, gap, i, p.interval))
        elif m.earlier and gap <= _COMPARED:
            held.append((1, gap, i, p.interval))
    best = min(held, key=lambda h: h[:3], default=None)
    return (best[3], best[2]) if best else None


def _commodities(tree: Tree, flow: Flow, m: Measure, rule: SeriesRule) -> dict[str, int]:
    """The goods named around the flow and its figures with their nodes, up to the next flow."""
    if flow.name in ("total", "balance"):
        return {}
    found: dict[str, int] = {}
    low, high = min(flow.node, *m.nodes) - 4, max(flow.node, *m.nodes) + _LATER
    stop = min((f for f in flow.others if f > max(m.nodes)), default=len(tree.nodes))
    pairs = -1  # where a name of two words was found last: its second word names nothing of its own
    for i in range(max(0, low), min(high, stop, len(tree.nodes))):
        two = " ".join(n.lemma for n in tree.nodes[i : i + 2])
        asked = {tree.nodes[i].lemma, tree.nodes[i].text.lower()}
        double = [name for name, terms in rule.commodities.items() if two in terms]
        single = [name for name, terms in rule.commodities.items() if asked & terms]
        for name in double or (single if pairs != i - 1 else ()):
            found.setdefault(name, i)
        pairs = i if double else pairs
    return {name: i for name, i in found.items() if name != "goods" or len(found) == 1}


def _origins(tree: Tree, kind: Kind, flow: Flow, m: Measure, nodes: Mapping[str, tuple[int, ...]]) -> Iterator[Origin]:
    rule = f"{kind.name}/{flow.rule}"
    for name, node in (("flow", flow.node), ("value", m.value), ("growth", m.growth), ("share", m.share)):
        if node is not None:
            yield Origin(field=name, rule=rule, span=tree.nodes[node].span, within=tree.within)
    for actor in flow.actors:
        at = next((n for n in flow.fillers if _names(tree, n, actor.country)), None)
        how = "named with the flow" if at is not None else "the document's pair of states"
        span = tree.nodes[at].span if at is not None else None
        yield Origin(field=actor.role, rule=how, span=span, within=tree.within)
    for name, held in nodes.items():
        how = "nearest period" if name == "period" else rule
        yield Origin(field=name, rule=how, span=tree.cover(held), within=tree.within)


def _names(tree: Tree, n: int, country: str | None) -> bool:
    mention = tree.nodes[n].mention
    return mention is not None and any(a.country == country for a in mention.actors)
