"""Which frames of a kind may stand at which nodes of a sentence: a look-up by word, before any grammar is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from comity.kinds import Frame, Kind
from comity.recognise.arguments import is_verb, phrasal
from comity.recognise.syntax import Tree

Places = Mapping[str, list[int]]


def places(tree: Tree) -> Places:
    """The nodes of every word that a frame may list: lemmas, and verbs with each of their particles."""
    found: dict[str, list[int]] = {}
    for i, node in enumerate(tree.nodes):
        for word in chain((node.lemma,), phrasal(tree, i) if is_verb(tree, i) else ()):
            found.setdefault(word, []).append(i)
    return found


def running(tree: Tree) -> str:
    """The words of a sentence as cues of several words are looked for in them."""
    return " ".join(node.text.lower() for node in tree.nodes).replace(" - ", "-")


def candidates(kind: Kind, where: Places, written: frozenset[str], text: str) -> Iterator[tuple[int, list[Frame]]]:
    """Nodes with the kind's frames that list them, in the order of the kind; frames are left out where a word that they
    ask for is missing, or one stands there that must not. `written` is every word of the sentence, as lemma and as
    written, `text` all of it (see `running`).
    """
    held: dict[int, set[int]] = {}
    for word in kind.triggers.keys() & where.keys():
        for i in where[word]:
            held.setdefault(i, set()).update(kind.triggers[word])
    fits = {n: _fits(kind.frames[n], written, text) for n in set().union(*held.values())}
    for i in sorted(held):
        yield i, [kind.frames[n] for n in sorted(held[i]) if fits[n]]


def _fits(frame: Frame, written: frozenset[str], text: str) -> bool:
    if not frame.without.isdisjoint(written):
        return False
    if not frame.cues or not frame.cues.isdisjoint(written):
        return True
    return any((" " in cue or "-" in cue) and cue in text for cue in frame.cues)
