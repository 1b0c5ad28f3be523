"""What a relative clause describes."""

from __future__ import annotations

from comity.recognise.syntax import Tree


def antecedent(tree: Tree, verb: int, k: int) -> int:
    """The noun a relative pronoun stands for, also where its verb hangs on another ("which they hope to build")."""
    if tree.nodes[k].lemma not in ("that", "which", "who", "whom", "whose"):
        return k
    while tree.nodes[verb].dep in ("xcomp", "ccomp") and tree.nodes[verb].head != verb:
        verb = tree.nodes[verb].head
    return standing_there(tree, tree.nodes[verb].head) if tree.nodes[verb].dep == "relcl" else k


def standing_there(tree: Tree, n: int) -> int:
    """What a clause after the name of a town describes: what stands there ("the refinery in Brod, which is being")."""
    node, prep = tree.nodes[n], tree.nodes[tree.nodes[n].head]
    town = node.pos == "PROPN" and (node.mention is None or node.mention.type == "city")
    if not town or node.dep != "pobj" or prep.lemma not in ("in", "at", "near", "on", "outside"):
        return n
    return prep.head if tree.nodes[prep.head].pos == "NOUN" else n
