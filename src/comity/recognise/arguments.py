"""Who does what to whom: the arguments of a verb or of a noun that names an event, in one form.

Passive, nominal, relative, coordinated and controlled forms come out alike: "X invited Y", "Y was invited by X",
"X's invitation of Y" all have X as subject and Y as object.
"""

from __future__ import annotations

from dataclasses import dataclass

from comity.recognise.antecedents import antecedent, standing_there
from comity.recognise.relatives import made_in, whereabouts
from comity.recognise.syntax import Tree

# Verbs whose object, not subject, does what the infinitive after them says (object control).
OBJECT_CONTROL = frozenset(
    "invite ask urge request call encourage allow help force press persuade order require expect enable tell "
    "permit lead get want instruct".split()
)
# Verbs whose object does what the gerund after "for" or "of" says: "thanked X for hosting".
BLAMING = frozenset(
    "thank praise commend credit applaud criticise criticize blame condemn accuse congratulate punish sanction fault "
    "reward denounce suspect prevent stop keep bar".split()
)
# What is signed or issued to do something; whoever issues it does that.
DEEDS = frozenset(
    "decree order law bill resolution proclamation memorandum decision statement regulation letter".split()
)
# What somebody else would do for whoever takes it: "X declined Y's offer to mediate".
OFFERS = frozenset({"offer", "proposal", "suggestion", "bid", "attempt", "plan", "effort", "readiness", "willingness"})
THANKS = frozenset({"gratitude", "thanks", "appreciation", "thank"})
PARTICLES = frozenset("down up off out aside back away over in into through by with on".split())
CLAUSES = ("relcl", "advcl", "ccomp", "csubj", "acl", "parataxis")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Indexes of head nodes by grammatical source: "subject", "object", "possessor", "modifier", "verb" (the verb
    that governs a noun), "clause" (what is undertaken, said or asked) and each preposition by its word ("with", "to").
    """

    found: dict[str, tuple[int, ...]]

    def of(self, source: str) -> tuple[int, ...]:
        """Heads of one source, coordinated ones included; empty where there is none."""
        return self.found.get(source, ())

    def without(self, source: str) -> Arguments:
        """The same arguments, one source left out."""
        return Arguments({k: v for k, v in self.found.items() if k != source})


def is_verb(tree: Tree, i: int) -> bool:
    """Whether a node is used as a verb."""
    return tree.nodes[i].pos in ("VERB", "AUX") and tree.nodes[i].dep not in ("amod", "compound", "prep")


def phrasal(tree: Tree, i: int) -> frozenset[str]:
    """The verb with each of its particles: "turn down", "brush aside", "pull out"."""
    node = tree.nodes[i]
    beside = (k for k in tree.children(i, "prt", "advmod", "prep") if k > i and tree.nodes[k].lemma in PARTICLES)
    return frozenset(f"{node.lemma} {tree.nodes[k].lemma}" for k in beside)


def passive(tree: Tree, i: int) -> bool:
    """Whether a verb is in the passive, a bare participle after a noun included ("deals signed by")."""
    node = tree.nodes[i]
    if tree.children(i, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if tree.children(i, "agent") and node.tag == "VBN":
        return True
    if node.dep == "acl" and node.tag == "VBN":
        return True
    return node.dep == "conj" and node.tag == "VBN" and not _own_subject(tree, i) and passive(tree, node.head)


def governing_verb(tree: Tree, i: int) -> int | None:
    """The nearest verb above a node."""
    return next((a for a in tree.ancestors(i) if is_verb(tree, a)), None)


def coordinated(tree: Tree, i: int) -> tuple[int, ...]:
    """A head and what is joined to it by "and" or "or", in order."""
    found, todo = [], [i]
    while todo:
        j = todo.pop(0)
        found.append(j)
        todo.extend(k for k in tree.children(j, "conj") if not is_verb(tree, k) and k not in found)
    return tuple(found)


def modifiers(tree: Tree, i: int, depth: int = 0) -> tuple[int, ...]:
    """Nouns and adjectives that stand before a head, those of a chain ("the Armenia-Azerbaijan conflict") included."""
    found: list[int] = []
    for k in tree.children(i, "amod", "compound", "nmod", "npadvmod"):
        found.extend(modifiers(tree, k, depth + 1) if depth < 6 else ())
        found.append(k)
        found.extend(j for j in tree.children(k, "appos") if j < i)  # "the U.S.-Japan treaty"
    return tuple(sorted(found))


def arguments(tree: Tree, i: int) -> Arguments:
    """The arguments of node `i`, a verb or an event noun."""
    found: dict[str, tuple[int, ...]] = {}
    if is_verb(tree, i):
        _add(found, "subject", _subjects(tree, i))
        _add(found, "object", _objects(tree, i))
        _add(found, "clause", (*tree.children(i, "xcomp", "ccomp"), *_arranged(tree, i)))
        _prepositions(tree, i, found)
    else:
        _nominal(tree, i, found)
    return Arguments({k: _spread(tree, v) for k, v in found.items()})


def _arranged(tree: Tree, i: int) -> tuple[int, ...]:
    """What somebody arranges or waits for others to do: "arranged for the ministers to meet"."""
    clauses = (k for k in tree.children(i, "advcl") if k > i and tree.nodes[k].tag == "VB")
    return tuple(k for k in clauses if any(tree.nodes[m].lemma == "for" for m in tree.children(k, "mark")))


def _add(found: dict[str, tuple[int, ...]], source: str, heads: tuple[int, ...]) -> None:
    if heads:
        found[source] = found.get(source, ()) + tuple(h for h in heads if h not in found.get(source, ()))


def _spread(tree: Tree, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(c for h in heads for c in coordinated(tree, h)))


def _own_subject(tree: Tree, i: int) -> tuple[int, ...]:
    """Subjects that hang on the verb itself; a name before a finite verb is one even where the parser took the two for
    a compound ("President Marcos heads to").
    """
    own = tree.children(i, "nsubj", "nsubjpass", "csubj")
    if own or tree.nodes[i].tag not in ("VBZ", "VBP", "VBD"):
        return own
    return tuple(k for k in tree.children(i, "compound", "nmod", "npadvmod") if k < i and tree.nodes[k].mention)


def _subjects(tree: Tree, i: int) -> tuple[int, ...]:
    """Logical subjects: the agent of a passive, else the grammatical or controlled one."""
    if passive(tree, i):
        by = tree.children(i, "agent") or tuple(p for p in tree.children(i, "prep") if tree.nodes[p].lemma == "by")
        return tuple(k for a in by for k in tree.children(a, "pobj") if not tree.nodes[k].period)
    return surface_subjects(tree, i)


def surface_subjects(tree: Tree, i: int, depth: int = 0) -> tuple[int, ...]:
    """Grammatical subjects, looked up through coordination, control, participles and relative pronouns."""
    own = _own_subject(tree, i)
    node = tree.nodes[i]
    if own:
        return tuple(antecedent(tree, i, k) for k in own)
    if depth > 12 or node.head == i:
        return ()
    head = node.head
    if node.dep == "acl" and node.tag == "VB" and not is_verb(tree, head):
        return _bearers(tree, head, depth)
    if node.dep in ("acl", "relcl") and not is_verb(tree, head):
        return _described(tree, i)
    governor = head if is_verb(tree, head) else governing_verb(tree, i)
    if governor is None:
        return ()
    if node.dep == "pcomp" and (gerund := _of_gerund(tree, head, governor)):
        return gerund
    if node.dep == "xcomp" and tree.nodes[governor].lemma in OBJECT_CONTROL and not passive(tree, governor):
        objects = tree.children(governor, "dobj", "dative")
        if objects:
            return objects
    return surface_subjects(tree, governor, depth + 1)


def _described(tree: Tree, i: int) -> tuple[int, ...]:
    """Who does what a participle or relative clause after a noun says: the noun, or whoever signed or issued it
    ("signed a decree imposing sanctions").
    """
    node = tree.nodes[i]
    noun = tree.nodes[node.head]
    if node.dep == "acl" and node.tag == "VBG" and noun.lemma in DEEDS and noun.dep in ("dobj", "nsubjpass"):
        signer = governing_verb(tree, node.head)
        if signer is not None:
            return _subjects(tree, signer)
    if node.tag == "VB" and noun.dep == "attr" and (verb := governing_verb(tree, node.head)) is not None:
        return surface_subjects(tree, verb)  # "Chad was the first country to sign"
    return (standing_there(tree, node.head),) if node.tag in ("VBG", "VBN", "VB") else ()


def _of_gerund(tree: Tree, prep: int, governor: int) -> tuple[int, ...]:
    """Who does what a gerund after a preposition says, where it is not the governor's subject: "Egypt's role in
    brokering", "thanked Oman for hosting", "gratitude to Rome for supporting".
    """
    noun = tree.nodes[prep].head
    owners = whose(tree, noun)
    if owners:
        return owners
    if tree.nodes[prep].lemma in ("for", "of", "from") and tree.nodes[governor].lemma in BLAMING:
        return _objects(tree, governor)
    if tree.nodes[noun].lemma not in THANKS:
        return ()
    preps = (p for a in (noun, governor) for p in tree.children(a, "prep", "dative") if tree.nodes[p].lemma == "to")
    return tuple(k for p in preps for k in tree.children(p, "pobj"))


def _bearers(tree: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """Who would do what the infinitive of a noun says: "his plan to", "X accepted an invitation to"."""
    verb = governing_verb(tree, noun)
    taken = verb is not None and tree.nodes[verb].lemma in ("accept", "receive", "get", "decline", "take", "turn")
    if tree.nodes[noun].lemma in ("invitation", "request", "call", "appeal") and not taken:
        asked = [p for n in (noun, verb) if n is not None for p in tree.children(n, "prep", "dative")]
        return tuple(k for p in asked if tree.nodes[p].lemma in ("to", "on") for k in tree.children(p, "pobj"))
    of = (k for p in tree.children(noun, "prep") if tree.nodes[p].lemma == "of" for k in tree.children(p, "pobj"))
    named = (k for k in modifiers(tree, noun) if tree.nodes[k].mention)  # "a Turkish proposal to mediate"
    owners = (*whose(tree, noun), *of, *named)
    if owners and (not taken or tree.nodes[noun].lemma in OFFERS):
        return owners
    inside = set(tree.subtree(noun))
    return tuple(s for s in surface_subjects(tree, verb, depth + 1) if s not in inside) if verb is not None else ()


def _objects(tree: Tree, i: int) -> tuple[int, ...]:
    if passive(tree, i):  # what is given as well as who is given it: "firms were awarded contracts"
        return surface_subjects(tree, i) + tree.children(i, "dobj")
    direct = tree.children(i, "dobj", "dative", "oprd")
    node = tree.nodes[i]
    if not direct and node.dep in ("relcl", "acl") and tree.children(i, "nsubj") and not is_verb(tree, node.head):
        return () if antecedent(tree, i, tree.children(i, "nsubj")[0]) == node.head else (node.head,)
    return tuple(antecedent(tree, i, k) for k in direct)


def _prepositions(tree: Tree, i: int, found: dict[str, tuple[int, ...]]) -> None:
    for p in tree.children(i, "prep", "dative", "agent", "prt"):
        for k in tree.children(p, "pobj", "pcomp"):
            _add(found, tree.nodes[p].lemma, (antecedent(tree, i, k),))
        for q in tree.children(p, "prep", "conj"):  # "in accordance with", "along with"; "in Oslo and in Riga"
            for r in (q, *tree.children(q, "prep")):  # "to Baku and on to Ashgabat"
                _add(found, tree.nodes[r].lemma, tree.children(r, "pobj"))
    _add(found, "in", whereabouts(tree, i))
    for k in tree.children(i, "advmod", "advcl"):  # "together with X"
        for p in tree.children(k, "prep") if tree.nodes[k].lemma in ("together", "along", "jointly", "back") else ():
            _add(found, tree.nodes[p].lemma, tree.children(p, "pobj"))


def _verbless(tree: Tree, i: int, found: dict[str, tuple[int, ...]]) -> None:
    """What a line without a verb is about stands before the rest: "Modi in Oslo for talks with Norway's leader"."""
    top = next(iter(list(tree.ancestors(i))[::-1]), i)
    if top != i and tree.nodes[top].mention and tree.nodes[top].dep == "ROOT":
        _add(found, "subject", (top,))
        _prepositions(tree, top, found)


def whose(tree: Tree, i: int) -> tuple[int, ...]:
    """Who a noun belongs to. A pronoun that nobody resolved is the clause's subject, or whoever is thanked or blamed
    ("thanked Oman for its mediation").
    """
    own = tree.children(i, "poss")
    verb = governing_verb(tree, i)
    if verb is not None and any(tree.nodes[k].tag == "WP$" for k in own):
        return tuple(antecedent(tree, verb, k) for k in own)
    if verb is None or not any(tree.nodes[k].tag == "PRP$" and not tree.nodes[k].mention for k in own):
        return own
    inside = set(tree.subtree(i))
    owners = _objects(tree, verb) if tree.nodes[verb].lemma in BLAMING else _subjects(tree, verb)
    return tuple(o for o in owners if o not in inside) or own


def _nominal(tree: Tree, i: int, found: dict[str, tuple[int, ...]]) -> None:
    _add(found, "possessor", whose(tree, i))
    _add(found, "modifier", modifiers(tree, i))
    _prepositions(tree, i, found)
    for participle in tree.children(i, "acl"):  # "talks held in Oslo between"
        if tree.nodes[participle].tag == "VBN":
            _prepositions(tree, participle, found)
    for made in made_in(tree, i):  # "the visit that the king made to"
        _add(found, "verb", (made,))
        _add(found, "subject", _subjects(tree, made))
        _prepositions(tree, made, found)
    _add(found, "clause", tree.children(i, "acl", "xcomp", "ccomp"))
    node = tree.nodes[i]
    if node.dep == "appos":  # "Chile, a close ally of Finland"
        _add(found, "subject", (node.head,))
    verb = governing_verb(tree, i)
    if verb is None:
        _verbless(tree, i, found)
        return
    expected = (
        tree.children(verb, "xcomp") if node.dep in ("nsubj", "nsubjpass") else ()
    )  # "is to open", "is due to open"
    _add(found, "verb", (verb, *expected))
    inside = set(tree.subtree(i))
    subjects = tuple(s for s in _subjects(tree, verb) if s not in inside)
    _add(found, "subject", subjects)
    if node.dep in ("dobj", "nsubjpass", "attr", "pobj", "conj", "acomp"):
        _prepositions(tree, verb, found)
    if node.dep in ("nsubj", "pobj"):
        _add(found, "object", tuple(o for o in _objects(tree, verb) if o not in inside))
