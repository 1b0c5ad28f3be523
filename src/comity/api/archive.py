"""Archives into a ledger: planned in shards, read by workers, loaded one by one."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import ConfigError, InputError, Refusal

if TYPE_CHECKING:
    from comity import store
    from comity.acquire.access import Access
    from comity.scale.engine import Task
    from comity.scale.places import Place
    from comity.scale.reading import Done
    from comity.scale.shard import Shard

LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: shards done of all, `known` of them before it began; records looked at, kept by the filter,
    read, errors; seconds it took. `damaged` results were there and had to be made again.
    """

    done: int
    shards: int
    known: int = 0
    looked_at: int = 0
    kept: int = 0
    read: int = 0
    errors: int = 0
    seconds: float = 0.0
    damaged: int = 0

    @property
    def left(self) -> float | None:
        """Seconds that are left at this pace; None before the first shard."""
        new = self.done - self.known
        return self.seconds / new * (self.shards - self.done) if new else None

    def and_then(self, done: Done, seconds: float) -> Progress:
        """This and another shard, `seconds` after the beginning."""
        names = ("looked_at", "kept", "read", "errors", "damaged")
        counts = {name: getattr(self, name) + getattr(done, name) for name in names}
        return replace(self, done=self.done + 1, seconds=seconds, **counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How archives are read: by how many `workers`, on which `engine` ("local" or the address of a Ray cluster), into
    which `folder` (or object store, by its address), in shards of how many bytes, under which versions and selection;
    `seconds` and `memory` are what a document may take, `reader` is "module:function" of another reader, `access` how
    archives are fetched.
    """

    code: str
    model: str
    folder: str | Path
    workers: int = 1
    engine: str = LOCAL
    selection: str = "{}"
    shard_bytes: int | None = None
    seconds: float = 60.0
    memory: int | None = 3 << 29
    reader: str = ""
    access: Access | None = None

    @property
    def task(self) -> Task:
        """What every worker is told."""
        from comity.acquire.access import Access
        from comity.scale.engine import Task
        from comity.scale.inside import Limits
        from comity.scale.places import absolute

        limits = Limits(seconds=self.seconds, memory=self.memory)
        return Task(folder=absolute(self.folder), limits=limits, reader=self.reader, access=self.access or Access())


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
        functools.partial(size_of, access=orders.access),
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

    Raises ConfigError where a package or the model is missing, LedgerError where the ledger cannot be written,
    ComityError where results cannot.
    """
    from comity.scale.engine import run
    from comity.scale.places import place_at
    from comity.store.shards import loaded_names

    loaded = loaded_names(ledger)
    left = [shard for shard in shards if shard.name not in loaded]
    known = len(shards) - len(left)
    now = Progress(done=known, shards=len(shards), known=known)
    if not left:
        return now
    place = place_at(orders.folder)
    place.check()
    during = ledger.start_run(code=orders.code, model=orders.model, settings={"engine": orders.engine})
    by_name = {shard.name: shard for shard in left}
    began = time.monotonic()
    for done in run(left, orders.task, workers=orders.workers, engine=orders.engine):
        _into(ledger, during, by_name[done.shard], done, place)
        now = now.and_then(done, time.monotonic() - began)
        seen(now)
    return now


def _into(ledger: store.Ledger, during: store.Run, shard: Shard, done: Done, place: Place) -> None:
    from comity.api.events import reconcile_new
    from comity.scale import table
    from comity.store.shards import load_shard

    counts = {name: getattr(done, name) for name in ("looked_at", "kept", "read", "errors")}
    with place.held(shard.name) as held:
        if held is None:
            raise ConfigError(place.missing(shard.name))
        rows = table.read(held, place.told(shard.name))
        load_shard(ledger, during, shard.name, shard.to_json(), counts, rows)
    reconcile_new(ledger)


def size_of(place: str, access: Access | None = None) -> int | None:
    """Bytes of an archive as it is stored; None where the server does not say. InputError where it cannot be read."""
    from comity.acquire.access import Access
    from comity.acquire.places import size

    try:
        return size(place, access or Access())
    except OSError as error:
        raise InputError(f"{place}: {error.strerror or error}; see that it can be read") from error


def archives_of(sources: Iterable[str | Path]) -> tuple[list[str], list[Refusal]]:
    """Archives among sources, folders looked into and globs followed; and each source that holds none, with why."""
    from comity.acquire.places import is_archive
    from comity.acquire.sources import sources_of

    found: dict[str, None] = {}
    others: list[Refusal] = []
    for source in map(str, sources):
        inside = [source] if "://" in source else list(sources_of(source))
        archives = [str(one) for one in inside if not isinstance(one, Refusal) and is_archive(str(one))]
        found.update(dict.fromkeys(archives))
        if not archives:
            refused = next((one for one in inside if isinstance(one, Refusal)), None)
            others.append(refused or Refusal(origin=source, why="holds no web archive (.warc or .warc.gz)"))
    return list(found), others
