"""What reading archives would take, from a sample: documents, processor hours, size; and a month and a year of news."""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comity.api.archive import Orders, planned, size_of
from comity.model import Document, Reading

if TYPE_CHECKING:
    from comity.scale.shard import Shard

CC_NEWS_A_DAY = 330_000  # articles, Common Crawl's news archive, 2024
_SHARDS, _SAMPLE = 3, 60  # shards, and documents of each, that are read
_PACKED = 3  # times that a file of columns is smaller than what it holds


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """`documents` and `kept` by the filter, `cpu_hours`, `gigabytes` of results, from `sampled` documents; `month` and
    `year` are processor hours for a month and a year of CC-NEWS at the same pace.
    """

    sampled: int
    documents: int
    kept: int
    cpu_hours: float
    gigabytes: float
    month: float
    year: float


def estimate(places: Sequence[str | Path], orders: Orders) -> Estimate:
    """Read a few documents of a few shards and reckon from them; nothing is written."""
    from comity.pipeline import read_document
    from comity.scale.reading import documents_of

    shards = planned(places, orders)
    chosen = shards[:: max(1, len(shards) // _SHARDS)][:_SHARDS]
    looked = kept = stored = 0
    pace: list[float] = []  # documents a byte of the archive
    began = time.process_time()
    for shard in chosen:
        taken, reached = 0, shard.start
        for item, passed in itertools.islice(documents_of(shard), _SAMPLE):
            taken, reached = taken + 1, max(reached, _offset(item.origin))
            if passed and isinstance(item, Document):
                kept += 1
                stored += _stored(read_document(item, model=orders.model.split()[0]))
        looked += taken
        pace.append(taken / max(1, reached - shard.start))
    a_document = (time.process_time() - began) / max(1, looked)
    documents = round(sum(_bytes(shard) for shard in shards) * sum(pace) / max(1, len(pace)))
    return Estimate(
        sampled=looked,
        documents=documents,
        kept=round(documents * kept / max(1, looked)),
        cpu_hours=documents * a_document / 3600,
        gigabytes=documents * stored / max(1, looked) / 1e9,
        month=30 * CC_NEWS_A_DAY * a_document / 3600,
        year=365 * CC_NEWS_A_DAY * a_document / 3600,
    )


def _offset(origin: str) -> int:
    told = origin.rpartition(":")[2].partition("+")[0]
    return int(told) if told.isdigit() else 0


def _bytes(shard: Shard) -> int:
    end = shard.end if shard.end is not None else size_of(shard.place) or shard.start
    return max(0, end - shard.start)


def _stored(reading: Reading) -> int:
    """Bytes that a document and its statements take, packed."""
    return (len(reading.article.text) + 900 * len(reading.statements)) // _PACKED
