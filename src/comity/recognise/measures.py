"""Figures of a sentence and the flow each belongs to: a level with its growth, a share, an earlier level, an aim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from comity.kinds import SeriesRule
from comity.recognise.arguments import is_verb, surface_subjects
from comity.recognise.flows import Flow
from comity.recognise.syntax import Tree

_SHARE_WORDS = frozenset({"share", "account", "represent", "constitute", "make", "equal", "cover", "take", "provide"})
_BREAKS = frozenset({",", ";", "and", "while", "to", "on", "by", "against"})
_GOING_ON = frozenset({"continue", "begin", "start", "help", "manage", "go", "seem", "appear"})
GOODS = ("mass", "volume", "energy")
_BESIDE = 6  # nodes between a level and its share
_NEAR, _LOOSE = 3, 5  # arcs between a figure and the flow whose phrase it leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Nodes of the figures that make one statement of a flow. `earlier`: what the level is compared with; `aimed`: an
    aim for the future; `part`: a share that stands before its whole ("a third of Chile's exports").
    """

    value: int | None = None
    volume: int | None = None
    growth: int | None = None
    share: int | None = None
    earlier: bool = False
    aimed: bool = False
    part: bool = False

    @property
    def sorts(self) -> tuple[int | None, ...]:
        """Value, volume, growth and share, in this order."""
        return self.value, self.volume, self.growth, self.share

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes that are there."""
        return tuple(n for n in self.sorts if n is not None)


_PRICE = 10_000  # less money than this is what something costs, not what two states trade


def figures_of(tree: Tree) -> tuple[int, ...]:
    """The nodes of money, percentages, multiples and amounts of goods that are no conversions of another figure."""
    held = []
    for i, node in enumerate(tree.nodes):
        q = node.quantity
        if q is None or q.gloss_of is not None:
            continue
        level = q.kind in ("money", "percent", *GOODS) and q.amount is not None and not _a_rate(tree, i)
        level = level and not (q.kind == "money" and q.amount is not None and abs(q.amount) < _PRICE)
        if level or (q.kind == "ratio" and (q.change == "growth" or is_share(tree, i) or _of_a_level(tree, i))):
            held.append(i)
    return tuple(held)


def _of_a_level(tree: Tree, i: int) -> bool:
    """ "Half the 1985 figure": what is left of an earlier level."""
    q = tree.nodes[i].quantity
    after = [n.lemma for n in tree.nodes[i + 1 : i + 5]]
    return q is not None and q.amount is not None and after[:1] == ["the"] and bool({"figure", "level"} & set(after))


def _a_rate(tree: Tree, i: int) -> bool:
    """A price: "95 dlrs per tonne"."""
    after = [n.lemma for n in tree.nodes[i + 1 : i + 3]]
    return after[:1] == ["per"] or (after[:1] in (["a"], ["the"]) and after[1:] in (["tonne"], ["ton"], ["barrel"]))


def assign(tree: Tree, found: Sequence[Flow], figures: Sequence[int], rule: SeriesRule) -> dict[Flow, tuple[int, ...]]:
    """Each figure to the flow named last before it, or to the next where it leads that one's phrase; figures that
    belong to something else named in between ("contracts worth ...") to none.
    """
    assigned: dict[Flow, list[int]] = {f: [] for f in found}
    nodes = frozenset(f.node for f in found)
    for i in figures:
        if of_another(tree, i, nodes, rule):
            continue
        before = [f for f in found if f.node < i and not blocked(tree, f.node, i, rule)]
        after = [f for f in found if i < f.node <= i + 6 and _leads(tree, i, f.node, _NEAR)]
        loose = [f for f in found if i < f.node <= i + 8 and _leads(tree, i, f.node, _LOOSE)]
        flow = after[0] if after else before[-1] if before else loose[0] if loose else None
        if flow is not None:
            assigned[flow].append(i)
    return {f: tuple(ns) for f, ns in assigned.items()}


def of_another(tree: Tree, figure: int, flows: frozenset[int], rule: SeriesRule) -> bool:
    """Whether a figure hangs on another noun before any flow: "a 25 percent tariff", "forecasts of 4 percent"."""
    for above in tree.ancestors(figure):
        if above in flows or is_verb(tree, above):
            return False
        if tree.nodes[above].lemma in rule.others:
            return True
    return False


def blocked(tree: Tree, flow: int, figure: int, rule: SeriesRule) -> bool:
    """Whether something else that has figures is named between a flow and a figure: "trade, contracts worth ..."."""
    between = tree.nodes[flow + 1 : figure + 3]
    return any(n.lemma in rule.without and n.pos in ("NOUN", "VERB", "PROPN") for n in between)


def _leads(tree: Tree, figure: int, noun: int, arcs: int) -> bool:
    """ "$4 billion in trade", "$2 billion trade": the figure leads the flow's own phrase."""
    between = {tree.nodes[k].lemma for k in range(figure + 1, noun)}
    return not between & _BREAKS and tree.distance(figure, noun) <= arcs


