"""What a page says of itself: JSON-LD goes first, then meta tags, then what stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from comity.read.metadata.authors import find_authors
from comity.read.metadata.days import modified, published
from comity.read.metadata.jsonld import LinkedData, read_linked_data
from comity.read.metadata.section import find_section
from comity.read.metadata.tags import address_of, clean, language_of, meta_of
from comity.read.metadata.titles import find_titles

_SITE_NAMES = ("apple-mobile-web-app-title", "twitter:site")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says; empty or None where it does not. `published_from` names the field, `found` those of others.

    `posts` are the posts of a live blog that JSON-LD lists (time as written, text), `body` the text of the article
    there: checks on what is read, not sources.
    """

    title: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    descriptions: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    language: str | None = None
    body: str = ""
    posts: tuple[tuple[str, str], ...] = ()
    found: tuple[tuple[str, str], ...] = ()


def read_metadata(tree: Any, url: str | None = None) -> Metadata:
    """Metadata of a parsed page (an lxml element), with where each field was found."""
    meta = meta_of(tree)
    linked = read_linked_data(script.text or "" for script in tree.iterfind('.//script[@type="application/ld+json"]'))
    address = address_of(tree, meta)
    sites = tuple(_sites(meta, linked, url or address))
    more = (*map(clean, linked.sites), *(meta.get(name, "") for name in _SITE_NAMES))
    sections = (*linked.section, *linked.crumbs, meta.get("article:section", ""))
    titles = find_titles(tree, meta, (clean(linked.headline), clean(linked.name)), (*sites, *more), sections)
    day, how = published(tree, meta, linked.published, url)
    changed, changed_how = modified(tree, meta, linked.modified)
    authors, credited = find_authors(tree, meta, linked.authors, sites)
    section, filed = find_section(tree, meta, linked, titles.best)
    publisher = clean(linked.publisher) or meta.get("og:site_name") or None
    said = [clean(linked.description), *(meta.get(name, "") for name in _DESCRIPTIONS)]
    where = {"title": titles.source, "authors": credited, "modified": changed_how, "section": filed}
    where["publisher"] = "json-ld publisher" if clean(linked.publisher) else "og:site_name" if publisher else None
    return Metadata(
        title=titles.best,
        titles=titles.all,
        url=address,
        publisher=publisher,
        published=day,
        published_from=how,
        modified=changed,
        authors=authors,
        description=next(filter(None, said), ""),
        descriptions=tuple(dict.fromkeys(filter(None, said))),
        section=section,
        language=language_of(tree, meta),
        body=linked.body,
        posts=linked.posts,
        found=tuple((field, told) for field, told in where.items() if told),
    )


def _sites(meta: dict[str, str], linked: LinkedData, url: str | None) -> Iterator[str]:
    """Names the site goes by: its publisher, its own name, its host with and without the ending."""
    yield from (clean(linked.publisher), meta.get("og:site_name", ""), meta.get("application-name", ""))
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        host = ""
    if host:
        parts = host.removeprefix("www.").split(".")
        yield host.removeprefix("www.")
        yield max(parts[:-1] or parts, key=len)
