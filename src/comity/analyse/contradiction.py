"""What cannot all be true: checks that conflict, and fields that reports of one event tell differently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.analyse.claim import Difference
from comity.analyse.line import Line
from comity.model import Observation, Statement
from comity.verify import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Either a `check` that conflicts or a `difference` between the reports of a `line`; both sides are quoted."""

    check: Check | None = None
    difference: Difference | None = None
    line: Line | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everybody who takes part."""
        if self.check:
            return self.check.statements
        claims = self.difference.claims if self.difference else ()
        return tuple(s for claim in claims for s in claim.statements)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The official figures that take part."""
        return self.check.observations if self.check else ()


def contradictions(lines: Iterable[Line], checks: Sequence[Check]) -> tuple[Contradiction, ...]:
    """Every check that conflicts, then every difference that cannot be explained by precision and that no such check
    already tells.
    """
    conflicting = [check for check in checks if check.finding.verdict == "conflicts"]
    told = [frozenset(s.id for s in check.statements) for check in conflicting]
    by_statement: dict[str, list[frozenset[str]]] = {}
    for ids in told:
        for one in ids:
            by_statement.setdefault(one, []).append(ids)
    found = [Contradiction(check=check) for check in conflicting]
    for line in lines:
        if len(line.statements) < 2:
            continue
        apart = (d for d in line.differences if d.conflicts and not _told(d, by_statement))
        found += [Contradiction(difference=difference, line=line) for difference in apart]
    return tuple(found)


def _told(difference: Difference, by_statement: dict[str, list[frozenset[str]]]) -> bool:
    """Whether one check holds two of the claims against each other already."""
    near = {ids for claim in difference.claims for s in claim.statements for ids in by_statement.get(s.id, ())}
    return any(sum(any(s.id in ids for s in claim.statements) for claim in difference.claims) > 1 for ids in near)
