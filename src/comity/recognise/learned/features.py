"""What is measured of a sentence: of its words, of each state that may take part, and of each two of them.

A feature is a string; it holds or it does not. Names, figures and periods stand for what they are ("@person",
"#money"), so that what is learned of one pair of states holds for another. The first state of an ordered pair is the
one with the first role of the relation (visitor, donor, source), the second the one with the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from comity.recognise.context import Context
from comity.recognise.syntax import Node, Tree

MAX_STATES = 5  # of one sentence, in order of position; lists of more are lists
_MENTIONS = 3  # of one state in one sentence
_STEPS = 4
_HELD = frozenset({"dobj", "attr", "prt", "neg", "aux", "auxpass", "xcomp", "acomp", "ccomp", "nsubj", "nsubjpass"})


class Measured:
    """A sentence with its states, measured when asked. `states` are the codes that may take part: those named in it,
    then those of the document's pair that are not.
    """

    def __init__(self, tree: Tree, ctx: Context) -> None:
        self.tree = tree
        self.words = [_word(node) for node in tree.nodes]
        self.places = _places(tree)
        self.speaker = ctx.speaker.country if ctx.speaker else None
        beside = (actor.country for actor in ctx.pair if actor.country)
        self.states = tuple(dict.fromkeys((*self.places, *beside)))
        self._of: dict[str, frozenset[str]] = {}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every ordered pair of which at least one state is named in the sentence."""
        named = self.places
        return tuple((a, b) for a in self.states for b in self.states if a != b and (a in named or b in named))

    @cached_property
    def sentence(self) -> frozenset[str]:
        """Features of the sentence, the same for all pairs."""
        words = self.words
        found = {f"W:{w}" for w in words}
        found |= {f"G:{a}_{b}" for a, b in pairwise(words)}
        found.add(f"n{len(self.places)}")
        if self.tree.within == "title":
            found.add("title")
        return frozenset(found.union(*map(self._arc, range(len(words)))))

    def state(self, code: str) -> frozenset[str]:
        """Features of a state, whatever its part."""
        if code not in self._of:
            self._of[code] = frozenset(self._state(code))
        return self._of[code]

    def pair(self, first: str, second: str) -> frozenset[str]:
        """Features of two states together: the arcs and the words between them."""
        tree, words = self.tree, self.words
        both = [(i, j) for i in self.places.get(first, ()) for j in self.places.get(second, ())]
        if not both:
            return frozenset()
        far, _, i, j = min((tree.distance(i, j), abs(i - j), i, j) for i, j in both)
        low, high = sorted((i, j))
        order = "before" if i < j else "after"
        found = {order, f"distance{min(far, 8)}"} | {f"{order}:{w}" for w in words[low + 1 : high]}
        return frozenset(found | self._path(i, j))

    def _arc(self, i: int) -> set[str]:
        node, words = self.tree.nodes[i], self.words
        over = words[node.head]
        if node.dep == "ROOT":
            return {f"R:{words[i]}"}
        if node.dep in ("dobj", "nsubj", "nsubjpass", "attr", "prt"):
            return {f"E:{over}>{node.dep}>{words[i]}"}
        if node.dep == "pobj":
            return {f"E:{words[self.tree.nodes[node.head].head]}>{over}>{words[i]}"}
        return {f"E:{words[i]}_{over}"} if node.dep in ("amod", "compound", "acl") else set()

    def _state(self, code: str) -> Iterator[str]:
        if code == self.speaker:
            yield "speaker"
        if code.startswith("org:"):
            yield "organisation"
        if code not in self.places:
            yield "absent"
        edge = ["^", "^", *self.words, "$", "$"]
        for i in self.places.get(code, ()):
            yield f"D:{self.tree.nodes[i].dep}"
            yield f"T:{self.words[i]}"
            yield f"<{edge[i + 1]}"
            yield f">{edge[i + 3]}"
            yield f"<<{edge[i]}_{edge[i + 1]}"
            yield f">>{edge[i + 3]}_{edge[i + 4]}"
            yield from (f"K:{self.tree.nodes[k].dep}>{self.words[k]}" for k in self.tree.kids[i])
            yield from self._above(i)

    def _above(self, i: int) -> Iterator[str]:
        """The arcs up to the verb that governs a name, and what else that verb governs."""
        tree, words, arcs, here = self.tree, self.words, [], i
        for above in tree.ancestors(i):
            arcs.append(tree.nodes[here].dep)
            if len(arcs) <= _STEPS:
                yield f"{'<'.join(arcs)}<{words[above]}"
                yield f"^{len(arcs)}:{words[above]}"
            if tree.nodes[above].pos in ("VERB", "AUX"):
                yield f"V:{arcs[-1]}<{words[above]}"
            if tree.nodes[above].pos == "VERB":
                yield from self._beside(above)
                return
            here = above

    def _beside(self, verb: int) -> Iterator[str]:
        tree, words = self.tree, self.words
        for k in tree.kids[verb]:
            if tree.nodes[k].dep in _HELD:
                yield f"B:{words[verb]}>{tree.nodes[k].dep}>{words[k]}"
            elif tree.nodes[k].dep == "prep":
                yield from (f"B:{words[verb]}>{words[k]}>{words[g]}" for g in tree.kids[k])

    def _path(self, i: int, j: int) -> set[str]:
        tree, words = self.tree, self.words
        top = common(tree, i, j)
        if top is None:
            return set()
        up, down = _climb(tree, i, top), _climb(tree, j, top)[::-1]
        plain = (">".join(tree.nodes[x].dep for x in up), "<".join(tree.nodes[x].dep for x in down))
        worded = (">".join(self._step(x, top) for x in up), "<".join(self._step(x, top) for x in down))
        return {f"P:{worded[0]}|{words[top]}|{worded[1]}", f"Q:{plain[0]}|{tree.nodes[top].pos}|{plain[1]}"}

    def _step(self, x: int, top: int) -> str:
        head = self.tree.nodes[x].head
        return self.tree.nodes[x].dep + ("" if head == top else f":{self.words[head]}")


def common(tree: Tree, i: int, j: int) -> int | None:
    """The lowest node above both (or one of the two), if the tree joins them."""
    above = {i, *tree.ancestors(i)}
    return next((x for x in (j, *tree.ancestors(j)) if x in above), None)


def _climb(tree: Tree, i: int, top: int) -> list[int]:
    path = []
    for x in (i, *tree.ancestors(i)):
        if x == top:
            break
        path.append(x)
    return path


def _places(tree: Tree) -> dict[str, Sequence[int]]:
    """The first nodes of each state that a sentence names."""
    found: dict[str, list[int]] = {}
    for i, node in enumerate(tree.nodes):
        for actor in node.mention.actors if node.mention else ():
            if actor.country and (actor.country in found or len(found) < MAX_STATES):
                found.setdefault(actor.country, []).append(i)
    return {code: nodes[:_MENTIONS] for code, nodes in found.items()}


def _word(node: Node) -> str:
    if node.mention:
        return f"@{node.mention.type}"
    if node.quantity:
        return f"#{node.quantity.kind}"
    return "#period" if node.period else "_".join(node.lemma.lower().split())
