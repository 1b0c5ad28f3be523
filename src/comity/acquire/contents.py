"""From bytes, of a file, a pipe or a server, to the documents in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Literal

from comity.acquire.formats import FileKind, document_of_file, kind_of
from comity.acquire.jsonlines import document_of_line
from comity.acquire.limits import Limits
from comity.acquire.linked import documents_of_linked, is_linked
from comity.acquire.overrides import Overrides
from comity.acquire.page import document_of_bytes
from comity.acquire.sniff import Format, binary_kind, detect
from comity.acquire.sources import reason
from comity.acquire.stream import Head, lines, read_head, rest
from comity.acquire.syndication import Item, is_feed, items
from comity.acquire.unpack import MAGIC, unpacked
from comity.model import Document, Finding, InputError, Refusal

InputFormat = Literal["auto", "html", "text", "jsonl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was said beside the bytes of a page from the web: its address, the charset, and when it was fetched."""

    url: str | None = None
    charset: str | None = None
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of every source alike; `unpacked` where a source was packed with gzip, which is undone once."""

    input_format: InputFormat = "auto"
    overrides: Overrides = field(default_factory=Overrides)
    limits: Limits = field(default_factory=Limits)
    told: Told = field(default_factory=Told)
    unpacked: bool = False


def of_bytes(data: bytes, origin: str, order: Order) -> Iterator[Document | Refusal]:
    """As `of_stream`, of bytes in memory."""
    return of_stream(io.BytesIO(data), origin, order)


def of_stream(stream: BinaryIO, origin: str, order: Order) -> Iterator[Document | Refusal]:
    """The documents that the bytes of a stream hold, told by what they are rather than by their name."""
    try:
        head = read_head(stream)
    except OSError as error:
        yield Refusal(origin=origin, why=reason(error))
        return
    if head.data.startswith(MAGIC) and not order.unpacked:
        yield from of_stream(unpacked(head, stream), origin, replace(order, unpacked=True))
    elif not head.data.strip():
        yield Refusal(origin=origin, why="is empty; there is nothing to read")
    elif order.input_format == "auto" and (file_kind := kind_of(head.data, origin)):
        yield _of_file(head, stream, origin, file_kind, order)
    elif kind := binary_kind(head.data):
        yield Refusal(origin=origin, why=f"is {kind}, not text; export its text or HTML and read that")
    elif order.input_format == "auto" and is_feed(head.data):
        yield from _of_feed(head, stream, origin, order)
    elif order.input_format == "auto" and is_linked(head.data):
        data = _whole(head, stream, origin, order)
        yield from [data] if isinstance(data, Refusal) else documents_of_linked(data, origin, order.overrides)
    else:
        chosen = _format(head, origin, order)
        if isinstance(chosen, Refusal):
            yield chosen
        elif chosen == "jsonl":
            yield from _of_lines(head, stream, origin, order)
        else:
            yield _of_page(head, stream, origin, chosen, order)


def of_item(item: Item, origin: str, order: Order) -> Document | Refusal:
    """The article that a feed gives whole. Its day is the item's; where only a day of change is told, that, with a
    finding that says so.
    """
    known = order.overrides
    day = known.published or item.published or item.changed
    given = Overrides(
        title=known.title or item.title,
        published=day,
        publisher=known.publisher or item.publisher,
        url=known.url or item.url,
    )
    body = f"<!doctype html>\n<html><body><article>\n{item.html}\n</article></body></html>\n"
    made = document_of_bytes(body.encode("utf-8", "replace"), origin=origin, format_="html", overrides=given)
    if isinstance(made, Document):
        made = replace(made, id=item.url or item.key or made.id, fetched=order.told.fetched)
        if day is not None and day not in (known.published, item.published):
            message = f"was changed on {day}, which is taken for its date: its feed tells no other"
            made = replace(made, findings=(*made.findings, Finding(code="date-of-change", message=message)))
    return made


def too_big(origin: str, limit: int, what: str) -> Refusal:
    """The refusal of a document or line above `limit` bytes, with the way out."""
    size = f"{limit / 1_000_000:g} MB" if limit >= 1_000_000 else f"{limit:,} bytes"
    why = f"is larger than {size}, the most for one {what}; split it, or raise the setting limits.document_bytes"
    return Refusal(origin=origin, why=why)


def _format(head: Head, origin: str, order: Order) -> Format | Refusal:
    if order.input_format != "auto":
        return order.input_format
    chosen = detect(head.data, origin)
    if chosen == "json":
        why = "is JSON, but not one document a line; write one object a line (JSON Lines, e.g. with `jq -c '.[]'`)"
        return Refusal(origin=origin, why=why)
    return chosen


def _of_lines(head: Head, stream: BinaryIO, origin: str, order: Order) -> Iterator[Document | Refusal]:
    limit = order.limits.document_bytes
    try:
        for number, line in lines(head, stream, limit):
            here = f"{origin}:{number}"
            if line is None:
                yield too_big(here, limit, "line")
            elif line.strip():
                yield document_of_line(line, here, order.overrides)
    except OSError as error:
        yield Refusal(origin=origin, why=reason(error))


def _of_page(
    head: Head, stream: BinaryIO, origin: str, format_: Literal["html", "text"], order: Order
) -> Document | Refusal:
    data = _whole(head, stream, origin, order)
    if isinstance(data, Refusal):
        return data
    told = order.told
    made = document_of_bytes(
        data, origin=origin, format_=format_, overrides=order.overrides, charset=told.charset, at=told.url
    )
    return replace(made, fetched=told.fetched) if isinstance(made, Document) and told.fetched else made


def _of_file(head: Head, stream: BinaryIO, origin: str, kind: FileKind, order: Order) -> Document | Refusal:
    data = _whole(head, stream, origin, order)
    if isinstance(data, Refusal):
        return data
    told, known = order.told, order.overrides
    made = document_of_file(data, kind, origin, replace(known, url=known.url or told.url))
    return replace(made, fetched=told.fetched) if isinstance(made, Document) and told.fetched else made


def _of_feed(head: Head, stream: BinaryIO, origin: str, order: Order) -> Iterator[Document | Refusal]:
    """The articles that a feed in a file gives whole; nothing is fetched for what it only names."""
    data = _whole(head, stream, origin, order)
    if isinstance(data, Refusal):
        yield data
        return
    named = 0
    try:
        for number, item in enumerate(items(data), 1):
            if item.html is None:
                named += 1
            else:
                yield of_item(item, f"{origin}:{number}", order)
    except InputError as error:
        yield Refusal(origin=origin, why=str(error))
    if named:
        what = "1 article" if named == 1 else f"{named:,} articles"
        yield Refusal(origin=origin, why=f"only names {what}; give the address of the feed to fetch them")


def _whole(head: Head, stream: BinaryIO, origin: str, order: Order) -> bytes | Refusal:
    limit = order.limits.document_bytes
    try:
        data = rest(head, stream, limit)
    except OSError as error:
        return Refusal(origin=origin, why=reason(error))
    return too_big(origin, limit, "document") if data is None else data
