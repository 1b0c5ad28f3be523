"""Readers of slots: money, counts, percentages, choices among words, phrases. Each gives a value and its nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from comity.kinds import SlotRule
from comity.model import Finding, Money, Quantity, SlotValue
from comity.recognise.arguments import Arguments, coordinated
from comity.recognise.phrases import clause, complement, named_place, names_something, noun_phrase, words
from comity.recognise.syntax import Node, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a statement was found: its sentence, trigger, the object the frame asked for, and the clause."""

    tree: Tree
    trigger: int
    focus: int
    clause: tuple[int, ...]
    args: Arguments
    source: str


_MEASURED = re.compile(r"[\w.,]+[-‐‑](?:year|month|week|day|page|article|point|nation|member|party)")
_PHYSICAL = ("energy", "mass", "volume", "length", "area", "power")

Read = tuple[SlotValue, tuple[int, ...]]


def read_slot(rule: SlotRule, site: Site) -> Read | None:
    """The value of one slot with the nodes it stands on, or None where the text does not say."""
    return _READERS[rule.read](rule, site)


def _scope(rule: SlotRule, site: Site) -> tuple[int, ...]:
    if rule.within == "sentence":
        return tuple(range(len(site.tree.nodes)))
    if rule.within == "around":
        return tuple(sorted({*site.clause, *clause(site.tree, site.focus)}))
    if rule.within in ("phrase", "near"):
        return tuple(sorted({site.trigger, site.focus, *noun_phrase(site.tree, site.focus)}))
    return site.clause


def _nearest(site: Site, nodes: Iterable[int]) -> int | None:
    def rank(i: int) -> tuple[int, int]:
        return min(site.tree.distance(i, site.trigger), site.tree.distance(i, site.focus)), abs(i - site.focus)

    return min(nodes, key=rank, default=None)


def _arcs(site: Site, i: int) -> int:
    return min(site.tree.distance(i, site.trigger), site.tree.distance(i, site.focus))


def money_of(quantity: Quantity, written: str) -> Money | None:
    """A money quantity as a slot value; None where it has no point value."""
    if quantity.amount is None:
        return None
    return Money(
        amount=quantity.amount,
        currency=quantity.currency or "XXX",  # ISO 4217: no currency told
        bound=quantity.bound,
        high=quantity.high,
        digits=quantity.digits,
        written=written,
    )


def _quantity(site: Site, i: int) -> Quantity | None:
    quantity = site.tree.nodes[i].quantity
    return quantity if quantity and quantity.gloss_of is None else None


def _money(rule: SlotRule, site: Site) -> Read | None:
    held = [i for i in _scope(rule, site) if (q := _quantity(site, i)) and q.kind == "money" and q.amount is not None]
    best = _nearest(site, held)
    if best is None or (rule.reach and _arcs(site, best) > rule.reach):
        return None
    quantity = site.tree.nodes[best].quantity
    value = money_of(quantity, quantity.span.of(site.source)) if quantity else None
    return (value, (best,)) if value else None


def _count(rule: SlotRule, site: Site) -> Read | None:
    held = []
    for i in _scope(rule, site):
        quantity = _quantity(site, i)
        if quantity is None or quantity.kind != "count" or quantity.amount is None:
            continue
        if _MEASURED.match(site.source, quantity.span.start):  # a "25-year contract" is one contract
            continue
        unit = set((quantity.unit or "").lower().split()) | {site.tree.nodes[i].lemma}
        if site.tree.nodes[i].dep in ("nummod", "amod", "quantmod", "compound"):
            unit.add(site.tree.nodes[site.tree.nodes[i].head].lemma)
        if unit & rule.words or {u.rstrip("s") for u in unit} & rule.words:
            held.append(i)
    best = _nearest(site, held)
    quantity = site.tree.nodes[best].quantity if best is not None else None
    if best is None or quantity is None or quantity.amount is None or quantity.amount < 2:
        return None
    return int(quantity.amount), (best,)


