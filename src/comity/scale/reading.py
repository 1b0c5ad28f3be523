"""One shard read whole: out of the archive, through the filter and the reader in their guard, into its file."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from comity.acquire.access import Access
from comity.acquire.unread import Unread
from comity.acquire.warc import entries
from comity.model import Document, InputError, Reading, Refusal
from comity.pipeline import read_document
from comity.scale import table
from comity.scale.chosen import selection_of
from comity.scale.guard import Guard
from comity.scale.places import place_at
from comity.scale.shard import FRAMES, Shard

R = TypeVar("R")
_PACKED = 3  # times that a file of columns is smaller than what it holds
_STATEMENT = 900  # bytes of one
_SMALL = "France and Japan signed an agreement worth $2 billion in Paris on 3 May 2021.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of a shard: records that were looked at, those the filter kept, those that were read, and error rows;
    `seconds` it took, 0 where it was there already; `damaged` is 1 where what was there already was damaged and it was
    read again.
    """

    shard: str
    looked_at: int = 0
    kept: int = 0
    read: int = 0
    errors: int = 0
    seconds: float = 0.0
    damaged: int = 0

    def to_json(self) -> str:
        """As a line that `of_json` reads back."""
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def of_json(cls, line: str) -> Done:
        """The inverse of `to_json`."""
        return cls(**json.loads(line))


def run_shard(
    shard: Shard,
    folder: str | Path,
    guard: Guard,
    *,
    read: Callable[[Document], Reading] | None = None,
    access: Access | None = None,
) -> Done:
    """Read a shard into `folder`, a path or an address, where it is not there yet, and say what became of it. Nothing
    else is touched.

    A pure function of the archive and the shard; `read` is the way of one document (default: the reader under the
    shard's model), `access` how the archive is fetched. Raises ConfigError where nothing could be read at all (no
    model, no pyarrow), ComityError where the folder cannot be written.
    """
    place, damaged = place_at(folder), 0
    with place.held(shard.name) as held:
        if held is not None:
            try:
                table.check(held)
                return _told(shard, table.counts(held))
            except InputError:
                damaged = 1
    began = time.monotonic()
    counts: Counter[str] = Counter()
    reader = reader_with(shard.model)
    way = read or functools.partial(read_document, **reader)
    warm = None if read else functools.partial(warmed, **reader)
    inside = functools.partial(as_text, way=way, selection=shard.selection)
    items = _counted(guard.map(inside, _kept(shard, counts, access), warm=warm), shard, counts)
    told: dict[str, str] = {"shard": shard.to_json()}
    counted = functools.partial(_as_text, counts)
    place.keep(shard.name, functools.partial(table.write, items=items, told=told, counted=counted))
    return dataclasses.replace(_told(shard, counts), seconds=round(time.monotonic() - began, 2), damaged=damaged)


def documents_of(
    shard: Shard, access: Access | None = None, passed_over: Callable[[], None] = lambda: None
) -> Iterator[tuple[Document | Unread | Refusal, bool]]:
    """The records of a shard in order, each with whether the filter keeps it; files whose text is not known yet are
    kept by address and day. `passed_over` is called for each that is passed over by these alone, before its body is
    looked at.
    """
    selection = selection_of(shard.selection)

    def wanted(url: str | None, fetched: datetime | None) -> bool:
        passes = bool(shard.documents) or selection.may_pass(url, fetched)
        if not passes:
            passed_over()
        return passes

    for item in entries(shard.place, shard.start, shard.end, wanted=wanted, access=access):
        if shard.documents and item.origin not in shard.documents:
            continue
        if isinstance(item, Refusal):
            yield item, True
        elif isinstance(item, Unread):
            yield item, selection.may_pass(item.url, item.fetched)
        else:
            yield _storable(item), selection.passes(item)


def as_text(item: Document | Unread, *, way: Callable[[Document], R], selection: str) -> R | Refusal | None:
    """What `way` makes of a document; of a file, once its text is known. None where that text is not asked for."""
    if isinstance(item, Document):
        return way(item)
    made = item.document()
    if isinstance(made, Refusal):
        return made
    made = _storable(made)
    return way(made) if selection_of(selection).passes(made) else None


def _storable(document: Document) -> Document:
    """Without lone surrogates, which no file of columns holds; offsets stay."""
    return dataclasses.replace(document, content=document.content.encode("utf-8", "replace").decode("utf-8"))


def _kept(shard: Shard, counts: Counter[str], access: Access | None) -> Iterator[Document | Unread | Refusal]:
    def passed_over() -> None:
        counts["looked_at"] += 1

    for item, passed in documents_of(shard, access, passed_over):
        counts["looked_at"] += 1
        if passed:
            counts["kept"] += not isinstance(item, Refusal)
            yield item


def _counted(
    items: Iterable[Reading | Refusal | None], shard: Shard, counts: Counter[str]
) -> Iterator[Reading | Refusal]:
    """What is kept of what was read: the day of publication, and a file's text, are known only now."""
    selection = selection_of(shard.selection)
    for item in items:
        if item is None or (isinstance(item, Reading) and not selection.in_time(item.article.published)):
            counts["kept"] -= 1
            continue
        counts["errors" if isinstance(item, Refusal) else "read"] += 1
        yield item


def _as_text(counts: Counter[str]) -> dict[str, str]:
    return {name: str(count) for name, count in counts.items()}


def _told(shard: Shard, counts: Mapping[str, str | int]) -> Done:
    number = {name: int(counts.get(name, 0)) for name in ("looked_at", "kept", "read", "errors")}
    return Done(shard=shard.name, **number)


def reader_of(name: str) -> Callable[[Document], Reading] | None:
    """The function that "module:name" names; None for Comity's own reader."""
    if not name:
        return None
    module, _, function = name.partition(":")
    found: Callable[[Document], Reading] = getattr(importlib.import_module(module), function)
    return found


def weighed(
    document: Document | Unread, *, model: str, reader: str = "", selection: str = "{}"
) -> tuple[float, int | None] | Refusal:
    """Processor seconds that reading a document takes, and about how many bytes its row in a shard's file; None where
    it is a file that the filter does not keep.
    """
    way = reader_of(reader) or functools.partial(read_document, **reader_with(model))
    began = time.process_time()
    reading = as_text(document, way=way, selection=selection)
    seconds = time.process_time() - began
    if reading is None or isinstance(reading, Refusal):
        return reading or (seconds, None)
    return seconds, (len(reading.article.text) + _STATEMENT * len(reading.statements)) // _PACKED


def reader_with(versions: str) -> dict[str, Any]:
    """How documents are read under a shard's `model`: the language model's name, and whether the network reads too."""
    model, *others = versions.split()
    return {"model": model, "learned": FRAMES not in others}


def warmed(model: str, *, learned: bool = True) -> None:
    """Load all that reading needs: the models, the lists of names, the kinds."""
    read_document(Document(id="0", content=_SMALL, format="plain", origin=""), model=model, learned=learned)
