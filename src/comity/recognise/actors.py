"""Who stands at a node of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from comity.kinds import Source, shared_lexicon
from comity.model import Actor
from comity.recognise.arguments import Arguments, arguments, coordinated, is_verb, modifiers, whose
from comity.recognise.context import Context
from comity.recognise.syntax import Node, Tree

_DEEP = 5  # arcs; a name further down a phrase is not what the phrase is about


SAYING = (
    "say",
    "tell",
    "add",
    "state",
    "declare",
    "note",
    "stress",
    "remark",
    "announce",
    "write",
    "explain",
    "pledge",
)
_ADVISING = frozenset({"adviser", "advisor", "aide", "assistant", "deputy"})  # "to" somebody
_SENT = frozenset({"delegation", "mission", "team", "group"})
_SORTS = {"company": "company_nouns", "person": "people_nouns"}


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor and the node that names it."""

    actor: Actor
    node: int


def fillers(tree: Tree, args: Arguments, trigger: int, focus: int, source: Source, ctx: Context) -> tuple[Filler, ...]:
    """Everybody who stands where `source` points, in order of position: a path from the trigger ("self"), from the
    object the frame asked for ("focus"), or from an argument of the trigger.
    """
    nodes = follow(tree, args, {"self": (trigger,), "focus": (focus,)}, source.path)
    if source.path[-1] == "modifier":  # "the Second Berlin Conference" names no Second
        nodes = tuple(n for n in nodes if tree.nodes[n].mention)
    found: dict[tuple[str, str | None], Filler] = {}
    for n in nodes:
        for actor in actors_at(tree, n, source.accepts, ctx):
            found.setdefault((actor.name, actor.country), Filler(actor, n))
    return tuple(found.values())


def follow(tree: Tree, args: Arguments, known: Mapping[str, tuple[int, ...]], path: tuple[str, ...]) -> tuple[int, ...]:
    """The nodes at the end of a path that starts at a `known` node or at an argument."""
    nodes = known.get(path[0]) or args.of(path[0])
    for step in path[1:]:
        nodes = tuple(dict.fromkeys(k for n in nodes for k in _step(tree, n, step)))
    return nodes


def _step(tree: Tree, n: int, step: str) -> tuple[int, ...]:
    if step == "inside":
        return _inside(tree, n)
    if step == "clause":
        return tree.children(n, "xcomp", "ccomp", "acl", "relcl")
    if step == "doer":
        return _doer(tree, n)
    if step == "possessor":
        heads = whose(tree, n)
    elif step == "appos":
        heads = tree.children(n, "appos")
    elif step == "modifier":
        heads = modifiers(tree, n)
    else:
        heads = arguments(tree, n).of(step) if step in ("object", "subject") or is_verb(tree, n) else ()
        done = (k for k in tree.children(n, "acl") if tree.nodes[k].tag == "VBN")  # "strikes carried out by"
        heads += tuple(
            k
            for a in (n, *done)
            for p in tree.children(a, "prep", "agent")
            if tree.nodes[p].lemma == step
            for k in tree.children(p, "pobj")
        )
    return tuple(c for h in heads for c in coordinated(tree, h))


def _inside(tree: Tree, n: int) -> tuple[int, ...]:
    """The nearest node of a phrase, whatever hangs between, that names a state or somebody of one."""
    held = [
        k
        for k in tree.subtree(n)
        if (m := tree.nodes[k].mention) and any(a.country for a in m.actors) and not _in_title(tree, k)
    ]
    best = min(held, key=lambda k: (tree.distance(n, k), k), default=None)
    if best is None or tree.distance(n, best) > _DEEP:
        return ()
    joined = (
        k for k in tree.children(best, "compound", "nmod", "amod") if tree.nodes[k].mention
    )  # "Armenia-Azerbaijan"
    return (*joined, *coordinated(tree, best))


def _in_title(tree: Tree, k: int) -> bool:
    """Whether a name only belongs to an instrument's: "UN resolutions", "the Minsk accords"."""
    head = tree.nodes[tree.nodes[k].head]
    return tree.nodes[k].dep in ("compound", "amod", "nmod") and head.lemma in shared_lexicon()["titled"]


