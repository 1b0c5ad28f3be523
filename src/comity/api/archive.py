"""Archives into a ledger: planned in shards, read by workers, loaded one by one; runs told of, errors read again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import InputError, Refusal

if TYPE_CHECKING:
    from comity import store
    from comity.scale.reading import Done
    from comity.scale.shard import Shard
    from comity.store.shards import Loaded

LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: shards done of all, records looked at, kept by the filter, read, errors, seconds it took."""

    done: int
    shards: int
    looked_at: int = 0
    kept: int = 0
    read: int = 0
    errors: int = 0
    seconds: float = 0.0

    @property
    def left(self) -> float | None:
        """Seconds that are left at this pace; None before the first shard."""
        return self.seconds / self.done * (self.shards - self.done) if self.done else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How archives are read: by how many `workers`, on which `engine` ("local" or the address of a Ray cluster), into
    which `folder` (default: beside the ledger), in shards of how many bytes, under which versions and selection.
    """

    code: str
    model: str
    folder: Path
    workers: int = 1
    engine: str = LOCAL
    selection: str = "{}"
    shard_bytes: int | None = None
    seconds: float = 60.0
    memory: int | None = 3 << 29
    reader: str = ""


def folder_of(where: str) -> Path:
    """Where the shards of a ledger are kept: beside its file, or in the current folder for a server's."""
    return Path("comity.shards") if "://" in where else Path(f"{where}.shards")


def planned(places: Sequence[str | Path], orders: Orders) -> tuple[Shard, ...]:
    """The shards of archives; InputError where a file is not there."""
    from comity.scale.shard import SHARD_BYTES, plan

    for place in places:
        if "://" not in str(place) and not Path(place).is_file():
            raise InputError(f"{place}: no such archive; give a .warc or .warc.gz file or its address")
    found = plan(
        [str(place) if "://" in str(place) else str(Path(place).resolve()) for place in places],
        size_of,
        code=orders.code,
        model=orders.model,
        selection=orders.selection,
        shard_bytes=orders.shard_bytes or SHARD_BYTES,
    )
    return tuple(found)


def load(
    ledger: store.Ledger,
    shards: Sequence[Shard],
    orders: Orders,
    seen: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Read the shards that the ledger lacks and load each as it ends; what a broken run did is taken up.

    Raises ConfigError where a package or the model is missing, LedgerError where the ledger cannot be written.
    """
    from comity.scale.engine import Task, run
    from comity.scale.inside import Limits
    from comity.store.shards import loaded_names

    known = loaded_names(ledger)
    left = [shard for shard in shards if shard.name not in known]
    now = Progress(done=len(shards) - len(left), shards=len(shards))
    if not left:
        return now
    during = ledger.start_run(code=orders.code, model=orders.model, settings={"engine": orders.engine})
    by_name = {shard.name: shard for shard in left}
    limits = Limits(seconds=orders.seconds, memory=orders.memory)
    task = Task(folder=str(orders.folder.resolve()), limits=limits, reader=orders.reader)
    began = time.monotonic()
    for done in run(left, task, workers=orders.workers, engine=orders.engine):
        _into(ledger, during, by_name[done.shard], done, orders.folder)
        now = replace(
            now,
            done=now.done + 1,
            looked_at=now.looked_at + done.looked_at,
            kept=now.kept + done.kept,
            read=now.read + done.read,
            errors=now.errors + done.errors,
            seconds=time.monotonic() - began,
        )
        seen(now)
    return now


def _into(ledger: store.Ledger, during: store.Run, shard: Shard, done: Done, folder: Path) -> None:
    from comity.api.events import reconcile_new
    from comity.scale import table
    from comity.store.shards import load_shard

    counts = {name: getattr(done, name) for name in ("looked_at", "kept", "read", "errors")}
    load_shard(ledger, during, shard.name, shard.to_json(), counts, table.read(table.place_of(folder, shard.name)))
    reconcile_new(ledger)


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
        for origin in shard.documents:
            found.pop(origin, None)
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


def size_of(place: str) -> int | None:
    """Bytes of an archive as it is stored; None where the server does not say."""
    from comity.acquire.access import Access
    from comity.acquire.places import size

    return size(place, Access())


def archives_of(sources: Iterable[str | Path]) -> Iterator[str]:
    """Archives among sources, folders looked into; others are left out."""
    from comity.acquire.places import is_archive

    for source in map(str, sources):
        path = Path(source)
        inside = [str(f) for f in sorted(path.rglob("*"))] if "://" not in source and path.is_dir() else [source]
        yield from (f for f in inside if is_archive(f))
