"""Which flows of trade a sentence names, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from comity.kinds import SeriesRule, shared_lexicon
from comity.model import Actor
from comity.recognise.actors import actors_at
from comity.recognise.arguments import Arguments, arguments, coordinated, is_verb
from comity.recognise.context import Context
from comity.recognise.syntax import Tree

# Where reporter and partner stand, by flow: grammatical sources in order of trust.
_REPORTER = {
    "exports": ("possessor", "modifier", "of", "by", "from"),
    "imports": ("possessor", "of", "by", "to", "into", "modifier"),
    "total": ("possessor", "modifier", "between", "of"),
    "balance": ("possessor", "of", "by", "modifier"),
}
_PARTNER = {
    "exports": ("to", "into"),
    "imports": ("from",),
    "total": ("with", "between"),
    "balance": ("with",),
}
_TELLS = frozenset(
    {"account", "make", "total", "amount", "be", "stand", "bring", "contribute", "reach", "come", "rise", "fall"}
)
_PARTS = frozenset({"account", "make", "contribute", "bring", "represent", "constitute", "comprise"})
_WORLD = frozenset({"global", "worldwide", "overall", "foreign", "external", "world", "merchandise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow named at `node`. `again` marks words that stand for the flow named before, `aim` those of a target;
    `inner` is a flow that the noun only narrows down ("deficit in trade with Peru"); `others` are the nodes of the
    sentence's other flows.
    """

    name: str
    node: int
    aim: bool = False
    inner: int | None = None
    deficit: bool = False
    again: bool = False
    actors: tuple[Actor, ...] = ()
    fillers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


def flows(tree: Tree, rule: SeriesRule, last: Flow | None) -> tuple[Flow, ...]:
    """The flows of a sentence in order; where it names none but goes on about the last one, that one."""
    found: list[Flow] = []
    for i, node in enumerate(tree.nodes):
        if node.mention is not None:
            continue
        name = _flow_name(tree, i, rule)
        if name is not None:
            deficit = name == "balance" and (
                node.lemma == "deficit" or any(tree.nodes[k].lemma == "negative" for k in tree.children(i, "amod"))
            )
            found.append(Flow(name=name, node=i, deficit=deficit))
    found = _one_a_phrase(tree, [f for n, f in enumerate(found) if _surely(tree, f, rule, n)])
    if not found and last is not None and (start := _again(tree, rule, last.name)) is not None:
        aim = tree.nodes[start].lemma in rule.target
        found = [Flow(name=last.name, node=start, aim=aim, again=True, actors=last.actors)]
    nodes = tuple(f.node for f in found)
    return tuple(_with_sides(tree, f, nodes) for f in found)


def _flow_name(tree: Tree, i: int, rule: SeriesRule) -> str | None:
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
    if verb and any(tree.nodes[k].lemma in rule.assets for o in args.of("object") for k in tree.subtree(o)):
        return False
    if tree.nodes[flow.node].lemma in rule.strict:  # "gets 80 percent of its crude from Peru"
        goods = any({n.lemma, n.text.lower()} & _goods(rule) for n in tree.nodes[flow.node :])
        return goods and any(tree.nodes[k].mention for k in _origins(tree, flow.node))
    return named or any({tree.nodes[k].lemma, tree.nodes[k].text.lower()} & _goods(rule) for k in held)


def _origins(tree: Tree, verb: int) -> tuple[int, ...]:
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
    return None


def _good(tree: Tree, i: int) -> bool:
    """Whether a common noun is told to make up a part: "medical equipment accounted for"."""
    node = tree.nodes[i]
    lexicon = shared_lexicon()
    common = node.pos == "NOUN" and node.lemma not in lexicon["people_nouns"] | lexicon["company_nouns"]
    return common and node.quantity is None and tree.nodes[node.head].lemma in _PARTS


def _with_sides(tree: Tree, flow: Flow, nodes: tuple[int, ...]) -> Flow:
    args = _arguments(tree, flow)
    fillers = tuple(
        dict.fromkeys(
            c
            for source in (
                *_REPORTER[flow.name],
                *_PARTNER[flow.name],
                *(("subject", "object") if is_verb(tree, flow.node) else ()),
            )
            for n in args.of(source)
            for c in (n, *tree.children(n, "poss", "amod", "compound"))
            if tree.nodes[c].mention
        )
    )
    return replace(flow, fillers=fillers, others=tuple(n for n in nodes if n != flow.node))