def _doer(tree: Tree, n: int) -> tuple[int, ...]:
    """Who is to act in the clause that hangs on a word: "need for Kyiv to end", "demanded that Kyiv end"."""
    clauses = tree.children(n, "ccomp", "acl", "advcl", "xcomp")
    subjects = (s for k in clauses for s in tree.children(k, "nsubj", "nsubjpass"))
    named = (c for s in subjects for c in coordinated(tree, s))
    return tuple(c for c in named if not ((m := tree.nodes[c].mention) and m.type == "group"))


def actors_at(tree: Tree, n: int, accepts: str, ctx: Context) -> tuple[Actor, ...]:
    """The actors of one noun phrase as far as `accepts` lets them: "any", "official" (people, delegations, bodies),
    "person" (people and delegations only), "state" (the state itself, whoever of it is named), "place" (the state of a
    place), "company", "organisation", "signatory" (bodies and companies themselves, for people their state),
    "government" (whoever acts for a state, so no company).

    An apposition names its head: "his Kazakh counterpart, Tokayev" is Tokayev, "French giants Orano and EDF" are two.
    """
    if accepts == "place":
        town = tree.nodes[n].pos == "PROPN"  # "Kenitra, Morocco", "Kenitra in Morocco"
        beside = (n, *tree.children(n, "appos"), *_step(tree, n, "in")) if town else (n,)
        return next((found for k in beside if (found := _place(tree.nodes[k], ctx))), ())
    named = _named(tree, n, accepts, ctx)
    told = tuple(
        a for k in tree.children(n, "appos") for c in coordinated(tree, k) for a in _named(tree, c, accepts, ctx)
    )
    if told and not _is_name(tree.nodes[n]):
        country = named[0].country if named else None
        named = tuple(a if a.country else replace(a, country=country) for a in told)
    if accepts == "signatory":
        return tuple(_signatory(tree, n, a, ctx) for a in named)
    if accepts == "state":
        return tuple(Actor(name=ctx.name_of(a.country), country=a.country) for a in named if a.country)
    return named


def _signatory(tree: Tree, n: int, actor: Actor, ctx: Context) -> Actor:
    """Who is bound by a signature: the state for whom a person signs, a body or company for itself."""
    mention = tree.nodes[n].mention
    personal = (mention.type == "person") if mention else tree.nodes[n].lemma in shared_lexicon()["people_nouns"]
    if actor.country and (personal or (mention is not None and _are_people(tree.nodes[n]))):
        return Actor(name=ctx.name_of(actor.country), country=actor.country)
    return actor


def _is_name(node: Node) -> bool:
    return node.mention is not None and node.mention.type in ("person", "company", "body", "organisation", "state")


def _named(tree: Tree, n: int, accepts: str, ctx: Context) -> tuple[Actor, ...]:
    node = tree.nodes[n]
    if node.mention is None and node.lemma in ("we", "i"):
        return _speaker(tree, n, accepts, ctx)
    if node.mention is None or not node.mention.actors:
        told = _phrase(tree, n, accepts, ctx) if accepts != "organisation" else ()
        return told or (_publisher(tree, n, ctx) if accepts not in ("person", "company") else ())
    if node.mention.type == "city" or (accepts == "official" and node.mention.type in ("state", "adjective")):
        return ()
    if accepts == "person" and node.mention.type != "person" and not _are_people(node):
        return ()
    if accepts == "government" and node.mention.type == "company":
        return ()
    if accepts == "organisation" and node.mention.type != "organisation":
        return ()
    if accepts == "company" and node.mention.type not in ("company", "body", "group"):
        return ()
    return node.mention.actors


def _publisher(tree: Tree, n: int, ctx: Context) -> tuple[Actor, ...]:
    """Whoever publishes the document, where it speaks of itself: "the Council", "the Ministry"."""
    node = tree.nodes[n]
    own = node.text[:1].isupper() and node.lemma in shared_lexicon()["publishing"]
    bare = {tree.nodes[k].lemma for k in tree.children(n)} <= {"the"}
    return (ctx.speaker,) if ctx.speaker and own and bare and tree.children(n, "det") else ()


def _speaker(tree: Tree, n: int, accepts: str, ctx: Context) -> tuple[Actor, ...]:
    """Whom the first person means in what somebody said: "I" the speaker, "we" the speaker's state."""
    for verb in tree.ancestors(n):
        if tree.nodes[verb].lemma not in SAYING:
            continue
        for k in tree.children(verb, "nsubj"):
            mention = tree.nodes[k].mention
            if mention and mention.type == "person" and mention.actors and k != n:
                told = mention.actors[0]
                if tree.nodes[n].lemma == "i" or not told.country:
                    return (told,)
                return () if accepts == "person" else (Actor(name=ctx.name_of(told.country), country=told.country),)
    if tree.nodes[n].lemma == "i" and ctx.speaker and accepts != "person":
        return (ctx.speaker,)
    return ()


