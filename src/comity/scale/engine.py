"""Shards over processes and machines: Daft maps `run_shard`, on this machine or on a Ray cluster, by the same code."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import logging
import os
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from comity.acquire.access import Access
from comity.acquire.answering import answers
from comity.model import ComityError, ConfigError
from comity.scale.guard import Guard
from comity.scale.inside import Limits, follow, leave_to_driver
from comity.scale.reading import Done, reader_of, run_shard
from comity.scale.shard import Shard

LOCAL = "local"
_ROUNDS = 5  # times that what a lost machine left undone is given out again
_LACKING = "reading archives over several workers needs Daft: pip install 'comity[scale]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every worker is told: where results go (a folder or an address), what a document may take, and where its
    reader is ("module:name" of a function from Document to Reading; "" for Comity's own).
    """

    folder: str
    limits: Limits = dataclasses.field(default_factory=Limits)
    reader: str = ""
    access: Access = dataclasses.field(default_factory=Access)

    def to_json(self) -> str:
        """As a line that `of_json` reads back; how names of hosts are looked up does not go with it."""
        told = {name: getattr(self, name) for name in ("folder", "reader")}
        access = {f.name: getattr(self.access, f.name) for f in dataclasses.fields(Access) if f.name != "resolve"}
        return json.dumps({**told, "limits": dataclasses.asdict(self.limits), "access": access})

    @classmethod
    def of_json(cls, line: str) -> Task:
        """The inverse of `to_json`."""
        told = json.loads(line)
        return cls(**{**told, "limits": Limits(**told["limits"]), "access": Access(**told["access"])})


def run(shards: Sequence[Shard], task: Task, *, workers: int = 1, engine: str = LOCAL) -> Iterator[Done]:
    """Every shard read once, in whatever order they end. `engine` is "local" or the address of a Ray cluster.

    A worker or a machine that is lost loses nothing that was done: what is left is given out again. Raises ConfigError
    where Daft, Ray or the model is missing, ComityError where the same shards are lost again and again.
    """
    left = list(shards)
    if workers == 1 and engine == LOCAL:
        with Guard(task.limits) as guard:
            yield from (work(shard, task, guard) for shard in left)
        return
    for _ in range(_ROUNDS):
        done: set[str] = set()
        lost = ""
        try:
            for result in _mapped(left, task, workers, engine):
                done.add(result.shard)
                yield result
        except ComityError:
            raise
        except Exception as error:  # noqa: BLE001  (whatever an engine raises when it loses a worker)
            lost = " ".join(str(error).split())[-200:]
            _raise_config(lost)
        left = [shard for shard in left if shard.name not in done]
        if not left:
            return
    raise ComityError(f"{len(left)} shards were lost {_ROUNDS} times ({lost}); run again, what is done is kept")


def work(shard: Shard, task: Task, guard: Guard) -> Done:
    """One shard under a task, in this process."""
    return run_shard(shard, task.folder, guard, read=reader_of(task.reader), access=task.access)


def _mapped(shards: Sequence[Shard], task: Task, workers: int, engine: str) -> Iterator[Done]:
    daft = _daft(engine)
    mapper = _mapper(daft, task, workers, engine)
    frame = daft.from_pydict({"shard": [shard.to_json() for shard in shards]})
    if engine != LOCAL:
        frame = frame.into_partitions(len(shards))
    for row in frame.select(mapper(frame["shard"]).alias("done")).iter_rows():
        told = json.loads(row["done"])
        if "stop" in told:
            raise (ConfigError if told["config"] else ComityError)(told["stop"])
        yield Done(**told)


def _mapper(daft: Any, task: Task, workers: int, engine: str) -> Any:
    @daft.cls(max_concurrency=workers, use_process=True)
    class Reader:
        def __init__(self, told: str) -> None:
            follow(os.getppid())
            if engine == LOCAL:
                leave_to_driver()
            self._task = Task.of_json(told)
            self._guard = Guard(self._task.limits)

        @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)  # type: ignore[untyped-decorator]
        def __call__(self, shards: Any) -> list[str]:
            return [self._done(line) for line in shards.to_pylist()]

        def _done(self, line: str) -> str:
            try:
                return work(Shard.of_json(line), self._task, self._guard).to_json()
            except ComityError as error:
                return json.dumps({"stop": str(error), "config": isinstance(error, ConfigError)})

    return Reader(task.to_json())


def _daft(engine: str) -> Any:
    os.environ.setdefault("DO_NOT_TRACK", "1")
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("DAFT_PROGRESS_BAR", "0")
    try:
        import daft
    except ImportError as error:
        raise ConfigError(_LACKING) from error
    if engine == LOCAL:
        if daft.runners.get_or_infer_runner_type() != "native":
            _set(daft.set_runner_native)
        return daft
    _join(engine)
    if daft.runners.get_or_infer_runner_type() != "ray":
        _set(functools.partial(daft.set_runner_ray, address=engine))
    return daft


def _join(address: str) -> None:
    """Connect this process to a Ray cluster. Raises ConfigError where there is none."""
    try:
        import ray
    except ImportError as error:
        raise ConfigError("a Ray cluster needs Ray: pip install 'comity[cluster]'") from error
    if ray.is_initialized():
        return
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if port.isdigit() and not answers(host.strip("[]"), int(port)):
        raise ConfigError(f"{address}: no Ray cluster answers there; start one with ray start --head")
    handler = signal.getsignal(signal.SIGTERM)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own, about its own settings
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise ConfigError(f"{address}: no Ray cluster answers there ({_brief(error)})") from error
    with contextlib.suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, handler)  # Ray puts its own in its place


def _set(runner: Callable[[], object]) -> None:
    try:
        runner()
    except Exception as error:
        raise ConfigError(f"a process works on one engine only, and this one has another ({_brief(error)})") from error


def _brief(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]


def _raise_config(lost: str) -> None:
    """A missing package in a worker is no lost worker."""
    if "No module named" in lost:
        raise ConfigError(f"a worker lacks a package ({lost})")