def measures(tree: Tree, flow: Flow, rule: SeriesRule, nodes: Sequence[int]) -> Iterator[Measure]:
    """Figures put together: a level takes its growth, share or amount of goods along until the next of its sort."""
    current = Measure()
    for i in nodes:
        if is_share(tree, i) and i < flow.node:
            if current.nodes:
                yield current
            current = Measure(share=i, part=True)
            continue
        piece = _piece(tree, flow, rule, i)
        if current.part and (piece.value is None or tree.nodes[i - 1].lemma != "worth"):
            yield current
            current = Measure()
        if current.earlier and piece.growth is not None and current.growth is None:
            continue  # the growth that follows what a level is compared with is told of the level
        if _clash(tree, current, piece):
            yield current
            current = Measure()
        current = _joined(current, piece)
    if current.nodes:
        yield current


def _piece(tree: Tree, flow: Flow, rule: SeriesRule, i: int) -> Measure:
    """One figure as the measure it would be alone."""
    q = tree.nodes[i].quantity
    kind = q.kind if q else ""
    if kind in ("money", *GOODS):
        earlier = _is_earlier(tree, i)
        aimed = not earlier and _aimed(tree, i, flow, rule)
        return Measure(value=i, earlier=earlier, aimed=aimed) if kind == "money" else Measure(volume=i, earlier=earlier)
    return Measure(share=i) if is_share(tree, i) else Measure(growth=i, aimed=_aimed(tree, i, flow, rule))


def _clash(tree: Tree, current: Measure, piece: Measure) -> bool:
    """Whether a figure begins another measure: its sort is taken, or a share stands too far from the level."""
    pairs = zip(current.sorts, piece.sorts, strict=True)
    apart = abs(current.value - piece.share) if current.value is not None and piece.share is not None else 0
    if piece.share is not None and current.nodes and _of_goods(tree, piece.share):
        return True
    far = apart > _BESIDE and not (piece.share is not None and _goes_on(tree, piece.share))
    return far or any(x is not None and y is not None for x, y in pairs)


def _of_goods(tree: Tree, share: int) -> bool:
    """Whether goods have the share: "nickel accounted for 31 percent of the imports"."""
    verb = next((a for a in tree.ancestors(share) if is_verb(tree, a)), None)
    who = tree.children(verb, "nsubj") if verb is not None and tree.nodes[verb].lemma in _SHARE_WORDS else ()
    return any(tree.nodes[k].pos == "NOUN" and not tree.nodes[k].mention and k > 0 for k in who) and not any(
        tree.nodes[k].lemma in ("export", "exports", "import", "imports", "trade", "figure", "volume") for k in who
    )


def _goes_on(tree: Tree, share: int) -> bool:
    """Whether what a share is part of is told of the level before it: "1.7 trillion, accounting for 16 percent of"."""
    return any(n.tag == "VBG" and n.lemma in _SHARE_WORDS for n in tree.nodes[max(0, share - 4) : share])


def _joined(a: Measure, b: Measure) -> Measure:
    value, volume, growth, share = (y if x is None else x for x, y in zip(a.sorts, b.sorts, strict=True))
    earlier, aimed = a.earlier or b.earlier, a.aimed or b.aimed
    part = a.part or b.part
    return Measure(value=value, volume=volume, growth=growth, share=share, earlier=earlier, aimed=aimed, part=part)


