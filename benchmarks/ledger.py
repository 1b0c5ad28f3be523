"""The ledger: how fast documents go in, how soon a pair's timeline comes out of a million statements, and whether
others can read while one writes.

The documents are the examples as the reader reads them, over and over under new names, with the two sides of each drawn
anew: a few pairs of states are in the news every day, most are hardly ever, so a pair's share falls with its rank.
"""

from __future__ import annotations

import dataclasses
import gc
import itertools
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import func, select

from comity.api.article import readings
from comity.model import Actor, LedgerError, Reading, Statement
from comity.resolve.lists import states
from comity.store import Ledger
from comity.store.schema import statement_pair

EXAMPLES = Path(__file__).parent.parent / "examples"
STATEMENTS = int(os.environ.get("COMITY_BENCH_STATEMENTS", "1000000"))
SECONDS = float(os.environ.get("COMITY_BENCH_SECONDS", "60"))
A_DOCUMENT = 12  # statements
COUNTED = 20_000  # statements, for the rate
PAIRS = 200  # timelines that are timed
TYPICAL = (100, 500)  # statements of a pair that is in the news now and then


def prepared(documents: int, *, seed: int = 1) -> Iterator[Reading]:
    """Readings of about twelve statements each."""
    read = [item for item in readings([EXAMPLES]) if isinstance(item, Reading) and item.statements]
    codes = sorted({state.code for state in states()})
    drawn = random.Random(seed)
    drawn.shuffle(codes)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(codes) + 1)))
    for number in range(documents):
        one = read[number % len(read)]
        sides = drawn.choices(codes, cum_weights=weights, k=2)
        while sides[0] == sides[1]:
            sides = drawn.choices(codes, cum_weights=weights, k=2)
        yield _renamed(one, f"news-{seed}-{number:07}", sides, drawn)


def _renamed(read: Reading, name: str, sides: list[str], drawn: random.Random) -> Reading:
    article = dataclasses.replace(
        read.article, id=name, text=f"{read.article.text}\n\n{name}", url=f"https://wire.example/{name}"
    )
    told = itertools.cycle(read.statements)
    return Reading(
        article=article,
        statements=tuple(
            _told(next(told), name, sides, n) for n in range(drawn.randint(A_DOCUMENT - 4, A_DOCUMENT + 4))
        ),
        findings=read.findings,
    )


def _told(one: Statement, name: str, sides: list[str], number: int) -> Statement:
    seen = dict(zip(one.countries(), sides, strict=False))
    actors = (
        Actor(name=f"{a.name} {number}", country=seen.get(a.country or "", a.country), role=a.role) for a in one.actors
    )
    return dataclasses.replace(one, document=name, actors=tuple(actors))


def rate(path: Path, given: Iterable[Reading]) -> str:
    """Statements a second by the clock and by the processor's, into a ledger that may hold others already."""
    ready = list(given)
    number = sum(len(item.statements) for item in ready)
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="benchmark")
        start, busy = time.perf_counter(), time.process_time()
        ledger.append_many(ready, run)
        passed, used = time.perf_counter() - start, time.process_time() - busy
    return f"{number / passed:,.0f} statements/s, {number / used:,.0f} a CPU-second"


def typical(path: Path) -> list[tuple[str, str]]:
    """Pairs with as many statements as `TYPICAL` says, drawn at random."""
    number = func.count()
    of_pairs = select(statement_pair.c.low, statement_pair.c.high).group_by(statement_pair.c.low, statement_pair.c.high)
    with Ledger.open(path, readonly=True) as ledger, ledger.reading() as connection:
        fit = [(low, high) for low, high in connection.execute(of_pairs.having(number.between(*TYPICAL)))]
    return random.Random(1).sample(sorted(fit), min(PAIRS, len(fit)))


def timelines(path: Path, pairs: list[tuple[str, str]]) -> Iterator[str]:
    """Milliseconds of each pair's timeline, all statements made out: asked for the first time, and again."""
    clocks = (time.perf_counter, time.process_time)
    times: dict[str, list[list[float]]] = {"first time": [[], []], "warm": [[], []]}
    statements = 0
    gc.collect()
    gc.freeze()  # the reader that prepared the documents is no part of a timeline
    with Ledger.open(path, readonly=True) as ledger:
        for pair in pairs:
            for both in times.values():
                before = [clock() for clock in clocks]
                number = sum(1 for _ in ledger.entries(pair))
                for kept, start, clock in zip(both, before, clocks, strict=True):
                    kept.append(1000 * (clock() - start))
            statements += number
    yield f"timelines of {len(pairs)} pairs of {statements / len(pairs):.0f} statements ({TYPICAL[0]}-{TYPICAL[1]}):"
    for name, (passed, used) in times.items():
        yield f"  {name}: {told(passed)}; of the processor {told(used)}"


def told(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.2f} ms"


def _write(path: Path, ready: Event, stop: Event, written: multiprocessing.Queue[int]) -> None:
    given = list(prepared(200, seed=os.getpid()))
    with Ledger.open(path) as ledger:
        ready.set()
        for number in itertools.count():
            if stop.is_set():
                break
            run = ledger.start_run(code=f"benchmark {os.getpid()}.{number}")
            for read in given:
                ledger.append(read, run)
        written.put(number * len(given))


def together(path: Path, pairs: list[tuple[str, str]], seconds: float) -> tuple[int, int, int]:
    """Documents written by one process and timelines read by another in the same time, and errors among them."""
    context = multiprocessing.get_context("spawn")
    ready, stop, written = context.Event(), context.Event(), context.Queue()
    writer = context.Process(target=_write, args=(path, ready, stop, written))
    writer.start()
    ready.wait()
    read = errors = 0
    deadline = time.monotonic() + seconds
    with Ledger.open(path, readonly=True) as ledger:
        for pair in itertools.cycle(pairs):
            if time.monotonic() > deadline:
                break
            try:
                read += sum(1 for _ in ledger.entries(pair)) > 0
            except LedgerError:
                errors += 1
    stop.set()
    done = written.get()
    writer.join()
    return done, read, errors + (writer.exitcode != 0)


def run() -> None:
    """Print rates, times of timelines and what reading beside writing came to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        print("ledger, ingest into an empty one:", rate(Path(folder) / "new.db", prepared(COUNTED // A_DOCUMENT)))
        with Ledger.open(path) as ledger:
            ledger.append_many(prepared(STATEMENTS // A_DOCUMENT), ledger.start_run(code="benchmark"))
            start = time.perf_counter()
            held = f"ledger of {sum(ledger.info().statements.values()):,} statements"
            print(f"{held}, info: {time.perf_counter() - start:.2f} s")
        print(f"{held}, ingest: {rate(path, prepared(COUNTED // A_DOCUMENT, seed=2))}")
        pairs = typical(path)
        print(f"{held},", "\n".join(timelines(path, pairs)))
        done, read, errors = together(path, pairs, SECONDS)
        print(
            f"{held}, one process writing and one reading for {SECONDS:.0f} s: {done:,} documents written, "
            f"{read:,} timelines read, {errors} errors"
        )


if __name__ == "__main__":
    run()
