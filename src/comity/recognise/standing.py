"""What stands around a trigger: its modifiers, its article, the preposition over it, the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterator

from comity.kinds import Frame, shared_lexicon
from comity.recognise.arguments import Arguments, is_verb
from comity.recognise.syntax import Tree


def stands(tree: Tree, i: int, frame: Frame, args: Arguments) -> bool:
    """Whether what stands around the trigger is as the frame wants it: its modifiers, the preposition over it, and no
    argument that would make it something else.
    """
    before = {w for k in tree.children(i, "amod", "compound", "nmod") for w in _words_at(tree, k)}
    if frame.unlike & before or (frame.like and not frame.like & before):
        return False
    if frame.under and not frame.under & {tree.nodes[p].lemma for p in _prepositions_over(tree, i)}:
        return False
    return not any(args.of(source) for source in frame.lacks)


def _words_at(tree: Tree, k: int) -> tuple[str, str]:
    return tree.nodes[k].lemma, tree.nodes[k].text.lower()


def _prepositions_over(tree: Tree, i: int) -> Iterator[int]:
    """The preposition that governs a noun, through what portions it out ("in a round of talks")."""
    for above in tree.ancestors(i):
        if tree.nodes[above].dep == "prep":
            yield above
            if tree.nodes[above].lemma != "of":
                return
        elif is_verb(tree, above):
            return


def article(tree: Tree, i: int) -> str:
    """ "a" for an indefinite phrase, "the" for one that points at something known."""
    determiners = {tree.nodes[k].lemma for k in tree.children(i, "det", "poss")}
    if determiners & {"a", "an", "another", "some"} or (not determiners and tree.nodes[i].tag == "NNS"):
        return "a"
    return "the" if determiners else ""


def negated(tree: Tree, i: int) -> bool:
    """Whether a verb stands under "not", "never" or "no longer"."""
    return any(tree.children(n, "neg") for n in (i, *tree.children(i, "advmod")))


def modal(tree: Tree, i: int, frame: Frame) -> bool:
    """Whether what a word says somebody is to do stands under one of the frame's modals ("must", "needs to")."""
    for k in tree.children(i, "ccomp", "acl", "parataxis", "xcomp"):
        if tree.nodes[k].lemma in frame.modal and tree.children(k, "xcomp"):
            return True
        if any(
            tree.nodes[a].lemma in frame.modal and tree.nodes[a].tag in ("MD", "TO") for a in tree.children(k, "aux")
        ):
            return True
    return False


def governed(tree: Tree, i: int, args: Arguments, frame: Frame) -> bool:
    """Whether one of the verbs that the frame wants over its noun governs it."""
    return any(tree.nodes[v].lemma in frame.light for v in args.of("verb")) or _opens(tree, i, frame)


def _opens(tree: Tree, i: int, frame: Frame) -> bool:
    """Whether a line opens with the verb ("Underscored support for"), which parsers take for an adjective."""
    first = tree.nodes[0].text.lower()
    stems = {first.removesuffix("ed"), first.removesuffix("d")}
    return 0 in tree.children(i, "amod") and first.endswith("ed") and bool(stems & frame.light)


def intended(tree: Tree, args: Arguments) -> bool:
    """Whether whoever governs the noun plans it, offers it or calls it off."""
    lexicon = shared_lexicon()
    intent = lexicon["plan_words"] | lexicon["propose_words"] | lexicon["deny_words"]
    return any(tree.nodes[v].lemma in intent or tree.children(v, "prt") for v in args.of("verb"))
