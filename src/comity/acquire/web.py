"""An address on the web to documents: a page, or a feed, a list of feeds or a sitemap with the pages that it names."""

from __future__ import annotations

from dataclasses import replace

from comity.acquire.contents import Order, Told, of_item
from comity.acquire.fetch import FEEDS, PAGES, Answer, fetch, trouble
from comity.acquire.polite import Polite
from comity.acquire.select import Selection
from comity.acquire.sitewalk import is_packed_sitemap, of_sitemap
from comity.acquire.syndication import Item, feeds, is_feed, is_list, items
from comity.acquire.webpage import Found, guarded, listing, of_page, page_at
from comity.model import Refusal


def documents(url: str, order: Order, selection: Selection, polite: Polite) -> Found:
    """The documents at an address. A page that a person names is fetched as a browser would, whatever robots.txt
    says; what a feed or sitemap names only as it allows.
    """
    answer = fetch(url, listing(polite.access), types=(*PAGES, *FEEDS))
    if isinstance(answer, Refusal):
        yield answer
    elif (why := trouble(answer)) is not None:
        yield Refusal(origin=url, why=why)
    elif order.input_format == "auto" and is_list(answer.body):
        yield from guarded(url, lambda: _of_list(answer, order, selection, polite))
    elif order.input_format == "auto" and is_feed(answer.body):
        yield from guarded(url, lambda: of_feed(answer, order, selection, polite))
    elif order.input_format == "auto" and is_packed_sitemap(answer.body):
        yield from guarded(url, lambda: of_sitemap(answer, order, selection, polite))
    else:
        yield from of_page(answer, url, order, polite.access.most_bytes)


def of_feed(answer: Answer, order: Order, selection: Selection, polite: Polite) -> Found:
    """The articles of a feed: from its content where it gives them whole, else fetched."""
    dated = replace(order, told=Told(url=answer.url, fetched=answer.fetched))
    for item in items(answer.body, answer.url):
        if may_be_asked_for(item, selection):
            yield from of_entry(item, dated, polite)


def may_be_asked_for(item: Item, selection: Selection) -> bool:
    """Whether an entry can pass, by its address and day."""
    return selection.may_pass(item.url, None) and selection.in_time(item.published)


def of_entry(item: Item, order: Order, polite: Polite) -> Found:
    """The article of one entry of a feed."""
    if item.html is not None:
        yield of_item(item, item.url or item.key, order)
    elif item.url is None:
        yield Refusal(origin=item.key, why="is an entry of a feed with neither an address nor content")
    else:
        yield from page_at(item.url, order, polite, item.published)


def _of_list(answer: Answer, order: Order, selection: Selection, polite: Polite) -> Found:
    for url in feeds(answer.body, answer.url):
        found = polite.get(url, types=FEEDS, access=listing(polite.access))
        if isinstance(found, Refusal):
            yield found
        elif (why := trouble(found)) is not None:
            yield Refusal(origin=url, why=why)
        elif not is_feed(found.body):
            yield Refusal(origin=url, why="is no feed")
        else:
            yield from guarded(url, lambda found=found: of_feed(found, order, selection, polite))  # type: ignore[misc]
