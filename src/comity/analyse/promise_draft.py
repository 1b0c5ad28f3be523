"""A promise while its steps are gathered, one telling after another in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from comity.analyse.promise import Step
from comity.analyse.promise_telling import Telling
from comity.kinds import CANCELLED, LADDER
from comity.model import Interval


@dataclass(slots=True, kw_only=True)
class Draft:
    """What is known of a promise so far; `events` are the ids of those that tell of it, `kept` and `cancelled` what
    made it so, None where it is not; `number` its place among all.
    """

    opening: Telling
    tellings: list[Telling]
    events: set[str]
    steps: list[Step]
    due: Interval | None = None
    kept: Telling | None = None
    cancelled: Telling | None = None
    number: int = 0
    _reports: dict[tuple[str, str], int] = field(default_factory=dict)

    def take(self, telling: Telling, *, why: str, rung: str | None = None, word: str | None = None) -> None:
        """Put a telling to the promise: a step up, its end, its revival, or a report that moves nothing. `rung` and
        `word` are what it comes to here, None where its own kind says so.
        """
        rung = telling.rung if rung is None else rung
        word = word or (telling.word if rung == telling.rung else rung)
        moves = self._moves(telling, rung)
        self.tellings.append(telling)
        self.events.add(telling.event)
        self.due = self.due or telling.due
        same = self._reports.get((telling.event, rung))
        if same is not None and not moves:
            self.steps[same] = _joined(self.steps[same], telling)
            return
        revives = moves and self.cancelled is not None and rung != CANCELLED
        self._reports[telling.event, rung] = len(self.steps)
        self.steps.append(_step(telling, rung=rung, word=word, moves=moves, revives=revives, why=why))
        if moves:
            self.cancelled = telling if rung == CANCELLED else None
            self.kept = telling if _keeps(rung, self.opening) else None

    def _moves(self, telling: Telling, rung: str) -> bool:
        if self.kept or not rung:
            return False
        if rung == CANCELLED:
            return self.cancelled is None
        if self.cancelled:
            return _since(telling, self.cancelled)
        return LADDER.index(rung) > _height(self.steps)


def opened(telling: Telling) -> Draft:
    """The promise that a telling makes."""
    return Draft(
        opening=telling,
        tellings=[telling],
        events={telling.event},
        steps=[_step(telling, rung=telling.rung, word=telling.word)],
        due=telling.due,
        _reports={(telling.event, telling.rung): 0},
    )


def _keeps(rung: str, opening: Telling) -> bool:
    return rung in LADDER and LADDER.index(rung) >= LADDER.index(opening.rule.kept)


def _height(steps: Sequence[Step]) -> int:
    reached = [LADDER.index(s.rung) for s in steps if s.moves and s.rung in LADDER]
    return max(reached, default=-1)


def _since(telling: Telling, cancelled: Telling) -> bool:
    """Whether another document tells of it after it was cancelled."""
    documents = {s.document for s in telling.statements} & {s.document for s in cancelled.statements}
    return not documents and telling.time > cancelled.time


def _step(telling: Telling, *, rung: str, word: str, moves: bool = True, revives: bool = False, why: str = "") -> Step:
    return Step(
        rung=rung,
        word=word,
        statements=telling.statements,
        told=telling.told,
        last_told=telling.told,
        happened=telling.happened,
        moves=moves,
        revives=revives,
        why=why,
    )


def _joined(step: Step, telling: Telling) -> Step:
    """A step with one more report of the same."""
    days = [day for day in (step.last_told, telling.told) if day]
    return replace(
        step,
        statements=(*step.statements, *telling.statements),
        last_told=max(days, default=None),
        happened=step.happened or telling.happened,
    )
