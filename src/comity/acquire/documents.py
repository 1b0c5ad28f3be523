"""From the names a person gives to documents: the whole way of acquiring, in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from comity.acquire import warc, web
from comity.acquire.access import Access
from comity.acquire.contents import InputFormat, Order, of_stream
from comity.acquire.limits import Limits
from comity.acquire.overrides import Overrides
from comity.acquire.places import STORES, WEB, is_archive, opened, scheme
from comity.acquire.polite import Polite
from comity.acquire.select import Selection
from comity.acquire.sources import reason, sources_of
from comity.model import Document, Refusal

_LIMITS, _NO_OVERRIDES, _ALL, _ACCESS = Limits(), Overrides(), Selection(), Access()

__all__ = ["InputFormat", "Limits", "Overrides", "acquire"]


def acquire(
    sources: Iterable[str | Path],
    *,
    input_format: InputFormat = "auto",
    overrides: Overrides = _NO_OVERRIDES,
    limits: Limits = _LIMITS,
    selection: Selection = _ALL,
    access: Access = _ACCESS,
    delay: float = 1.0,
    passed_over: Callable[[Document], None] = lambda _: None,
) -> Iterator[Document | Refusal]:
    """Documents of `sources` in order, each read when it is asked for; what cannot be read is a `Refusal`.

    A source is a file, a folder (read recursively, hidden files left out), a glob ("news/**/*.html"), "-" for
    standard input, an address on the web (a page, feed, sitemap or list of feeds, with the pages that these name) or
    in an object store, or a web archive (.warc, .warc.gz) on disk or at an address. With "auto" the format is told by
    content: JSON Lines of documents (`id`, `url`, `title`, `published`, `publisher`, `text`), articles in JSON-LD
    (schema.org, with `articleBody`), a feed, HTML, or plain text, each of them packed with gzip or not. JSON Lines and
    archives stream and never stand whole in memory; what is broken in them is a `Refusal` and the rest is read. Feeds
    and sitemaps, and what they name, are fetched with `delay` seconds between requests to a host and as robots.txt
    allows. `passed_over` is told of documents that `selection` does not take. Never raises for what a source holds;
    ConfigError where an address needs a package that is not installed.
    """
    order = Order(input_format=input_format, overrides=overrides.storable(), limits=limits)
    polite = Polite(access, delay=delay)
    for source in sources:
        for found in _of_source(str(source), order, selection, polite):
            if isinstance(found, Document) and selection and not selection.passes(found):
                passed_over(found)
            else:
                yield found


def _of_source(source: str, order: Order, selection: Selection, polite: Polite) -> Iterator[Document | Refusal]:
    kind = scheme(source)
    if source == "-":
        yield from of_stream(sys.stdin.buffer, "<stdin>", order)
    elif is_archive(source) and kind:
        yield from _of_archive(source, selection, polite.access)
    elif kind in WEB:
        yield from web.documents(source, order, selection, polite)
    elif kind in STORES:
        yield from _of_place(source, order, polite.access)
    else:
        for path in sources_of(source):
            if isinstance(path, Refusal):
                yield path
            elif is_archive(path.name):
                yield from _of_archive(path, selection, polite.access)
            else:
                yield from _of_place(str(path), order, polite.access)


def _of_archive(place: str | Path, selection: Selection, access: Access) -> Iterator[Document | Refusal]:
    yield from warc.records(place, wanted=selection.may_pass, access=access)


def _of_place(place: str, order: Order, access: Access) -> Iterator[Document | Refusal]:
    try:
        with opened(place, access) as stream:
            yield from of_stream(stream, place, order)
    except (OSError, ValueError) as error:
        yield Refusal(origin=place, why=reason(error))
