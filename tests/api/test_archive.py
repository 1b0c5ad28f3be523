"""Archives into a ledger: each shard once, whoever was killed; what could not be read is told and read again."""

import functools
import gzip
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from comity.api import archive, runs
from comity.api.archive import Orders, Progress
from comity.api.estimate import estimate
from comity.model import ComityError, ConfigError, InputError
from comity.scale import table
from comity.store import Ledger
from comity.store.shards import load_shard, shards

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")
# Daft leaves the pipe of a process that it has ended to the garbage collector.
daft_leaves_pipes = pytest.mark.filterwarnings("ignore:.*_io.FileIO:pytest.PytestUnraisableExceptionWarning")
READER = '''
import os
import re
import time
from pathlib import Path

from comity.model import Actor, Article, Document, Quote, Reading, Span, Statement


def read(document: Document) -> Reading:
    """A meeting of every page; a page that says so fails as long as a file is there."""
    if told := re.search(r"<p>fails while (\\S+) is there</p>", document.content):
        if Path(told[1]).exists():
            raise ValueError("not yet")
    time.sleep(float(os.environ.get("READER_SLEEPS", "0")))
    text = re.sub("<[^<>]*>", " ", document.content)
    actors = tuple(Actor(name=code, country=code, role="participant") for code in ("NOR", "PER"))
    quote = Quote(exact=text[:5], span=Span(0, 5))
    told = Statement(document=document.id, kind="meeting", status="done", actors=actors, quotes=(quote,))
    article = Article(id=document.id, text=text, url=document.url)
    return Reading(article=article, statements=(told,), origin=document.origin)
'''
DRIVER = """
import sys
from pathlib import Path
from comity.api import archive
from comity.store import Ledger

if __name__ == "__main__":
    place, ledger, folder, workers = sys.argv[1:]
    versions = {"code": "1", "model": "m 1", "reader": "archive_reader:read"}
    orders = archive.Orders(folder=Path(folder), workers=int(workers), shard_bytes=2_000, **versions)
    with Ledger.open(ledger) as book:
        archive.load(book, archive.planned([place], orders), orders)
"""


@pytest.fixture(scope="module", autouse=True)
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "archive_reader.py").write_text(READER, "utf-8")
    (folder / "driver.py").write_text(DRIVER, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv("PYTHONPATH", str(folder))
        yield folder


def record(number: int, said: str = "") -> bytes:
    body = f"<html><title>Boats {number}</title><p>{said or 'Norway and Peru met.'}</p><p>{number}</p></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/news/{number}.html\r\n"
        f"WARC-Date: 2031-05-02T10:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(record(n) for n in range(60)))
    return path


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    return Orders(
        code="1", model="m 1", folder=tmp_path / "results", shard_bytes=2_000, reader="archive_reader:read", seconds=20
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as book:
        yield book


def rows(ledger: Ledger) -> list[tuple[str, str]]:
    return sorted((said.document, said.id) for said in ledger.statements())


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
        path = table.place_of(orders.folder, shard.name)
        path.write_bytes(path.read_bytes()[:-30])
    done = archive.load(ledger, planned, orders)
    assert (done.damaged, done.read) == (2, 60)


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


def test_errors_are_told_tried_again_and_then_gone(ledger: Ledger, place: Path, orders: Orders, tmp_path: Path) -> None:
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
    ledger: Ledger, place: Path, orders: Orders, tmp_path: Path
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


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_driver_killed_again_and_again_loses_and_doubles_nothing(
    place: Path, orders: Orders, tmp_path: Path, reader: Path, workers: int
) -> None:
    place.write_bytes(b"".join(record(n) for n in range(200)))
    planned = archive.planned([place], orders)
    with Ledger.open(tmp_path / "whole.db") as book:
        archive.load(book, planned, orders)
        expected = rows(book)
    assert len(expected) == 200
    ledger, folder = tmp_path / "killed.db", tmp_path / "killed"
    command = [sys.executable, str(reader / "driver.py"), str(place), str(ledger), str(folder), str(workers)]
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
    assert not list(folder.glob(".*"))


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


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_an_archive_that_is_not_there_is_told(orders: Orders, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such archive"):
        archive.planned([tmp_path / "none.warc.gz"], orders)


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


def archive_done(name: str) -> object:
    from comity.scale.reading import Done

    return Done(shard=name)


def test_a_shard_comes_in_whole_or_not_at_all(ledger: Ledger, place: Path, orders: Orders) -> None:
    (shard, *_) = planned = archive.planned([place], orders)
    archive.load(ledger, planned[1:2], orders)
    before = rows(ledger)
    run = ledger.start_run(code="1", model="m 1", settings={})

    def broken() -> Iterator[object]:
        yield from table.read(table.place_of(orders.folder, planned[1].name))
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
    assert found.year_hours == pytest.approx(found.month_hours * 365 / 30, rel=0.05)
    assert not orders.folder.exists()


def test_an_estimate_of_what_is_large_is_near(place: Path, orders: Orders) -> None:
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
    assert told.splitlines()[-1] == "comity: stopped"
    assert "Traceback" not in told
