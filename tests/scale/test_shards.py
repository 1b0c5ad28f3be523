"""Real worker processes: in order, bounded, and not stopped by documents that raise, crash or hang."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from comity.model import ConfigError, Document, Refusal
from comity.scale import map_documents
from processes import gone, importable, soon

# Spawned workers import their function by name, so it lives in a module of its own on their path.
FUNCTIONS = '''
import os
import time

from comity.model import ConfigError, Document


def shout(document: Document) -> str:
    return document.content.upper()


def act(document: Document) -> str:
    """Do what the document says."""
    word, _, argument = document.content.partition(" ")
    if word == "crash":
        os._exit(int(argument or 3))
    if word == "hang":
        time.sleep(600)
    if word == "sleep":
        time.sleep(float(argument))
    if word == "raise":
        raise ValueError("bad\\nwords " + "x" * 1000)
    if word == "recurse":
        return act(document)
    if word == "model":
        raise ConfigError("the model is not installed")
    if word == "eat":
        return str(len(bytearray(1 << 40)))
    if word == "unpicklable":
        return lambda: None
    return f"{document.content}!"


def where(document: Document) -> int:
    return os.getpid()


def child(document: Document) -> str:
    open(document.content, "w").write(str(os.getpid()))
    time.sleep(600)
'''


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    with importable("shard_functions", FUNCTIONS, tmp_path_factory.mktemp("functions")) as module:
        yield module


def document(content: str, number: int = 0) -> Document:
    return Document(id=str(number), content=content, format="plain", origin=f"file:{number}")


def documents(*contents: str) -> list[Document]:
    return [document(content, number) for number, content in enumerate(contents)]


def told(results: Any) -> list[Any]:
    return [r.why.split(" (")[0] if isinstance(r, Refusal) else r for r in results]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("batch", [1, 4])
def test_results_come_in_order_and_refusals_pass(functions: ModuleType, jobs: int, batch: int) -> None:
    items: list[Document | Refusal] = [*documents(*(f"sleep {0.05 * (n % 3 == 0)}" for n in range(17)))]
    items[4] = refusal = Refusal(origin="x", why="unreadable")
    results = list(map_documents(functions.act, items, jobs, batch))
    assert results[4] is refusal
    assert [r for r in results if r is not refusal] == [f"{d.content}!" for d in items if isinstance(d, Document)]


def test_nothing_in_nothing_out(functions: ModuleType) -> None:
    assert list(map_documents(functions.shout, [], 2)) == []
    refusals = [Refusal(origin=str(n), why="no") for n in range(99)]
    assert list(map_documents(functions.shout, refusals, 2)) == refusals


def test_a_crash_costs_one_document(functions: ModuleType) -> None:
    items = documents("a", "b", "crash 3", "c", "d", "crash", "crash", "e", "f", "g", "crash")
    results = list(map_documents(functions.act, items, 2, 4))
    crashed = "reading it crashed"
    assert told(results) == ["a!", "b!", crashed, "c!", "d!", crashed, crashed, "e!", "f!", "g!", crashed]
    assert [r.origin for r in results if isinstance(r, Refusal)] == ["file:2", "file:5", "file:6", "file:10"]
    assert isinstance(results[2], Refusal)
    assert "exit code 3" in results[2].why


def test_a_document_that_hangs_is_given_up(functions: ModuleType) -> None:
    items = documents("a", "hang", "b", "c", "hang", "d")
    started = time.monotonic()
    results = list(map_documents(functions.act, items, 2, 3, seconds=1.0))
    slow = "reading it took more than 1 seconds"
    assert told(results) == ["a!", slow, "b!", "c!", slow, "d!"]
    assert time.monotonic() - started < 30


def test_the_time_limit_is_for_one_document_not_for_a_batch(functions: ModuleType) -> None:
    items = documents(*["sleep 0.4"] * 6)
    assert told(map_documents(functions.act, items, 2, 6, seconds=1.5)) == ["sleep 0.4!"] * 6


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_document_raises_is_its_refusal(functions: ModuleType, jobs: int) -> None:
    results = list(map_documents(functions.act, documents("a", "raise", "recurse", "b"), jobs))
    assert told(results) == ["a!", "reading it failed", "reading it failed", "b!"]
    assert isinstance(results[1], Refusal)
    assert "ValueError: bad words xxx" in results[1].why
    assert "\n" not in results[1].why
    assert len(results[1].why) < 300


def test_a_result_that_cannot_be_sent_is_refused(functions: ModuleType) -> None:
    results = told(map_documents(functions.act, documents("a", "unpicklable", "b"), 2))
    assert results == ["a!", "its result cannot be sent back", "b!"]


@pytest.mark.skipif(sys.platform != "linux", reason="address space is bounded on Linux only")
def test_memory_is_bounded(functions: ModuleType) -> None:
    items = documents("a", "eat", "b")
    assert told(map_documents(functions.act, items, 2, memory=4 << 30)) == ["a!", "reading it failed", "b!"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_configuration_stops_everything(functions: ModuleType, jobs: int) -> None:
    with pytest.raises(ConfigError, match="the model is not installed"):
        list(map_documents(functions.act, documents("model", *"abc"), jobs))


def test_an_error_of_the_source_comes_after_what_was_read(functions: ModuleType) -> None:
    def source() -> Iterator[Document]:
        yield from documents(*"abc")
        raise OSError("the cable came loose")

    results = map_documents(functions.shout, source(), 2, 2)
    assert list(itertools.islice(results, 3)) == ["A", "B", "C"]
    with pytest.raises(OSError, match="cable"):
        next(results)


def test_an_endless_source_is_read_only_a_little_ahead(functions: ModuleType) -> None:
    taken = itertools.count()
    source = (document("x", next(taken)) for _ in itertools.count())
    results = map_documents(functions.shout, source, 2, 4)
    given = list(itertools.islice(results, 500))
    assert given == ["X"] * 500
    assert next(taken) <= 500 + 2 * 4 * 4 + 1
    results.close()  # type: ignore[attr-defined]


def test_one_slow_document_does_not_let_the_others_run_away(functions: ModuleType) -> None:
    taken = itertools.count()
    source = (document("x" if n else "sleep 2", next(taken)) for n in range(1000))
    first = next(map_documents(functions.act, source, 2, 2))
    assert first == "sleep 2!"
    assert next(taken) <= 2 * 2 * 4 + 1


def test_documents_are_spread_and_workers_kept(functions: ModuleType) -> None:
    slow = documents(*["x"] * 40)
    pids = set(map_documents(functions.where, slow, 2, 1))
    assert os.getpid() not in pids
    assert 1 <= len(pids) <= 2
    assert set(map_documents(functions.where, slow, 1)) == {os.getpid()}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_no_worker_outlives_the_one_who_asked(functions: ModuleType, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom comity.model import Document\nfrom comity.scale import map_documents\n"
        "from shard_functions import child\n"
        "if __name__ == '__main__':\n"
        f"    d = Document(id='a', content={str(pid_file)!r}, format='plain', origin='a')\n"
        "    list(map_documents(child, [d], 2))\n",
        "utf-8",
    )
    path = os.pathsep.join([str(Path(str(functions.__file__)).parent), *sys.path])
    parent = subprocess.Popen([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": path})
    assert soon(lambda: pid_file.exists() and bool(pid_file.read_text("utf-8")))
    parent.kill()
    parent.wait()
    assert soon(lambda: gone(int(pid_file.read_text("utf-8"))))


def test_a_worker_that_cannot_start_says_so(tmp_path: Path, functions: ModuleType) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text(
        "from comity.model import ComityError, Document\nfrom comity.scale import map_documents\n"
        "from shard_functions import shout\n"
        "d = Document(id='a', content='a', format='plain', origin='a')\n"
        "try:\n    list(map_documents(shout, [d], 2))\n"
        "except ComityError as error:\n    print(error)\n",
        "utf-8",
    )
    path = os.pathsep.join([str(Path(str(functions.__file__)).parent), *sys.path])
    env = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=env, timeout=60, check=True)
    assert "__main__" in run.stdout


def test_jobs_and_batch_are_at_least_one(functions: ModuleType) -> None:
    for jobs, batch in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="at least 1"):
            next(map_documents(functions.shout, [], jobs, batch))
