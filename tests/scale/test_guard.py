"""Real guarded processes: whatever a document does to them costs that document alone, and says why."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from comity.model import ComityError, ConfigError, Document, Refusal
from comity.scale import guard as guards
from comity.scale.guard import Guard
from comity.scale.inside import Limits
from processes import gone, soon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


def documents(*contents: str) -> list[Document]:
    return [Document(id=str(n), content=text, format="plain", origin=f"file:{n}") for n, text in enumerate(contents)]


def told(results: Any) -> list[Any]:
    return [r.why if isinstance(r, Refusal) else r for r in results]


def test_every_way_to_die_costs_one_document_and_says_why(acts: ModuleType) -> None:
    deaths = {
        "raise": "reading it failed (ValueError: bad words)",
        "exit": "reading it failed (SystemExit: 4)",
        "recurse": "reading it failed (RecursionError: ",
        "eat": "reading it failed (MemoryError)",
        "deep": "its result cannot be sent back (RecursionError: ",
        "unpicklable": "its result cannot be sent back (",
        "crash 3": "reading it crashed (exit code 3)",
        "segfault": "reading it crashed (SIGSEGV)",
        "killed": "reading it crashed (SIGKILL, perhaps for want of memory)",
    }
    items = documents(*(text for death in deaths for text in ("a", death)), "b")
    with Guard(Limits(memory=1 << 30, seconds=5)) as guard:
        results = told(guard.map(acts.act, items))
    assert results[::2] == ["a!"] * len(deaths) + ["b!"]
    for why, result in zip(deaths.values(), results[1::2], strict=True):
        assert result.startswith(why)


def test_time_and_processor_time_are_bounded_each(acts: ModuleType) -> None:
    with Guard(Limits(seconds=2, cpu=60)) as guard:
        assert told(guard.map(acts.act, documents("a", "hang", "spin", "deaf", "crash 0", "b"))) == [
            "a!",
            *["reading it took more than 2 seconds"] * 4,
            "b!",
        ]
    with Guard(Limits(seconds=60, cpu=1)) as guard:
        spun = told(guard.map(acts.act, documents("a", "sleep 3", "spin", "b")))
    assert spun == ["a!", "sleep 3!", "reading it took more than 1 seconds of processor time", "b!"]


def test_starting_counts_against_no_document(acts: ModuleType) -> None:
    with Guard(Limits(seconds=1)) as guard:
        results = told(guard.map(acts.act, documents("a", "crash", "b"), warm=acts.slow_start))
    assert results == ["a!", "reading it crashed (exit code 3)", "b!"]


def test_a_process_that_cannot_start_is_no_fault_of_the_documents(acts: ModuleType) -> None:
    with Guard(Limits(seconds=1)) as guard, pytest.raises(ComityError, match="could not start"):
        list(guard.map(acts.act, documents("a", "b"), warm=acts.no_start))


def test_processes_are_renewed_and_nothing_is_lost(acts: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "_LIFE", 5)
    with Guard() as guard:
        pids = list(guard.map(acts.where, documents(*"x" * 23)))
    assert len(pids) == 23
    assert len(set(pids)) == 5


def test_a_guard_serves_many_and_keeps_its_process(acts: ModuleType) -> None:
    with Guard() as guard:
        pids = {pid for _ in range(3) for pid in guard.map(acts.where, documents(*"xyz"))}
    assert len(pids) == 1


def test_results_as_large_as_a_page_can_be_come_back(acts: ModuleType) -> None:
    with Guard() as guard:
        sizes = [len(text) for text in guard.map(acts.act, documents(*["big 20000000"] * 12))]  # type: ignore[arg-type]
    assert sizes == [20_000_000] * 12


def test_what_cannot_be_sent_there_is_refused(acts: ModuleType) -> None:
    odd = Document(id="1", content=(lambda: 1), format="plain", origin="odd")  # type: ignore[arg-type]
    with Guard() as guard:
        results = told(guard.map(acts.act, [*documents("a"), odd, *documents("b")]))
    assert results[::2] == ["a!", "b!"]
    assert results[1].startswith("it cannot be handed to a process (")


def test_a_configuration_error_is_raised(acts: ModuleType) -> None:
    with Guard() as guard, pytest.raises(ConfigError, match="the model is not installed"):
        list(guard.map(acts.act, documents("a", "model", "b")))


def test_a_lost_pool_is_replaced(acts: ModuleType) -> None:
    class Once(Guard):
        """Loses its pool, once: what was given out to it comes to nothing."""

        killed = False

        def _awaited(self, future: Any) -> bytes:
            answer = super()._awaited(future)
            if not self.killed:
                self.killed = True
                self._pool.stop()
                self._pool.join()
            return answer

    with Once() as guard:
        assert told(guard.map(acts.act, documents(*"abcdefghij" * 3))) == [f"{x}!" for x in "abcdefghij" * 3]


@pytest.fixture
def driver(acts: ModuleType, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A process with a guard that reads a document for ever, and the number of the guarded process."""
    pid_file = tmp_path / "pid"
    script = tmp_path / "script.py"
    script.write_text(
        "from comity.model import Document\nfrom comity.scale.guard import Guard\nfrom scale_acts import child\n"
        "if __name__ == '__main__':\n"
        f"    d = Document(id='a', content={str(pid_file)!r}, format='plain', origin='a')\n"
        "    with Guard() as guard:\n        list(guard.map(child, [d]))\n",
        "utf-8",
    )
    started = subprocess.Popen([sys.executable, str(script)], stderr=subprocess.DEVNULL)
    try:
        assert soon(lambda: pid_file.exists() and bool(pid_file.read_text("utf-8")))
        yield started, int(pid_file.read_text("utf-8"))
    finally:
        started.kill()
        started.wait()


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGINT", "SIGTERM"])
def test_no_process_outlives_its_driver(driver: tuple[subprocess.Popen[bytes], int], signal: str) -> None:
    import signal as signals

    process, pid = driver
    process.send_signal(getattr(signals, signal))
    process.wait(timeout=30)
    assert soon(lambda: gone(pid))
