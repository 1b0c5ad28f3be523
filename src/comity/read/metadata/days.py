"""When a page says it was published and changed, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from comity.read.dates import find_day
from comity.read.metadata.tags import first, text_of

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "dc.date",
    "dcterms.date",
    "og:pubdate",
    "published_at",
    "article:published",
    "og:published_time",
    "citation_publication_date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
_TITLE_TAIL = re.compile(r"[-–—|]\s*([\d./\s\w]{6,30})$")
Dated = tuple[date | None, str | None]


def published(tree: Any, meta: dict[str, str], linked: str, url: str | None) -> Dated:
    """The day of publication, as the publisher writes it (no time zone is applied), and where it was found."""
    if found := find_day(linked):
        return found, "json-ld datePublished"
    for name in _PUBLISHED:
        if found := find_day(meta.get(name, "")):
            return found, f"meta {name}"
    for value in _times(tree, "datePublished"):
        if found := find_day(value):
            return found, "time datetime"
    tail = _TITLE_TAIL.search(meta.get("og:title", ""))
    if tail and (found := find_day(tail[1])):
        return found, "og:title"
    return _htmldate(tree, url)


def modified(tree: Any, meta: dict[str, str], linked: str) -> Dated:
    """The day of the last change, and where it was found."""
    if found := find_day(linked):
        return found, "json-ld dateModified"
    for name in _MODIFIED:
        if found := find_day(meta.get(name, "")):
            return found, f"meta {name}"
    for value in _times(tree, "dateModified"):
        if found := find_day(value):
            return found, "time datetime"
    return None, None


def _times(tree: Any, itemprop: str) -> Iterator[str]:
    for tag in first(tree.iterfind(".//time"), 10):
        if tag.get("itemprop") == itemprop or (itemprop == "datePublished" and "pubdate" in tag.attrib):
            yield tag.get("datetime") or text_of(tag)
    for tag in first(tree.iterfind(f'.//*[@itemprop="{itemprop}"]'), 3):
        yield tag.get("content") or tag.get("datetime") or text_of(tag)


def _htmldate(tree: Any, url: str | None) -> Dated:
    from copy import deepcopy

    from htmldate import find_date

    try:
        # Its extensive search takes a copyright year for a date. It prunes the tree it is given: a tree, never a
        # string, as a string that is an address would be fetched.
        found = find_date(deepcopy(tree), original_date=True, url=url, extensive_search=False)
    except Exception:  # noqa: BLE001  a broken page must not cost the article
        return None, None
    day = find_day(found) if found else None
    return (day, "htmldate") if day else (None, None)