def sides(tree: Tree, flow: Flow, last: Flow | None, ctx: Context) -> tuple[Actor, ...]:
    """Reporter and partner: as named with the flow, else those of the flow before, else the document's pair. Trade with
    the world, and that of a state where no other is in sight, has a reporter only.
    """
    if flow.again and flow.actors:
        return flow.actors
    args = _arguments(tree, flow)
    verb = is_verb(tree, flow.node)
    reporter = _states(tree, args, ("subject",) if verb else _REPORTER[flow.name], ctx)
    partner = [s for s in _states(tree, args, _PARTNER[flow.name], ctx) if s.country not in _codes(reporter[:1])]
    if verb and _is_a_firms(tree, flow, args, bool(reporter), bool(partner)):
        return ()
    if not reporter and not verb:
        reporter = [s for s in _states(tree, args, ("subject",), ctx) if s.country not in _codes(partner)]
        if flow.name == "total" and _codes(reporter[:1]) <= _codes(list(ctx.pair)):
            reporter = []  # the pair's own order, whoever of it aims
    if not partner and flow.name == "total" and len(reporter) > 1:
        partner = reporter[1:]
    known = [_as(s, "reporter") for s in reporter[:1]]
    known += [_as(s, "partner") for s in partner[:1] if s.country not in _codes(known)]
    if len(known) == 2 or (_worldwide(tree, flow.node) and known):
        return tuple(known)
    return _completed(known, last.actors if last else (), ctx)


def _is_a_firms(tree: Tree, flow: Flow, args: Arguments, reporter: bool, partner: bool) -> bool:
    """Whether what is sold or bought is a firm's or a farmer's business, and no state is named on the other side."""
    subjects = [tree.nodes[n] for n in args.of("subject") if n not in flow.others]
    unnamed = not reporter and any(n.pos != "PRON" for n in subjects)
    firm = any(n.mention is not None and n.mention.type == "company" for n in subjects)
    return unnamed or (firm and not partner)


def _arguments(tree: Tree, flow: Flow) -> Arguments:
    """The flow's arguments, with those of the trade that a balance is "in", the owners of bought goods ("bought
    Colombian coffee") as those they are bought from, those of sold ones as the sellers ("sales of U.S. wheat"), and
    whoever is supplied with something as those it goes to.
    """
    own = arguments(tree, flow.node)
    if is_verb(tree, flow.node) and flow.name == "imports":
        return Arguments({**own.found, "from": _origins(tree, flow.node) + _owners(tree, own.of("object"))})
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


def whole(tree: Tree, share: int, flow: Flow, ctx: Context) -> tuple[Actor, ...]:
    """The sides of a share before its whole: whose trade it is part of, and who has that part ("India takes 64
    percent of Nepal's exports"); empty where the sentence names no such pair.
    """
    verb = next((a for a in tree.ancestors(share) if is_verb(tree, a)), None)
    owners = _states(tree, _arguments(tree, flow), _REPORTER[flow.name], ctx)[:1]
    if verb is None or not owners:
        return ()
    takers = [s for s in _states(tree, arguments(tree, verb), ("subject",), ctx) if s.country not in _codes(owners)]
    return (_as(owners[0], "reporter"), _as(takers[0], "partner")) if takers else ()


def _completed(known: list[Actor], last: tuple[Actor, ...], ctx: Context) -> tuple[Actor, ...]:
    """Fill the missing side from the flow before where it shares a side, else from the document's pair."""
    pool = [a for a in last if len(last) == 2] or list(ctx.pair)
    if known and not any(a.country == known[0].country for a in pool):
        pool = list(ctx.pair)
    if not known and len(last) == 1:
        return last  # a state's trade with the world goes on
    if len(pool) < 2:
        return tuple(a for a in known if a.role == "reporter")
    if not known:
        return (_as(pool[0], "reporter"), _as(pool[1], "partner"))
    other = next((a for a in pool if a.country != known[0].country), None)
    if other is None:
        return ()
    missing = "partner" if known[0].role == "reporter" else "reporter"
    both = (*known, _as(other, missing))
    return tuple(sorted(both, key=lambda a: a.role != "reporter"))


def _states(tree: Tree, args: Arguments, sources: tuple[str, ...], ctx: Context) -> list[Actor]:
    found: dict[str, Actor] = {}
    for source in sources:
        for n in args.of(source):
            for c in coordinated(tree, n):
                for actor in actors_at(tree, c, "state", ctx):
                    if actor.country:
                        found.setdefault(actor.country, actor)
    return list(found.values())


def _codes(actors: list[Actor]) -> set[str | None]:
    return {a.country for a in actors}


def _as(actor: Actor, role: str) -> Actor:
    return Actor(name=actor.name, country=actor.country, role=role)


def _worldwide(tree: Tree, i: int) -> bool:
    return bool({tree.nodes[k].lemma for k in tree.children(i, "amod", "compound")} & _WORLD)
