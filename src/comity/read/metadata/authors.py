"""Who wrote an article: JSON-LD, meta tags, and bylines of the page where those name nobody but the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from comity.read.metadata.bylines import fellow_authors, find_byline
from comity.read.metadata.names import glued, names_of
from comity.read.metadata.tags import every

_ADDRESS = re.compile(r"(?i)^(?:https?:|www\.|@)|@[\w.-]+\.\w+$|^[\w.-]+\.(?:com|net|org|info|jpg|png|php|html)/")
_META = ("author", "parsely-author", "article:author", "dc.creator", "creator", "byl", "authors")
# Makers of the site's app.
_APPS = ("smartbanner:author",)
_TAGS = frozenset(f"meta {name}" for name in _META)
_SHORTEST_SITE = 3

Credited = tuple[tuple[str, ...], str | None]


def find_authors(tree: Any, meta: dict[str, str], linked: Iterable[str], sites: tuple[str, ...]) -> Credited:
    """Names in order and where they stand. A publisher or agency that the page's data credit is kept where no person
    is named anywhere; addresses, account numbers and offices never are.
    """
    told = list(_told(tree, meta, linked))
    names = {glued(site) for site in sites if site}
    for authors, how in told:
        if persons := tuple(author for author in authors if not _is_site(author, names)):
            authors = persons if how in _TAGS else authors
            several = fellow_authors(tree, authors)
            return (several, "byline") if several else (authors, how)
    byline, how = find_byline(tree, names)
    signed = tuple(name for name in byline if not _is_site(name, names))
    return (signed, how) if signed else next(iter(told), ((), None))


def _told(tree: Any, meta: dict[str, str], linked: Iterable[str]) -> Iterator[Credited]:
    groups = [
        ([*linked], "json-ld author"),
        *((every(tree, name) or [meta[name]], f"meta {name}") for name in _META if name in meta),
    ]
    others = [
        name
        for name in meta
        if name.endswith((".author", ":author", "_author", "-author")) and name not in (*_META, *_APPS)
    ]
    for values, how in [*groups, *(([meta[name]], f"meta {name}") for name in others)]:
        names = [name for value in values for name in names_of(value)]
        if kept := tuple(dict.fromkeys(name for name in names if _is_name(name)))[:50]:
            yield kept, how


def _is_name(author: str) -> bool:
    return any(map(str.isalpha, author)) and not _ADDRESS.search(author) and len(author) <= 100


def _is_site(author: str, sites: set[str]) -> bool:
    """Whether an author is the site or one of its desks ("Example", "Example News", "Example (www.example.org)")."""
    if glued(author) in sites or "www." in author or len(author.split()) > 6:
        return True
    first = glued(author.split()[0])
    desk = len(first) >= _SHORTEST_SITE and first in sites
    return desk or re.fullmatch(r"(?i)[\w.-]+\.[a-z]{2,4}", author) is not None