def _percent(rule: SlotRule, site: Site) -> Read | None:
    held = [i for i in _scope(rule, site) if (q := _quantity(site, i)) and q.kind == "percent" and q.amount is not None]
    if rule.words:
        near = [i for i in _scope(rule, site) if site.tree.nodes[i].lemma in rule.words]
        held = [i for i in held if any(site.tree.distance(i, n) <= 3 for n in near)]
    best = _nearest(site, held)
    quantity = site.tree.nodes[best].quantity if best is not None else None
    amount = quantity.amount if quantity else None
    return (Decimal(amount), (best,)) if amount is not None and best is not None else None


def _choice(rule: SlotRule, site: Site) -> Read | None:
    """The first choice, in the order of the rule, one of whose words stands in scope."""
    for scope in (_scope(rule, site), site.clause) if rule.within == "near" else (_scope(rule, site),):
        chosen = _chosen(rule, site, scope)
        if chosen is not None:
            return chosen
    return (rule.default, ()) if rule.default else None


def _chosen(rule: SlotRule, site: Site, scope: tuple[int, ...]) -> Read | None:
    for value, options in rule.choices.items():
        for i in scope:
            node = site.tree.nodes[i]
            if (node.mention is None and node.lemma in options) or node.text.lower() in options:
                return value, (i,)
            if (node.quantity or _named_body(node)) and options & set(node.text.lower().split()):  # "31 documents"
                return value, (i,)
        found = _multiword(site, scope, options)
        if found is not None:
            return value, (found,)
    return None


def _named_body(node: Node) -> bool:
    """Whether a name's words tell what it is of ("American military")."""
    return node.mention is not None and node.mention.type in ("body", "group")


def _multiword(site: Site, scope: tuple[int, ...], options: frozenset[str]) -> int | None:
    text = " ".join(site.tree.nodes[i].text.lower() for i in scope)
    for option in sorted(options):  # a set has no order of its own
        if " " in option and f" {option} " in f" {text} ":
            first = option.split(" ")[0]
            return next((i for i in scope if site.tree.nodes[i].text.lower() == first), site.trigger)
    return None


def _terms(rule: SlotRule, site: Site) -> Read | None:
    """All choices with a word in scope, in order of position."""
    found: dict[str, int] = {}
    for i in _scope(rule, site):
        node = site.tree.nodes[i]
        for value, options in rule.choices.items():
            if value not in found and node.mention is None and {node.lemma, node.text.lower()} & options:
                found[value] = i
    return (tuple(found), tuple(found.values())) if found else None


def _phrase(rule: SlotRule, site: Site) -> Read | None:
    for source in rule.sources:
        heads = [h for h in _heads(site, source) if names_something(site.tree, h)]
        if heads:
            nodes = noun_phrase(site.tree, heads[0])
            if rule.name == "name":
                nodes = named_place(site.tree, heads[0])
            text = words(site.tree, nodes, site.source)
            tree, counts = site.tree, (heads[0], *site.tree.children(heads[0], "nummod"))
            counted = rule.name == "title" and any((q := tree.nodes[n].quantity) and q.kind == "count" for n in counts)
            bare = source in ("focus", "self") and ((len(text.split()) < 2 and rule.name != "name") or counted)
            if text and not bare and not re.fullmatch(r"[\W\d]+", text):
                return text, nodes
    return None


def _topics(rule: SlotRule, site: Site) -> Read | None:
    """What talks are about: each member of a coordinated phrase is one topic."""
    for source in rule.sources:
        heads = [h for h in _heads(site, source) if not (site.tree.nodes[h].mention or site.tree.nodes[h].period)]
        parts = [noun_phrase(site.tree, c) for h in heads for c in coordinated(site.tree, h)]
        topics = tuple(dict.fromkeys(t for p in parts if (t := words(site.tree, p, site.source))))
        if topics:
            return topics[:8], tuple(i for p in parts for i in p)
    return None


def _heads(site: Site, source: str) -> tuple[int, ...]:
    if source == "self":
        return (site.trigger,)
    if source == "focus":
        return (site.focus,)
    if "." in source:
        base, _, prep = source.partition(".")
        return tuple(
            k
            for h in _heads(site, base)
            for p in site.tree.children(h, "prep")
            if site.tree.nodes[p].lemma == prep
            for k in site.tree.children(p, "pobj", "pcomp")
        )
    return site.args.of(source)


def _complement(rule: SlotRule, site: Site) -> Read | None:
    nodes = complement(site.tree, site.focus) or complement(site.tree, site.trigger)
    text = words(site.tree, nodes, site.source)
    return (text, nodes) if text else None


