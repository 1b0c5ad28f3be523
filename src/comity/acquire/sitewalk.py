"""From a sitemap to the pages that it and the sitemaps in it name: each once, so many and so deep."""

from __future__ import annotations

from comity.acquire.contents import Order
from comity.acquire.fetch import FEEDS, Answer, trouble
from comity.acquire.polite import Polite
from comity.acquire.select import Selection
from comity.acquire.sitemaps import Entry, entries, is_sitemap, unpacked
from comity.acquire.webpage import LIST_BYTES, Found, guarded, listing, page_at
from comity.model import InputError, Refusal

_MOST_SITEMAPS = 500
_DEEPEST = 3


def is_packed_sitemap(data: bytes) -> bool:
    """Whether bytes are a sitemap, out of gzip where they come packed."""
    if not data.startswith(b"\x1f\x8b"):
        return is_sitemap(data)
    try:
        return is_sitemap(unpacked(data, LIST_BYTES))
    except InputError:
        return False


def of_sitemap(answer: Answer, order: Order, selection: Selection, polite: Polite) -> Found:
    """The pages that a sitemap names, in its order; of a sitemap that names others, theirs. Raises InputError for
    hostile XML.
    """
    return _Walk(order, selection, polite).pages(answer, 1)


class _Walk:
    """What was seen on the way through sitemaps."""

    def __init__(self, order: Order, selection: Selection, polite: Polite) -> None:
        self._order, self._selection, self._polite = order, selection, polite
        self._seen: set[str] = set()
        self._sitemaps = 0

    def pages(self, answer: Answer, depth: int) -> Found:
        for entry in entries(unpacked(answer.body, LIST_BYTES), answer.url):
            if entry.url in self._seen or not self._may_pass(entry):
                continue
            self._seen.add(entry.url)
            if entry.sitemap:
                yield from self._further(entry.url, depth + 1)
            else:
                yield from page_at(entry.url, self._order, self._polite, entry.published)

    def _may_pass(self, entry: Entry) -> bool:
        """What was last changed before the first day asked for was published before it."""
        since = self._selection.since
        if since is not None and entry.changed is not None and entry.changed < since:
            return False
        return entry.sitemap or (self._selection.may_pass(entry.url, None) and self._selection.in_time(entry.published))

    def _further(self, url: str, depth: int) -> Found:
        self._sitemaps += 1
        if depth > _DEEPEST or self._sitemaps > _MOST_SITEMAPS:
            yield Refusal(
                origin=url, why=f"was left out: sitemaps are read {_DEEPEST} deep and {_MOST_SITEMAPS} in all"
            )
            return
        answer = self._polite.get(url, types=FEEDS, access=listing(self._polite.access))
        if isinstance(answer, Refusal):
            yield answer
        elif (why := trouble(answer)) is not None:
            yield Refusal(origin=url, why=why)
        elif not is_packed_sitemap(answer.body):
            yield Refusal(origin=url, why="is no sitemap")
        else:
            yield from guarded(url, lambda: self.pages(answer, depth))
