"""Which flows of trade a sentence names, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from comity.kinds import SeriesRule, shared_lexicon
from comity.model import Actor
from comity.recognise.arguments import Arguments, arguments, is_verb
from comity.recognise.syntax import Tree

# Where reporter and partner stand, by flow: grammatical sources in order of trust.
REPORTER = {
    "exports": ("possessor", "modifier", "of", "by", "from"),
    "imports": ("possessor", "of", "by", "to", "into", "modifier"),
    "total": ("possessor", "modifier", "between", "of"),
    "balance": ("possessor", "of", "by", "modifier"),
}
PARTNER = {
    "exports": ("to", "into"),
    "imports": ("from",),
    "total": ("with", "between"),
    "balance": ("with",),
}
_TELLS = frozenset(
    {"account", "make", "total", "amount", "be", "stand", "bring", "contribute", "reach", "come", "rise", "fall"}
)
_PARTS = frozenset({"account", "make", "contribute", "bring", "represent", "constitute", "comprise", "fetch", "earn"})
_RAISE = frozenset({"bring", "raise", "increase", "take", "boost", "double", "triple", "lift", "push", "expand"})
_NO_GOODS = frozenset(
    "tourism remittance aid loan investment tax revenue project visit sector growth rise increase decrease fall "
    "decline sanction tariff war crisis port import export trade turnover dollar euro share percent rest half majority "
    "tourist visitor".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow named at `node`. `again` marks words that stand for the flow named before, `pointer` those that stand
    for its noun with another state ("while those to Peru fell"), `aim` those of a target;
    `inner` is a flow that the noun only narrows down ("deficit in trade with Peru"); `others` are the nodes of the
    sentence's other flows; `rule` is what found it.
    """

    name: str
    node: int
    aim: bool = False
    inner: int | None = None
    deficit: bool = False
    again: bool = False
    pointer: bool = False
    actors: tuple[Actor, ...] = ()
    fillers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    rule: str = "series"


def flows(tree: Tree, rule: SeriesRule, last: Flow | None, total: Flow | None = None) -> tuple[Flow, ...]:
    """The flows of a sentence in order; where it names none but goes on about the last one, that one. An aim is one for
    the `total` where one was told.
    """
    found: list[Flow] = []
    for i, node in enumerate(tree.nodes):
        if node.mention is not None:
            continue
        name = flow_name(tree, i, rule)
        if name is not None:
            deficit = name == "balance" and (
                node.lemma in ("deficit", "gap", "shortfall")
                or any(tree.nodes[k].lemma == "negative" for k in tree.children(i, "amod"))
            )
            found.append(Flow(name=name, node=i, deficit=deficit))
    found = _one_a_phrase(tree, [f for n, f in enumerate(found) if _surely(tree, f, rule, n)])
    found = [f for n, f in enumerate(found) if not _whole_of(tree, f, found[:n])]
    found = sorted((*found, *_pointers(tree, found)), key=lambda f: f.node)
    if not found and last is not None and (start := _again(tree, rule, last.name)) is not None:
        aim = tree.nodes[start].lemma in rule.aims
        meant = total if aim and total is not None else last
        found = [Flow(name=meant.name, node=start, aim=aim, again=True, actors=meant.actors)]
    nodes = tuple(f.node for f in found)
    return tuple(_with_sides(tree, f, nodes) for f in found)


def _whole_of(tree: Tree, flow: Flow, before: list[Flow]) -> bool:
    """Whether a flow is only the whole of which one told before is a part: "16.6 percent of China's foreign trade"."""
    of = tree.nodes[flow.node].head
    share = tree.nodes[of].head
    part = tree.nodes[of].lemma == "of" and any(_is_part(tree, n) for n in (share, *tree.children(share, "nummod")))
    return part and any(f.name == flow.name for f in before)


def _is_part(tree: Tree, n: int) -> bool:
    q = tree.nodes[n].quantity
    return q is not None and q.kind in ("percent", "ratio")


def _pointers(tree: Tree, found: list[Flow]) -> Iterator[Flow]:
    """ "Exports to Chile rose 4 percent while those to Peru fell": the same flow, with another state."""
    for i, node in enumerate(tree.nodes):
        named = [f for f in found if f.node < i]
        over = any(tree.nodes[p].lemma in ("to", "from", "with") for p in tree.children(i, "prep"))
        if named and over and node.lemma in ("those", "that") and node.tag == "DT":
            yield Flow(name=named[-1].name, node=i, pointer=True, deficit=named[-1].deficit)


