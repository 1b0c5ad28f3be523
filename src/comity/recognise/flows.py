"""Which flows of trade a sentence names, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from comity.kinds import SeriesRule
from comity.model import Actor
from comity.recognise.actors import actors_at
from comity.recognise.arguments import Arguments, arguments, coordinated, is_verb
from comity.recognise.context import Context
from comity.recognise.syntax import Tree

# Where reporter and partner stand, by flow: grammatical sources in order of trust.
_REPORTER = {
    "exports": ("possessor", "modifier", "of", "by", "from"),
    "imports": ("possessor", "of", "by", "to", "into", "modifier"),
    "total": ("possessor", "modifier", "between", "of", "with"),
    "balance": ("possessor", "of", "by", "modifier"),
}
_PARTNER = {
    "exports": ("to", "into"),
    "imports": ("from",),
    "total": ("with", "between"),
    "balance": ("with",),
}
_WORLD = frozenset({"global", "worldwide", "overall", "foreign", "external", "world", "merchandise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow named at `node`. `again` marks words that stand for the flow named before; `others` are the nodes of
    the sentence's other flows.
    """

    name: str
    node: int
    target: bool = False
    deficit: bool = False
    again: bool = False
    actors: tuple[Actor, ...] = ()
    fillers: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


def flows(tree: Tree, rule: SeriesRule, last: Flow | None) -> tuple[Flow, ...]:
    """The flows of a sentence in order; where it names none but goes on about the last one, that one."""
    found: list[Flow] = []
    aim = _aims(tree, rule)
    for i, node in enumerate(tree.nodes):
        if node.mention is not None:
            continue
        name = _flow_name(tree, i, rule)
        if name is not None:
            deficit = name == "balance" and (
                node.lemma == "deficit" or any(tree.nodes[k].lemma == "negative" for k in tree.children(i, "amod"))
            )
            found.append(Flow(name=name, node=i, target=aim, deficit=deficit))
    found = _one_a_phrase(tree, found)
    if not found and last is not None and (start := _again(tree, rule)) is not None:
        found = [Flow(name=last.name, node=start, target=aim, again=True, actors=last.actors)]
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


def _one_a_phrase(tree: Tree, found: list[Flow]) -> list[Flow]:
    """ "trade turnover", "trade deficit": the head tells the flow, the modifier is part of its name."""
    nodes = {f.node: f for f in found}
    return [
        f
        for f in found
        if not (tree.nodes[f.node].dep in ("compound", "amod", "nmod") and tree.nodes[f.node].head in nodes)
    ]


def _aims(tree: Tree, rule: SeriesRule) -> bool:
    lemmas = {n.lemma for n in tree.nodes}
    future = any(n.period and n.period.kind == "target" for n in tree.nodes)
    will = any(n.lemma in ("will", "would", "could") and n.dep == "aux" for n in tree.nodes)
    return bool(lemmas & rule.target) or (future and (will or bool(lemmas & {"by"})))


def _again(tree: Tree, rule: SeriesRule) -> int | None:
    for i, node in enumerate(tree.nodes):
        if node.dep in ("nsubj", "nsubjpass") and (node.lemma in rule.again or node.text.lower() in rule.again):
            return i
    return None


def _with_sides(tree: Tree, flow: Flow, nodes: tuple[int, ...]) -> Flow:
    args = arguments(tree, flow.node)
    fillers = tuple(
        dict.fromkeys(
            c
            for source in (
                *_REPORTER[flow.name],
                *_PARTNER[flow.name],
                *(("subject",) if is_verb(tree, flow.node) else ()),
            )
            for n in args.of(source)
            for c in (n, *tree.children(n, "poss", "amod", "compound"))
            if tree.nodes[c].mention
        )
    )
    return Flow(
        name=flow.name,
        node=flow.node,
        target=flow.target,
        deficit=flow.deficit,
        again=flow.again,
        actors=flow.actors,
        fillers=fillers,
        others=tuple(n for n in nodes if n != flow.node),
    )


def sides(tree: Tree, flow: Flow, last: Flow | None, ctx: Context) -> tuple[Actor, ...]:
    """Reporter and partner: as named with the flow, else those of the flow before, else the document's pair."""
    if flow.again and flow.actors:
        return flow.actors
    args = arguments(tree, flow.node)
    verb = is_verb(tree, flow.node)
    reporter = _states(tree, args, ("subject",) if verb else _REPORTER[flow.name], ctx)
    partner = [s for s in _states(tree, args, _PARTNER[flow.name], ctx) if s.country not in _codes(reporter[:1])]
    if not partner and flow.name == "total" and len(reporter) > 1:
        partner = reporter[1:]
    known = [_as(s, "reporter") for s in reporter[:1]]
    known += [_as(s, "partner") for s in partner[:1] if s.country not in _codes(known)]
    if len(known) == 2 or (_worldwide(tree, flow.node) and known):
        return tuple(known)
    return _completed(known, last.actors if last else (), ctx)


def _completed(known: list[Actor], last: tuple[Actor, ...], ctx: Context) -> tuple[Actor, ...]:
    """Fill the missing side from the flow before where it shares a side, else from the document's pair."""
    pool = [a for a in last if len(last) == 2] or list(ctx.pair)
    if known and not any(a.country == known[0].country for a in pool):
        pool = list(ctx.pair)
    if len(pool) < 2:
        return ()
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
