"""Who is meant where a sentence does not say: those told of before, whoever says it, the document's states."""

from __future__ import annotations

from comity.kinds import Frame, Kind, shared_lexicon
from comity.model import Actor
from comity.recognise.actors import SAYING, Filler, fillers
from comity.recognise.arguments import Arguments
from comity.recognise.context import Context
from comity.recognise.syntax import Tree
from comity.recognise.when import where

_AIMED = frozenset({"to", "for", "in", "into", "towards"})  # where whoever gets something is told

_HIM = frozenset({"he", "she"})


def retold(
    kind: Kind, frame: Frame, roles: list[tuple[str, Filler]], told: tuple[Actor, ...]
) -> tuple[Actor, ...] | None:
    """What the kind's last statement nearby adds where this one goes on about it: all that the frame lets others fill,
    as long as nobody named here stood elsewhere there. None where it does not go on.
    """
    if frame.after and len(kind.roles) == 1:
        known = {f.actor.country for _, f in roles}
        return tuple(a for a in told if a.country not in known) if known <= {a.country for a in told} else None
    missing = {r for r in frame.fill if r not in {role for role, _ in roles}}
    if not missing or len(kind.roles) < 2:
        return None
    before = {(a.role, a.country) for a in told}
    if any((role, f.actor.country) not in before for role, f in roles):
        return None
    given = tuple(a for a in told if a.role in missing)
    filled = {role for role, _ in roles} | {a.role for a in given}
    return given if filled >= {*missing, *(frame.required or kind.required)} else None


def sayers(tree: Tree, trigger: int, roles: list[tuple[str, Filler]]) -> tuple[Actor, ...]:
    """Whoever says it, where only one state is named: "Kenya's minister said that talks with Oman had begun"."""
    if len({f.actor.country for _, f in roles if f.actor.country}) != 1:
        return ()
    for verb in tree.ancestors(trigger):
        for k in tree.children(verb, "nsubj") if tree.nodes[verb].lemma in SAYING else ():
            mention = tree.nodes[k].mention
            if mention and len(mention.actors) == 1 and mention.actors[0].country:
                return mention.actors
    return ()


def host(tree: Tree, trigger: int, kind: Kind, ctx: Context) -> tuple[Actor, ...]:
    """The state of the place in the trigger's clause, for a kind with a role that the place fills."""
    place = where(tree, trigger, "") if kind.venue else None
    country = place[0].country if place else None
    return (Actor(name=ctx.name_of(country), country=country),) if country else ()


def partner(
    kind: Kind, frame: Frame, roles: list[tuple[str, Filler]], args: Arguments, ctx: Context
) -> tuple[Actor, ...]:
    """The states that may complete the frame, likeliest first: none where all that is named merely modifies the trigger
    ("Syrian talks"), those told of just before where nobody is named, and the state that publishes the document before
    others.
    """
    if not frame.fill or (roles and all(f.node in args.of("modifier") for _, f in roles)):
        return ()
    told = ctx.told.get(kind.name, ()) if not roles and kind.follows else ()
    if told:
        states = dict.fromkeys(a.country for a in told if a.country)
        return tuple(Actor(name=ctx.name_of(code), country=code) for code in states)
    spoken = (ctx.speaker,) if ctx.speaker and (frame.speech or roles) else ()
    return (*again(kind, frame, roles, ctx), *spoken, *ctx.pair)


def again(kind: Kind, frame: Frame, roles: list[tuple[str, Filler]], ctx: Context) -> tuple[Actor, ...]:
    """Who stood in the one role that nobody here fills in the kind's last statement nearby: of a list of donors only
    the first is told to whom it gives.
    """
    missing = set(frame.fill) - {role for role, _ in roles}
    if len(missing) != 1 or not roles:
        return ()
    return tuple(a for a in ctx.told.get(kind.name, ()) if a.role in missing and a.country)


def completed(
    kind: Kind, frame: Frame, roles: list[tuple[str, Filler]], pair: tuple[Actor, ...]
) -> tuple[Actor, ...] | None:
    """What the document's pair adds, with roles set; None where the kind still lacks what it needs."""
    if not roles and len(frame.fill) > 1:
        return None  # who does it to whom cannot be guessed
    if roles and frame.fill and all(f.actor.country is None for _, f in roles):
        return None  # nor whose somebody is whom no list knows: a club's president acts for no state
    known: set[str | None] = {f.actor.country for _, f in roles if f.actor.country}
    filled = {role for role, _ in roles}
    given: list[Actor] = []
    least = frame.least or kind.least
    for role in sorted(frame.fill, key=lambda r: r in filled):
        if len(known) >= least and (role in filled or role not in (frame.required or kind.required)):
            continue
        if role in filled and not filled.issuperset(frame.fill):
            continue
        for state in pair:
            if state.country not in known and (len(known) < least or role not in filled):
                given.append(Actor(name=state.name, country=state.country, role=role))
                known.add(state.country)
                filled.add(role)
                if len(frame.fill) > 1:
                    break
    if len(known) < least or not filled.issuperset(frame.required or kind.required):
        return None
    return tuple(given)


def at_home(
    tree: Tree,
    kind: Kind,
    frame: Frame,
    i: int,
    focus: int,
    args: Arguments,
    roles: list[tuple[str, Filler]],
    ctx: Context,
) -> bool:
    """Whether a role that the document might tell is told here, of a state that has another part already: what a
    government gives to its own people goes to no other.
    """
    known = {f.actor.country for _, f in roles}
    missing = set(frame.fill) - {role for role, _ in roles} if kind.distinct and known else set()
    sources = (
        s for role in missing for s in frame.roles.get(role, ()) if _AIMED & {*s.path} and s.path[-1] != "inside"
    )
    return any(f.actor.country in known for s in sources for f in fillers(tree, args, i, focus, s, ctx))


def by_a_stranger(tree: Tree, args: Arguments) -> bool:
    """Whether somebody acts whose state nobody knows ("he spoke with"): none of the document's is meant then."""
    acting = [tree.nodes[n] for n in args.of("subject")]
    known = any(n.mention and any(a.country for a in n.mention.actors) for n in acting)
    strange = (n for n in acting if n.lemma in _HIM or (n.mention and n.mention.type == "person"))
    return not known and any(strange)


def of_others(tree: Tree, args: Arguments, kind: Kind) -> bool:
    """Whether an unknown name acts, or talks are held with people of no state: then no state told of is meant."""
    acting = [tree.nodes[n] for n in args.of("subject") if not tree.nodes[n].mention]
    if any(n.pos == "PROPN" or n.lemma in shared_lexicon()["company_nouns"] for n in acting):
        return True
    beside = [tree.nodes[n] for source in ("with", "between") for n in args.of(source)] if kind.follows else []
    people = shared_lexicon()["people_nouns"]
    return any(n.pos in ("NOUN", "PROPN") and not n.mention and n.lemma not in people for n in beside)
