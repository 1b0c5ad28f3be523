"""What reading archives would take, from a sample: documents, processor time, size; and a month and a year of news."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api.archive import Orders, planned, size_of
from comity.model import Document, Refusal

if TYPE_CHECKING:
    from comity.acquire.unread import Unread
    from comity.scale.guard import Guard
    from comity.scale.shard import Shard

CC_NEWS_A_DAY = 330_000  # articles, Common Crawl's news archive, 2024
_SHARDS, _SAMPLE = 3, 60  # shards, and documents of each, that are looked at


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`documents` and `kept` by the filter, `cpu_seconds`, `bytes` of results, `errors`, from `sampled` documents;
    `month_hours` and `year_hours` are processor hours for a month and a year of CC-NEWS at the same pace and with the
    same share kept.
    """

    sampled: int
    documents: int
    kept: int
    errors: int
    cpu_seconds: float
    bytes: int
    month_hours: float
    year_hours: float


@dataclasses.dataclass(slots=True, kw_only=True)
class _Sample:
    """What was looked at of some shards."""

    looked: int = 0
    kept: int = 0
    errors: int = 0
    read_seconds: float = 0.0
    stored: int = 0
    covered: int = 0  # bytes of the archive that hold what was looked at


def estimate(places: Sequence[str | Path], orders: Orders) -> Estimate:
    """Read a few documents of a few shards and reckon from them; nothing is written. Raises as `api.archive.load`."""
    from comity.scale.guard import Guard

    shards = planned(places, orders)
    sizes = {place: size_of(place, orders.access) or 0 for place in {shard.place for shard in shards}}
    chosen = shards[:: max(1, len(shards) // _SHARDS)][:_SHARDS]
    sample, began = _Sample(), time.process_time()
    with Guard(orders.task.limits) as guard:
        for shard in chosen:
            _look(shard, _bytes(shard, sizes), orders, guard, sample)
    seconds = time.process_time() - began + sample.read_seconds
    documents = sum(_bytes(shard, sizes) for shard in shards) * sample.looked / max(1, sample.covered)
    share = documents / max(1, sample.looked)
    hours = CC_NEWS_A_DAY * seconds / max(1, sample.looked) / 3600
    return Estimate(
        sampled=sample.looked,
        documents=round(documents),
        kept=round(sample.kept * share),
        errors=round(sample.errors * share),
        cpu_seconds=round(seconds * share, 1),
        bytes=round(sample.stored * share),
        month_hours=round(30 * hours, 1),
        year_hours=round(365 * hours, 1),
    )


def _look(shard: Shard, size: int, orders: Orders, guard: Guard, sample: _Sample) -> None:
    """Read the first documents of a shard, under its guard."""
    from comity.scale.reading import documents_of, reader_with, warmed, weighed
    from comity.scale.shard import offset_of

    taken, reached = 0, shard.start

    def kept() -> Iterator[Document | Unread | Refusal]:
        nonlocal taken, reached
        for item, passed in itertools.islice(documents_of(shard, orders.access), _SAMPLE):
            taken, reached = taken + 1, max(reached, offset_of(item.origin) or 0)
            if passed:
                yield item

    way = functools.partial(weighed, model=shard.model, reader=orders.reader, selection=shard.selection)
    for told in guard.map(
        way, kept(), warm=None if orders.reader else functools.partial(warmed, **reader_with(shard.model))
    ):
        if isinstance(told, Refusal):
            sample.errors += 1
            continue
        seconds, stored = told
        sample.kept += stored is not None
        sample.read_seconds += seconds
        sample.stored += stored or 0
    sample.looked += taken
    sample.covered += size if taken < _SAMPLE else min(size, (reached - shard.start) * taken // (taken - 1))


def _bytes(shard: Shard, sizes: dict[str, int]) -> int:
    end = shard.end if shard.end is not None else max(sizes[shard.place], shard.start)
    return end - shard.start
