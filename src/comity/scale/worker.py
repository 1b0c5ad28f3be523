"""One worker process: gets batches of documents, answers document by document, can be killed and replaced."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from comity.model import ConfigError, Document, Refusal

R = TypeVar("R")
Told = tuple[str, Any]


class Worker(Generic[R]):
    """A spawned process that runs `function` over the documents it is sent, one result a message, in order.

    `memory` bounds its address space in bytes where the system can (not on Windows or macOS).
    """

    def __init__(self, function: Callable[[Document], R], *, memory: int | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(far_end, function, memory), daemon=True)
        self._process.start()
        far_end.close()
        self.pending: list[tuple[int, Document]] = []
        self.ready = False
        self.since = time.monotonic()

    def give(self, batch: Sequence[tuple[int, Document]]) -> bool:
        """Hand a batch to a worker that has nothing pending; False where it has died since."""
        try:
            self.pipe.send([document for _, document in batch])
        except OSError:
            return False
        self.pending = list(batch)
        self.since = time.monotonic()
        return True

    def told(self) -> Told | None:
        """The next message, None where the worker is gone. Call when the pipe has something to say."""
        try:
            message: Told = self.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        self.since = time.monotonic()
        return message

    def stop(self) -> int | None:
        """End the process at once and free what it held; its exit code."""
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self.pipe.close()
        self._process.close()
        return code

    def exit_code(self) -> int | None:
        """Wait for a process that closed its end, then free what it held."""
        self._process.join(timeout=5)
        return self.stop()


def one_line(error: BaseException) -> str:
    """An exception for a person: its kind and the first 200 characters of what it says."""
    says = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {says}" if says else type(error).__name__


def attempt(function: Callable[[Document], R], document: Document) -> R | Refusal:
    """One document; what fails in it is refused by name. ConfigError passes: it would fail in every document."""
    try:
        return function(document)
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001  (a document must never stop the others)
        return Refusal(origin=document.origin, why=f"reading it failed ({one_line(error)})")


def _serve(pipe: Connection, function: Callable[[Document], R], memory: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides when to stop.
    threading.Thread(target=_follow_parent, daemon=True).start()
    bound_memory(memory)
    pipe.send(("ready", None))
    while True:
        try:
            documents = pipe.recv()
        except EOFError:
            return
        for document in documents:
            try:
                message: Told = ("result", attempt(function, document))
            except ConfigError as error:
                message = ("stop", str(error))
            try:
                pipe.send(message)
            except OSError:
                return
            except Exception as error:  # noqa: BLE001  (whatever pickling raises)
                why = f"its result cannot be sent back ({one_line(error)})"
                pipe.send(("result", Refusal(origin=document.origin, why=why)))


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def bound_memory(memory: int | None) -> None:
    """Bound the address space of this process, where the system can."""
    if memory is None:
        return
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
