"""Real processes: two that write, one that is killed, one that reads meanwhile."""

import itertools
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from comity.model import Reading
from comity.store import Ledger
from comity.store.condition import damage
from comity.verify import check_ledger

SIDE_BY_SIDE = 5.0  # seconds

WRITER = """
import sys
from datetime import date
from comity.model import Actor, Article, Quote, Reading, Span, Statement
from comity.store import Ledger

path, first, last, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])

def reading(number):
    name = f"d{number:05}"
    actors = tuple(Actor(name=c, country=c, role="party") for c in ("NOR", "PER"))
    quotes = tuple(Quote(exact="x", span=Span(n, n + 1)) for n in range(3))
    told = tuple(Statement(document=name, kind="meeting", status="done", actors=actors, quotes=(q,)) for q in quotes)
    return Reading(article=Article(id=name, text="xxx " * 500, published=date(2031, 1, 1)), statements=told)

with Ledger.open(path) as ledger:
    run = ledger.start_run(code="1")
    for start in range(first, last, batch):
        ledger.append_many([reading(n) for n in range(start, min(start + batch, last))], run, batch=batch)
        sys.stdout.write(f"{min(start + batch, last)}\\n")
        sys.stdout.flush()
"""


def writer(path: str, first: int, last: int, batch: int = 1) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", "-c", WRITER, path, str(first), str(last), str(batch)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen[str]) -> str:
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return errors


def check_whole(path: str) -> None:
    with Ledger.open(path, readonly=True) as ledger:
        assert list(damage(ledger)) == []
        assert list(check_ledger(ledger.stored(history=True))) == []


def test_two_writers_of_a_fresh_ledger_lose_and_double_nothing(place: str) -> None:
    """They also meet in the middle: 100 documents come from both."""
    both = [writer(place, 0, 200), writer(place, 100, 300, batch=5)]
    assert [finished(process) for process in both] == ["", ""]
    with Ledger.open(place, readonly=True) as ledger:
        info = ledger.info()
        assert (info.documents, info.versions, info.readings, info.runs) == (300, 300, 300, 2)
        assert info.statements == {"meeting": 900}
        assert len({s.id for s in ledger.statements(("NOR", "PER"))}) == 900
    check_whole(place)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("batch", [1, 7])
def test_a_killed_writer_loses_no_acknowledged_row(place: str, batch: int) -> None:
    process = writer(place, 0, 100_000, batch)
    assert process.stdout is not None
    acknowledged = 0
    while acknowledged < 60:
        acknowledged = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    acknowledged = max([acknowledged, *(int(line) for line in rest.split())])
    with Ledger.open(place) as ledger:
        kept = {row.id for row in ledger.documents()}
        assert {f"d{n:05}" for n in range(acknowledged)} <= kept
        assert len(kept) % batch == 0, "a batch was kept in part"
        assert ledger.info().statements == {"meeting": 3 * len(kept)}
        assert all(len(stored.statements) == 3 for stored in ledger.stored())
    check_whole(place)
    assert finished(writer(place, acknowledged, acknowledged + batch, batch)) == ""


def test_reading_goes_on_while_another_writes(place: str, ledger: Ledger) -> None:
    process = writer(place, 0, 300)
    seen = [0]
    with Ledger.open(place, readonly=True) as reader:
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            seen.append(sum(1 for _ in reader.documents()))
            assert sum(1 for _ in reader.statements(("PER", "NOR"))) >= 3 * seen[-1]
        finished(process)
        assert sum(1 for _ in reader.documents()) == 300
    assert seen == sorted(seen)
    assert len(set(seen)) > 0, "nothing was read meanwhile"


def test_reading_and_writing_side_by_side_for_seconds(place: str, ledger: Ledger) -> None:
    """Two that read and two that write, in processes and threads of their own: nobody meets a lock."""
    writers = [writer(place, 0, 100_000, 3), writer(place, 50_000, 100_000, 16)]
    assert [process.stdout.readline() for process in writers if process.stdout] == ["3\n", "50016\n"]
    counts: list[int] = []
    deadline = time.monotonic() + SIDE_BY_SIDE

    def look() -> int:
        with Ledger.open(place, readonly=True) as reader:
            while time.monotonic() < deadline:
                counts.append(sum(1 for _ in itertools.islice(reader.statements(("NOR", "PER")), 200)))
                assert reader.info().documents >= 0
        return 0

    with ThreadPoolExecutor() as pool:
        assert list(pool.map(lambda _: look(), range(2))) == [0, 0]
    assert [process.poll() for process in writers] == [None, None], "a writer met a lock"
    for process in writers:
        process.kill()
        process.communicate(timeout=60)
    assert max(counts) == 200
    with Ledger.open(place, readonly=True) as reader:
        kept = {row.id >= "d50000" for row in reader.documents()}
    assert kept == {True, False}, "one of the two writers never got its turn"


def test_a_writer_waits_for_its_turn(place: str, ledger: Ledger, read: "type[Reading]") -> None:
    """The other process starts while this one is in the middle of a transaction, and is not turned away."""
    run = ledger.start_run(code="1")
    with ledger.transaction() as batch:
        batch.append(read("a"), run)
        process = writer(place, 0, 3)
        time.sleep(1.5)
        assert process.poll() is None
    assert finished(process) == ""
    assert ledger.info().documents == 4
