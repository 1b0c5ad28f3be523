"""Runs over archives: what they came to, what could not be read, and shards to read that again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from comity.model import Refusal

if TYPE_CHECKING:
    from comity import store
    from comity.api.archive import Orders
    from comity.scale.shard import Shard
    from comity.store.shards import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A run over archives: its number, versions, and what its shards came to."""

    run: int
    started: str
    code: str
    model: str
    shards: tuple[Loaded, ...]

    @property
    def errors(self) -> int:
        """Documents that could not be read."""
        return sum(shard.errors for shard in self.shards)


def runs(ledger: store.Ledger) -> tuple[Told, ...]:
    """The runs that loaded shards, oldest first."""
    from comity.store.shards import shards

    by_run: dict[int, list[Loaded]] = {}
    for shard in shards(ledger):
        by_run.setdefault(shard.run, []).append(shard)
    return tuple(
        Told(run=r.id, started=r.started.isoformat(), code=r.code, model=r.model, shards=tuple(by_run[r.id]))
        for r in ledger.runs()
        if r.id in by_run
    )


def open_errors(ledger: store.Ledger) -> dict[str, tuple[Refusal, Shard]]:
    """What could not be read and was not read since, by origin, each with the shard it stands in."""
    from comity.scale.shard import Shard
    from comity.store.shards import errors_of, shards

    found: dict[str, tuple[Refusal, Shard]] = {}
    for loaded in shards(ledger):
        shard = Shard.of_json(loaded.body)
        for origin in [origin for origin, (_, before) in found.items() if shard.covers(origin, before)]:
            del found[origin]
        if loaded.errors:
            found.update({r.origin: (r, shard) for r in errors_of(ledger, loaded.name)})
    return found


def runs_json(found: Sequence[Told], errors: dict[str, tuple[Refusal, Shard]]) -> dict[str, object]:
    """Runs, shards and what is still unread as plain values."""
    return {
        "runs": [{**asdict(run), "errors": run.errors} for run in found],
        "unread": [{"origin": refusal.origin, "why": refusal.why} for refusal, _ in errors.values()],
    }


def to_retry(ledger: store.Ledger, orders: Orders) -> tuple[Shard, ...]:
    """Shards that hold the documents alone that could not be read, one for each place and range they stand in."""
    from comity.scale.shard import Shard

    groups: dict[tuple[str, int, int | None, str], list[str]] = {}
    for origin, (_, shard) in open_errors(ledger).items():
        groups.setdefault((shard.place, shard.start, shard.end, shard.selection), []).append(origin)
    attempt = sum(1 for told in runs(ledger) for s in told.shards if json.loads(s.body)["documents"])
    return tuple(
        Shard(
            place=place,
            start=start,
            end=end,
            code=f"{orders.code}, attempt {attempt + 1}",
            model=orders.model,
            selection=selection,
            documents=tuple(sorted(origins)),
        )
        for (place, start, end, selection), origins in sorted(groups.items(), key=lambda g: g[0][:2])
    )