def _undertaking(rule: SlotRule, site: Site) -> Read | None:
    """What somebody is to do: an infinitive, a gerund after "to", a clause with "will", or (where the trigger is one of
    the rule's words) a direct object. "Agreed on the importance of" undertakes nothing.
    """
    tree, nothing = site.tree, rule.choices.get("nothing", frozenset())
    for h in dict.fromkeys((site.focus, site.trigger)):
        heads = [k for k in tree.children(h, "xcomp", "acl", "advcl") if _to_do(tree, k)]
        heads += [k for k in tree.children(h, "ccomp", "acl") if _will(tree, k) or _to_do(tree, k)]
        over = (h, tree.nodes[h].head) if tree.nodes[h].dep == "acomp" else (h,)  # "remains committed, above all, to"
        preps = [p for o in over for p in tree.children(o, "prep") if tree.nodes[p].lemma in ("to", "on", "for")]
        heads += [k for p in preps for k in tree.children(p, "pcomp", "pobj") if tree.nodes[k].tag == "VBG"]
        if tree.nodes[h].lemma in rule.words:
            heads += [k for p in preps for k in tree.children(p, "pobj") if not tree.nodes[k].mention]
            heads += [k for k in tree.children(h, "dobj") if not tree.nodes[k].mention]
        if not heads and tree.nodes[h].dep == "dobj":  # "renewed his call on them to bid" hangs the bid on the verb
            heads = [k for k in tree.children(tree.nodes[h].head, "advcl", "xcomp") if k > h and _to_do(tree, k)]
        heads = [k for k in heads if tree.nodes[k].lemma not in nothing]
        if heads:
            inner = tree.subtree(heads[0], lambda c: tree.nodes[c].dep in ("parataxis", "relcl"))
            nodes = tuple(i for i in inner if i >= heads[0] or tree.nodes[i].dep not in ("mark", "aux"))
            text = words(tree, nodes, site.source)
            return (text, nodes) if text and not _is_pronoun(tree, heads[0]) else None
    return None


def _is_pronoun(tree: Tree, k: int) -> bool:
    return tree.nodes[k].pos == "PRON"


def _to_do(tree: Tree, k: int) -> bool:
    return tree.nodes[k].tag == "VB" and any(tree.nodes[a].lemma == "to" for a in tree.children(k, "aux"))


def _will(tree: Tree, k: int) -> bool:
    return bool({"will", "would", "shall", "should"} & {tree.nodes[a].lemma for a in tree.children(k, "aux")})


def _period(rule: SlotRule, site: Site) -> Read | None:
    held = [i for i in _scope(rule, site) if (p := site.tree.nodes[i].period) and p.interval]
    best = _nearest(site, held)
    period = site.tree.nodes[best].period if best is not None else None
    return (period.interval, (best,)) if best is not None and period and period.interval else None


def _physical(rule: SlotRule, site: Site) -> Read | None:
    """A capacity as written: "250 MW", "1,200-kilometre"."""
    held = [i for i in _scope(rule, site) if (q := _quantity(site, i)) and q.kind in _PHYSICAL and q.amount is not None]
    best = _nearest(site, held)
    if best is None or (rule.reach and _arcs(site, best) > rule.reach):
        return None
    text = words(site.tree, (best,), site.source)
    return (text, (best,)) if text else None


_READERS: dict[str, Callable[[SlotRule, Site], Read | None]] = {
    "money": _money,
    "count": _count,
    "percent": _percent,
    "choice": _choice,
    "terms": _terms,
    "phrase": _phrase,
    "topics": _topics,
    "complement": _complement,
    "undertaking": _undertaking,
    "period": _period,
    "physical": _physical,
}


def doubts(tree: Tree, nodes: Iterable[int]) -> tuple[Finding, ...]:
    """A finding for each figure among the nodes that may be wrong by a thousand or more."""
    return tuple(
        Finding(
            code="figure-in-doubt",
            message=f"the figure may be wrong by a thousand or more: {quantity.doubt}",
            verdict="cannot be checked",
            span=quantity.span if tree.within == "text" else None,
        )
        for n in sorted(set(nodes))
        if (quantity := tree.nodes[n].quantity) and quantity.doubt
    )