def flow_name(tree: Tree, i: int, rule: SeriesRule) -> str | None:
    """The flow that a word names, if it names one."""
    node = tree.nodes[i]
    if is_verb(tree, i):
        return next((flow for flow, verbs in rule.verbs.items() if node.lemma in verbs), None)
    if node.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    lemma = node.lemma if node.lemma not in ("export", "import") else node.lemma + "s"
    name = next((flow for flow, nouns in rule.nouns.items() if lemma in nouns or node.text.lower() in nouns), None)
    if name is None:
        return None
    head = tree.nodes[node.head]
    if node.dep in ("compound", "amod", "nmod") and head.pos in ("NOUN", "PROPN"):
        carried = any(head.lemma in nouns for nouns in rule.nouns.values()) or head.lemma in (
            "volume",
            "value",
            "figure",
            "total",
            "earnings",
            "revenue",
            "level",
            "flow",
            "target",
            "goal",
        )
        return name if carried else None
    return name


def _surely(tree: Tree, flow: Flow, rule: SeriesRule, before: int) -> bool:
    """Whether a word that is not always one of trade ("sales", "buy") stands with a state (for a verb another than its
    subject's) or with goods that states trade; a noun that comes after other flows is one too.
    """
    verb = is_verb(tree, flow.node)
    if tree.nodes[flow.node].lemma not in rule.loose or (before and not verb):
        return True
    args = arguments(tree, flow.node)
    sources = ("object", "to", "from", "into") if verb else ("possessor", "modifier", "to", "from", "of", "into")
    near = (n for source in sources for n in args.of(source))
    held = tuple(k for n in near for k in _around(tree, n, verb))
    named = any(a.country for k in held if (m := tree.nodes[k].mention) for a in m.actors)
    if verb and before and any(_priced(tree, o) for o in args.of("object")):
        return True  # "imported goods worth $2 billion and sold it $1 billion worth"
    if verb and any(tree.nodes[k].lemma in rule.assets for o in args.of("object") for k in tree.subtree(o)):
        return False
    if tree.nodes[flow.node].lemma in rule.strict:  # "gets 80 percent of its crude from Peru"
        goods = any({n.lemma, n.text.lower()} & _goods(rule) for n in tree.nodes[flow.node :])
        own = any(n.tag == "PRP$" and n.lemma in ("its", "their") for n in tree.nodes[flow.node :])
        return goods and own and any(tree.nodes[k].mention for k in origins_below(tree, flow.node))
    return named or any({tree.nodes[k].lemma, tree.nodes[k].text.lower()} & _goods(rule) for k in held)


def _priced(tree: Tree, n: int) -> bool:
    return any(q.kind == "money" for k in tree.subtree(n) if (q := tree.nodes[k].quantity))


def origins_below(tree: Tree, verb: int) -> tuple[int, ...]:
    """What stands after "from" (or the "on" of relying) below a verb, wherever the parser hangs it."""
    words = ("from", "on") if tree.nodes[verb].lemma in ("rely", "depend") else ("from",)
    preps = (p for p in tree.subtree(verb) if tree.nodes[p].lemma in words and p > verb)
    return tuple(k for p in preps for k in tree.children(p, "pobj"))


def _goods(rule: SeriesRule) -> frozenset[str]:
    return frozenset().union(*rule.commodities.values())


def _around(tree: Tree, n: int, whole: bool) -> tuple[int, ...]:
    return tree.subtree(n) if whole else (n, *tree.children(n, "amod", "compound", "poss"))


def _one_a_phrase(tree: Tree, found: list[Flow]) -> list[Flow]:
    """ "trade turnover", "trade deficit": the head tells the flow, the modifier is part of its name; "deficit in trade
    with Peru" is the deficit's.
    """
    nodes = {f.node: f for f in found}
    kept = [
        f
        for f in found
        if not (tree.nodes[f.node].dep in ("compound", "amod", "nmod") and tree.nodes[f.node].head in nodes)
    ]
    inner = {}
    for f in kept:
        outer = nodes.get(tree.nodes[tree.nodes[f.node].head].head)
        if tree.nodes[f.node].dep == "pobj" and outer and outer.name == "balance" and outer.node < f.node:
            inner[outer.node] = f.node
    return [replace(f, inner=inner.get(f.node)) for f in kept if f.node not in inner.values()]


