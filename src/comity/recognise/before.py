"""Who was told of just before: whose "the decision" is that a sentence welcomes, whose diplomats it expels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.kinds import Source, shared_lexicon
from comity.model import Actor, Mention
from comity.recognise.actors import Filler, follow
from comity.recognise.arguments import Arguments, surface_subjects
from comity.recognise.context import Before, Context
from comity.recognise.syntax import Tree

_BACK = 2  # sentences
_POINTING = frozenset("the this that these those such their his her".split())
_PRONOUNS = frozenset("it this that these those they them he she him her so both".split())
_NOBODY = ("company", "city")  # a firm or a town is not the state that a sentence goes on about


def told_before(trees: Sequence[Tree], n: int, mentions: Sequence[Mention]) -> tuple[Before, ...]:
    """What the sentences before the `n`th told of, nearest first; `mentions` are those of the text."""
    found = []
    for tree in reversed(trees[max(0, n - _BACK) : n]):
        if tree.within == "text" and trees[n].paragraph - tree.paragraph > 1:
            break
        told = _told(tree, mentions)
        if told.subject or told.others:
            found.append(told)
    return tuple(found)


def preceding(trees: Sequence[Tree], n: int, source: Mapping[str, str]) -> str:
    """The words before the `n`th sentence: the one before it in the same or the last paragraph, else the title."""
    tree = trees[n]
    if tree.within == "title":
        return ""
    last = trees[n - 1] if n else None
    near = last is not None and last.within == "text" and tree.paragraph - last.paragraph <= 1
    return last.span.of(source["text"]) if near and last else source["title"]


def recalled(
    tree: Tree, args: Arguments, trigger: int, focus: int, source: Source, known: frozenset[str | None], ctx: Context
) -> tuple[Filler, ...]:
    """The states told of just before where a phrase at the source (a path that ends in "before") points back at what
    they did; the trigger itself may always ("self.before"). Nobody where nobody is `known` to take part, or where
    several states could be meant.
    """
    nodes = follow(tree, args, {"self": (trigger,), "focus": (focus,)}, source.path[:-1])
    node = next((n for n in nodes if n == trigger or _points_back(tree, n, source.path, known)), None)
    if node is None or not known - {None}:
        return ()
    named = tree.nodes[node].pos in ("PRON", "DET") or (node != trigger and source.path[0] != "subject")
    about = {actor.country for actor in ctx.pair}  # "the navy" is that of a state the document is about
    for told in (told_here(tree, trigger), *ctx.before):
        if set(told.subject + told.others) - known:
            meant = tuple(code for code in told.but(known) if named or code in about)
            return tuple(Filler(Actor(name=ctx.name_of(code), country=code), node) for code in meant)
    return ()


def told_here(tree: Tree, trigger: int) -> Before:
    """The states named in the sentence before a trigger, outside of what hangs on it."""
    own = frozenset(tree.subtree(trigger))
    before = dict.fromkeys(c for n in range(trigger) if n not in own for c in _codes(tree.nodes[n].mention))
    return Before((), tuple(before))


def _points_back(tree: Tree, n: int, path: tuple[str, ...], known: frozenset[str | None]) -> bool:
    """Whether a phrase is of something told already, and names no state itself: "it", "the decision", "this step".
    Whoever acts is a pronoun or a body of a state, and what was done a deed; what the frame asked for may be anything.
    """
    node, lists = tree.nodes[n], shared_lexicon()
    codes = {code for k in tree.subtree(n) for code in _codes(tree.nodes[k].mention)}
    if node.pos in ("PRON", "DET"):  # who does something to "it" is somebody else
        return node.lemma in _PRONOUNS and codes <= known
    if codes:
        return False
    around = (n, *tree.children(n, "compound", "npadvmod"))  # "called the step hostile"
    pointing = {tree.nodes[k].lemma for h in around for k in tree.children(h, "det", "poss")} & _POINTING
    if "doer" in path or "clause" in path or not pointing:
        return False
    if path[0] == "subject":
        return node.lemma in lists["people_nouns"] | lists["state_nouns"]
    named = any(tree.nodes[h].lemma in lists["deeds"] for h in around)
    return path[0] == "focus" or named or bool(pointing - {"the"})


def _told(tree: Tree, mentions: Sequence[Mention]) -> Before:
    if not tree.nodes:  # not parsed: who is named first does it
        laid = [m for m in mentions if tree.within == "text" and tree.span.contains(m.span)]
        codes = [c for m in sorted(laid, key=lambda m: m.span) for c in _codes(m)]
        return _split(codes[:1], codes)
    root = next((i for i, node in enumerate(tree.nodes) if node.head == i), 0)
    doing = [c for s in surface_subjects(tree, root) for k in tree.subtree(s) for c in _codes(tree.nodes[k].mention)]
    return _split(doing, [c for node in tree.nodes for c in _codes(node.mention)])


def _split(doing: Sequence[str], codes: Sequence[str]) -> Before:
    return Before(tuple(dict.fromkeys(doing)), tuple(dict.fromkeys(c for c in codes if c not in doing)))


def _codes(mention: Mention | None) -> tuple[str, ...]:
    if mention is None or mention.type in _NOBODY:
        return ()
    return tuple(a.country for a in mention.actors if a.country)
