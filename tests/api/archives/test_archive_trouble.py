"""Drivers that are killed, stopped, run twice at once or cannot write lose nothing and double nothing."""

import functools
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive_rows import daft_leaves_pipes, rows
from comity.api import archive
from comity.api.archive import Orders
from comity.model import ComityError, ConfigError
from comity.store import Ledger
from comity.store.shards import shards
from processes import soon
from shelf_store import shelves

Record = Callable[..., bytes]
pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


def archive_done(name: str) -> object:
    from comity.scale.reading import Done

    return Done(shard=name)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[str]:
    with shelves(tmp_path) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "stored"), [(1, False), (2, False), (2, True)])
def test_a_driver_killed_again_and_again_loses_and_doubles_nothing(
    place: Path, orders: Orders, tmp_path: Path, reader: Path, workers: int, record: Record, shelf: str, *, stored: bool
) -> None:
    place.write_bytes(b"".join(record(n) for n in range(200)))
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "whole.db") as book:
        archive.load(book, planned, orders)
        expected = rows(book)
    assert len(expected) == 200
    ledger, folder = tmp_path / "killed.db", shelf if stored else str(tmp_path / "killed")
    command = [sys.executable, str(reader / "driver.py"), str(place), str(ledger), folder, str(workers)]
    chance, killed = random.Random(workers), 0
    for _ in range(4):
        process = subprocess.Popen(
            command, env={**os.environ, "READER_SLEEPS": "0.02"}, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(timeout=chance.uniform(1.0, 5.0))
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.wait()
        assert soon(functools.partial(no_other_alive, process.pid))
    assert killed
    subprocess.run(command, check=True, timeout=120)
    with Ledger.open(ledger) as book:
        assert rows(book) == expected
        assert len(shards(book)) == len(planned)
    assert not list((tmp_path / "killed").glob(".*"))


def no_other_alive(session: int) -> bool:
    """Whether no process of a session is still there."""
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                state, _, _, of = (path / "stat").read_text("ascii").rpartition(")")[2].split()[:4]
            except OSError:
                continue
            if int(of) == session and state != "Z":
                return False
    return True


def test_a_signal_in_the_midst_keeps_what_is_done(place: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "comity",
        "ingest",
        str(place),
        "--workers",
        "1",
        "--ledger",
        str(tmp_path / "l.db"),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert soon((tmp_path / "l.db.shards").exists)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "comity: stopped" in told


@daft_leaves_pipes
def test_results_that_cannot_be_written_are_told(ledger: Ledger, place: Path, orders: Orders, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    wrong = replace(orders, folder=tmp_path / "file" / "results")
    for workers in (1, 2):
        with pytest.raises(ComityError, match="results cannot be written"):
            archive.load(ledger, archive.planned([place], wrong), replace(wrong, workers=workers))


def test_results_that_are_elsewhere_are_told(
    ledger: Ledger, place: Path, orders: Orders, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = archive.planned([place], orders)
    archive.load(ledger, planned[:1], orders)
    monkeypatch.setattr("comity.scale.engine.run_shard", lambda shard, *_, **__: archive_done(shard.name))
    with pytest.raises(ConfigError, match="all machines must share that folder"):
        archive.load(ledger, planned, orders)


def test_two_runs_at_once_give_no_row_twice(place: Path, orders: Orders, tmp_path: Path) -> None:
    planned = archive.planned([place], orders)
    path = tmp_path / "both.db"
    failed: list[BaseException] = []

    def load() -> None:
        try:
            with Ledger.open(path) as book:
                archive.load(book, planned, orders)
        except BaseException as error:  # noqa: BLE001
            failed.append(error)

    Ledger.open(path).close()
    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with Ledger.open(path) as book:
        assert len(rows(book)) == 60
        assert len(shards(book)) == len(planned)
