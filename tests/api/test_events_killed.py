"""A process that is killed while it reconciles leaves whole events, and the next one goes on from there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork and no SIGKILL")

KILLS = 15
SCRIPT = """
import os, random, signal, sys, time
from datetime import date, timedelta
from comity.api.events import counted, events_of, reconcile_new
from comity.api.ledger import Ledger
from comity.model import Actor, Article, Interval, Quote, Reading, Span, Statement
from comity.store import events

place, kills = sys.argv[1], int(sys.argv[2])
drawn = random.Random(4)

def reading(number):
    name, day = f"d{number:05}", date(2031, 1, 1) + timedelta(days=number % 40)
    told = [
        Statement(
            document=name, kind="meeting", status="done", quotes=(Quote(exact="x", span=Span(0, 1)),),
            actors=tuple(Actor(name=c, country=c, role="participant") for c in ("NOR", other)),
            date=Interval(day, day) if number % 3 else None,
        )
        for other in ("PER", "ISL")
    ]
    text = f"The two sides met in Oslo on day {number % 40} to speak about cod and the price of salt. " * 4
    return Reading(article=Article(id=name, text=text, published=day), statements=tuple(told))

def work(place, last=100_000):
    with Ledger(place) as book:
        run = book.store.start_run(code="1")
        for number in range(sum(1 for _ in book.store.documents()), last, 3):
            book.store.append_many([reading(n) for n in range(number, number + 3)], run)
            reconcile_new(book.store)

def whole():
    with Ledger(place, readonly=True) as book:
        newest, state = events.state(book.store)
        told = events_of(book.store)
        ids = [s.id for e in told for s in e.statements]
        assert len(ids) == len(set(ids)), "a statement in two events"
        assert counted(book.store) == len(told), "an event without statements"
        done = int(state.get("reading", 0))
        kept = sorted(book.store.documents(), key=lambda row: row.id)[:done]
        assert {s.document for e in told for s in e.statements} == {row.id for row in kept}, "half a batch"
        return newest[0]

work(f"{place}.first", 3)  # what is loaded at the first go is loaded once
Ledger(place).close()
def written():
    with Ledger(place, readonly=True) as book:
        return sum(1 for _ in book.store.documents())

seen = 0
for number in range(kills):
    before = written()
    child = os.fork()
    if not child:
        work(place)
    deadline = time.monotonic() + 20
    while number % 3 and written() == before and time.monotonic() < deadline:  # every third dies while it opens
        time.sleep(0.005)
    time.sleep(drawn.uniform(0.02, 0.3))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    now = whole()
    assert now >= seen, "an acknowledged document is gone"
    seen = now
with Ledger(place) as book:
    before = events_of(book.store)
    reconcile_new(book.store, rebuild=True)
    assert events_of(book.store) == before
print(seen)
"""


def test_a_killed_process_leaves_no_half_event(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", SCRIPT, str(tmp_path / "ledger.db"), str(KILLS)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) >= KILLS, "nothing was written before the kills"
