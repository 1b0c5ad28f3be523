"""A ledger in one file and back, from and to every database, with everything that it holds."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from comity.api.keeping import backup, check, restore
from comity.model import Decision, Interval, LedgerError, Observation, Reading, Statement, Subject
from comity.store import Ledger, decisions, observations
from comity.store.event_schema import event

Make = Callable[..., Statement]
Read = Callable[..., Reading]
TABLES = event.metadata.sorted_tables


@pytest.fixture
def filled(ledger: Ledger, read: Read, state: Make) -> Ledger:
    """Two versions of a document with awkward letters, a decision and an official figure."""
    run = ledger.start_run(code="1")
    odd = state("a\x00\ud800", "NOR", "PER")
    told = [
        read(odd.document, odd, text=text) for text in ("Norway and Peru signed\x00", "Norway and Peru signed \x1b")
    ]
    ledger.append_many([*told, *(read(f"d{n}", state(f"d{n}", "NOR", "PER")) for n in range(5))], run)
    about = Subject(statement=odd.id, document=odd.document, kind=odd.kind, exact=odd.quotes[0].exact)
    decisions.add(
        ledger, Decision(action="accept", subjects=(about,), author="Ann", made=datetime(2031, 7, 1, tzinfo=UTC))
    )
    figure = Observation(
        provider="Office",
        dataset="Trade",
        reporter="NOR",
        partner="PER",
        flow="exports",
        period=Interval(date(2030, 1, 1), date(2030, 12, 31)),
        frequency="A",
        value=Decimal("12.50"),
        currency="USD",
    )
    observations.add_observations(ledger, [figure])
    return ledger


def rows(ledger: Ledger) -> dict[str, list[Any]]:
    """Everything in every table."""
    with ledger.reading() as connection:
        return {
            table.name: sorted(map(repr, (tuple(row) for row in connection.execute(select(table))))) for table in TABLES
        }


def refused(line: str) -> Any:
    return pytest.raises(LedgerError, match=line)


def test_all_of_it_comes_back_elsewhere(filled: Ledger, fresh: Callable[[], str], tmp_path: Path, read: Read) -> None:
    before = rows(filled)
    made = backup(filled, tmp_path / "backups" / "b.db")
    assert (made.held.documents, sum(made.held.statements.values())) == (6, 6)
    for where in (tmp_path / "file.db", fresh()):
        restore(tmp_path / "backups" / "b.db", where)
        with Ledger.open(where) as other:
            assert rows(other) == before
            run = other.start_run(code="2")  # numbers go on after those that came
            assert other.append_many([read("new"), read("d1")], run) == ("new", "reread")
            assert other.runs()[-1].id == 2
            assert list(check(other)) == []


def test_a_backup_is_one_file_with_its_checksum(filled: Ledger, tmp_path: Path) -> None:
    made = backup(filled, tmp_path / "b" / "b.db")
    assert sorted(file.name for file in (tmp_path / "b").iterdir()) == ["b.db", "b.db.sha256"]
    assert (tmp_path / "b" / "b.db.sha256").read_text("utf-8") == f"{made.sha256}  b.db\n"
    with Ledger.open(tmp_path / "b" / "b.db", readonly=True) as copy:
        assert rows(copy) == rows(filled)


def test_what_is_there_is_not_replaced_unasked(
    filled: Ledger, place: str, fresh: Callable[[], str], tmp_path: Path, read: Read
) -> None:
    first = backup(filled, tmp_path / "b.db")
    with refused("is there already"):
        backup(filled, tmp_path / "b.db")
    filled.append(read("more"), filled.start_run(code="2"))
    with refused("holds something"):
        restore(tmp_path / "b.db", place)
    restore(tmp_path / "b.db", place, force=True)
    assert filled.info().documents == first.held.documents
    filled.append(read("more"), filled.start_run(code="2"))
    again = backup(filled, tmp_path / "b.db", force=True)
    assert again.held.documents == first.held.documents + 1
    assert restore(tmp_path / "b.db", fresh()).sha256 == again.sha256 != first.sha256


def test_others_see_all_of_the_one_or_all_of_the_other(filled: Ledger, place: str, tmp_path: Path, read: Read) -> None:
    backup(filled, tmp_path / "b.db")
    known = [entry.statement.id for entry in filled.entries(("NOR", "PER"))]
    run = filled.start_run(code="2")
    filled.append_many([read(f"more{n}") for n in range(200)], run)
    counts, done = set(), threading.Event()

    def look() -> None:
        with Ledger.open(place, readonly=True) as reader:
            while not done.is_set():
                counts.add(sum(1 for _ in reader.documents()))

    looking = threading.Thread(target=look)
    looking.start()
    restore(tmp_path / "b.db", place, force=True)
    done.set()
    looking.join()
    assert counts <= {6, 206}
    assert [entry.statement.id for entry in filled.entries(("NOR", "PER"))] == known


def test_a_backup_taken_while_another_writes_is_one_state(
    ledger: Ledger, place: str, tmp_path: Path, read: Read, state: Make
) -> None:
    run, stop = ledger.start_run(code="1"), threading.Event()

    def write() -> None:
        with Ledger.open(place) as writer:
            for number in range(10_000):
                if stop.is_set():
                    return
                with writer.transaction() as batch:
                    for name in (f"a{number}", f"b{number}"):
                        batch.append(read(name, state(name, "NOR", "PER")), run)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        made = [backup(ledger, tmp_path / f"{n}.db").held.documents for n in range(3)]
    finally:
        stop.set()
        writing.join()
    assert made == sorted(made)
    assert all(number % 2 == 0 for number in made), "half of a transaction was copied"


@pytest.fixture
def copy(tmp_path: Path, read: Read, state: Make) -> Iterator[Path]:
    with Ledger.open(tmp_path / "source.db") as ledger:
        ledger.append(read("a", state("a", "NOR", "PER")), ledger.start_run(code="1"))
        backup(ledger, tmp_path / "b.db")
    yield tmp_path / "b.db"
    assert not list(tmp_path.glob(".*")), "something was left lying about"


def change(path: Path, command: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(command)
        connection.commit()


def test_a_backup_that_does_not_hold_is_not_restored(copy: Path, path: Path) -> None:
    change(copy, "UPDATE document SET title = 'Meat'")
    with refused("is not what b.db.sha256 says it was"):
        restore(copy, path)
    copy.with_name("b.db.sha256").unlink()
    with refused("does not hold"):
        restore(copy, path)
    copy.write_bytes(b"no database at all" * 99)
    with refused("b.db: it is not a Comity ledger"):
        restore(copy, path)
    with refused("no backup there"):
        restore(copy.with_name("none.db"), path)
    assert not path.exists()


def test_a_ledger_that_does_not_hold_replaces_no_backup(copy: Path) -> None:
    before = copy.read_bytes()
    change(copy.with_name("source.db"), "UPDATE document SET title = 'Meat'")
    with Ledger.open(copy.with_name("source.db")) as ledger, refused("source.db: does not hold"):
        backup(ledger, copy, force=True)
    assert copy.read_bytes() == before


def test_a_ledger_is_no_backup_of_itself(copy: Path) -> None:
    with Ledger.open(copy) as ledger, refused("the ledger itself"):
        backup(ledger, copy, force=True)
    with refused("the ledger itself"):
        restore(copy, copy, force=True)


def test_a_damaged_ledger_makes_room_for_its_backup(copy: Path, path: Path) -> None:
    shutil.copy(copy, path)
    whole = path.read_bytes()
    inside = whole[:8192] + b"\xff" * 8192 + whole[16384:]
    for broken, aside in ((inside, False), (b"\xff" * 99 + whole[99:], True)):
        path.write_bytes(broken)
        done = restore(copy, path, force=True)
        with Ledger.open(path) as ledger:
            assert ledger.article("a").title == "Fish"
            assert list(check(ledger)) == []
        assert (done.aside is not None) is aside
        if done.aside is not None:
            assert Path(done.aside).read_bytes() == broken
    path.write_bytes(b"\xff" * 99 + whole[99:])
    with refused("not a Comity ledger"):
        restore(copy, path)
    with refused("is there already"):
        restore(copy, path, force=True)


def test_a_database_of_another_program_stays(copy: Path, path: Path) -> None:
    change(path, "CREATE TABLE recipe (name TEXT)")
    with refused("not a Comity ledger"):
        restore(copy, path, force=True)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM recipe").fetchone() == (0,)


def test_a_backup_of_an_older_comity(copy: Path, path: Path, as_first: Callable[[Path], None]) -> None:
    as_first(copy)
    copy.with_name("b.db.sha256").unlink()
    before = copy.read_bytes()
    restore(copy, path)
    assert copy.read_bytes() == before
    with Ledger.open(path, readonly=True) as ledger:
        assert ledger.article("a").title == "Fish"


FULL = """
import resource, signal, sys
from pathlib import Path
from comity.api.keeping import backup
from comity.model import LedgerError
from comity.store import Ledger
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
with Ledger.open(sys.argv[1], readonly=True) as ledger:
    try:
        backup(ledger, Path(sys.argv[2]), force=True)
    except LedgerError as error:
        sys.stdout.write(str(error))
"""


@pytest.mark.skipif(os.name != "posix", reason="file sizes cannot be limited here")
def test_a_full_disk_leaves_the_old_backup(copy: Path) -> None:
    before = copy.read_bytes()
    command = [sys.executable, "-c", FULL, copy.with_name("source.db"), copy]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "disk" in told.stdout
    assert "\n" not in told.stdout
    assert copy.read_bytes() == before
