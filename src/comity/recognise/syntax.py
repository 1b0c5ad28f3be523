"""A sentence as a tree in which every name, figure and period is one node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from comity.model import Mention, Period, Quantity, Span

Annotation = Mention | Quantity | Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word with its Universal part of speech, Penn tag and dependency (CLEAR labels, as spaCy's English models
    give them). `head` is an index into the sentence; the root points at itself. `span` is in document offsets.
    """

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A token, or several that one annotation covers."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    span: Span
    mention: Mention | None = None
    quantity: Quantity | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes of one sentence in order of position, `within` the text or the title."""

    nodes: tuple[Node, ...]
    span: Span
    within: str = "text"
    paragraph: int = 0
    kids: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        kids: list[list[int]] = [[] for _ in self.nodes]
        for i, node in enumerate(self.nodes):
            if node.head != i:
                kids[node.head].append(i)
        object.__setattr__(self, "kids", tuple(map(tuple, kids)))

    def children(self, i: int, *deps: str) -> tuple[int, ...]:
        """Children of a node, all or those with one of the given dependencies."""
        kids = self.kids[i]
        if not (kids and deps):
            return kids
        nodes = self.nodes
        return tuple([k for k in kids if nodes[k].dep in deps])

    def subtree(self, i: int, stop: Callable[[int], bool] | None = None) -> tuple[int, ...]:
        """The node and everything below it, in order of position; branches where `stop` holds are left out."""
        if not self.kids[i]:
            return (i,)
        found, todo = [i], [i]
        while todo:
            for k in self.kids[todo.pop()]:
                if stop is None or not stop(k):
                    found.append(k)
                    todo.append(k)
        return tuple(sorted(found))

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a node, nearest first."""
        while self.nodes[i].head != i:
            i = self.nodes[i].head
            yield i

    def distance(self, i: int, j: int) -> int:
        """Number of dependency arcs between two nodes (a large number where there is no path)."""
        up = {i: 0} | {a: n for n, a in enumerate(self.ancestors(i), 1)}
        for n, a in enumerate((j, *self.ancestors(j))):
            if a in up:
                return up[a] + n
        return 99

    def cover(self, indexes: Iterable[int]) -> Span:
        """The shortest span that holds the given nodes (at least one)."""
        return _over([self.nodes[i].span for i in indexes])


def build(
    tokens: Sequence[Token], annotations: Iterable[Annotation], span: Span, within: str = "text", paragraph: int = 0
) -> Tree:
    """Collapse the tokens that an annotation covers into one node; where annotations overlap, the earlier one in
    the sequence wins and the other is laid on the node that holds its first token.
    """
    owner = list(range(len(tokens)))
    laid: dict[int, list[Annotation]] = {}
    for annotation in annotations:
        inside = [i for i, t in enumerate(tokens) if t.span.overlaps(annotation.span)]
        if not inside:
            continue
        free = [i for i in inside if owner[i] == i and i not in laid]
        if len(free) < len(inside):
            laid.setdefault(owner[inside[-1] if isinstance(annotation, Mention) else inside[0]], []).append(annotation)
            continue
        root = _root(tokens, inside)
        for i in inside:
            owner[i] = root
        laid[root] = [annotation]
    return Tree(_collapse(tokens, owner, laid), span, within, paragraph)


def _root(tokens: Sequence[Token], inside: Sequence[int]) -> int:
    members = set(inside)
    outward = [i for i in inside if tokens[i].head not in members or tokens[i].head == i]
    content = [i for i in outward if tokens[i].dep not in ("punct", "det", "case", "cc")]
    return (content or outward or list(inside))[-1 if tokens[inside[0]].dep == "compound" else 0]


def _collapse(tokens: Sequence[Token], owner: Sequence[int], laid: dict[int, list[Annotation]]) -> tuple[Node, ...]:
    members: dict[int, list[int]] = {}
    for i, o in enumerate(owner):
        members.setdefault(o, []).append(i)
    position = {o: n for n, o in enumerate(members)}
    nodes = []
    for o, group in members.items():
        t = tokens[o]
        # A member whose head leaves the group by another way than the root keeps the tree acyclic: heads of the
        # group are the root's head only.
        head = owner[t.head]
        alone = len(group) == 1
        nodes.append(
            Node(
                text=t.text if alone else " ".join(tokens[i].text for i in group),
                lemma=t.lemma,
                pos=t.pos,
                tag=t.tag,
                dep=t.dep,
                head=position[head] if head != o or t.head == o else position[o],
                span=t.span if alone else _over([tokens[i].span for i in group]),
            )
        )
    for o, many in laid.items():
        for annotation in many:
            nodes[position[o]] = _lay(nodes[position[o]], annotation)
    return _uncycle(nodes)


def _over(spans: Sequence[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _lay(node: Node, annotation: Annotation) -> Node:
    match annotation:
        case Mention():
            return replace(node, mention=node.mention or annotation)
        case Quantity():
            return replace(node, quantity=node.quantity or annotation)
        case Period():
            return replace(node, period=node.period or annotation)


def _uncycle(nodes: list[Node]) -> tuple[Node, ...]:
    """Collapsing may close a ring of heads; the node that closes it becomes a root."""
    safe: set[int] = set()
    for i in range(len(nodes)):
        trail: list[int] = []
        seen: set[int] = set()
        j = i
        while j not in safe and j not in seen and nodes[j].head != j:
            seen.add(j)
            trail.append(j)
            j = nodes[j].head
        if j in seen:
            nodes[j] = replace(nodes[j], head=j)
        safe.update(trail, (j,))
    return tuple(nodes)
