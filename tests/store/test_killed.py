"""A process that is killed at any moment loses nothing it has acknowledged and leaves nothing half done.

One process loads everything once; for each of the fifty kills it forks a child that works on a ledger, kills it after a
time drawn at random, and says what the child had acknowledged until then.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from comity.api.keeping import backup
from comity.api.ledger import Ledger
from comity.model import Reading, Statement

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork and no SIGKILL")

NURSERY = """
import json, os, signal, sys, time
from datetime import date
from pathlib import Path
from comity import api, cli, store
from comity.api import keeping, ledger
from comity.model import Actor, Article, Quote, Reading, Span, Statement

TEXT = "Norway and Peru met in Oslo. " * 9

def reading(number):
    name = f"d{number:05}"
    actors = tuple(Actor(name=c, country=c, role="participant") for c in ("NOR", "PER"))
    quotes = [Quote(exact=TEXT[a : a + 5], span=Span(a, a + 5)) for a in (0, 29, 58)]
    told = [Statement(document=name, kind="meeting", status="done", actors=actors, quotes=(q,)) for q in quotes]
    article = Article(id=name, text=f"{TEXT}{number}", published=date(2031, 1, 1 + number % 28))
    return Reading(article=article, statements=tuple(told))

def readings(sources, **how):
    for number in range(int(next(iter(sources))), 100_000):
        time.sleep(0.001)
        yield reading(number)

def ingest(place, first, told):
    ledger.readings, ledger.BATCH = readings, 4
    with ledger.Ledger(place) as book:
        book.ingest_with([str(first)], seen=lambda item: told(item.article.id))

def command(place, documents, told):
    ledger.BATCH = 1
    code = cli.main(["ingest", documents, "--ledger", place, "--quiet"])
    told(f"exit {code}")

def migrate(place, _, told):
    with store.Ledger.open(place) as book:
        told("up to date")

def backup(place, target, told):
    with store.Ledger.open(place, readonly=True) as book:
        keeping.backup(book, Path(target), force=True)
        told("backup")

def restore(place, source, told):
    keeping.restore(Path(source), place, force=True)
    told("restored")

def born(task, place, given, delay):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        globals()[task](place, given, lambda line: os.write(write, f"{line}\\n".encode()))
        os._exit(0)
    os.close(write)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    with open(read) as said:
        return {"acknowledged": said.read().splitlines(), "killed": os.WIFSIGNALED(status), "status": status}

warm, documents = sys.argv[1:]
command(warm, documents, lambda line: None)
migrate(warm, None, lambda line: None)
import alembic.command, alembic.config, alembic.autogenerate
sys.stdout.write("ready\\n")
sys.stdout.flush()
for line in sys.stdin:
    sys.stdout.write(json.dumps(born(*json.loads(line))) + "\\n")
    sys.stdout.flush()
