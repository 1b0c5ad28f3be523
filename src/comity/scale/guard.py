"""Guarded processes around the reading of documents: what crashes, hangs or eats memory costs itself and no other.

The processes are Pebble's. One of them that dies while it reads a document is told by Pebble as that document's end; a
pool that is broken otherwise is replaced here, and the oldest document is read alone until it is known whose doing
that was.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as TookTooLongError
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from typing import Any, Self, TypeVar

from comity.model import ComityError, ConfigError, Refusal
from comity.scale.inside import Limits, Sourced, answer, prepare, undisturbed

R = TypeVar("R")
S = TypeVar("S", bound=Sourced)
_AHEAD = 8  # documents that wait for each process
_LIFE = 5_000  # documents after which a process is a new one, with whatever it had leaked gone
_START = 120.0  # seconds that a process may take to start
_ASKED = 5.0  # seconds between two looks at whether the pool is still there
_TRIES = 3  # times that one document may break a pool


class _LostError(Exception):
    """A pool that gives no results any more."""


class _Item:
    """A document, or a refusal that passes through, and the result it waits for."""

    __slots__ = ("future", "what")

    def __init__(self, what: Sourced) -> None:
        self.what = what
        self.future: Any = None


class Guard:
    """Processes that read documents, replaced when they are lost. They start when first asked, which takes seconds,
    so keep one guard for many shards. `stop` it, or use it in a `with` block.
    """

    def __init__(self, limits: Limits | None = None, *, processes: int = 1) -> None:
        self._limits, self._processes = limits or Limits(), processes
        self._pool: Any = None
        self._proved = False  # whether a process ever gave a result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the processes at once."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()

    def map(
        self,
        function: Callable[[S], R],
        documents: Iterable[S | Refusal],
        *,
        warm: Callable[[], object] | None = None,
        ahead: int = _AHEAD,
    ) -> Iterator[R | Refusal]:
        """`function` of every document, in order; refusals among them pass through. `ahead` documents a process are
        taken in before their turn; `warm` is called in a process that starts, before the time of a document runs.

        What raises, crashes the process, or takes too much becomes a Refusal that says why. Raises ConfigError where
        `function` does: it would fail in every document; ComityError where no process starts; an error of `documents`
        after the results of what came before it. `function` and `warm` must pickle.
        """
        incoming, failed = iter(documents), None
        waiting: deque[_Item] = deque()
        more = True
        while more or waiting:
            while more and len(waiting) < ahead * self._processes:
                try:
                    item = _Item(next(incoming))
                except StopIteration:
                    more = False
                except Exception as error:  # noqa: BLE001  (raised when its turn comes)
                    more, failed = False, error
                else:
                    waiting.append(item)
                    self._begin(item, function, warm)
            if waiting:
                yield self._next(waiting, function, warm)
        if failed is not None:
            raise failed

    def _next(self, waiting: deque[_Item], function: Callable[[Any], Any], warm: Callable[[], object] | None) -> Any:
        """The result of the oldest document; all others are given out again where it took the pool with it."""
        item = waiting[0]
        if isinstance(item.what, Refusal):
            return waiting.popleft().what
        for _ in range(_TRIES):
            try:
                result = self._result(item)
            except _LostError:
                self.stop()
                for other in waiting:
                    other.future = other.future if _settled(other.future) else None
                self._begin(item, function, warm)
            else:
                break
        else:
            result = self._hopeless(item.what)
        waiting.popleft()
        for other in waiting:
            if other.future is None:
                self._begin(other, function, warm)
        return result

    def _begin(self, item: _Item, function: Callable[[Any], Any], warm: Callable[[], object] | None) -> None:
        if isinstance(item.what, Refusal):
            return
        arguments = [function, item.what, self._limits]
        with undisturbed() if self._pool is None else nullcontext():
            try:
                self._pool = self._pool or self._started(warm)
                item.future = self._pool.schedule(answer, args=arguments, timeout=self._limits.seconds)
            except RuntimeError:  # the pool is broken; the oldest document will find out
                item.future = None

    def _started(self, warm: Callable[[], object] | None) -> Any:
        from pebble import ProcessPool

        return ProcessPool(
            max_workers=self._processes,
            max_tasks=_LIFE,
            initializer=prepare,
            initargs=(self._limits, warm),
            context=multiprocessing.get_context("spawn"),
        )

    def _result(self, item: _Item) -> Any:
        """What became of a document; raises _LostError where the pool is lost, or says nothing for too long."""
        from pebble import ProcessExpired

        if item.future is None:
            raise _LostError
        origin = item.what.origin
        try:
            told = pickle.loads(self._awaited(item.future))  # noqa: S301  (our own process's)
        except TookTooLongError:
            return Refusal(origin=origin, why=f"reading it took more than {self._limits.seconds:g} seconds")
        except ProcessExpired as error:
            return Refusal(origin=origin, why=_death(error.exitcode, self._limits))
        except (BrokenProcessPool, CancelledError) as error:
            raise _LostError from error
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            return Refusal(origin=origin, why=f"it cannot be handed to a process ({type(error).__name__})")
        self._proved = True
        if isinstance(told, ConfigError):
            raise told
        return told

    def _awaited(self, future: Any) -> bytes:
        """A future's result. The oldest document is read by now or next, so that there is an end to waiting."""
        until = time.monotonic() + _START + 2 * self._limits.seconds
        while True:
            try:
                told: bytes = future.result(timeout=_ASKED)
            except TookTooLongError:
                if future.done():
                    raise
                if self._pool is None or not self._pool.active or time.monotonic() > until:
                    raise _LostError from None
            else:
                return told

    def _hopeless(self, document: Sourced) -> Refusal:
        self.stop()
        if not self._proved:
            raise ComityError(
                "a worker process could not start: run from a file with an "
                '`if __name__ == "__main__":` guard, or with one job'
            )
        return Refusal(origin=document.origin, why=f"reading it ended its process {_TRIES} times")


def _settled(future: Any) -> bool:
    """Whether a future says what became of its document, not of its pool."""
    if future is None or not future.done() or future.cancelled():
        return False
    return not isinstance(future.exception(), BrokenProcessPool)


def _death(code: int, limits: Limits) -> str:
    """Why a process ended, from its exit code."""
    if code >= 0:
        return f"reading it crashed (exit code {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name == "SIGXCPU":
        return f"reading it took more than {limits.cpu} seconds of processor time"
    if name == "SIGKILL":
        return "reading it crashed (SIGKILL, perhaps for want of memory)"
    return f"reading it crashed ({name})"
