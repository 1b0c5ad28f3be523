"""What a page says of itself: title, dates, authors, publisher, section. JSON-LD goes first, then meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from comity.read.dates import find_day
from comity.read.metadata.jsonld import read_linked_data

_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^<>]{0,200}>")
_SITE = re.compile(r"\s+(?:[-–—|:·»•]|::|//)\s+[^-–—|]{2,60}$")
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
_AND = re.compile(r"\s+(?:and|und|et|y|og|och|&)\s+|,\s+")
_LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the page says; empty or None where it does not. `published_from` names the field."""

    title: str = ""
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    section: tuple[str, ...] = ()
    language: str | None = None


def read_metadata(tree: Any, url: str | None = None) -> Metadata:
    """Metadata of a parsed page (an lxml element). Its date comes from JSON-LD, meta tags, `<time>`, or htmldate."""
    meta = _meta(tree)
    linked = read_linked_data(script.text or "" for script in tree.iterfind('.//script[@type="application/ld+json"]'))
    published, how = _published(tree, meta, linked.published, url)
    authors = _authors(linked.authors, meta)
    return Metadata(
        title=_title(tree, meta, clean(linked.headline)),
        url=_address(tree, meta),
        publisher=clean(linked.publisher) or meta.get("og:site_name") or None,
        published=published,
        published_from=how,
        modified=find_day(linked.modified) or next((d for n in _MODIFIED if (d := find_day(meta.get(n, "")))), None),
        authors=authors,
        description=clean(linked.description) or meta.get("og:description") or meta.get("description", ""),
        section=tuple(map(clean, linked.section)) or tuple(filter(None, (meta.get("article:section"),))),
        language=_language(tree, meta),
    )


def clean(text: str) -> str:
    """A value as a line of text: entities resolved (some pages escape twice), no tags, blanks made one."""
    return _BLANKS.sub(" ", _TAGS.sub("", unescape(unescape(text[: _LONGEST * 5])))).strip()[:_LONGEST]


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = tag.get("content")
        if name and content and clean(content):
            found.setdefault(name.strip().casefold(), clean(content))
    return found


def _title(tree: Any, meta: dict[str, str], headline: str) -> str:
    """The headline that most of the page's own titles agree on; the site's name after it is taken off."""
    heads = [clean(" ".join(h.itertext())) for h in list(tree.iter("h1"))[:20]]
    heads = [head for head in heads if len(head) > 3]
    og = meta.get("og:title", "")
    whole = clean(next((t.text or "" for t in tree.iter("title")), ""))
    if len(heads) == 1 and (not headline or _alike(heads[0], whole) or _alike(heads[0], og)):
        return heads[0]
    named = next((head for head in heads if head in (headline, og) or _alike(head, headline or og or whole)), "")
    title = named or headline or og or whole or next(iter(heads), "")
    site = meta.get("og:site_name", "")
    return title if title == headline else without_site(title, site)


def without_site(title: str, site: str = "") -> str:
    """`title` without " - Site" at its end, where that is the site's name or three words stay before it."""
    cut = _SITE.sub("", title)
    return cut if cut != title and ((site and title.endswith(site)) or len(cut.split()) >= 4) else title


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return bool(a) and bool(b) and (a in b or b in a) and min(len(a), len(b)) > 10


def _published(tree: Any, meta: dict[str, str], linked: str, url: str | None) -> tuple[date | None, str | None]:
    if found := find_day(linked):
        return found, "json-ld datePublished"
    for name in _PUBLISHED:
        if found := find_day(meta.get(name, "")):
            return found, f"meta {name}"
    for tag in _first(tree.iterfind(".//time[@datetime]"), 3):
        if (tag.get("itemprop") == "datePublished" or "pubdate" in tag.attrib) and (
            found := find_day(tag.get("datetime"))
        ):
            return found, "time datetime"
    return _htmldate(tree, url)


def _htmldate(tree: Any, url: str | None) -> tuple[date | None, str | None]:
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


def _address(tree: Any, meta: dict[str, str]) -> str | None:
    links = (link.get("href", "") for link in tree.iter("link") if link.get("rel", "").casefold() == "canonical")
    for url in (*links, meta.get("og:url", "")):
        if url.strip().startswith(("http://", "https://")) and url.strip().isprintable() and " " not in url.strip():
            return str(url.strip()[:2_000])
    return None


def _authors(linked: Iterable[str], meta: dict[str, str]) -> tuple[str, ...]:
    """Authors as the page names them; addresses and account numbers are none."""
    said = [*linked] or [meta[name] for name in ("author", "parsely-author", "article:author") if name in meta][:1]
    names = [name.strip() for author in said for name in _AND.split(clean(author))]
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def _is_name(author: str) -> bool:
    return any(map(str.isalpha, author)) and not author.startswith(("http://", "https://")) and len(author) <= 100


def _language(tree: Any, meta: dict[str, str]) -> str | None:
    said = (
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("content-language", "")
    )
    match = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", said.strip())
    return match[0].lower() if match else None


def _first(items: Iterable[Any], number: int) -> list[Any]:
    return [item for item, _ in zip(items, range(number), strict=False)]
