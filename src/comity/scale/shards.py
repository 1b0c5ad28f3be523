"""Documents over several processes: in order, in bounded memory, and no document takes the others down with it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from comity.model import ComityError, ConfigError, Document, Refusal
from comity.scale.worker import Worker, attempt

R = TypeVar("R")
_AHEAD = 4  # Batches a worker may be ahead of the oldest document still awaited.
_START_SECONDS = 120.0


def map_documents(
    function: Callable[[Document], R],
    documents: Iterable[Document | Refusal],
    jobs: int = 1,
    batch: int = 8,
    *,
    seconds: float = 60.0,
    memory: int | None = None,
) -> Iterator[R | Refusal]:
    """`function` of every document, in the order of `documents`; refusals among them pass through.

    With `jobs` of 1 everything runs in this process, without time limit. With more, each worker is a spawned process
    (`function` must pickle; a script needs its `__main__` guard) that gets `batch` documents at once. A document on
    which its worker raises, crashes, or takes more than `seconds` becomes a Refusal; a lost worker is replaced and
    the rest of its batch read by the new one. `memory` bounds a worker's address space in bytes.

    Raises ConfigError where `function` does, or where no worker can start; an error of `documents` itself is raised
    after the results of what came before it.
    """
    if jobs < 1 or batch < 1:
        raise ValueError("jobs and batch are at least 1")
    if jobs == 1:
        for item in documents:
            yield item if isinstance(item, Refusal) else attempt(function, item)
        return
    pool = _Pool(lambda: Worker(function, memory=memory), documents, jobs=jobs, batch=batch, seconds=seconds)
    try:
        yield from pool.results()
    finally:
        pool.stop()


class _Pool(Generic[R]):
    """The workers, the documents they are at, and the results that wait for their turn."""

    def __init__(
        self,
        start: Callable[[], Worker[R]],
        documents: Iterable[Document | Refusal],
        *,
        jobs: int,
        batch: int,
        seconds: float,
    ) -> None:
        self._start, self._jobs, self._batch, self._seconds = start, jobs, batch, seconds
        self._incoming = iter(documents)
        self._failed: Exception | None = None
        self._ended = False
        self._workers: list[Worker[R]] = []
        self._again: deque[list[tuple[int, Document]]] = deque()
        self._results: dict[int, R | Refusal] = {}
        self._taken = self._given = 0  # Documents taken in, results given out.

    def results(self) -> Iterator[R | Refusal]:
        """All results in order."""
        while True:
            self._hand_out()
            while self._given in self._results:
                yield self._results.pop(self._given)
                self._given += 1
                self._hand_out()
            if self._ended and self._given == self._taken:
                break
            self._listen()
        if self._failed is not None:
            raise self._failed

    def stop(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _hand_out(self) -> None:
        """Give every idle worker a batch; start workers only while there is something for them."""
        idle = [worker for worker in self._workers if not worker.pending]
        while (idle or len(self._workers) < self._jobs) and (chunk := self._next_batch()):
            if not idle:
                idle.append(self._start())
                self._workers.append(idle[-1])
            worker = idle.pop()
            if not worker.give(chunk):
                self._workers.remove(worker)
                worker.stop()
                self._again.append(chunk)

    def _next_batch(self) -> list[tuple[int, Document]]:
        if self._again:
            return self._again.popleft()
        chunk: list[tuple[int, Document]] = []
        most = self._given + self._jobs * self._batch * _AHEAD
        while len(chunk) < self._batch and self._taken < most and (drawn := self._draw()) is not None:
            if isinstance(drawn, Refusal):
                self._results[self._taken] = drawn
            else:
                chunk.append((self._taken, drawn))
            self._taken += 1
        return chunk

    def _draw(self) -> Document | Refusal | None:
        if self._ended:
            return None
        try:
            return next(self._incoming)
        except StopIteration:
            self._ended = True
        except Exception as error:  # noqa: BLE001  (raised after the results of what came before)
            self._ended, self._failed = True, error
        return None

    def _listen(self) -> None:
        """Wait until a worker says something or the first time limit passes."""
        busy = [worker for worker in self._workers if worker.pending]
        if not busy:
            return
        first = min(self._deadline(worker) for worker in busy)
        speaking = wait([worker.pipe for worker in busy], timeout=max(0.0, first - time.monotonic()))
        for worker in busy:
            if worker.pipe in speaking:
                self._hear(worker)
            elif time.monotonic() > self._deadline(worker):
                self._lose(worker, f"reading it took more than {self._seconds:g} seconds")

    def _deadline(self, worker: Worker[R]) -> float:
        return worker.since + (self._seconds if worker.ready else _START_SECONDS)

    def _hear(self, worker: Worker[R]) -> None:
        match worker.told():
            case None:
                self._lose(worker, "")
            case ("ready", _):
                worker.ready = True
            case ("stop", str(why)):
                raise ConfigError(why)
            case (_, result):
                number, _ = worker.pending.pop(0)
                self._results[number] = result

    def _lose(self, worker: Worker[R], why: str) -> None:
        """Refuse the document that a lost worker was at, and keep the rest of its batch for another."""
        self._workers.remove(worker)
        code = worker.stop() if why else worker.exit_code()
        if not worker.ready:
            raise ComityError(
                f"a worker process could not start (exit code {code}): "
                'run from a file with an `if __name__ == "__main__":` guard, or with one job'
            )
        (number, document), *rest = worker.pending
        self._results[number] = Refusal(origin=document.origin, why=why or f"reading it crashed (exit code {code})")
        if rest:
            self._again.append(rest)
