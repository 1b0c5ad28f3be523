"""Start-up of the command against that of the interpreter alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 7


def median(*command: str) -> float:
    """Median wall seconds of a command."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run() -> None:
    """Print both and their ratio."""
    bare = median(sys.executable, "-c", "pass")
    told = median(sys.executable, "-m", "comity", "--help")
    print(f"start-up: python {bare:.3f} s, comity --help {told:.3f} s, ratio {told / bare:.1f}")


if __name__ == "__main__":
    run()
