"""Archives into a ledger: each shard once; what could not be read is told and read again."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive_rows import daft_leaves_pipes, rows
from comity.api import archive, runs
from comity.api.archive import Orders, Progress
from comity.api.estimate import estimate
from comity.model import InputError
from comity.scale import table
from comity.scale.places import Folder
from comity.store import Ledger
from comity.store.shards import load_shard, shards

Record = Callable[..., bytes]
pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")


def test_every_page_comes_in_once_and_a_second_run_does_nothing(ledger: Ledger, place: Path, orders: Orders) -> None:
    told: list[Progress] = []
    planned = archive.planned([place], orders)
    done = archive.load(ledger, planned, orders, told.append)
    assert len(planned) > 4
    assert (done.done, done.shards, done.known) == (len(planned), len(planned), 0)
    assert (done.looked_at, done.kept, done.read, done.errors) == (60, 60, 60, 0)
    assert [p.done for p in told] == list(range(1, len(planned) + 1))
    assert told[-1].left == 0
    assert all(p.left is not None and p.left > 0 for p in told[:-1])
    assert len({document for document, _ in rows(ledger)}) == len(rows(ledger)) == 60
    again = archive.load(ledger, planned, orders)
    assert (again.known, again.looked_at) == (len(planned), 0)
    assert len(ledger.runs()) == 1
    (run,) = runs.runs(ledger)
    assert (run.errors, sum(shard.read for shard in run.shards)) == (0, 60)


def test_results_of_a_broken_run_are_taken_up(ledger: Ledger, place: Path, orders: Orders, tmp_path: Path) -> None:
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "other.db") as other:
        archive.load(other, planned, orders)
        expected = rows(other)
    place.unlink()  # nothing is read a second time
    assert archive.load(ledger, planned, orders).read == 60
    assert rows(ledger) == expected


def test_damaged_results_are_told_and_made_again(ledger: Ledger, place: Path, orders: Orders, tmp_path: Path) -> None:
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "other.db") as other:
        archive.load(other, planned, orders)
    for shard in planned[:2]:
        path = Folder(orders.folder).at(shard.name)
        path.write_bytes(path.read_bytes()[:-30])
    done = archive.load(ledger, planned, orders)
    assert (done.damaged, done.read) == (2, 60)


def test_errors_are_told_tried_again_and_then_gone(
    ledger: Ledger, place: Path, orders: Orders, tmp_path: Path, record: Record
) -> None:
    flag = tmp_path / "flag"
    flag.write_text("")
    place.write_bytes(place.read_bytes() + b"".join(record(n, f"fails while {flag} is there") for n in range(60, 63)))
    archive.load(ledger, archive.planned([place], orders), orders)
    errors = runs.open_errors(ledger)
    assert [refusal.why for refusal, _ in errors.values()] == ["reading it failed (ValueError: not yet)"] * 3
    assert len(runs.runs_json(runs.runs(ledger), errors)["unread"]) == 3  # type: ignore[arg-type]

    again = runs.to_retry(ledger, orders)
    done = archive.load(ledger, again, orders)
    assert (done.looked_at, done.errors) == (3, 3)
    assert runs.open_errors(ledger).keys() == errors.keys()

    flag.unlink()
    third = runs.to_retry(ledger, orders)
    assert not {shard.name for shard in third} & {shard.name for shard in again}
    done = archive.load(ledger, third, orders)
    assert (done.looked_at, done.read, done.errors) == (3, 3, 0)
    assert not runs.open_errors(ledger)
    assert not runs.to_retry(ledger, orders)
    assert len(rows(ledger)) == 63


def test_a_later_reader_that_reads_it_closes_an_error(
    ledger: Ledger, place: Path, orders: Orders, tmp_path: Path, record: Record
) -> None:
    flag = tmp_path / "flag"
    flag.write_text("")
    place.write_bytes(place.read_bytes() + record(60, f"fails while {flag} is there"))
    archive.load(ledger, archive.planned([place], orders), orders)
    assert runs.open_errors(ledger)
    flag.unlink()
    newer = replace(orders, code="2", shard_bytes=3_000)
    assert archive.load(ledger, archive.planned([place], newer), newer).read == 61
    assert not runs.open_errors(ledger)


@daft_leaves_pipes
def test_several_workers_read_the_same(ledger: Ledger, place: Path, orders: Orders, tmp_path: Path) -> None:
    pytest.importorskip("daft", reason="the extra 'scale' is not installed")
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "other.db") as other:
        archive.load(other, planned, orders)
        expected = rows(other)
    apart = replace(orders, workers=2, folder=tmp_path / "apart")
    assert archive.load(ledger, planned, apart).read == 60
    assert rows(ledger) == expected


def test_an_archive_that_is_not_there_is_told(orders: Orders, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such archive"):
        archive.planned([tmp_path / "none.warc.gz"], orders)


def test_a_shard_comes_in_whole_or_not_at_all(ledger: Ledger, place: Path, orders: Orders) -> None:
    (shard, *_) = planned = archive.planned([place], orders)
    archive.load(ledger, planned[1:2], orders)
    before = rows(ledger)
    run = ledger.start_run(code="1", model="m 1", settings={})

    def broken() -> Iterator[object]:
        yield from table.read(Folder(orders.folder).at(planned[1].name))
        raise RuntimeError("the light went out")

    counts = {"looked_at": 1, "kept": 1, "read": 1, "errors": 0}
    with pytest.raises(RuntimeError):
        load_shard(ledger, run, shard.name, shard.to_json(), counts, broken())  # type: ignore[arg-type]
    assert rows(ledger) == before
    assert len(shards(ledger)) == 1


def test_an_estimate_of_what_is_small_is_exact(place: Path, orders: Orders) -> None:
    found = estimate([place], replace(orders, shard_bytes=None))
    assert (found.sampled, found.documents, found.kept, found.errors) == (60, 60, 60, 0)
    assert found.cpu_seconds < 30
    assert found.year_hours == pytest.approx(found.month_hours * 365 / 30, rel=0.05, abs=0.7)  # rounded
    assert not orders.folder.exists()


def test_an_estimate_of_what_is_large_is_near(place: Path, orders: Orders, record: Record) -> None:
    place.write_bytes(b"".join(record(n) for n in range(2_000)))
    found = estimate([place], replace(orders, shard_bytes=60_000))
    assert found.sampled == 180
    assert found.documents == pytest.approx(2_000, rel=0.1)


def test_folders_globs_and_what_is_no_archive(place: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    deep = tmp_path / "deep" / "b.warc"
    deep.write_bytes(b"")
    text = tmp_path / "a.txt"
    text.write_text("x")
    assert archive.archives_of([tmp_path]) == ([str(place), str(deep)], [])
    assert archive.archives_of([f"{tmp_path}/*.gz", place]) == ([str(place)], [])
    found, others = archive.archives_of([text, tmp_path / "none.warc", "https://x.example/c.warc.gz?sig=1"])
    assert found == ["https://x.example/c.warc.gz?sig=1"]
    assert [other.origin for other in others] == [str(text), str(tmp_path / "none.warc")]
