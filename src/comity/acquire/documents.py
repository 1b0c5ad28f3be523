"""From the names a person gives to documents: the whole way of acquiring, in order."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from comity.acquire.jsonlines import document_of_line
from comity.acquire.limits import Limits
from comity.acquire.overrides import Overrides
from comity.acquire.page import document_of_bytes
from comity.acquire.sniff import Format, binary_kind, detect
from comity.acquire.sources import reason, sources_of
from comity.acquire.stream import Head, lines, read_head, rest
from comity.model import Document, Refusal

InputFormat = Literal["auto", "html", "text", "jsonl"]

_LIMITS, _NO_OVERRIDES = Limits(), Overrides()

__all__ = ["InputFormat", "Limits", "Overrides", "acquire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What was asked of every source alike."""

    input_format: InputFormat
    overrides: Overrides
    limits: Limits


def acquire(
    sources: Iterable[str | Path],
    *,
    input_format: InputFormat = "auto",
    overrides: Overrides = _NO_OVERRIDES,
    limits: Limits = _LIMITS,
) -> Iterator[Document | Refusal]:
    """Documents of `sources` in order, each read when it is asked for; what cannot be read is a `Refusal`.

    A source is a file, a folder (read recursively, hidden files left out), a glob ("news/**/*.html"), or "-" for
    standard input. With "auto" the format is told by content: JSON Lines of documents (`id`, `url`, `title`,
    `published`, `publisher`, `text`), HTML, or plain text. JSON Lines stream line by line and never stand whole in
    memory; a broken line is a `Refusal` with the origin "FILE:LINE" and the rest is read. Never raises for what a
    source holds.
    """
    order = _Order(input_format=input_format, overrides=overrides.storable(), limits=limits)
    for source in sources:
        if str(source) == "-":
            yield from _of_stream(sys.stdin.buffer, "<stdin>", order)
            continue
        for path in sources_of(source):
            yield from [path] if isinstance(path, Refusal) else _of_file(path, order)


def _of_file(path: Path, order: _Order) -> Iterator[Document | Refusal]:
    try:
        with path.open("rb") as stream:
            yield from _of_stream(stream, str(path), order)
    except (OSError, ValueError) as error:
        yield Refusal(origin=str(path), why=reason(error))


def _of_stream(stream: BinaryIO, origin: str, order: _Order) -> Iterator[Document | Refusal]:
    try:
        head = read_head(stream)
    except OSError as error:
        yield Refusal(origin=origin, why=reason(error))
        return
    if not head.data.strip():
        yield Refusal(origin=origin, why="is empty; there is nothing to read")
    elif kind := binary_kind(head.data):
        yield Refusal(origin=origin, why=f"is {kind}, not text; export its text or HTML and read that")
    else:
        chosen = _format(head, origin, order)
        if isinstance(chosen, Refusal):
            yield chosen
        elif chosen == "jsonl":
            yield from _of_lines(head, stream, origin, order)
        else:
            yield _of_page(head, stream, origin, chosen, order)


def _format(head: Head, origin: str, order: _Order) -> Format | Refusal:
    if order.input_format != "auto":
        return order.input_format
    chosen = detect(head.data, origin)
    if chosen == "json":
        why = "is JSON, but not one document a line; write one object a line (JSON Lines, e.g. with `jq -c '.[]'`)"
        return Refusal(origin=origin, why=why)
    return chosen


def _of_lines(head: Head, stream: BinaryIO, origin: str, order: _Order) -> Iterator[Document | Refusal]:
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
    head: Head, stream: BinaryIO, origin: str, format_: Literal["html", "text"], order: _Order
) -> Document | Refusal:
    limit = order.limits.document_bytes
    try:
        data = rest(head, stream, limit)
    except OSError as error:
        return Refusal(origin=origin, why=reason(error))
    if data is None:
        return too_big(origin, limit, "document")
    return document_of_bytes(data, origin=origin, format_=format_, overrides=order.overrides)


def too_big(origin: str, limit: int, what: str) -> Refusal:
    """The refusal of a document or line above `limit` bytes, with the way out."""
    size = f"{limit / 1_000_000:g} MB" if limit >= 1_000_000 else f"{limit:,} bytes"
    why = f"is larger than {size}, the most for one {what}; split it, or raise the setting limits.document_bytes"
    return Refusal(origin=origin, why=why)