"""

DOCUMENTS = [
    {"id": f"visit-{day}", "published": f"2023-11-{day + 1:02}", "title": "A visit", "text": text}
    for day, text in enumerate(
        (
            "French President Emmanuel Macron visited Kazakhstan on 1 November 2023.",
            "Trade between Kazakhstan and France reached $4.2 billion in 2022.",
            "Kazakhstan and France signed an agreement on rare metals in Astana on 2 November 2023.",
            "The foreign ministers of Kazakhstan and France met in Paris on 3 November 2023.",
            "France will open a cultural centre in Kazakhstan, Macron announced in Astana.",
        )
    )
]


class Nursery:
    """The process that has children killed."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents.jsonl"
        self.documents.write_text("".join(json.dumps(d) + "\n" for d in DOCUMENTS), "utf-8")
        self.warm = folder / "warm.db"
        still = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        config = {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, self.warm, self.documents],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env={**os.environ, **still, **config},
        )
        self._answer("ready")

    def kill(self, task: str, place: Path, given: object, within: float) -> dict[str, Any]:
        """What became of a child that was killed at a moment drawn from the seconds given."""
        assert self._process.stdin is not None
        order = (task, str(place), given if isinstance(given, int) else str(given), random.uniform(0, within))
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._answer("{"))
        assert told["killed"] or told["status"] == 0, f"{task} failed by itself"
        return told

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(60) == 0
        self._process.stdout.close()

    def _answer(self, beginning: str) -> str:
        """The next line of that kind: what commands print comes between."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if line.startswith(beginning):
                return line
        raise AssertionError("the process has ended")


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    made = Nursery(tmp_path_factory.mktemp("nursery"))
    yield made
    made.close()


def whole(path: Path) -> dict[str, int]:
    """How many statements each document has. Opening it again brings events up to date: each statement is in one."""
    with Ledger(path) as book:
        assert [finding.message for finding in book.check()] == []
        kept = {row.id: 0 for row in book.store.documents()}
        for statement in book.store.statements():
            kept[statement.document] += 1
        members = [statement.id for event in book.events() for statement in event.statements]
        assert sorted(members) == sorted(statement.id for statement in book.store.statements())
    return kept


@pytest.mark.parametrize("fresh_file", range(4))
def test_a_killed_ingest_keeps_what_it_acknowledged(fresh_file: int, nursery: Nursery, path: Path) -> None:
    """Reading into the ledger and reconciling what came in, from the first moment of a new file on."""
    acknowledged: set[str] = set()
    for _ in range(6):
        told = nursery.kill("ingest", path, len(acknowledged), within=0.5)
        assert told["killed"]
        acknowledged.update(told["acknowledged"])
        kept = whole(path)
        assert acknowledged <= kept.keys()
        assert set(kept.values()) <= {3}, "a document was kept in part"


def test_a_killed_command_goes_on_where_it_broke_off(nursery: Nursery, path: Path) -> None:
    """With the real reader: after any number of kills the ledger is what it is without any."""
    for _ in range(6):
        nursery.kill("command", path, nursery.documents, within=0.6)
        assert whole(path).keys() <= {d["id"] for d in DOCUMENTS}
    assert nursery.kill("command", path, nursery.documents, within=0)["killed"]
    with Ledger(path) as book, Ledger(nursery.warm) as unbroken:
        book.ingest(nursery.documents)
        assert list(book.store.statements()) == list(unbroken.store.statements())
        assert [e.id for e in book.events()] == [e.id for e in unbroken.events()]


def test_a_killed_migration_is_done_or_not_begun(
    nursery: Nursery,
    path: Path,
    read: Callable[..., Reading],
    state: Callable[..., Statement],
    as_first: Callable[[Path], None],
) -> None:
    with Ledger(path) as book:
        told = [read(str(n), *(state(str(n), "NOR", "PER", said=k) for k in range(3))) for n in range(20)]
        book.store.append_many(told, book.store.start_run(code="1"))
    as_first(path)
    first = path.read_bytes()
    for _ in range(9):
        for name in path.parent.glob("ledger.db*"):
            name.unlink()
        path.write_bytes(first)
        nursery.kill("migrate", path, None, within=0.3)
        assert whole(path) == {str(n): 3 for n in range(20)}


@pytest.mark.parametrize("task", ["backup", "restore"])
def test_a_killed_copy_leaves_the_old_or_the_new(
    task: str, nursery: Nursery, path: Path, read: Callable[..., Reading], state: Callable[..., Statement]
) -> None:
    with Ledger(path) as book:
        told = [read(str(n), state(str(n), "NOR", "PER")) for n in range(40)]
        book.store.append_many(told, book.store.start_run(code="1"))
        backup(book.store, path.with_name("old.db"))
    with Ledger(nursery.warm) as book:
        backup(book.store, path.with_name("new.db"))
    old, new = (whole(path.with_name(name)) for name in ("old.db", "new.db"))
    changed = path.with_name("copy.db")
    place, given = (nursery.warm, changed) if task == "backup" else (changed, path.with_name("new.db"))
    for _ in range(5):
        for name in path.parent.glob(f"*{changed.name}*"):
            name.unlink()
        shutil.copy(path.with_name("old.db"), changed)
        said = nursery.kill(task, place, given, within=0.4)
        kept = whole(changed)
        assert kept in (old, new)
        assert kept == new or not said["acknowledged"]
