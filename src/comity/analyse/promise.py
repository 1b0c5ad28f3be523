"""A promise, and what came of it: values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from comity.model import Actor, Interval, Money, Statement

State = Literal["open", "silent", "overdue", "kept", "broken"]
STATES: tuple[State, ...] = ("overdue", "silent", "open", "broken", "kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Statements that tell where a promise stands.

    `rung` is one of kinds.LADDER or "cancelled", "" where the promise is only mentioned; `word` what the kind calls it
    ("pledged"). `told` and `last_told` are the first and last days on which sources tell of it, `happened` when it came
    about, where that is said. `moves` is False for a report of a stage that was reached before: it is kept, and moves
    nothing. `revives` marks what goes on after it was cancelled. `why` says what ties the statements to the promise.
    """

    rung: str
    word: str
    statements: tuple[Statement, ...]
    told: date | None = None
    last_told: date | None = None
    happened: Interval | None = None
    moves: bool = True
    revives: bool = False
    why: str = ""

    @property
    def id(self) -> str:
        """The id of the statement that tells it most fully."""
        return self.statements[0].id

    @property
    def day(self) -> Interval | None:
        """When it happened, else the day on which it was first told."""
        return self.happened or (Interval(self.told, self.told) if self.told else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody said would come, and what came of it, as of `today`.

    `by` promise `to`; where both promise each other `to` is empty. `what` are the words for it, "" where nothing names
    it. `made` is the day on which a source first told of it. `due` is the first day said, `moved_to` a later one that a
    later source said instead. `steps` are in order of time, the promise itself first; the last that moves is where it
    stands (`reached`). `state` is:

    kept     it was delivered; `late` says whether after it was due (None where one of the days is not known)
    broken   it was cancelled, denied, or a source says that it did not come about
    overdue  the day it was due has passed
    silent   no source has told of it for `silent_months` and more, while sources on the two went on
    open     none of these

    `silent_for` is how many whole months ago, seen from today, a source last told of it, `heard_for` for how many of
    those the sources on the two go on; `newest` is the newest of them. `unheard` is a silence that is none of the
    promise's: the sources themselves stop.
    """

    kind: str
    by: tuple[Actor, ...]
    to: tuple[Actor, ...]
    what: str
    steps: tuple[Step, ...]
    state: State
    value: Money | None = None
    made: date | None = None
    due: Interval | None = None
    moved_to: Interval | None = None
    late: bool | None = None
    last_told: date | None = None
    newest: date | None = None
    silent_for: int | None = None
    heard_for: int | None = None
    silent: bool = False
    unheard: bool = False

    @property
    def lead(self) -> Statement:
        """The statement it is worded from."""
        return self.steps[0].statements[0]

    @property
    def id(self) -> str:
        """The id of that statement."""
        return self.lead.id

    @property
    def reached(self) -> Step:
        """The step at which it stands."""
        return next(step for step in reversed(self.steps) if step.moves)

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of all sides, each once."""
        return tuple(dict.fromkeys(a.country for a in (*self.by, *self.to) if a.country))

    def is_(self, state: State) -> bool:
        """Whether it is in a state; one that is overdue may be silent as well."""
        return self.state == state or (state == "silent" and self.silent)
