"""What merges and splits come to: which statements must be one event, and which must not."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from comity.model import Decision, Statement

Overruled = tuple[Decision, str]


@dataclass(slots=True)
class _Links:
    """Groups that must join and pairs that must not, by statement id; `direct` are pairs that one merge names."""

    group_of: dict[str, set[str]] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)
    direct: set[frozenset[str]] = field(default_factory=set)

    def group(self, member: str) -> set[str]:
        return self.group_of.setdefault(member, {member})

    def join(self, a: str, b: str) -> bool:
        mine, yours = self.group(a), self.group(b)
        if mine is yours:
            return True
        if any(frozenset(pair) in self.apart for pair in itertools.product(mine, yours)):
            return False
        mine |= yours
        self.group_of |= dict.fromkeys(yours, mine)
        return True

    def part(self, a: str, b: str) -> bool:
        if self.group(a) is self.group(b):
            return False
        self.apart.add(frozenset((a, b)))
        return True


def linked(
    links: Sequence[tuple[Decision, tuple[str, ...]]], now: Mapping[str, Statement]
) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...], tuple[Overruled, ...]]:
    """(together, apart, overruled) of merges and splits given oldest first. Their members are keys of `now`; those that
    are not in it no longer count. A newer decision beats an older one; where it does so only by what follows from it
    (A with B and B with C, but A not with C), the older one is told of as overruled.
    """
    held = _Links()
    overruled: list[Overruled] = []
    for decision, members in reversed(links):
        present = [now[member] for member in members if member in now]
        pairs = list(itertools.combinations(sorted({statement.id for statement in present}), 2))
        if decision.action == "merge" and len({statement.kind for statement in present}) > 1:
            overruled.append((decision, "the statements are no longer of one kind"))
            continue
        act, against = (held.join, held.apart) if decision.action == "merge" else (held.part, held.direct)
        undone = [pair for pair in pairs if not act(*pair)]
        if any(frozenset(pair) not in against for pair in undone):
            overruled.append((decision, "later decisions on other statements leave no room for it"))
        if decision.action == "merge":
            held.direct |= {frozenset(pair) for pair in pairs if pair not in undone}
    groups = {id(group): frozenset(group) for group in held.group_of.values() if len(group) > 1}
    together = tuple(sorted(groups.values(), key=sorted))
    return together, tuple(sorted(held.apart, key=sorted)), tuple(overruled)