def _are_people(node: Node) -> bool:
    """Whether a group's words name people: "both presidents", "Kazakh officials", "they"."""
    return (
        node.mention is not None
        and node.mention.type == "group"
        and (node.pos == "PRON" or node.lemma in shared_lexicon()["people_nouns"])
    )


def _place(node: Node, ctx: Context) -> tuple[Actor, ...]:
    if node.mention is None or node.mention.type not in ("state", "capital", "city"):
        return ()
    return tuple(Actor(name=ctx.name_of(a.country), country=a.country) for a in node.mention.actors if a.country)


def _phrase(tree: Tree, n: int, accepts: str, ctx: Context) -> tuple[Actor, ...]:
    """A noun phrase without a name of its own: "Italian companies", "the president of Azerbaijan", "Kazakhstan's
    government"; and a proper name that no list knows, with the country that modifies it.
    """
    node = tree.nodes[n]
    if node.pos not in ("NOUN", "PROPN", "ADJ") or node.quantity or node.period:
        return ()
    lexicon = shared_lexicon()
    before = modifiers(tree, n)
    body = node.lemma in lexicon["state_nouns"] and node.tag == "NN"  # "its government"
    holders = whose(tree, n) if body else tree.children(n, "poss")
    led = _led_by(tree, n)
    if led and accepts != "state":
        return tuple(a for k in led for a in _named(tree, k, accepts, ctx))
    owners = [tree.nodes[m].mention for m in (*holders, *before, *_complements(tree, n), *led)]
    told = [o for o in owners if o and o.type != "city"]
    states = tuple(dict.fromkeys(a.country for o in told for a in o.actors if a.country))
    if not states:
        return ()
    lemmas = {node.lemma, node.lemma.removesuffix("s")}  # names in the plural ("the Foreign Ministers") keep theirs
    if lemmas & lexicon["people_nouns"] or lemmas & lexicon["company_nouns"]:
        if accepts == "government" and not lemmas & (lexicon["people_nouns"] | lexicon["state_nouns"]):
            return ()
        if accepts in _SORTS and not lemmas & lexicon[_SORTS[accepts]]:
            return ()
        return tuple(Actor(name=_name(tree, n, before), country=c) for c in states)
    if lemmas & lexicon["state_nouns"] and accepts not in ("company", "person") and told[0].type != "company":
        return tuple(Actor(name=ctx.name_of(c), country=c) for c in states)
    if (
        node.pos == "PROPN" and len(states) == 1 and accepts not in ("person", "state", "government")
    ):  # "Uzbekistan Airways"
        return (Actor(name=_name(tree, n, before), country=states[0]),)
    return ()


def _complements(tree: Tree, n: int) -> tuple[int, ...]:
    """Who stands behind a noun: "of Chile", "from Chile"; and the capital where a body sits ("ministry in Quito")."""
    body = tree.nodes[n].lemma in shared_lexicon()["seated"]
    return tuple(
        c
        for p in tree.children(n, "prep")
        if tree.nodes[p].lemma in ("of", "from", "for", "in")
        or (tree.nodes[p].lemma == "to" and tree.nodes[n].lemma in _ADVISING)
        for k in tree.children(p, "pobj")
        for c in coordinated(tree, k)
        if tree.nodes[p].lemma != "in" or (body and (m := tree.nodes[c].mention) and m.type == "capital")
    )


def _led_by(tree: Tree, n: int) -> tuple[int, ...]:
    """Who leads the delegation that a phrase names: "a delegation led by Minister Moe"."""
    if tree.nodes[n].lemma not in _SENT:
        return ()
    leading = (v for v in tree.children(n, "acl") if tree.nodes[v].lemma in ("lead", "head", "chair"))
    return tuple(k for v in leading for a in tree.children(v, "agent", "prep") for k in tree.children(a, "pobj"))


def _name(tree: Tree, n: int, before: tuple[int, ...]) -> str:
    span = tree.cover([n, *before])
    words = [t.text for t in tree.nodes if span.contains(t.span) and t.dep != "case"]
    return " ".join(words).replace(" - ", "-").replace(" 's", "'s")
