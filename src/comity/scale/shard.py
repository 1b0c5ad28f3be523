"""Shards: ranges of archives that are read on their own, each named by what makes its result what it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

FRAMES = "frames"  # in a shard's `model`: no network reads
SHARD_BYTES = 16_000_000  # of the archive as it is stored: about a minute of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """The records of the archive `place` that begin in the bytes [start, end); `end` None is its end.

    `code` and `model` are the reader's versions (the language model's name first), `selection` what is read of it
    (JSON). `documents` are the origins that alone are read, all where it is empty.
    """

    place: str
    start: int = 0
    end: int | None = None
    code: str
    model: str
    selection: str = "{}"
    documents: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """16 hex digits of SHA-256 over all of it: the same work has the same name, other work another."""
        return hashlib.sha256(self.to_json().encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def covers(self, origin: str, earlier: Shard) -> bool:
        """Whether reading this shard reads again what stood at `origin` ("PLACE:OFFSET") in an earlier one."""
        if self.place != earlier.place or self.selection != earlier.selection:
            return False
        if self.documents:
            return origin in self.documents
        told = offset_of(origin)
        return told is not None and self.start <= told and (self.end is None or told < self.end)

    def to_json(self) -> str:
        """As a line that `of_json` reads back."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def of_json(cls, line: str) -> Shard:
        """The inverse of `to_json`."""
        told = json.loads(line)
        return cls(**{**told, "documents": tuple(told["documents"])})


def offset_of(origin: str) -> int | None:
    """Where a record begins in its archive, by its origin ("PLACE:OFFSET" or "PLACE:OFFSET+BYTES")."""
    told = origin.rpartition(":")[2].partition("+")[0]
    return int(told) if told.isascii() and told.isdigit() else None


def plan(
    places: Iterable[str],
    size_of: Callable[[str], int | None],
    *,
    code: str,
    model: str,
    selection: str = "{}",
    shard_bytes: int = SHARD_BYTES,
) -> Iterator[Shard]:
    """Shards that hold every record of `places` once. A place whose size is unknown (`size_of` None) is one shard."""
    for place in places:
        size = size_of(place)
        cuts = range(0, size, shard_bytes) if size else range(1)
        for start in cuts:
            end = None if size is None or start + shard_bytes >= size else start + shard_bytes
            yield Shard(place=place, start=start, end=end, code=code, model=model, selection=selection)
