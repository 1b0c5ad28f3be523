"""Statements of relations that no frame has read, as far as the network is sure enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from comity.kinds import Kind
from comity.model import Statement
from comity.recognise.arguments import coordinated
from comity.recognise.learned.candidates import NOBODY, Candidates
from comity.recognise.learned.drafts import Held, draft, node_of
from comity.recognise.learned.levels import levels
from comity.recognise.learned.network import Vector, network
from comity.recognise.learned.weighing import STATUS, SYMMETRIC, TRADE, Weighed, is_symmetric, ranked
from comity.recognise.syntax import Tree

LEAST = 0.4  # of a relation's probability; the confidence of what is proposed decides further
_ALIKE = frozenset({"aid", "investment", "project"})  # one sum between two states is one of these
_EACH = frozenset({"aid", "investment", "mediation", "visit"})  # of several states, each is one of its own
_ONCE = frozenset({"meeting", "visit"})
_IN_A_SENTENCE = 3
_SURE = 0.7  # of a status
_TOWNS = frozenset({"capital", "city"})
_PEOPLE = frozenset({"person", "adjective", "group"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement, and how likely its relation holds."""

    probability: float
    statement: Statement


def proposed(
    sentence: Weighed,
    source: str,
    kinds: Mapping[str, Kind],
    read: Sequence[Statement],
    found: Sequence[Statement],
) -> Iterator[Proposal]:
    """What the network finds in a sentence beside what frames `read` in it and the levels `found` by series."""
    tree, candidates, ctx = sentence.tree, sentence.candidates, sentence.candidates.ctx
    if tree.within != "title" and not any(n.dep in ("nsubj", "nsubjpass") for n in tree.nodes):
        return
    series = (kind for kind in kinds.values() if kind.series)
    yield from (Proposal(*told) for kind in series for told in levels(sentence, source, kind, ctx, found))
    for held in _joined(tree, candidates, list(_held(network().names, sentence))):
        kind = kinds.get(_kind(held.relation))
        if kind is not None and not _read(held, kind, read) and not _beside(candidates, held, read):
            one = draft(candidates, held, kind, source, ctx)
            if one is not None:
                yield Proposal(held.probability, _at_once(one, read))


def _at_once(one: Statement, read: Sequence[Statement]) -> Statement:
    """Who meets where a frame has read a visit of the same states meets then, whatever else they aim at."""
    known = (s for s in read if s.kind in _ONCE and one.kind in _ONCE and {*s.countries()} == {*one.countries()})
    stay = next(known, None)
    return one if stay is None else replace(one, status=stay.status, date=stay.date or one.date)


def unread(proposals: Iterable[Proposal], found: Sequence[Statement]) -> list[Statement]:
    """The likeliest proposals, at most three a sentence; merging tells which of them are told elsewhere too. None where
    frames found nothing: a report of a match between two nations has words enough that mislead.
    """
    taken: list[Statement] = []
    for proposal in sorted(proposals, key=lambda p: -p.probability) if found else ():
        one = proposal.statement
        quote = one.quotes[0]
        beside = sum(s.quotes[0].within == quote.within and s.quotes[0].span.overlaps(quote.span) for s in taken)
        if (beside < _IN_A_SENTENCE or one.kind == TRADE) and not any(_again(s, one) for s in (*found, *taken)):
            taken.append(one)
    return taken


def _again(known: Statement, one: Statement) -> bool:
    """Whether a proposal tells anew that somebody came or met: of that a report speaks in many words."""
    if known.kind != one.kind or one.kind not in _ONCE or not {*one.countries()} <= {*known.countries()}:
        return False
    a, b = known.date, one.date
    if a is not None and b is not None and (a.end < b.start or b.end < a.start):
        return False
    return known.status == one.status or {known.status, one.status} <= {"done", "ongoing"}


def _held(names: Sequence[str], sentence: Weighed) -> Iterator[Held]:
    parties: dict[str, list[tuple[float, str]]] = {}
    for (a, b), probability in sentence.likely.items():
        for n, relation in enumerate(names):
            likely = float(probability[n])
            if b == NOBODY or relation.startswith(STATUS) or _kind(relation) == TRADE:
                continue
            if is_symmetric(relation):
                likely = (likely + float(sentence.likely[b, a][n])) / 2
            if likely < LEAST or (is_symmetric(relation) and a > b):
                continue
            if relation == "mediation":
                parties.setdefault(a, []).append((likely, b))
            elif is_symmetric(relation):
                yield Held(relation, (a, b), (), likely, _status(names, probability))
            else:
                yield Held(relation, (a,), (b,), likely, _status(names, probability))
    for mediator, sides in parties.items():
        best = sorted(sides, reverse=True)[:2]
        yield Held("mediation", (mediator,), tuple(code for _, code in best), best[-1][0])


