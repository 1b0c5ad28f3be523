"""Documents over several processes: in order, in bounded memory, and no document takes the others down with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from comity.model import Document, Refusal
from comity.scale.guard import Guard
from comity.scale.inside import Limits, attempt

R = TypeVar("R")
_AHEAD = 4  # batches that a process may be ahead of the oldest document still awaited


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

    With `jobs` of 1 everything runs in this process, without limits. With more, so many spawned processes read
    (`function` must pickle; a script needs its `__main__` guard), each `batch` documents ahead. A document on which
    its process raises, crashes, or takes more than `seconds` becomes a Refusal; a lost process is replaced. `memory`
    bounds the address space of a process in bytes.

    Raises ConfigError where `function` does, ComityError where no process can start; an error of `documents` itself
    is raised after the results of what came before it.
    """
    if jobs < 1 or batch < 1:
        raise ValueError("jobs and batch are at least 1")
    if jobs == 1:
        for item in documents:
            yield item if isinstance(item, Refusal) else attempt(function, item)
        return
    limits = Limits(seconds=seconds, memory=memory, cpu=None)
    with Guard(limits, processes=jobs) as guard:
        yield from guard.map(function, documents, ahead=batch * _AHEAD)
