"""What people decided, replayed over statements as any version of the reader made them. Pure, and nothing is lost:
a decision whose statement cannot be found is told of.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from comity.model import Decision, Finding, InputError, Origin, Statement, Subject
from comity.reconcile.fields import with_values
from comity.reconcile.find import Finder
from comity.reconcile.linked import linked


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Statements with decisions applied; ids are those of the statements as they now read.

    `statements` are in the order they came in, the rejected left out. The members of a set in `together` are one event;
    no two members of a set in `apart` are. `findings` tell of decisions that could not be placed: code "decision-gone",
    "decision-ambiguous", "decision-refused" or "decision-overruled".

    `now` maps the id of each statement that was decided on, as it was read, to its id as it now reads; `of` maps that
    one to its decisions in force, oldest first. `in_force` are ids of decisions that were not undone; `unplaced` gives
    for the id of each that could not (wholly) be applied its findings.
    """

    statements: tuple[Statement, ...]
    accepted: frozenset[str] = frozenset()
    rejected: tuple[Statement, ...] = ()
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()
    findings: tuple[Finding, ...] = ()
    now: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    in_force: frozenset[str] = frozenset()
    unplaced: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


def replay(statements: Iterable[Statement], decisions: Sequence[Decision]) -> Decided:
    """Apply every decision that is in force, by time. A later one beats an earlier one; corrections of different fields
    add up, and one that changes nothing leaves its statement as it was read. In which order `decisions` come does not
    matter, nor that one comes twice.

    Decisions about documents that are not among `statements` count as gone: see `concerning`.
    """
    told = {statement.id: statement for statement in statements}
    ordered = sorted({d.id: d for d in decisions}.values(), key=lambda d: (d.made, d.id))
    valid = in_force(ordered)
    desk = _Desk(told, Finder(told, [s for d in ordered for s in d.subjects]))
    for decision in ordered:
        if decision.id in valid and decision.action != "undo":
            desk.take(decision)
    known = {decision.id for decision in ordered}
    for decision in ordered:
        if decision.action == "undo" and decision.undoes not in known:
            desk.note(decision, "gone", "what it takes back is not among the decisions")
    return desk.decided(valid)


