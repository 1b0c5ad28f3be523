"""Whose a flow of trade is: its reporter and its partner."""

from __future__ import annotations

from comity.kinds import shared_lexicon
from comity.model import Actor
from comity.recognise.actors import actors_at
from comity.recognise.arguments import Arguments, arguments, coordinated, is_verb
from comity.recognise.context import Context
from comity.recognise.flows import PARTNER, REPORTER, Flow, flow_arguments
from comity.recognise.syntax import Tree

_OVERALL = frozenset({"global", "worldwide", "overall", "world"})
_WORLD = frozenset({"global", "worldwide", "overall", "foreign", "external", "world", "merchandise"})


def sides(tree: Tree, flow: Flow, last: Flow | None, ctx: Context) -> tuple[Actor, ...]:
    """Reporter and partner: as named with the flow, else those of the flow before, else the document's pair. Trade with
    the world, and that of a state where no other is in sight, has a reporter only.
    """
    if flow.again and flow.actors:
        return flow.actors
    args = flow_arguments(tree, flow)
    verb = is_verb(tree, flow.node)
    reporter = _states(tree, args, ("subject",) if verb else REPORTER[flow.name], ctx)
    partner = [s for s in _states(tree, args, PARTNER[flow.name], ctx) if s.country not in _codes(reporter[:1])]
    if flow.pointer and not partner:
        return ()
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
    if _worldwide(tree, flow.node, _OVERALL):
        return tuple(_as(a, "reporter") for a in ((last.actors if last else ()) or ctx.pair)[:1])
    return _completed(known, last.actors if last else (), ctx)


def _is_a_firms(tree: Tree, flow: Flow, args: Arguments, reporter: bool, partner: bool) -> bool:
    """Whether what is sold or bought is a firm's or a farmer's business, and no state is named on the other side."""
    subjects = [tree.nodes[n] for n in args.of("subject") if n not in flow.others]
    lexicon = shared_lexicon()
    others = (
        lexicon["company_nouns"] | lexicon["people_nouns"] | {"farmer", "household", "consumer", "shop", "retailer"}
    )
    private = (n for n in subjects if n.lemma in others or n.lemma.removesuffix("s") in others or n.pos == "PROPN")
    unnamed = not reporter and any(private)
    firm = any(n.mention is not None and n.mention.type == "company" for n in subjects)
    return unnamed or (firm and not partner)


def whole(tree: Tree, share: int, flow: Flow, ctx: Context) -> tuple[Actor, ...]:
    """The sides of a share before its whole: whose trade it is part of, and who has that part ("India takes 64
    percent of Nepal's exports"); empty where the sentence names no such pair.
    """
    verb = next((a for a in tree.ancestors(share) if is_verb(tree, a)), None)
    owners = _states(tree, flow_arguments(tree, flow), REPORTER[flow.name], ctx)[:1]
    if verb is None or not owners:
        return ()
    takers = [s for s in _states(tree, arguments(tree, verb), ("subject",), ctx) if s.country not in _codes(owners)]
    return (_as(owners[0], "reporter"), _as(takers[0], "partner")) if takers else ()


def _completed(known: list[Actor], last: tuple[Actor, ...], ctx: Context) -> tuple[Actor, ...]:
    """Fill the missing side from the flow before where it shares a side, else from the document's pair."""
    pool = [a for a in last if len(last) == 2] or list(ctx.pair)
    one = [a for a in known if a.role == "reporter"]
    if one and ((ctx.alone and len(last) < 2) or [a.country for a in last] == [one[0].country]):
        return tuple(one)  # a state's trade with the world, or what goes on with it
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


def _worldwide(tree: Tree, i: int, words: frozenset[str] = _WORLD) -> bool:
    return bool({tree.nodes[k].lemma for k in tree.children(i, "amod", "compound")} & words)
