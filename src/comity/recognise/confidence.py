"""How likely a statement is right: a calibrated probability from what the engine knows of how it was read.

A logistic regression over named features, each between 0 and 1; its weights stand in confidence.json beside this file
and are learned from labelled documents by `make train` (scripts/train.py). What the figures mean, and how far they can
be trusted, is measured in docs/explanation/confidence.md.
"""

from __future__ import annotations

import functools
import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from comity.model import Origin, Statement
from comity.recognise.arguments import is_verb
from comity.recognise.learned import Weighed, support
from comity.recognise.merge import UNSAID
from comity.recognise.syntax import Tree

_UNLIKELY = 0.02
_TRIGGER = ("kind", "flow")  # fields whose origin is the trigger; a figure of trade has its flow's


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression, calibrated: what each feature adds to the log-odds of a statement's being right."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """In hundredths, since nothing finer is known, and never 0 or 1. Features without a weight count nothing."""
        odds = self.bias + math.fsum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return min(max(round(1 / (1 + math.exp(-min(max(odds, -30.0), 30.0))), 2), 0.01), 0.99)


@functools.cache
def weights() -> Weights:
    """What `make train` learned."""
    raw = json.loads(files(__package__).joinpath("confidence.json").read_text("utf-8"))
    return Weights(bias=raw["bias"], weights=raw["weights"])


def rated(
    statements: Sequence[Statement], trees: Sequence[Tree], said: Sequence[Weighed] = ()
) -> tuple[Statement, ...]:
    """The statements of a document, each with its confidence; `trees` are the sentences they were read from, `said` is
    what the network says of them.
    """
    known = weights()
    told = zip(statements, features(statements, trees, said), strict=True)
    return tuple(replace(s, confidence=known.probability(f)) for s, f in told)


def features(
    statements: Sequence[Statement], trees: Sequence[Tree], said: Sequence[Weighed] = ()
) -> tuple[dict[str, float], ...]:
    """For each statement of a document what is known of its reading, as numbers between 0 and 1; zeros are left out."""
    sites = _Sites(trees)
    held = [sites.of(s) for s in statements]
    in_sentence = Counter(id(site[0]) for site in held if site)
    alike = Counter(map(_sort, statements))
    counted = Counter(c for s in statements for c in s.countries())
    main = {c for c, _ in counted.most_common(2)}
    found = []
    for statement, site in zip(statements, held, strict=True):
        told = dict(_told(statement)) | dict(_weighed(support(statement, said)))
        told["others of the kind with the same states"] = _part(alike[_sort(statement)] - 1, 3)
        told["a state other than the main two"] = float(not main.issuperset(statement.countries()))
        if site is not None:
            told |= _grammar(statement, *site)
            told["others in the sentence"] = _part(in_sentence[id(site[0])] - 1, 4)
        found.append({name: value for name, value in told.items() if value})
    return tuple(found)


def _told(statement: Statement) -> Iterator[tuple[str, float]]:
    """What the statement itself shows."""
    yield f"kind={statement.kind}", 1.0
    yield f"status={statement.status}", 1.0
    if (act := statement.slot("act")) is not None:
        yield f"act={act}", 1.0
    states = len(statement.countries())
    yield "one state only", float(states < 2)
    yield "more than two states", float(states > 2)
    yield "an actor of unknown state", float(any(a.country is None for a in statement.actors))
    yield "place told", float(statement.place is not None)
    yield "slots told", _part(len(statement.slots), 5)
    yield "findings", float(bool(statement.findings))
    within = {q.within for q in statement.quotes}
    yield "title only", float(within == {"title"})
    yield "title and text", float(len(within) == 2)
    yield "told again", _part(len(statement.quotes) - 1, 3)
    yield "quote length", _part(max((len(q.exact) for q in statement.quotes), default=0), 300)
    yield from _rules(statement)


def _weighed(likely: float | None) -> Iterator[tuple[str, float]]:
    """How likely the network holds it: the log-odds from -7 to 7, laid on 0 to 1."""
    if likely is None:
        yield "not weighed", 1.0
        return
    odds = math.log(max(likely, 1e-4) / max(1 - likely, 1e-4))
    yield "weighed", min(max((odds + 7) / 14, 0.0), 1.0)
    yield "weighed unlikely", float(likely < _UNLIKELY)


def _rules(statement: Statement) -> Iterator[tuple[str, float]]:
    """By which rules it was read, as its origins name them."""
    rule = next((o.rule for o in statement.origins if o.field in _TRIGGER), statement.kind)
    yield f"frame={rule.split(' ')[0]}", 1.0
    roles = {a.role for a in statement.actors}
    actors = [o for o in statement.origins if o.field in roles]
    yield "actors not named in the sentence", _mean([o.span is None for o in actors])
    yield "actors by reference", _mean([o.rule.startswith("anaphora") for o in actors])
    yield "actors by a noun phrase", _mean([o.rule == "noun phrase" for o in actors])
    yield "status not told", float(any(o.rule == UNSAID for o in statement.origins))
    dated = [o.rule for o in statement.origins if o.field == "date"]
    yield "date carried", float(any(r.startswith("day of") for r in dated))
    yield "date read", float(bool(dated) and not dated[0].startswith("day of"))


def _grammar(statement: Statement, tree: Tree, trigger: int) -> Iterator[tuple[str, float]]:
    """What the sentence of the first telling shows; distances are dependency arcs from the trigger."""
    above = tuple(tree.ancestors(trigger))
    yield "trigger is a verb", float(is_verb(tree, trigger))
    yield "trigger depth", _part(len(above), 6)
    yield "told by somebody", float(any(tree.nodes[a].dep == "ROOT" and tree.children(a, "ccomp") for a in above))
    yield "sentence length", _part(len(tree.nodes), 50)
    roles = {a.role for a in statement.actors}
    spans = {o.span for o in statement.origins if o.span and o.field in roles and o.within == tree.within}
    away = [tree.distance(trigger, n) for n, node in enumerate(tree.nodes) if node.span in spans and n != trigger]
    yield "distance of the nearest actor", _part(min(away, default=0), 6)
    yield "distance of the furthest actor", _part(max(away, default=0), 8)
    named = {a.country for node in tree.nodes if node.mention for a in node.mention.actors if a.country}
    yield "states named that take no part", _part(len(named.difference(statement.countries())), 3)
    yield "far into the text", _part(tree.paragraph, 12)


class _Sites:
    """The sentences of a document by where they stand."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self._trees: dict[str, list[Tree]] = {}
        for tree in sorted(trees, key=lambda t: t.span):
            self._trees.setdefault(tree.within, []).append(tree)
        self._starts = {within: [t.span.start for t in held] for within, held in self._trees.items()}

    def of(self, statement: Statement) -> tuple[Tree, int] | None:
        """The sentence and the trigger of a statement, where an origin tells them."""
        for origin in statement.origins:
            if origin.field in _TRIGGER and origin.span:
                return self._at(origin)
        return None

    def _at(self, origin: Origin) -> tuple[Tree, int] | None:
        span = origin.span
        n = bisect_right(self._starts.get(origin.within, []), span.start) if span else 0
        if span is None or n == 0:
            return None
        tree = self._trees[origin.within][n - 1]
        return next(((tree, i) for i, node in enumerate(tree.nodes) if node.span.overlaps(span)), None)


def _sort(statement: Statement) -> tuple[str, frozenset[str]]:
    return statement.kind, frozenset(statement.countries())


def _part(n: int, of: int) -> float:
    """`n` as a share of `of`, from 0 to 1."""
    return min(max(n, 0), of) / of


def _mean(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0
