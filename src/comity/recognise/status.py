"""Did it happen, is it going on, planned, proposed, or denied: read from tense, modals, negation and control."""

from __future__ import annotations

from comity.kinds import shared_lexicon
from comity.recognise.arguments import is_verb
from comity.recognise.syntax import Tree

_RANK = ("denied", "proposed", "planned", "ongoing", "done")
_POSSIBLE = frozenset({"could", "may", "might", "can", "should", "would"})
_READY = frozenset("ready willing open keen eager able prepared interested free".split())  # may yet happen
_BOUND = frozenset("due set scheduled slated likely certain sure bound poised about".split())
_UNWILLING = frozenset("unable unwilling reluctant loath".split())
_STANDING = ("under", "despite", "since", "per", "pursuant", "thanks", "following")  # over what is there already
_ENDINGS = ("fail", "collapse", "falter", "stall", "founder", "break")  # of talks: they were held
_CARRIERS = ("xcomp", "ccomp", "dobj", "nsubjpass", "pobj", "pcomp", "attr", "acl", "nsubj", "conj", "advcl", "oprd")


def status(tree: Tree, trigger: int, standing: str = "done", *, spoken: frozenset[int] = frozenset()) -> str:
    """The status of what the trigger names. `standing` is what a plain present or past tense gives. Of the
    words `spoken` their own meaning does not count: what is urged, offered or rejected was said.
    """
    chain = _chain(tree, trigger)
    beside = {tree.nodes[v].head for v in chain if tree.nodes[v].dep == "conj"}  # "discussed it and agreed": said apart
    verbs = {_verb(tree, v, own=v not in spoken and (v not in beside or v == trigger)) for v in chain}
    said = {
        _disposed(tree, trigger),
        _adjectives(tree, trigger),
        _being_on(tree, trigger),
        _being_negotiated(tree, trigger),
    } | verbs
    said.discard("")
    if _none(tree, trigger):
        return "denied"
    if _at_talks(tree, trigger):
        said -= {"denied", "proposed"}
    return min(said, key=_RANK.index) if said else standing


def _chain(tree: Tree, trigger: int) -> list[int]:
    """The trigger (where it is a verb) and the verbs above it whose mood it shares."""
    chain = [trigger] if is_verb(tree, trigger) else []
    here = trigger
    for above in tree.ancestors(trigger):
        dep = tree.nodes[here].dep
        if dep == "pobj" and not chain and tree.nodes[above].lemma in _STANDING:
            break
        if dep not in _CARRIERS and not (dep == "prep" and not chain):
            break
        if dep in ("ccomp", "conj", "advcl") and is_verb(tree, above) and chain:
            shared = dep == "conj" and not tree.children(here, "nsubj", "nsubjpass", "aux")
            governed = dep == "ccomp" and tree.nodes[above].lemma in _governors()
            if not (shared or governed):
                break
        if is_verb(tree, above):
            chain.append(above)
            if dep in ("nsubj", "pobj") and not is_verb(tree, here):
                break
        elif dep == "acl" and chain:
            noun = tree.nodes[above].lemma  # "plans to build", "an offer to host"
            taker = tree.nodes[above].head
            if tree.nodes[taker].lemma == "accept":  # what is accepted is no longer only offered
                return [*chain, taker]
            return [*chain, above] if noun in _governors() else chain
        here = above
    return chain


def _none(tree: Tree, trigger: int) -> bool:
    """ "no treaty", "reached no deal"."""
    held = (trigger, *(tree.children(trigger, "dobj", "nsubjpass") if is_verb(tree, trigger) else ()))
    return any(tree.nodes[k].lemma == "no" for n in held for k in tree.children(n, "det"))


def _at_talks(tree: Tree, trigger: int) -> bool:
    """Whether the trigger is where something was or was not done: "failed to agree at talks in Oslo"."""
    prep = tree.nodes[tree.nodes[trigger].head]
    return (
        tree.nodes[trigger].dep == "pobj"
        and prep.lemma in ("at", "during", "after", "following")
        and prep.dep == "prep"
    )


def _disposed(tree: Tree, trigger: int) -> str:
    """By the adjective that the trigger hangs on: "ready to mediate", "open to talks", "due to meet"."""
    for n, above in enumerate(tree.ancestors(trigger)):
        word = tree.nodes[above].lemma
        if tree.nodes[above].dep in ("acomp", "oprd", "attr") and tree.nodes[above].pos in ("ADJ", "VERB"):
            if word in _READY:
                return "proposed"
            return "planned" if word in _BOUND else "denied" if word in _UNWILLING else ""
        if n > 1 or is_verb(tree, above):
            return ""
    return ""