def in_force(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of decisions that are not undone. An undo may itself be undone, however often."""
    by_id = {decision.id: decision for decision in decisions}
    undone_by: dict[str, list[str]] = defaultdict(list)
    depth: dict[str, int] = {}
    for decision in by_id.values():
        if decision.undoes is not None:
            undone_by[decision.undoes].append(decision.id)
        # An id is a hash over the id it undoes, so the way back ends.
        way = [decision.id]
        while way[-1] not in depth and (before := by_id[way[-1]].undoes) in by_id:
            way.append(str(before))
        depth.setdefault(way[-1], 0)
        for undone, undo in itertools.pairwise(reversed(way)):
            depth[undo] = depth[undone] + 1
    valid: set[str] = set()
    for one in sorted(depth, key=lambda d: -depth[d]):
        if not any(undo in valid for undo in undone_by[one]):
            valid.add(one)
    return frozenset(valid)


def concerning(decisions: Iterable[Decision], documents: Collection[str]) -> tuple[Decision, ...]:
    """The decisions about statements of some documents, with what undoes them."""
    every = list(decisions)
    wanted = {d.id for d in every if any(s.document in documents for s in d.subjects)}
    while more := {d.id for d in every if d.undoes in wanted} - wanted:
        wanted |= more
    return tuple(d for d in every if d.id in wanted)


def rule_of(decision: Decision) -> str:
    """What an origin says of a field that a decision corrected."""
    return f"decision {decision.id} by {decision.author}"


class _Desk:
    """Statements by the id they were read with, as far as decisions have come."""

    def __init__(self, told: Mapping[str, Statement], finder: Finder) -> None:
        self._read, self._finder = told, finder
        self._now = dict(told)
        self._verdict: dict[str, Decision] = {}
        self._verdict_on: dict[str, Subject] = {}
        self._links: list[tuple[Decision, tuple[str, ...]]] = []
        self._of: dict[str, list[Decision]] = defaultdict(list)
        self._unplaced: dict[str, list[Finding]] = defaultdict(list)

    def take(self, decision: Decision) -> None:
        placed = [(subject, self._place(decision, subject)) for subject in decision.subjects]
        places = tuple(dict.fromkeys(place for _, place in placed if place))
        for known in places:
            self._of[known].append(decision)
        if decision.action in ("merge", "split"):
            self._link(decision, places)
            return
        for subject, place in placed:
            if place:
                self._judge(decision, subject, place)

    def note(self, decision: Decision, code: str, why: str) -> None:
        message = f"decision {decision.id} ({decision.action}, {decision.author}): {why}"
        finding = Finding(code=f"decision-{code}", message=message, verdict="cannot be checked")
        self._unplaced[decision.id].append(finding)

    def decided(self, valid: frozenset[str]) -> Decided:
        rejected = {read for read, decision in self._verdict.items() if decision.action == "reject"}
        # Working out an id takes a hash of all that is said: only what a correction changed gets another one.
        ids = {read: now.id if now is not self._read[read] else read for read, now in self._now.items()}
        live: dict[str, Statement] = {}
        for read, statement in self._now.items():
            if read not in rejected:
                live.setdefault(ids[read], statement)
        named = {member for _, members in self._links for member in members} - rejected
        together, apart, overruled = linked(self._links, {read: self._now[read] for read in named})
        for decision, why in overruled:
            self.note(decision, "overruled", why)
        accepted = {ids[read] for read, d in self._verdict.items() if d.action == "accept"}
        return Decided(
            statements=tuple(live.values()),
            accepted=frozenset(accepted),
            rejected=tuple(statement for read, statement in self._now.items() if read in rejected),
            together=together,
            apart=apart,
            findings=tuple(itertools.chain.from_iterable(self._unplaced.values())),
            now={read: ids[read] for read in self._of},
            of={ids[read]: tuple(made) for read, made in self._of.items()},
            in_force=valid,
            unplaced={made: tuple(told) for made, told in self._unplaced.items()},
        )

    def _place(self, decision: Decision, subject: Subject) -> str | None:
        """The id as read of the statement that a subject is."""
        found = self._finder.find(subject)
        if found.place is not None:
            return found.place
        said = f"{subject.kind} {subject.statement} of {subject.document[:80]!r}"
        if found.why == "ambiguous":
            self.note(decision, "ambiguous", f"several statements are now equally like the {said}")
        else:
            self.note(decision, "gone", f"the {said} is no longer read there")
        return None

    def _judge(self, decision: Decision, subject: Subject, place: str) -> None:
        before = self._verdict.get(place)
        opposed = before is not None and (before.action == "reject") != (decision.action == "reject")
        if before is not None and opposed and subject.statement not in self._named(self._verdict_on[place]):
            # Two statements of an earlier reading are one now, and they were judged differently.
            self.note(before, "overruled", f"decision {decision.id} says otherwise of what is now one statement")
        if decision.action == "correct" and not self._correct(decision, place):
            return
        if decision.action != "correct" or opposed:
            self._verdict[place], self._verdict_on[place] = decision, subject

    def _named(self, subject: Subject) -> set[str]:
        return {one.statement for one in self._finder.heirs(subject)}

    def _correct(self, decision: Decision, place: str) -> bool:
        before = self._now[place]
        try:
            after = with_values(before, dict(decision.values))
        except InputError as error:
            self.note(decision, "refused", f"the correction does not fit: {error}")
            return False
        if after.id != before.id:  # What the reader itself says by now stays the reader's.
            self._now[place] = replace(after, origins=_origins(before, after, decision), confidence=None)
        return True

    def _link(self, decision: Decision, places: tuple[str, ...]) -> None:
        if len(places) > 1:
            self._links.append((decision, places))
        elif decision.action == "split" and decision.id not in self._unplaced:
            self.note(decision, "refused", "what it keeps apart is one statement now")


def _origins(before: Statement, after: Statement, decision: Decision) -> tuple[Origin, ...]:
    """A corrected field comes from the decision alone; actors have an origin each, under their roles."""
    fields = [name for name, _ in decision.values if name != "actors"]
    replaced = set(fields)
    if "actors" in dict(decision.values):
        fields += [actor.role for actor in after.actors]
        replaced |= {actor.role for actor in (*before.actors, *after.actors)}
    gone = {name for name, _ in before.slots} - {name for name, _ in after.slots}
    kept = (o for o in before.origins if o.field not in replaced | gone)
    return (*kept, *(Origin(field=name, rule=rule_of(decision)) for name in fields))
