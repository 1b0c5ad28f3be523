"""Reconciling: how long a whole ledger takes at once, and whether the cost of one more document stays as it is while
the ledger grows.

The news is made up: events of a few kinds between pairs of states, a few of which are in the news every day and most
hardly ever; each event is told by one to six documents, some of them days later and without its date. A ledger of
more statements covers more days, as real ones do. Times are of the processor: others on the machine do not count.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from comity.model import Actor, Article, Interval, Money, Quote, Reading, SlotValue, Span, Statement
from comity.resolve.lists import states

CROWDS = (1_000, 5_000)  # documents that are alike
SIZES = tuple(int(n) for n in os.environ.get("COMITY_BENCH_RECONCILE", "1000,10000,100000").split(","))
FIRST = date(2020, 1, 1)
EVENTS_A_DAY = 30
WARM_UP, TIMED = 300, 100  # documents of which the news has come into its stride, and that are added one by one
TOPICS = "rail water wheat copper customs visas fishing uranium lithium gas rice steel tea pipelines ports".split()


def told(documents: int, *, seed: int = 1) -> Iterator[tuple[str, date, tuple[Statement, ...]]]:
    """Documents by day, with four statements each on average."""
    drawn = random.Random(seed)
    codes = sorted({state.code for state in states()})
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(codes) + 1)))
    waiting: dict[int, list[Statement]] = {}
    number = itertools.count()
    for day in itertools.count():
        for _ in range(EVENTS_A_DAY):
            sides = drawn.choices(codes, cum_weights=weights, k=2)
            if sides[0] != sides[1]:
                _happen(sides, day, drawn, waiting)
        today = waiting.pop(day, [])
        drawn.shuffle(today)
        while today:
            size = min(drawn.randint(1, 7), len(today))
            document = next(number)
            if document >= documents:
                return
            name = f"news-{seed}-{document:07}"
            chosen, today = today[:size], today[size:]
            one = {(s.kind, s.countries()): s for s in chosen}.values()
            yield name, FIRST + timedelta(days=day), tuple(dataclasses.replace(s, document=name) for s in one)


def _happen(sides: list[str], day: int, drawn: random.Random, waiting: dict[int, list[Statement]]) -> None:
    """One event, and the days on which it will be told of."""
    kind, roles = drawn.choice(
        (
            ("meeting", ("participant", "participant")),
            ("visit", ("visitor", "host")),
            ("agreement", ("party", "party")),
            ("trade", ("reporter", "partner")),
            ("position", ("source", "target")),
            ("aid", ("donor", "recipient")),
        )
    )
    people = tuple(f"{code} Minister {drawn.randint(1, 3)}" for code in sides)
    when = Interval(FIRST + timedelta(days=day), FIRST + timedelta(days=day))
    slots = _slots(kind, day, drawn)
    for report in range(drawn.choice((1, 1, 1, 2, 3, 6))):
        later = drawn.choice((0, 0, 0, 1, 1, 2, 5))
        statement = Statement(
            document="",
            kind=kind,
            status="done",
            actors=tuple(
                Actor(name=name if drawn.random() < 0.7 else code, country=code, role=role)
                for name, code, role in zip(people, sides, roles, strict=True)
            ),
            quotes=(Quote(exact="said", span=Span(report, report + 4)),),
            date=when if kind != "trade" and drawn.random() < 0.6 else None,
            slots=slots,
        )
        waiting.setdefault(day + later, []).append(statement)


def _slots(kind: str, day: int, drawn: random.Random) -> tuple[tuple[str, SlotValue], ...]:
    amount = Decimal(drawn.randint(1, 99)) * 10**8
    money = Money(amount=amount, currency="USD", digits=2)
    month = (FIRST + timedelta(days=day)).replace(day=1) - timedelta(days=1)
    match kind:
        case "trade":
            return (("flow", "total"), ("value", money), ("period", Interval(month.replace(day=1), month)))
        case "agreement":
            return (("instrument", "memorandum"), ("title", " ".join(drawn.sample(TOPICS, 2))))
        case "position":
            return (("act", "accuse"), ("about", drawn.choice(TOPICS)))
        case "aid":
            return (("value", money), ("what", drawn.choice(TOPICS)))
        case _:
            return (("form", "other"),)


def reading(name: str, day: date, statements: tuple[Statement, ...], drawn: random.Random) -> Reading:
    """A document; one of five is the one before it on another site."""
    own = name if drawn.random() < 0.8 else f"{name[:-1]}0"
    words = random.Random(own).choices(TOPICS, k=150)
    return Reading(article=Article(id=name, text=" ".join((*words, ".")), published=day), statements=statements)


def filled(path: Path, size: int) -> tuple[int, float, int]:
    """A ledger of about `size` statements; how many there are, CPU seconds of reconciling them, megabytes in use."""
    from comity.api.events import reconcile_new
    from comity.store import Ledger

    drawn = random.Random(2)
    with Ledger.open(path) as ledger:
        ledger.append_many((reading(*d, drawn) for d in told(size // 3)), ledger.start_run(code="1"), batch=1000)
        start = time.process_time()
        done = reconcile_new(ledger, rebuild=True)
        passed = time.process_time() - start
    return done.statements, passed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def crowd(path: Path, size: int, *, copies: bool) -> float:
    """CPU milliseconds a document of finding copies among documents that all carry one text with a few words of their
    own, or that are letters of one form with figures of their own; they come in 500 at a time.
    """
    from comity.api.events import reconcile_new
    from comity.store import Ledger

    drawn, spent = random.Random(4), 0.0
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="1")
        for at in range(0, size, 500):
            names = [f"crowd-{n:06}" for n in range(at, min(size, at + 500))]
            ledger.append_many([_alike(name, drawn, copies=copies) for name in names], run)
            start = time.process_time()
            reconcile_new(ledger)
            spent += time.process_time() - start
    return 1000 * spent / size


def _alike(name: str, drawn: random.Random, *, copies: bool) -> Reading:
    amounts = random.Random(5) if copies else drawn
    lines = [
        f"On day {n} Norway sold {amounts.randrange(10**6)} tonnes of {topic} to Peru for {amounts.randrange(10**6)} "
        "crowns, the office of statistics said when it was asked for the figures."
        for n, topic in enumerate(TOPICS[:8])
    ]
    text = "\n".join((*lines, f"This was first printed by {name}, on page {drawn.randrange(99)} of the paper."))
    actors = tuple(Actor(name=code, country=code, role="participant") for code in ("NOR", "PER"))
    said = Statement(
        document=name, kind="meeting", status="done", actors=actors, quotes=(Quote(exact="On day", span=Span(0, 6)),)
    )
    return Reading(article=Article(id=name, text=text), statements=(said,))


def one_more(path: Path, size: int) -> list[float]:
    """Milliseconds of reconciling each of some documents that come in one by one, of the days that come next."""
    from comity.api.events import reconcile_new
    from comity.store import Ledger

    drawn = random.Random(3)
    times = []
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="2")
        last = max(row.published for row in ledger.documents() if row.published)
        for name, day, statements in itertools.islice(told(10**9, seed=3), WARM_UP, WARM_UP + TIMED):
            then = last + (day - FIRST)
            moved = tuple(dataclasses.replace(s, date=_moved(s.date, last - FIRST)) for s in statements)
            ledger.append(reading(name, then, moved, drawn), run)
            start = time.process_time()
            reconcile_new(ledger)
            times.append(1000 * (time.process_time() - start))
    return times


def _moved(days: Interval | None, by: timedelta) -> Interval | None:
    return days and Interval(days.start + by, days.end + by)


def timeline(path: Path) -> list[float]:
    """Milliseconds of the latest events of pairs, asked for a second time."""
    from comity.api.events import events_of
    from comity.store import Ledger

    times = []
    with Ledger.open(path, readonly=True) as ledger:
        pairs = {s.countries() for s in itertools.islice(ledger.statements(), 400)}
        for pair in sorted(p for p in pairs if len(p) == 2):
            for _ in range(2):
                start = time.process_time()
                events_of(ledger, (pair[0], pair[1]), most=50)
                passed = 1000 * (time.process_time() - start)
            times.append(passed)
    return times


def run() -> None:
    """Print what each size takes, and how the cost of one more document grows with the ledger."""
    for copies, what in ((True, "copies of one text"), (False, "letters of one form")):
        for size in CROWDS:
            with tempfile.TemporaryDirectory() as folder:
                each = crowd(Path(folder) / "ledger.db", size, copies=copies)
            print(f"reconcile, {size:,} {what}: {each:.2f} ms each")
    first: float | None = None
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ledger.db"
            statements, seconds, megabytes = filled(path, size)
            print(f"reconcile, {statements:,} statements at once: {seconds:.1f} CPU-s, {megabytes:,} MB at most")
            times = one_more(path, size)
            middle, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            first = first or middle
            print(
                f"reconcile, one document more beside {statements:,} statements: p50 {middle:.1f} ms, p95 {p95:.1f} ms "
                f"({middle / first:.2f} times that of the smallest)"
            )
            latest = timeline(path)
            p95 = statistics.quantiles(latest, n=20)[-1]
            print(f"reconcile, 50 latest events of a pair among {statements:,} statements: p95 {p95:.1f} ms")


if __name__ == "__main__":
    run()