def _again(tree: Tree, rule: SeriesRule, flow: str) -> int | None:
    """The subject that stands for the flow named before: "it", "the figure", a good that is part of it."""
    for i, node in enumerate(tree.nodes):
        subject = node.dep in ("nsubj", "nsubjpass") and node.tag not in ("WDT", "WP") and not node.mention
        relative = any(tree.nodes[a].dep == "relcl" for a in tree.ancestors(i))
        words = {node.lemma, node.text.lower()}
        part = flow in ("exports", "imports") and words & _goods(rule) and tree.nodes[node.head].lemma in _TELLS
        part = part or (_good(tree, i) and flow in ("exports", "imports"))
        if subject and not relative and (part or words & (rule.again | rule.aims)):
            return i
    return _aim(tree, rule)


def _aim(tree: Tree, rule: SeriesRule) -> int | None:
    """The aim that a sentence sets for the flow named before: "set a target of", "the goal is to bring it to"."""
    for i, node in enumerate(tree.nodes):
        if node.pos == "NOUN" and node.lemma in rule.aims and any(n.quantity for n in tree.nodes[i + 1 : i + 12]):
            return i
    aiming = any(n.lemma in rule.target and n.pos in ("VERB", "NOUN") for n in tree.nodes)
    raised = (i for i, n in enumerate(tree.nodes) if n.lemma == "it" and tree.nodes[n.head].lemma in _RAISE)
    return next(raised, None) if aiming else None


def _good(tree: Tree, i: int) -> bool:
    """Whether a common noun is told to make up a part: "medical equipment accounted for"."""
    node = tree.nodes[i]
    lexicon = shared_lexicon()
    lists = (lexicon[name] for name in ("people_nouns", "company_nouns", "state_nouns", "instrument"))
    common = node.pos == "NOUN" and node.lemma not in _NO_GOODS.union(*lists)
    return common and node.quantity is None and tree.nodes[node.head].lemma in _PARTS


def _with_sides(tree: Tree, flow: Flow, nodes: tuple[int, ...]) -> Flow:
    args = flow_arguments(tree, flow)
    fillers = tuple(
        dict.fromkeys(
            c
            for source in (
                *REPORTER[flow.name],
                *PARTNER[flow.name],
                *(("subject", "object") if is_verb(tree, flow.node) else ("subject",)),
            )
            for n in args.of(source)
            for c in (n, *tree.children(n, "poss", "amod", "compound"))
            if tree.nodes[c].mention
        )
    )
    return replace(flow, fillers=fillers, others=tuple(n for n in nodes if n != flow.node))


def flow_arguments(tree: Tree, flow: Flow) -> Arguments:
    """The flow's arguments, with those of the trade that a balance is "in", the owners of bought goods ("bought
    Colombian coffee") as those they are bought from, those of sold ones as the sellers ("sales of U.S. wheat"), and
    whoever is supplied with something as those it goes to.
    """
    own = arguments(tree, flow.node)
    if is_verb(tree, flow.node) and flow.name == "imports":
        return Arguments({**own.found, "from": origins_below(tree, flow.node) + _owners(tree, own.of("object"))})
    if is_verb(tree, flow.node) and flow.name == "exports":
        named = tuple(o for o in own.of("object") if tree.nodes[o].mention)
        return Arguments({**own.found, "to": own.of("to") + named})
    if flow.name in ("exports", "imports"):
        side = "possessor" if flow.name == "exports" else "from"
        owners = _owners(tree, tuple(n for n in own.of("of") if tree.nodes[n].mention is None))
        return Arguments({**own.found, side: own.of(side) + owners})
    if flow.inner is None:
        return own
    inner = arguments(tree, flow.inner)
    return Arguments({**{k: v for k, v in inner.found.items() if k in ("with", "between", "modifier")}, **own.found})


def _owners(tree: Tree, heads: tuple[int, ...]) -> tuple[int, ...]:
    """Whose the goods are that the heads name or measure: "250,000 tonnes of U.S. corn"."""
    goods = (k for h in heads for k in tree.subtree(h, lambda c: tree.nodes[c].lemma in ("to", "from", "for", "in")))
    kept = ("amod", "compound", "poss", "nmod", "pobj")
    return tuple(k for k in goods if tree.nodes[k].mention and tree.nodes[k].dep in kept and k not in heads)
