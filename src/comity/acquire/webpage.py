"""One page that was answered, or that a feed or sitemap names, to documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from comity.acquire.access import Access
from comity.acquire.contents import Order, Told, of_bytes
from comity.acquire.fetch import Answer, trouble
from comity.acquire.limits import Limits
from comity.acquire.page import joined
from comity.acquire.polite import Polite
from comity.acquire.sitemaps import is_sitemap
from comity.acquire.syndication import is_feed, is_list
from comity.model import Document, InputError, Refusal

LIST_BYTES = 20_000_000  # of a feed, a list of feeds, or a sitemap
_LINK = re.compile(r"<link\b[^<>]{0,1000}>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,5}=\s{0,5}["']?([^"'\s<>]{1,1000})""", re.IGNORECASE)

Found = Iterator[Document | Refusal]


def listing(access: Access) -> Access:
    """As `access`, for what names pages and may be longer than one."""
    return replace(access, most_bytes=max(LIST_BYTES, access.most_bytes))


def of_page(answer: Answer, origin: str, order: Order, most: int, published: date | None = None) -> Found:
    """The documents in what a server answered; `published` is what a feed or news sitemap says of it."""
    told = Told(url=answer.url, charset=answer.charset, fetched=answer.fetched)
    known = order.overrides
    known = replace(known, published=known.published or published)
    limits = Limits(document_bytes=min(most, order.limits.document_bytes))
    return of_bytes(answer.body, origin, replace(order, told=told, overrides=known, limits=limits))


def page_at(url: str, order: Order, polite: Polite, published: date | None = None) -> Found:
    """The documents at an address that a feed or sitemap names. It does not name further ones."""
    answer = polite.get(url)
    if isinstance(answer, Refusal):
        yield answer
    elif (why := trouble(answer)) is not None:
        yield Refusal(origin=url, why=why)
    elif is_feed(answer.body) or is_list(answer.body) or is_sitemap(answer.body):
        yield Refusal(origin=url, why="is a list of pages where a page should be")
    else:
        yield from of_page(answer, url, order, polite.access.most_bytes, published)


def feed_of_page(answer: Answer) -> str | None:
    """The feed that a page names as its own (`rel="alternate"`), to be told to who took the one for the other."""
    html = answer.body[:200_000].decode("utf-8", "replace")
    for tag in _LINK.finditer(html):
        if _FEED_TYPE.search(tag[0]) and (href := _HREF.search(tag[0])):
            return joined(answer.url, href[1]) or None
    return None


def guarded(url: str, made: Callable[[], Found]) -> Found:
    """What is found in a list of pages; a `Refusal` where its XML is hostile."""
    try:
        yield from made()
    except InputError as error:
        yield Refusal(origin=url, why=str(error))
