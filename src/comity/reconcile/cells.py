"""Where a statement is looked for: cells of kind, countries and days, so that only few others are compared with it."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator

from comity.kinds import AcrossRule
from comity.reconcile.profile import Profile

DAYS = 8  # a cell covers
_SEVERAL = 6  # countries of which every pair has its cells; of more, those of a few
_FEW = 4
_LONGEST = 62  # days of a stretch that are looked at: more than any narrow date and window span


def cells(profile: Profile, rule: AcrossRule) -> frozenset[int]:
    """63-bit hashes of the cells that a statement lies in. Two that can agree share one; sharing one means little.

    A statement lies in none where nothing says when: it has neither a date nor a day of publication.
    """
    places = tuple(_places(profile, rule))
    return frozenset(_hash(f"{profile.kind}|{place}|{time}") for time in _times(profile, rule) for place in places)


def _places(profile: Profile, rule: AcrossRule) -> Iterator[str]:
    roles = () if profile.symmetric else rule.roles
    codes = sorted({c for r in roles for c in profile.sides.get(r, ((), 0))[0]} if roles else profile.everyone)
    if len(codes) > _SEVERAL:
        codes = sorted(sorted(codes, key=_hash)[:_FEW])
    if len(codes) == 1:
        yield codes[0]
    for low, high in itertools.combinations(codes, 2):
        yield f"{low}|{high}"


def _times(profile: Profile, rule: AcrossRule) -> frozenset[str]:
    if profile.period is not None:
        return frozenset({f"{profile.period.start}/{profile.period.end}"})
    days = {d // DAYS for first, last in _stretches(profile, rule) for d in (*range(first, last, DAYS), last)}
    return frozenset(map(str, days))


def _stretches(profile: Profile, rule: AcrossRule) -> Iterator[tuple[int, int]]:
    """Days, first and last: those of two statements that agree overlap."""
    told, undated = profile.told, rule.undated_days
    if profile.narrow and profile.start is not None and profile.end is not None:
        yield profile.start, min(profile.end + max(rule.window_days, 0), profile.start + _LONGEST)
        if profile.to_come and told is not None:
            yield told - undated, told
    elif told is not None:
        yield (told - 1, told + undated) if profile.to_come else (told - undated, told + 1)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