def _is_earlier(tree: Tree, i: int) -> bool:
    """Whether a level is the one compared with: "from 900 mln", "against 6.3 billion", and what is joined to it."""
    q = tree.nodes[i].quantity
    if q is not None and q.change == "from":
        return True
    before = tree.nodes[i - 1].lemma if i else ""
    if before in ("against", "versus", "vs") or noted(tree, i) or compared(tree, i):
        return True
    if before == "from":
        return not any(n.quantity and n.quantity.change == "to" for n in tree.nodes[i : i + 4])
    head = tree.nodes[i].head
    return tree.nodes[i].dep == "conj" and bool(tree.nodes[head].quantity) and head < i and _is_earlier(tree, head)


def compared(tree: Tree, i: int) -> bool:
    """Whether a figure is one that a level is compared with: "compared with 8.7 billion"."""
    return bool(tree.nodes[i].quantity) and i > 1 and tree.nodes[i - 2].lemma in ("compare", "compared")


def noted(tree: Tree, i: int) -> bool:
    """Whether a figure is noted with the period it is of: "(2024: 1.02 billion)"."""
    return i > 1 and tree.nodes[i - 1].text == ":" and tree.nodes[i - 2].period is not None


def is_share(tree: Tree, i: int) -> bool:
    """Whether a percentage is a part of something, not a change."""
    q = tree.nodes[i].quantity
    if q is None or q.kind not in ("percent", "ratio") or q.amount is None:
        return False
    if q.kind == "ratio":  # "half of Chile's exports"
        return q.amount < 1 and [n.lemma for n in tree.nodes[i + 1 : i + 2]] == ["of"]
    if [n.lemma for n in tree.nodes[i + 1 : i + 2]] == ["of"]:
        return True
    around = {n.lemma for n in tree.nodes[max(0, i - 6) : i]}
    return q.change != "growth" and not q.direction and bool(around & _SHARE_WORDS)


def _aimed(tree: Tree, i: int, flow: Flow, rule: SeriesRule) -> bool:
    """Whether a figure is an aim: a word of aiming or of the future governs it, or it is to be reached by a day."""
    if flow.aim:
        return True
    below = i
    for above in tree.ancestors(i):
        if below != i and tree.nodes[below].dep in ("conj", "advcl", "relcl") and _own_subject(tree, below):
            break
        named = {above, *(surface_subjects(tree, above) if is_verb(tree, above) else ())}
        future = _future(tree, above)
        if future or any(tree.nodes[k].lemma in rule.target for k in named):
            return True
        below = above
    return any(n.period and n.period.kind == "target" for n in tree.nodes[i + 1 : i + 5])  # "$5 billion by 2030"


def _future(tree: Tree, verb: int) -> bool:
    """ "will reach", "to reach", but not "went on to reach"."""
    auxiliaries = {tree.nodes[k].lemma for k in tree.children(verb, "aux")}
    went_on = tree.nodes[tree.nodes[verb].head].lemma in _GOING_ON
    return bool(auxiliaries & {"will", "would"}) or ("to" in auxiliaries and not went_on)


def _own_subject(tree: Tree, verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return bool(tree.children(verb, "nsubj", "nsubjpass"))


def _changes(tree: Tree, i: int) -> bool:
    """Whether a fraction is the change ("fell by a fifth", "down a sixth", "an eighth more"), not what is left."""
    before = tree.nodes[i - 1].text.lower() if i else ""
    after = {n.text.lower() for n in tree.nodes[i + 1 : i + 2]}
    return before in ("by", "down", "up") or bool(after & {"more", "less", "higher", "lower", "fewer"})


def growth(tree: Tree, i: int, rule: SeriesRule) -> Decimal:
    """Growth in percent, negative where it is a fall, by the figure's own words or its verb's."""
    q = tree.nodes[i].quantity
    if q is None or q.amount is None:
        return Decimal(0)
    part = q.amount < 1 and _changes(tree, i)
    amount = round((q.amount if part else q.amount - 1) * 100, 1) if q.kind == "ratio" else q.amount
    verb = next((a for a in tree.ancestors(i) if is_verb(tree, a)), None)
    falls = q.direction is None and verb is not None and tree.nodes[verb].lemma in rule.down
    return -abs(amount) if q.direction == "down" or falls else amount
