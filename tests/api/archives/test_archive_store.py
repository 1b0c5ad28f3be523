"""Results in an object store: the same rows as out of a folder, gone on with after a network that was down."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive_rows import daft_leaves_pipes, rows
from comity.api import archive, runs
from comity.api.archive import Orders, Progress
from comity.model import ComityError, ConfigError
from comity.scale.places import place_at
from comity.store import Ledger
from comity.store.shards import shards
from shelf_store import shelves

Record = Callable[..., bytes]
pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


@pytest.fixture
def stored(orders: Orders, tmp_path: Path) -> Iterator[Orders]:
    with shelves(tmp_path) as address:
        yield replace(orders, folder=f"{address}/news")


def objects(tmp_path: Path) -> set[str]:
    return {str(path.relative_to(tmp_path / "store")) for path in (tmp_path / "store").rglob("*") if path.is_file()}


@daft_leaves_pipes
@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_rows_come_out_of_a_store_as_out_of_a_folder(
    ledger: Ledger, place: Path, orders: Orders, stored: Orders, tmp_path: Path, workers: int
) -> None:
    """Two workers are processes of their own: what they put is got by this one."""
    if workers > 1:
        pytest.importorskip("daft", reason="the extra 'scale' is not installed")
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "other.db") as other:
        archive.load(other, planned, orders)
        expected = rows(other)
    assert archive.load(ledger, planned, replace(stored, workers=workers)).read == 60
    assert rows(ledger) == expected
    assert objects(tmp_path) == {f"news/{shard.name}.parquet" for shard in planned}


def test_what_is_in_a_store_is_not_read_again_and_what_is_damaged_is(
    ledger: Ledger, place: Path, stored: Orders, tmp_path: Path
) -> None:
    planned = archive.planned([place], stored)
    with Ledger.open(tmp_path / "other.db") as other:
        archive.load(other, planned, stored)
        expected = rows(other)
    cut = tmp_path / "store" / "news" / f"{planned[0].name}.parquet"
    cut.write_bytes(cut.read_bytes()[:-30])
    done = archive.load(ledger, planned[:1], stored)
    assert (done.damaged, done.read > 0) == (1, True)
    place.unlink()  # nothing else is read a second time
    done = archive.load(ledger, planned, stored)
    assert (done.known, done.damaged, done.errors) == (1, 0, 0)
    assert rows(ledger) == expected
    assert archive.load(ledger, planned, stored).known == len(planned)


def test_a_network_that_goes_down_costs_nothing_that_was_done(
    ledger: Ledger, place: Path, stored: Orders, tmp_path: Path
) -> None:
    planned, closed = archive.planned([place], stored), tmp_path / "store" / "closed"

    def down(now: Progress) -> None:
        if now.done == 3:
            closed.touch()

    with pytest.raises(ComityError, match=r"shelf:///.*/news: results cannot be .* \(nobody answers there\)"):
        archive.load(ledger, planned, stored, down)
    assert len(shards(ledger)) == 3
    before = len(ledger.runs())
    with pytest.raises(ComityError, match="nobody answers there"):
        archive.load(ledger, planned, stored)
    assert len(ledger.runs()) == before  # told before a run begins
    closed.unlink()
    assert archive.load(ledger, planned, stored).known == 3
    assert len(rows(ledger)) == 60
    assert len(shards(ledger)) == len(planned)


def test_errors_are_tried_again_through_a_store(
    ledger: Ledger, place: Path, stored: Orders, tmp_path: Path, record: Record
) -> None:
    flag = tmp_path / "flag"
    flag.touch()
    place.write_bytes(place.read_bytes() + record(60, f"fails while {flag} is there"))
    archive.load(ledger, archive.planned([place], stored), stored)
    flag.unlink()
    again = runs.to_retry(ledger, stored)
    assert archive.load(ledger, again, stored).read == 1
    assert not runs.open_errors(ledger)
    assert f"news/{again[0].name}.parquet" in objects(tmp_path)


@daft_leaves_pipes
def test_a_store_that_is_another_one_for_workers_is_told(ledger: Ledger, place: Path, orders: Orders) -> None:
    pytest.importorskip("daft", reason="the extra 'scale' is not installed")
    own = replace(orders, folder="memory://news", workers=2)  # each process has a memory of its own
    with pytest.raises(ConfigError, match="all machines must reach that store"):
        archive.load(ledger, archive.planned([place], own), own)


def test_a_store_in_memory_is_enough_for_one_process(ledger: Ledger, place: Path, orders: Orders) -> None:
    own = replace(orders, folder="memory://one/news")
    planned = archive.planned([place], own)
    assert archive.load(ledger, planned, own).read == 60
    with place_at("memory://one/news").held(planned[-1].name) as held:
        assert held is not None
