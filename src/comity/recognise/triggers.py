"""Which frames of a kind may stand at which nodes of a sentence: a look-up by word, before any grammar is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.kinds import Frame, Kind
from comity.recognise.arguments import is_verb, phrasal
from comity.recognise.syntax import Tree

Words = Sequence[frozenset[str]]


def words_of(tree: Tree) -> Words:
    """For each node what a frame may list it under: its lemma, and a verb with each of its particles."""
    alone = (frozenset((node.lemma,)) for node in tree.nodes)
    return [words | phrasal(tree, i) if is_verb(tree, i) else words for i, words in enumerate(alone)]


def candidates(
    tree: Tree, kind: Kind, words: Words, written: frozenset[str]
) -> Iterator[tuple[int, tuple[Frame, ...]]]:
    """Nodes with the kind's frames that list them, in the order of the kind; frames are left out where a word that they
    ask for is missing, or one stands there that must not. `written` is every word of the sentence, as lemma and as
    written.
    """
    fits: dict[int, bool] = {}
    for i, held in enumerate(words):
        numbers = sorted({n for word in held for n in kind.triggers.get(word, ())})
        for n in numbers:
            if n not in fits:
                fits[n] = _fits(kind.frames[n], tree, written)
        if any(fits[n] for n in numbers):
            yield i, tuple(kind.frames[n] for n in numbers if fits[n])


def _fits(frame: Frame, tree: Tree, written: frozenset[str]) -> bool:
    if not frame.without.isdisjoint(written):
        return False
    if not frame.cues or not frame.cues.isdisjoint(written):
        return True
    text = " ".join(node.text.lower() for node in tree.nodes)
    return any(" " in cue and cue in text for cue in frame.cues)
