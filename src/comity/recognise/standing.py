"""What stands around a trigger: its modifiers, its article, the preposition over it."""

from __future__ import annotations

from collections.abc import Iterator

from comity.kinds import Frame
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
