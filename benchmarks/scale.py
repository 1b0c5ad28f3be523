"""Archives read at scale: pages a second by stage, poison, kills, workers against one another, what a driver costs."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from benchmarks import standin
from benchmarks.archives import POISON, SOME, page, poisoned, real_pages, written
from comity import settings
from comity.acquire.select import Selection
from comity.acquire.warc import records
from comity.api import archive, runs
from comity.api.archive import Orders
from comity.api.events import reconcile_new
from comity.api.versions import versions
from comity.model import Document
from comity.pipeline import read_document
from comity.read import read_article
from comity.recognise import DEFAULT_MODEL
from comity.scale import table
from comity.scale.chosen import countries_named
from comity.store import Ledger
from comity.store.shards import load_shard

ROOT = Path(__file__).parent.parent
STANDIN = "benchmarks.standin:read"
R = TypeVar("R")


def run(pages: int = 10_000, kills: int = 10) -> None:
    """Print everything; takes minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"scale: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        stages(folder / "stages")
        poison(folder / "poison", pages, reader=STANDIN)
        poison(folder / "poison-read", pages // 20, reader="")
        killed(folder / "killed", kills)
        workers(folder / "workers")


def stages(folder: Path, pages: int = 200) -> None:
    """Milliseconds of processor a page by stage, one core; and the whole way, all passing and one in ten."""
    folder.mkdir()
    place = written(folder / "a.warc.gz", real_pages(pages))
    selection = Selection(countries=frozenset({"KAZ"}), names=countries_named)
    read_document(document(SOME))
    selection.passes(document(SOME))
    cost: dict[str, float] = {}
    found = timed(cost, "records", lambda: [d for d in records(place) if isinstance(d, Document)])
    passed = timed(cost, "filter", lambda: [d for d in found if selection.passes(d)])
    timed(cost, "article", lambda: [read_article(d) for d in found])
    read = timed(cost, "article and statements", lambda: [read_document(d) for d in found])
    table.write(folder / "warm", read[:1], {})
    timed(cost, "results out", lambda: table.write(folder / "x", read, {}))
    back = timed(cost, "results in", lambda: list(table.read(folder / "x")))
    counts = {"looked_at": len(found), "kept": len(found), "read": len(found), "errors": 0}
    with Ledger.open(folder / "l.db") as book:
        reconcile_new(book)
        during = book.start_run(code="1", model="m", settings={})
        timed(cost, "ledger", lambda: load_shard(book, during, "0" * 16, "{}", counts, back))
        timed(cost, "events", lambda: reconcile_new(book))
    each = {name: 1000 * seconds / len(found) for name, seconds in cost.items()}
    print(", ".join(f"{name} {ms:.1f} ms" for name, ms in each.items()), f"({len(passed)} of {len(found)} pass)")
    before = each["records"] + each["filter"]
    after = sum(each[name] for name in ("article and statements", "results out", "results in", "ledger", "events"))
    print(
        f"whole way, a core: {1000 / (before + after):.1f} pages/s where all pass, "
        f"{1000 / (before + after / 10):.1f} where one in ten passes"
    )
    whole_way(place, folder)


def whole_way(place: Path, folder: Path) -> None:
    """The same through the driver, with processor seconds of all processes, start included and not."""
    code, model = versions(settings.load())
    orders = Orders(code=code, model=model, folder=folder / "results")
    began, used = time.monotonic(), cpu()
    with Ledger.open(folder / "whole.db") as book:
        done = archive.load(book, archive.planned([place], orders), orders)
    seconds = cpu() - used
    print(
        f"through the driver: {done.read} pages, {seconds:.1f} processor s with {startup():.1f} s of start-up, "
        f"{time.monotonic() - began:.1f} s"
    )


def poison(folder: Path, pages: int, *, reader: str) -> None:
    """Every good page read, an error row with its reason for each bad one, memory and time bounded."""
    folder.mkdir()
    place = written(folder / "a.warc.gz", poisoned(pages, acting=bool(reader)))
    orders = Orders(
        code="1", model=f"{DEFAULT_MODEL} 1", folder=folder / "results", reader=reader, seconds=5 if reader else 60
    )
    began = time.monotonic()
    with Ledger.open(folder / "l.db") as book, peak() as memory:
        done = archive.load(book, archive.planned([place], orders), orders)
        unread = runs.open_errors(book)
        documents = Counter(number_of(row.url) for row in book.documents())
    good = {n for n in range(pages) if n % POISON != POISON // 2}
    reasons = Counter(re.sub(r"\(.{60,}", "(...", refusal.why) for refusal, _ in unread.values())
    print(
        f"poison, {'a stand-in' if reader else 'the'} reader: {pages:,} pages, {done.read:,} read, "
        f"{done.errors} errors; of {len(good):,} good pages {len(good & documents.keys()):,} in the ledger, "
        f"{sum(documents.values()):,} documents, {max(documents.values())} at most of a page; "
        f"driver {memory[0] / 1e6:,.0f} MB, worker {memory[1] / 1e6:,.0f} MB at most, {time.monotonic() - began:.0f} s"
    )
    for why, number in reasons.most_common():
        print(f"    {number:4} {why}")


def killed(folder: Path, kills: int, pages: int = 2_000) -> None:
    """The driver killed at random points and then let finish: the same rows as undisturbed."""
    folder.mkdir()
    place = written(folder / "a.warc.gz", (page(n, "<p>act: burn 0.005</p>") for n in range(pages)))
    same = []
    for way in ("whole", "killed"):
        command = [sys.executable, "-m", "benchmarks.scale", str(place), str(folder / way), "2"]
        chance, cut = random.Random(1), 0
        for _ in range(kills if way == "killed" else 0):
            process = subprocess.Popen(command, cwd=ROOT)
            try:
                process.wait(timeout=chance.uniform(1.0, 8.0))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                cut += 1
        subprocess.run(command, check=True, cwd=ROOT)
        with Ledger.open(folder / way / "l.db") as book:
            same.append(sorted(statement.id for statement in book.statements()))
    twice = len(same[1]) - len(set(same[1]))
    print(f"killed {cut} times: {len(same[0]):,} rows undisturbed, {len(same[1]):,} rows, {twice} twice, ", end="")
    print("the same" if same[0] == same[1] else "NOT the same")


def workers(folder: Path, pages: int = 3_000, cost: float = 0.02) -> None:
    """Two workers against one, and both against a plain pool of processes over the same pages."""
    folder.mkdir()
    place = written(folder / "a.warc.gz", (page(n, f"<p>act: burn {cost}</p>") for n in range(pages)))
    took: dict[str, tuple[float, float]] = {}
    for number in (1, 2):
        began, used = time.monotonic(), cpu()
        command = [sys.executable, "-m", "benchmarks.scale", str(place), str(folder / str(number)), str(number)]
        subprocess.run(command, check=True, cwd=ROOT)
        took[f"{number} workers"] = (time.monotonic() - began, cpu() - used)
    began, used = time.monotonic(), cpu()
    found = [d for d in records(place) if isinstance(d, Document)]
    with ProcessPoolExecutor(2) as pool:
        assert len(list(pool.map(standin.read, found, chunksize=8))) == pages
    took["a plain pool of 2"] = (time.monotonic() - began, cpu() - used)
    for name, (seconds, used) in took.items():
        print(f"{name}: {pages:,} pages of {cost * 1000:.0f} ms, {seconds:.1f} s, {used:.1f} processor s")
    print(
        f"two workers against one: {took['1 workers'][0] / took['2 workers'][0]:.2f} times as fast; processor time "
        f"over the plain pool's: {took['2 workers'][1] / took['a plain pool of 2'][1] - 1:+.1%}; "
        f"load {os.getloadavg()[0]:.1f}"
    )


def drive(place: str, folder: str, number: str) -> None:
    """One run of the driver with the stand-in, in a process of its own."""
    into = Path(folder)
    into.mkdir(exist_ok=True)
    orders = Orders(
        code="1", model="m 1", folder=into / "results", workers=int(number), reader=STANDIN, shard_bytes=100_000
    )
    with Ledger.open(into / "l.db") as book:
        archive.load(book, archive.planned([place], orders), orders)


def startup() -> float:
    """Processor seconds that a guarded process takes to start with all that reading needs."""
    used = cpu()
    command = "import sys; from comity.scale.reading import warmed; warmed(sys.argv[1])"
    subprocess.run([sys.executable, "-c", command, DEFAULT_MODEL], check=True)
    return cpu() - used


def number_of(url: str | None) -> int:
    """The number of a made-up page, by its address."""
    return int(str(url).rpartition("/")[2].removesuffix(".html"))


def document(text: str) -> Document:
    """A short text as a document."""
    return Document(id="0", content=text, format="plain", origin="")


def timed(cost: dict[str, float], name: str, function: Callable[[], R]) -> R:
    """What a function gives; its processor seconds go to `cost`."""
    began = time.process_time()
    result = function()
    cost[name] = time.process_time() - began
    return result


def cpu() -> float:
    """Processor seconds of this process and of all that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


@contextmanager
def peak() -> Iterator[list[int]]:
    """The most bytes that this process, and that its children together, held; looked at ten times a second."""
    most, done = [0, 0], threading.Event()

    def look() -> None:
        while not done.wait(0.1):
            own, *others = map(held, family(os.getpid()))
            most[:] = max(most[0], own), max(most[1], sum(others))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield most
    finally:
        done.set()
        thread.join()


def family(pid: int) -> Iterator[int]:
    """A process and those it started."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            yield from family(int(child))


def held(pid: int) -> int:
    """Bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    drive(*sys.argv[1:]) if len(sys.argv) > 1 else run()
