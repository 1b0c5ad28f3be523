"""Feeds (RSS 0.9 to 2.0, RDF, Atom; RFC 4287) and lists of feeds (OPML 2.0) in bytes that were already fetched."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from comity.acquire.glance import words_of
from comity.acquire.page import is_article_address, joined
from comity.acquire.published import parse_date
from comity.acquire.xml import elements, local, root_name, text_of

MOST_ITEMS = 2_000
MOST_FEEDS = 10_000
FEED_ROOTS = ("rss", "rdf", "feed")
_ITEMS = ("item", "entry")
_FULL = 600  # characters of words from which on an item's content is taken for the article itself
_LONGEST = 300  # of names and ids
_PUBLISHED = ("pubdate", "published", "issued", "date")
_CHANGED = ("updated", "modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed. `key` tells it from others (its guid, else its address); `html` is its content where the
    feed gives it whole, `summary` what it says of it else; `changed` is when it was last changed.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: date | None = None
    changed: date | None = None
    publisher: str | None = None
    html: str | None = None
    summary: str = ""


def is_feed(data: bytes) -> bool:
    """Whether bytes open like a feed."""
    return root_name(data) in FEED_ROOTS


def is_list(data: bytes) -> bool:
    """Whether bytes open like a list of feeds (OPML)."""
    return root_name(data) == "opml"


def items(data: bytes, base: str = "", most: int = MOST_ITEMS) -> Iterator[Item]:
    """The entries of a feed, the first `most`; addresses are joined to `base`. Raises InputError for hostile XML."""
    publisher: str | None = None
    for element in elements(data, _ITEMS, most):
        if publisher is None:
            publisher = _publisher(element)
        if (item := _item(element, publisher, base)) is not None:
            yield item


def _publisher(item: Any) -> str:
    """The title of the feed that an entry is in: of the element around it, or of the channel beside it (RDF)."""
    around = item.getparent()
    for part in () if around is None else around:
        title = part if local(part) == "title" else None
        if local(part) == "channel":
            title = next((child for child in part if local(child) == "title"), None)
        if title is not None:
            return " ".join(text_of(title).split())[:_LONGEST]
    return ""


def feeds(data: bytes, base: str = "") -> Iterator[str]:
    """The addresses of the feeds that a list names, each once. Raises InputError for hostile XML."""
    seen: set[str] = set()
    for element in elements(data, ("outline",), MOST_FEEDS):
        attributes = {str(key).lower(): str(value) for key, value in element.attrib.items()}
        url = joined(base, attributes.get("xmlurl", ""))
        if url and url not in seen:
            seen.add(url)
            yield url


def day_of(text: str) -> date | None:
    """The day of a date as feeds write them (RFC 5322, ISO 8601), in its own time zone."""
    if (day := parse_date(text)) is not None:
        return day
    for told in (text[:60], f"{text[:30]} 00:00:00"):
        with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
            return parsedate_to_datetime(told).date()
    return None


def _item(element: Any, publisher: str, base: str) -> Item | None:
    parts: dict[str, Any] = {}
    for child in element:
        parts.setdefault(_name(child), child)
    url = _link(element, base)
    key = (text_of(parts.get("guid", parts.get("id"))) or url or "")[:_LONGEST]
    html = _html(parts.get("encoded")) or _html(parts.get("content"))
    summary = text_of(parts.get("description", parts.get("summary")))
    title = " ".join(words_of(text_of(parts.get("title"))).split())[:1_000]
    if not key and not (title or html or summary):
        return None
    if html is None and url is None and summary:
        html = summary
    return Item(
        key=key or title,
        url=url,
        title=title or None,
        published=_day(parts, _PUBLISHED),
        changed=_day(parts, _CHANGED),
        publisher=publisher or None,
        html=html if html and (url is None or len(words_of(html)) >= _FULL) else None,
        summary=summary,
    )


def _name(child: Any) -> str:
    """A child's name; only what belongs to the entry itself, not to a picture (Media RSS) or a comment on it."""
    tag = str(child.tag)
    foreign = "search.yahoo.com/mrss" in tag or "itunes.com" in tag or "slash" in tag
    return f"foreign {local(child)}" if foreign else local(child)


def _day(parts: dict[str, Any], names: tuple[str, ...]) -> date | None:
    found = (day_of(text_of(parts[name])) for name in names if name in parts)
    return next((day for day in found if day is not None and _sane(day)), None)


def _sane(day: date) -> bool:
    """Feeds without a date give 1970, and some a day years ahead."""
    return day.year >= 1990 and day.toordinal() <= datetime.now(UTC).date().toordinal() + 2


def _link(element: Any, base: str) -> str | None:
    """The address of the page: RSS has it as text, Atom as the alternate link; a guid may be one too."""
    candidates: list[str] = []
    for child in element:
        if local(child) == "link":
            if (child.get("rel") or "alternate") == "alternate":
                candidates.append(child.get("href") or text_of(child))
        elif local(child) == "guid" and child.get("isPermaLink", "true").lower() != "false":
            candidates.append(text_of(child))
        elif local(child) == "origlink":  # FeedBurner's word for the page itself
            candidates.insert(0, text_of(child))
    for candidate in candidates:
        url = joined(base, candidate)
        if len(url) <= 2_000 and is_article_address(url):
            return url
    return None


def _html(element: Any | None) -> str | None:
    """Content as HTML: escaped as text in RSS and most of Atom, elements in Atom's "xhtml", plain where it says so."""
    if element is None or element.get("src"):
        return None
    kind = (element.get("type") or "html").lower()
    if len(element) and kind in ("xhtml", "application/xhtml+xml", "html"):
        from lxml import etree  # type: ignore[import-untyped, unused-ignore]

        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    text = text_of(element)
    if kind in ("text", "text/plain"):
        from html import escape

        return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip()) or None
    return text or None
