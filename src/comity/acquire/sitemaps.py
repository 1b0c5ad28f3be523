"""Sitemaps (sitemaps.org 0.9) and news sitemaps in bytes that were already fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.acquire.expand import TooLargeError, inflate
from comity.acquire.page import is_article_address, joined
from comity.acquire.published import parse_date
from comity.acquire.xml import elements, local, root_name, text_of
from comity.model import InputError

MOST_ENTRIES = 50_000  # as the protocol has it
ROOTS = ("urlset", "sitemapindex")
_GZIP = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that a sitemap names, or another sitemap (`sitemap`). `published` is a news sitemap's date; `changed`
    is when the page was last changed, so that it was published no later.
    """

    url: str
    sitemap: bool = False
    published: date | None = None
    changed: date | None = None
    title: str | None = None
    publisher: str | None = None


def is_sitemap(data: bytes) -> bool:
    """Whether bytes open like a sitemap, or an index of them."""
    return root_name(data) in ROOTS


def unpacked(data: bytes, most: int) -> bytes:
    """A sitemap out of gzip, where it is packed. Raises InputError where it holds more than `most` bytes."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return inflate(data, _GZIP, most)
    except TooLargeError as error:
        raise InputError(f"expands to more than {most / 1_000_000:g} MB") from error
    except ValueError as error:
        raise InputError(str(error)) from error


def entries(data: bytes, base: str = "") -> Iterator[Entry]:
    """What a sitemap names, at most 50,000. Raises InputError for hostile XML."""
    for element in elements(data, ("url", "sitemap"), MOST_ENTRIES):
        told = {local(part): text_of(part) for part in element.iter() if part is not element}
        url = joined(base, told.get("loc", ""))
        sitemap = local(element) == "sitemap"
        if len(url) > 2_000 or not (is_article_address(url) or (sitemap and url.startswith("http"))):
            continue
        yield Entry(
            url=url,
            sitemap=sitemap,
            published=parse_date(told.get("publication_date", "")),
            changed=parse_date(told.get("lastmod", "")),
            title=told.get("title", "")[:1_000] or None,
            publisher=told.get("name", "")[:300] or None,
        )
