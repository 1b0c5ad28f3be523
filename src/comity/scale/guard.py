"""A guard process around the reading of documents: what crashes, hangs or eats memory costs itself and nothing else."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from comity.model import ConfigError, Document, Refusal
from comity.scale.worker import attempt, bound_memory

R = TypeVar("R")
_AHEAD = 8  # documents that wait in the guard while it reads one
_LIFE = 2_000  # documents after which the guard's process is a new one, with whatever it had leaked gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: `seconds` of time, `memory` bytes of address space of the guard's process (None: as
    much as there is), `cpu` seconds of processor time for the guard's whole life.
    """

    seconds: float = 60.0
    memory: int | None = 4 << 30
    cpu: int | None = None


class Guard:
    """One process that reads documents, replaced when it is lost; it starts when first asked, which takes seconds, so
    keep one for many shards. `stop` it, or use it in a `with` block.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pool: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process at once."""
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None

    def map(self, function: Callable[[Document], R], documents: Iterable[Document | Refusal]) -> Iterator[R | Refusal]:
        """`function` of every document, in order; refusals among them pass through.

        What raises, crashes the process, takes too long or too much memory becomes a Refusal that says why. Raises
        ConfigError where `function` does: it would fail in every document. `function` must pickle.
        """
        waiting: deque[tuple[Document | Refusal, Any]] = deque()
        remaining = iter(documents)
        more = True
        while more or waiting:
            while more and len(waiting) < _AHEAD:
                item = next(remaining, None)
                more = item is not None
                if item is not None:
                    waiting.append((item, None if isinstance(item, Refusal) else self._begin(function, item)))
            if waiting:
                yield _result(*waiting.popleft(), self._limits)

    def _begin(self, function: Callable[[Document], R], document: Document) -> Any:
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=1,
                max_tasks=_LIFE,
                initializer=_prepare,
                initargs=(self._limits,),
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool.schedule(attempt, args=[function, document], timeout=self._limits.seconds)


def _result(item: Document | Refusal, future: Any, limits: Limits) -> Any:
    from pebble import ProcessExpired

    if isinstance(item, Refusal):
        return item
    try:
        return future.result()
    except TookTooLongError:
        return Refusal(origin=item.origin, why=f"reading it took more than {limits.seconds:g} seconds")
    except ProcessExpired as error:
        return Refusal(origin=item.origin, why=f"reading it crashed (exit code {error.exitcode})")
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever pickling of a result raises)
        return Refusal(origin=item.origin, why=f"its result cannot be sent back ({type(error).__name__})")


def _prepare(limits: Limits) -> None:
    bound_memory(limits.memory)
    if limits.cpu is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
