"""One shard read whole: out of the archive, through the filter and the reader in their guard, into its file."""

from __future__ import annotations

import dataclasses
import functools
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comity.acquire.warc import records
from comity.model import Document, Reading, Refusal
from comity.pipeline import read_document
from comity.scale import table
from comity.scale.chosen import selection_of
from comity.scale.guard import Guard
from comity.scale.shard import Shard

_SMALL = "France and Japan signed an agreement worth $2 billion in Paris on 3 May 2021.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a shard: records that were looked at, those the filter kept, those that were read, and error rows;
    `seconds` it took, 0 where it was there already.
    """

    shard: str
    looked_at: int = 0
    kept: int = 0
    read: int = 0
    errors: int = 0
    seconds: float = 0.0

    def to_json(self) -> str:
        """As a line that `of_json` reads back."""
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def of_json(cls, line: str) -> Done:
        """The inverse of `to_json`."""
        return cls(**json.loads(line))


def run_shard(shard: Shard, folder: Path, guard: Guard, *, read: Callable[[Document], Reading] | None = None) -> Done:
    """Read a shard into `folder`, where it is not there yet, and say what became of it. Nothing else is touched.

    A pure function of the archive and the shard; `read` is the way of one document (default: the reader under the
    shard's model). Raises ConfigError where nothing could be read at all: no model, no pyarrow.
    """
    path = table.place_of(folder, shard.name)
    if path.exists():
        return _told(shard, table.counts(path), 0.0)
    began = time.monotonic()
    counts: Counter[str] = Counter()
    model = shard.model.split()[0]
    way = read or functools.partial(read_document, model=model)
    warm = None if read else functools.partial(warmed, model)
    items = _counted(guard.map(way, _kept(shard, counts), warm=warm), counts)
    told: dict[str, str] = {"shard": shard.to_json()}
    table.write(path, items, told, lambda: {name: str(n) for name, n in counts.items()})
    return _told(shard, table.counts(path), time.monotonic() - began)


def documents_of(shard: Shard) -> Iterator[tuple[Document | Refusal, bool]]:
    """The records of a shard in order, each with whether the filter keeps it."""
    selection = selection_of(shard.selection)
    for item in records(shard.place, shard.start, shard.end):
        if shard.documents and item.origin not in shard.documents:
            continue
        if isinstance(item, Refusal):
            yield item, True
        else:
            yield _storable(item), selection.passes(item)


def _storable(document: Document) -> Document:
    """Without lone surrogates, which no file of columns holds; offsets stay."""
    if not isinstance(document.content, str):
        return document
    return dataclasses.replace(document, content=document.content.encode("utf-8", "replace").decode("utf-8"))


def _kept(shard: Shard, counts: Counter[str]) -> Iterator[Document | Refusal]:
    for item, passed in documents_of(shard):
        counts["looked_at"] += 1
        if passed:
            counts["kept"] += not isinstance(item, Refusal)
            yield item


def _counted(items: Iterable[Reading | Refusal], counts: Counter[str]) -> Iterator[Reading | Refusal]:
    for item in items:
        counts["errors" if isinstance(item, Refusal) else "read"] += 1
        yield item


def _told(shard: Shard, counts: dict[str, str], seconds: float) -> Done:
    number = {name: int(counts.get(name, "0")) for name in ("looked_at", "kept", "read", "errors")}
    return Done(shard=shard.name, seconds=round(seconds, 2), **number)


def warmed(model: str) -> None:
    """Load all that reading needs: the model, the lists of names, the kinds."""
    read_document(Document(id="0", content=_SMALL, format="plain", origin=""), model=model)
