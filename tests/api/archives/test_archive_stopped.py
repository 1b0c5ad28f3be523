"""Stopping a run while its processes start, as a terminal or a supervisor does: one line, whoever got the signal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
if not Path("/proc/self/task").is_dir():
    pytest.skip("tells by /proc when a process starts", allow_module_level=True)


def started(pid: int) -> Iterator[str]:
    """The command lines of all processes that a process started."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            try:
                yield Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace")
            except OSError:
                continue
            yield from started(int(child))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("send", "number"),
    [(os.kill, signal.SIGTERM), (os.killpg, signal.SIGTERM), (os.killpg, signal.SIGINT)],
    ids=["to the driver", "to all", "Ctrl-C"],
)
def test_a_run_that_is_stopped_while_it_starts_says_so_in_one_line(
    place: Path, tmp_path: Path, workers: int, send: Callable[[int, int], None], number: int
) -> None:
    if workers > 1:
        pytest.importorskip("daft", reason="the extra 'scale' is not installed")
    command = ["-m", "comity", "ingest", str(place), "--workers", str(workers), "--ledger", str(tmp_path / "l.db")]
    process = subprocess.Popen([sys.executable, *command], stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while not any("spawn_main" in line for line in started(process.pid)):
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(0.1)
        send(process.pid, number)
        _, told = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, told) == (130, "comity: stopped\n")