def _status(names: Sequence[str], probability: Vector) -> str | None:
    """The status of what holds between two states; None where the network is not sure, and grammar decides."""
    told = [(float(probability[n]), name.removeprefix(STATUS)) for n, name in enumerate(names) if name[0] == STATUS]
    likely, status = max(told, default=(0.0, "done"))
    return status if likely >= _SURE else "done" if likely <= 1 - _SURE else None


def _joined(tree: Tree, candidates: Candidates, held: Sequence[Held]) -> list[Held]:
    """Relations of several that stand in one list are one: "Brazil, Colombia and Chile condemned ..."."""
    kept: list[Held] = []
    for one in sorted(held, key=lambda h: -h.probability):
        n = next((n for n, known in enumerate(kept) if _of_a_list(tree, candidates, known, one)), None)
        if n is None:
            kept.append(one)
        else:
            first = tuple(dict.fromkeys((*kept[n].first, *one.first)))
            second = tuple(dict.fromkeys((*kept[n].second, *one.second)))
            kept[n] = replace(kept[n], first=first, second=second)
    return kept


def _of_a_list(tree: Tree, candidates: Candidates, a: Held, b: Held) -> bool:
    if a.relation != b.relation or a.relation in _EACH:
        return False
    if is_symmetric(a.relation):
        return len(set(a.first) & set(b.first)) > 0 and _coordinated(tree, candidates, {*a.first} ^ {*b.first})
    if a.second == b.second:
        return _coordinated(tree, candidates, {*a.first, *b.first})
    return a.first == b.first and _coordinated(tree, candidates, {*a.second, *b.second})


def _coordinated(tree: Tree, candidates: Candidates, codes: set[str]) -> bool:
    nodes = [node_of(candidates, code) for code in sorted(codes)]
    if any(n is None for n in nodes) or len(nodes) < 2:
        return False
    listed = [{n, *coordinated(tree, n)} for n in nodes if n is not None]
    return any(set(nodes) <= one for one in listed)


def _kind(relation: str) -> str:
    return relation.rstrip(SYMMETRIC).partition("/")[0]


def _read(held: Held, kind: Kind, read: Sequence[Statement]) -> bool:
    """Whether a frame has read it in the sentence, or what the kind gives way to."""
    states = {*held.first, *held.second}
    others = {*kind.yields, *(_ALIKE if kind.name in _ALIKE else ())}
    invited = kind.name in ("visit", "meeting")  # who is invited to come has not come
    return any(
        _same(held, kind, s)
        or ((s.kind in others or (invited and s.slot("act") == "invite")) and states <= set(s.countries()))
        for s in read
    )


def _same(held: Held, kind: Kind, known: Statement) -> bool:
    act = held.relation.rstrip(SYMMETRIC).partition("/")[2]
    if known.kind != kind.name or (known.slot("act") or "") != act:
        return False
    if not held.second:
        return {*held.first} <= {*known.countries()}
    first, second = ranked(kind.roles)
    return {*held.first} <= {*known.countries(first)} and {*held.second} <= {*known.countries(second)}


def _beside(candidates: Candidates, held: Held, read: Sequence[Statement]) -> bool:
    """Whether states only stand beside each other: in a list of several, or where others meet in a town of theirs."""
    if held.relation in ("visit", "mediation"):
        (host,) = held.second if held.relation == "visit" else held.first
        met = any(s.kind == "meeting" and host not in s.countries() for s in read)
        return (met and _named_by(candidates, host, _TOWNS)) or _received_abroad(candidates, held)
    if not is_symmetric(held.relation) or len(candidates.places) < 3 or len(held.first) > 2:
        return False
    first, second = (node_of(candidates, code) for code in held.first)
    if first is None or second is None:
        return False
    return second in coordinated(candidates.tree, first) or first in coordinated(candidates.tree, second)


def _received_abroad(candidates: Candidates, held: Held) -> bool:
    """Whether a visit's host is told by people only, and a town of a third state stands in the sentence."""
    if held.relation != "visit" or not _named_by(candidates, held.second[0], _PEOPLE):
        return False
    return any(
        _named_by(candidates, code, _TOWNS) for code in candidates.places if code not in held.first + held.second
    )


def _named_by(candidates: Candidates, code: str, types: frozenset[str]) -> bool:
    """Whether a state is named in the sentence, always by a name of these types."""
    mentions = [candidates.tree.nodes[n].mention for n in candidates.places.get(code, ())]
    return bool(mentions) and all(m is not None and m.type in types for m in mentions)
