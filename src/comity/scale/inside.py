"""What happens inside a guarded process: its limits, its end, and one document after another."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from comity.model import ConfigError, Refusal

R = TypeVar("R")
S = TypeVar("S", bound="Sourced")
_LOOK = 0.5  # seconds between two looks at whether the parent is still there


class Sourced(Protocol):
    """What is read in a guarded process: a document, or what becomes one there."""

    @property
    def origin(self) -> str:
        """Where it came from, for messages."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: `seconds` of time, `cpu` seconds of processor time (None: no bound of its own),
    `memory` bytes of address space of the whole process (None: as much as there is). Windows knows the first alone,
    macOS no `memory`.
    """

    seconds: float = 60.0
    memory: int | None = 3 << 29
    cpu: int | None = 30


def one_line(error: BaseException) -> str:
    """An exception for a person: its kind and the first 200 characters of what it says."""
    says = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {says}" if says else type(error).__name__


def attempt(function: Callable[[S], R], document: S) -> R | Refusal:
    """One document; what fails in it is refused by name. ConfigError passes: it would fail in every document."""
    try:
        return function(document)
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001  (a document must never stop the others)
        return Refusal(origin=document.origin, why=f"reading it failed ({one_line(error)})")


def answer(function: Callable[[S], Any], document: S, limits: Limits) -> bytes:
    """`attempt` under `limits`, pickled here, so that a result that cannot be sent is this document's trouble alone.

    A ConfigError is the result where one is raised.
    """
    _bound_cpu(limits.cpu)
    try:
        result = attempt(function, document)
    except ConfigError as error:
        result = ConfigError(str(error))
    except BaseException as error:  # noqa: BLE001  (a document that exits exits nothing)
        result = Refusal(origin=document.origin, why=f"reading it failed ({one_line(error)})")
    try:
        return pickle.dumps(result)
    except Exception as error:  # noqa: BLE001  (whatever pickling raises)
        why = f"its result cannot be sent back ({one_line(error)})"
        return pickle.dumps(Refusal(origin=document.origin, why=why))


def prepare(limits: Limits, warm: Callable[[], object] | None) -> None:
    """Set up a guarded process: its limits, its end with its parent's, and `warm`, which counts against no document."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # at once, also in the midst of a library
    threading.Thread(target=_follow_parent, daemon=True).start()
    _bound("RLIMIT_AS", limits.memory)
    _bound("RLIMIT_CORE", 0)
    if warm is not None:
        with contextlib.suppress(Exception):  # the first document will say what is wrong
            warm()


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Let SIGINT and SIGTERM wait while processes start. SIGINT waits for ever in them, and in those that take their
    place later: whoever stops a run stops its driver, and a half-started process says nothing of it.
    """
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not threading.main_thread():
        yield
        return
    from multiprocessing import resource_tracker

    came: list[int] = []
    resource_tracker.ensure_running()  # it lets signals through when it starts
    # Another thread may take what this one does not let in, so that the handler has to wait as well.
    handlers = {n: signal.signal(n, lambda number, _: came.append(number)) for n in (signal.SIGINT, signal.SIGTERM)}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for stop, handler in handlers.items():
            signal.signal(stop, handler or signal.SIG_DFL)
        for number in dict.fromkeys(came):
            signal.raise_signal(number)


def leave_to_driver() -> None:
    """Ignore SIGINT and SIGTERM: sent to a driver and its workers at once, it is the driver that says what to do."""
    with contextlib.suppress(ValueError):  # not in the main thread
        for stop in (signal.SIGINT, signal.SIGTERM):
            signal.signal(stop, signal.SIG_IGN)


def follow(parent: int) -> None:
    """Let this process end soon after its parent, of that number, wherever that one came from."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _follow_parent() -> None:
    """End with the parent at once, however that ends."""
    import multiprocessing
    from multiprocessing.connection import wait

    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _bound(what: str, value: int | None) -> None:
    if value is None:
        return
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(getattr(resource, what), (value, value))


def _bound_cpu(seconds: int | None) -> None:
    """Let the system end this process (SIGXCPU) when it has used so many more seconds, whatever it is in."""
    if seconds is None:
        return
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
