"""What is new since a day: by the day it was published, and by the day it happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.analyse.claim import Claim, differences
from comity.analyse.contradiction import Contradiction
from comity.analyse.line import Line, Source
from comity.analyse.promise import Promise, Step
from comity.model import Statement

_STAGES = ("proposed", "planned", "ongoing", "done")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A field of which reports since the day say something that none said before: `before` and `after`."""

    line: Line
    field: str
    before: tuple[Claim, ...]
    after: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since `since`, that day included.

    `reported` are events that nobody told of before; `happened` are events told of before that have begun or fallen
    due since; `changed` are claims that have become others; `moved` are promises made before, each with the last step
    that it took since; `conflicts` are contradictions in which a report since takes part.
    Documents without a publication date cannot be placed; there are `undated` of them.
    """

    since: date
    reported: tuple[Line, ...] = ()
    happened: tuple[Line, ...] = ()
    changed: tuple[ClaimChange, ...] = ()
    moved: tuple[tuple[Promise, Step], ...] = ()
    conflicts: tuple[Contradiction, ...] = ()
    undated: int = 0

    def __bool__(self) -> bool:
        return bool(self.reported or self.happened or self.changed or self.moved or self.conflicts)


def changes(
    since: date,
    today: date,
    lines: Sequence[Line],
    sources: Mapping[str, Source],
    contradictions: Iterable[Contradiction],
    promises: Iterable[Promise] = (),
) -> Changes:
    """What is new among lines, by the publication dates of their sources."""
    published = {key: source.published for key, source in sources.items()}

    def new(statement: Statement) -> bool:
        day = published.get(statement.document)
        return day is not None and day >= since

    reported = [line for line in lines if all(map(new, line.statements))]
    known = [line for line in lines if not all(map(new, line.statements))]
    documents = {s.document for line in lines for s in line.statements}
    return Changes(
        since=since,
        reported=tuple(reported),
        happened=tuple(line for line in known if line.lead.kind != "trade" and _came_about(line, since, today)),
        changed=tuple(
            change
            for line in known
            if any(map(new, line.statements))
            for change in _changed(line, {s.id for s in line.statements if new(s)})
        ),
        moved=tuple(m for promise in promises if (m := _moved(promise, since))),
        conflicts=tuple(c for c in contradictions if any(map(new, c.statements))),
        undated=sum(published.get(document) is None for document in documents),
    )


def _moved(promise: Promise, since: date) -> tuple[Promise, Step] | None:
    steps = [s for s in promise.steps[1:] if s.moves and s.told and s.told >= since]
    return (promise, steps[-1]) if steps and promise.made and promise.made < since else None


def _came_about(line: Line, since: date, today: date) -> bool:
    """Whether it began in these days, or fell due: "by 2028" is not due until 2028 is over."""
    told, days = line.dated, line.when
    if told is None or days is None:
        return False
    return since <= (days.end if days == told.slot("due") else days.start) <= today


def _changed(line: Line, new: set[str]) -> list[ClaimChange]:
    by_field: dict[str, list[Claim]] = {}
    for claim in line.claims:
        by_field.setdefault(claim.field, []).append(claim)
    found = []
    for field, told in by_field.items():
        after = tuple(c for c in told if all(s.id in new for s in c.statements))
        before = tuple(c for c in told if c not in after)
        after = tuple(c for c in after if _is_change(field, before, c))
        if after and before:
            found.append(ClaimChange(line=line, field=field, before=before, after=after))
    return found


def _is_change(field: str, before: Sequence[Claim], after: Claim) -> bool:
    """Whether a value is another one, and not the same told more or less exactly. What has come about stays so,
    whoever still calls it planned.
    """
    if field == "status":
        stages = [_STAGES.index(c.value) for c in (*before, after) if c.value in _STAGES]
        return after.value == "denied" or (len(stages) == len(before) + 1 and stages[-1] > max(stages[:-1]))
    statements = [s for claim in (*before, after) for s in claim.statements]
    return any(d.conflicts for d in differences(statements, (field,)))
