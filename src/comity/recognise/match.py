"""Frames over a tree: where a construction of a kind stands, and who fills its roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.kinds import Frame, Kind, shared_lexicon
from comity.model import Actor
from comity.recognise.actors import Filler, actors_at, fillers, follow
from comity.recognise.arguments import Arguments, arguments, coordinated, is_verb, passive, phrasal
from comity.recognise.before import recalled
from comity.recognise.context import Context
from comity.recognise.gapping import gapped
from comity.recognise.given import at_home, by_a_stranger, completed, host, of_others, partner, retold, sayers
from comity.recognise.standing import article, governed, intended, modal, negated, stands
from comity.recognise.syntax import Tree
from comity.recognise.triggers import candidates, places, running

_TAKEN = (
    "clause",
    "to",
    "for",
    "object",
    "of",
    "over",
    "against",
    "about",
    "at",
    "with",
)  # what an act of saying is about

Shares = tuple[tuple[tuple[int, ...], int], ...]  # who gives (nodes of names) and the sum, of lists with one verb


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Match:
    """A frame that fits at a trigger. `focus` is the object it asked for (else the trigger); `roles` hold fillers
    found in the sentence, `given` those that the document gave.
    """

    kind: Kind
    frame: Frame
    trigger: int
    focus: int
    args: Arguments
    roles: tuple[tuple[str, Filler], ...]
    given: tuple[Actor, ...] = ()


def beside(tree: Tree, found: Sequence[Match]) -> tuple[Match, ...]:
    """Of the matches of a sentence those that stand beside each other: an undertaking to sign a treaty is a treaty to
    come, an invitation to visit is an invitation, and what is promised to be promised is one promise.
    """
    inner = {m: _undertaken(tree, m) for m in found if m.kind.yields and (m.frame.takes or not m.kind.beside)}
    held = [(m, o) for m, nodes in inner.items() for o in found if _within(tree, o, m, nodes)]
    taken = {o for m, o in held if m.frame.takes or o.kind is m.kind}
    given = {m for m, o in held if not m.frame.takes and o.kind is not m.kind}
    return tuple(m for m in found if m not in taken | given)


def _told_apart(tree: Tree, match: Match, other: Match) -> bool:
    """Whether a clause that describes a thing tells what was done before: "lifted the ban imposed in 2021"."""
    held = tree.nodes[other.trigger]
    describing = held.dep == "relcl" or (held.dep == "acl" and held.tag == "VBN")
    return match.kind is other.kind and other.frame.agentless and describing and is_verb(tree, other.trigger)


def _within(tree: Tree, other: Match, match: Match, nodes: frozenset[int]) -> bool:
    if other.trigger == match.trigger and other.kind is match.kind:
        return False  # several objects of one verb: none is inside the other
    weakest = match.kind.name in match.kind.yields and bool(
        match.frame.verb
    )  # what is promised is told by its own kind
    one_verb = other.trigger == match.trigger and other.kind is not match.kind and weakest
    inside = (other.trigger in nodes and not _told_apart(tree, match, other)) or one_verb
    return other is not match and other.kind.name in match.kind.yields and inside


def _undertaken(tree: Tree, match: Match) -> frozenset[int]:
    sources = _TAKEN if match.frame.takes else ("clause", "to", "for")
    heads = tuple(h for source in sources for h in match.args.of(source))
    heads += (match.focus,) if match.focus != match.trigger else ()
    found = frozenset(n for h in heads for n in tree.subtree(h))
    return found | {match.trigger} if match.frame.takes else found - {match.trigger}


def matches(
    tree: Tree, kinds: Mapping[str, Kind], ctx: Context, *, enough: Callable[[Match], bool] = lambda _: True
) -> Iterator[Match]:
    """All frames that fit, at most one a kind and trigger: the first in the order whose roles are filled and of which
    `enough` is told besides. Several objects ("a treaty and two contracts") each make a match.
    """
    where = places(tree)
    written = frozenset(n.text.lower() for n in tree.nodes).union(where)
    text = running(tree)
    known: dict[int, Arguments] = {}
    for kind in kinds.values():
        found: list[Match] = []
        for i, frames in candidates(kind, where, written, text):
            tried = (tuple(filter(enough, _try(tree, i, kind, f, ctx, known))) for f in frames)
            found.extend(next(filter(None, tried), ()))
        found = _once(tree, found) if kind.standing else found
        told = {m.focus for m in found if m.focus != m.trigger}
        yield from (m for m in found if m.trigger not in told)  # "signed a treaty" is told once, by its verb


def _once(tree: Tree, found: Sequence[Match]) -> list[Match]:
    """The matches without those whose verb only describes an undertaking whose stage another verb tells ("a bridge
    built by Kenya was opened"), where both name the same states.
    """

    def parts(m: Match) -> frozenset[tuple[str, str | None]]:
        return frozenset((r, f.actor.country) for r, f in m.roles) | {(a.role, a.country) for a in m.given}

    def told(m: Match) -> bool:
        near = (o for o in found if o is not m and o.focus == m.focus != m.trigger)
        return any(o.trigger not in tree.subtree(o.focus) and parts(o) == parts(m) for o in near)

    return [m for m in found if not (m.trigger in tree.subtree(m.focus) and told(m))]


def _try(tree: Tree, i: int, kind: Kind, frame: Frame, ctx: Context, known: dict[int, Arguments]) -> tuple[Match, ...]:
    """The matches of a frame at a node; `known` keeps the arguments of the sentence's nodes from frame to frame."""
    node = tree.nodes[i]
    if node.mention and node.mention.type != "group":
        return ()
    verb = is_verb(tree, i) and (node.lemma in frame.verb or bool(phrasal(tree, i) & frame.verb))
    noun = node.lemma in frame.noun and node.pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not is_verb(tree, i)
    if not (verb or noun) or node.dep == "compound" or (noun and node.dep == "amod" and node.head > i):
        return ()
    if frame.negated and not negated(tree, i):
        return ()
    if frame.modal and not modal(tree, i, frame):
        return ()
    if frame.voice and verb and (frame.voice == "passive") != passive(tree, i):
        return ()
    if frame.article and noun and frame.article != article(tree, i):
        return ()
    args = known.get(i) or known.setdefault(i, arguments(tree, i))
    if not stands(tree, i, frame, args):
        return ()
    held = not (noun and frame.light) or governed(tree, i, args, frame)
    if not held and not frame.bare:
        return ()
    if frame.after and kind.name not in ctx.told:
        return ()
    if not (held or intended(tree, args)) and node.dep in ("dobj", "attr", "nsubj", "nsubjpass"):
        args = args.without("subject")  # who opposes or praises talks does not hold them
    if frame.agentless and kind.roles[0] not in frame.fill and not args.of("subject") and verb and passive(tree, i):
        frame = replace(frame, fill=(*frame.fill, kind.roles[0]))
    foci = _foci(tree, i, frame, args)
    shares = tuple(gapped(tree, i, foci[0])) if foci and "$" in frame.object and verb else ()
    told = {n for _, n in shares}
    others = frozenset(a.country for names, _ in shares for n in names for a in actors_at(tree, n, "any", ctx))
    found = (m for f in foci if f not in told for m in _filled(tree, kind, frame, i, f, args, ctx, others))
    kept = tuple(m for m in found if held or m.roles)
    return (*kept, *_shares(kept, shares, tree, ctx))


def _shares(kept: tuple[Match, ...], shares: Shares, tree: Tree, ctx: Context) -> Iterator[Match]:
    """What others give, of whom the sentence says no verb of their own: a match like the first for each."""
    for names, focus in shares if kept else ():
        first, role = kept[0], kept[0].kind.roles[0]
        givers = ((role, Filler(a, n)) for n in names for a in actors_at(tree, n, "any", ctx))
        yield replace(first, focus=focus, roles=(*givers, *((r, f) for r, f in first.roles if r != role)))


def _foci(tree: Tree, i: int, frame: Frame, args: Arguments) -> tuple[int, ...]:
    """The heads the frame asks for, or the trigger itself where it asks for none."""
    if not frame.object:
        return (i,)
    path = tuple((frame.via or "object").split("."))
    heads = follow(tree, args, {}, path)
    if not heads and frame.via and len(path) == 1 and path[0] not in ("subject", "clause"):
        heads = follow(tree, args, {}, ("object", *path))  # "began work at the mine": parsers hang it on either
    joined = dict.fromkeys(c for head in heads for c in coordinated(tree, head))
    portioned = (n for h in joined for n in (h, *_portioned(tree, h)))
    return tuple(n for n in portioned if _asked_for(tree, n, frame))


def _asked_for(tree: Tree, n: int, frame: Frame) -> bool:
    """Whether a head is one of the frame's objects, by its words or as a sum of money ("$")."""
    node = tree.nodes[n]
    sum_of_money = node.quantity is not None and node.quantity.kind == "money"
    told = tree.children(n, "compound") if node.pos == "PROPN" and not sum_of_money else ()
    described = (tree.nodes[k].lemma for k in told if tree.nodes[k].pos == "NOUN")  # "the refiner Isab"
    return not frame.object.isdisjoint((node.lemma, node.text.lower(), *described, *(("$",) if sum_of_money else ())))


def _portioned(tree: Tree, h: int) -> tuple[int, ...]:
    """What an amount or a partitive noun portions out: the sanctions of "a round of sanctions"."""
    if tree.nodes[h].lemma not in shared_lexicon()["partitive"] and not tree.nodes[h].quantity:
        return ()
    within = [p for p in tree.children(h, "prep") if tree.nodes[p].lemma in ("of", "in", "for", "worth")]
    return tuple(c for p in within for k in tree.children(p, "pobj") for c in coordinated(tree, k))


def _filled(
    tree: Tree,
    kind: Kind,
    frame: Frame,
    i: int,
    focus: int,
    args: Arguments,
    ctx: Context,
    others: frozenset[str | None] = frozenset(),
) -> Iterator[Match]:
    """The matches at a trigger and focus; `others` are states that are told, after them, to do it for their part."""
    if frame.must and not any(fillers(tree, args, i, focus, source, ctx) for source in frame.must):
        return
    named = _named(tree, kind, frame, i, focus, args, ctx)
    roles = [(r, f) for r, f in named if not (f.actor.country in others and f.node > i)]
    for role, source in ((r, s) for r, sources in frame.roles.items() for s in sources if s.path[-1] == "before"):
        if all(r != role for r, _ in roles):
            known = frozenset(f.actor.country for _, f in roles)
            roles += [(role, f) for f in recalled(tree, args, i, focus, source, known, ctx)]
    if at_home(tree, kind, frame, i, focus, args, roles, ctx):
        return
    for held in _one_by_one(frame, _without_bare_states(roles, ctx), args, tree, i):
        if not held and of_others(tree, args, kind):
            continue
        given = retold(kind, frame, held, ctx.told.get(kind.name, ()))
        if given is None:
            others_told = () if held and by_a_stranger(tree, args) else partner(kind, frame, held, args, ctx)
            given = completed(kind, frame, held, (*host(tree, i, kind, ctx), *sayers(tree, i, held), *others_told))
        if given is not None:
            yield Match(kind=kind, frame=frame, trigger=i, focus=focus, args=args, roles=tuple(held), given=given)


def _named(
    tree: Tree, kind: Kind, frame: Frame, i: int, focus: int, args: Arguments, ctx: Context
) -> list[tuple[str, Filler]]:
    """Who stands in the sentence at the sources of the frame's roles."""
    roles: list[tuple[str, Filler]] = []
    for role, sources in frame.roles.items():
        for source in (s for s in sources if s.path[-1] != "before"):
            if role in kind.first and role not in frame.every and any(r == role for r, _ in roles):
                break
            found = fillers(tree, args, i, focus, source, ctx)
            roles += [(role, f) for f in found if _new(kind, roles, role, f)]
            if source.path[-1] == "between" and len({f.actor.country for f in found}) > 1:
                break  # who stands "between" are all of them: whoever holds or praises the talks is not in them
    return roles


def _one_by_one(
    frame: Frame, roles: list[tuple[str, Filler]], args: Arguments, tree: Tree, trigger: int
) -> Iterator[list[tuple[str, Filler]]]:
    """Officials of different states, met by one side: each state's with that side. All together where the sentence says
    so, or where nobody is known to have met them.
    """
    met = {n for source in frame.apart for n in args.of(source)}
    own = {f.actor.country for _, f in roles if f.node not in met}
    states = dict.fromkeys(f.actor.country for _, f in roles if f.node in met and f.actor.country not in own)
    if len(states) < 2 or len(own) > 1 or (not own and not frame.fill) or _together(tree, trigger):
        yield roles
        return
    for state in states:
        yield [(r, f) for r, f in roles if f.node not in met or f.actor.country in (state, *own)]


def _together(tree: Tree, trigger: int) -> bool:
    words = shared_lexicon()["together"]
    return any(n.lemma in words and tree.distance(trigger, k) <= 2 for k, n in enumerate(tree.nodes))


def _new(kind: Kind, roles: list[tuple[str, Filler]], role: str, filler: Filler) -> bool:
    """Not named yet in this role, nor (where a kind's roles exclude each other) is its country in another."""
    for other, known in roles:
        if other == role and (known.actor.name, known.actor.country) == (filler.actor.name, filler.actor.country):
            return False
        if other != role and kind.distinct and filler.actor.country and known.actor.country == filler.actor.country:
            return False
    return True


def _without_bare_states(roles: list[tuple[str, Filler]], ctx: Context) -> list[tuple[str, Filler]]:
    """Where a role holds somebody of a state, the state's own name beside them says nothing more."""

    def bare(filler: Filler) -> bool:
        return filler.actor.country is not None and filler.actor.name == ctx.name_of(filler.actor.country)

    people = {(role, f.actor.country) for role, f in roles if not bare(f)}
    return [(role, f) for role, f in roles if not (bare(f) and (role, f.actor.country) in people)]