def _governors() -> frozenset[str]:
    lexicon = shared_lexicon()
    return lexicon["plan_words"] | lexicon["propose_words"] | lexicon["deny_words"]


def _verb(tree: Tree, v: int, *, own: bool = True) -> str:
    node, lexicon = tree.nodes[v], shared_lexicon()
    auxiliaries = {tree.nodes[k].lemma for k in tree.children(v, "aux", "auxpass")}
    if tree.children(v, "neg"):
        return "denied"
    phrasal = {f"{node.lemma} {tree.nodes[k].lemma}" for k in tree.children(v, "prt")}
    if own and node.lemma in _ENDINGS and _talks_end(tree, v):
        own = False
    if own and {node.lemma, *phrasal} & lexicon["deny_words"]:
        return "denied"
    if any(tree.nodes[k].lemma in ("if", "unless", "whether") for k in tree.children(v, "mark")):
        return "proposed"
    if own and node.lemma == "call" and any(tree.nodes[k].lemma == "for" for k in tree.children(v, "prep")):
        return "proposed"
    if "would" in auxiliaries and _reported(tree, v):
        return "planned"
    if auxiliaries & _POSSIBLE or (own and node.lemma in lexicon["propose_words"]):
        return "proposed"
    if auxiliaries & {"will", "shall", "'ll"} or _bound_to(tree, v) or (own and node.lemma in lexicon["plan_words"]):
        return "planned"
    if node.tag == "VBG" and "be" in auxiliaries and "have" not in auxiliaries:
        return "ongoing"
    return ""


def _talks_end(tree: Tree, v: int) -> bool:
    """Whether it is talks or their like that fail or collapse, by themselves."""
    held = {tree.nodes[k].lemma for k in tree.children(v, "nsubj")}
    return bool(held & (shared_lexicon()["occasions"] | {"mediation", "effort"})) and not tree.children(
        v, "xcomp", "dobj"
    )


def _reported(tree: Tree, v: int) -> bool:
    """ "said that it would build": the future, seen from when it was said."""
    above = tree.nodes[tree.nodes[v].head]
    return tree.nodes[v].dep == "ccomp" and above.tag in ("VBD", "VBN") and above.lemma in shared_lexicon()["say_words"]


def _bound_to(tree: Tree, v: int) -> bool:
    """ "is to visit", "is set to sign", "are due to meet"."""
    if not any(tree.nodes[k].lemma == "to" for k in tree.children(v, "aux")):
        return False
    node = tree.nodes[v]
    above = tree.nodes[node.head]
    if node.dep == "ROOT" or (tree.within == "title" and node.dep in ("acl", "relcl")):  # headlines: "X to visit Y"
        return True
    return node.dep == "xcomp" and above.lemma in ("be", "set", "due", "poise", "schedule", "slate", "bind", "about")


def _being_on(tree: Tree, trigger: int) -> str:
    """ "is on a visit", "is in talks", "is in Oslo"."""
    if tree.nodes[trigger].lemma == "be":
        there = any(tree.nodes[p].lemma == "in" for p in tree.children(trigger, "prep"))
        return "ongoing" if there and tree.nodes[trigger].tag in ("VBZ", "VBP") else ""
    prep = tree.nodes[trigger].head
    verb = tree.nodes[tree.nodes[prep].head]
    going = tree.nodes[prep].lemma in ("on", "in") and verb.lemma == "be" and verb.tag in ("VBZ", "VBP")
    return "ongoing" if going and not is_verb(tree, trigger) else ""


def _being_negotiated(tree: Tree, trigger: int) -> str:
    """ "negotiations on an agreement", "talks on a treaty"."""
    prep = tree.nodes[trigger].head
    above = tree.nodes[tree.nodes[prep].head]
    talked = (
        tree.nodes[prep].lemma in ("on", "for", "over", "towards") and above.lemma in shared_lexicon()["bargaining"]
    )
    return "ongoing" if talked and tree.nodes[trigger].lemma in shared_lexicon()["instrument"] else ""


def _adjectives(tree: Tree, trigger: int) -> str:
    lexicon = shared_lexicon()
    around = {tree.nodes[k].lemma for k in tree.children(trigger, "amod", "compound")}
    around |= {tree.nodes[k].text.lower() for k in tree.children(trigger, "amod", "compound")}
    for name in ("proposed", "planned", "ongoing"):
        if around & lexicon[f"{name}_adjectives"]:
            return name
    return ""
