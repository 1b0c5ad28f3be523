"""What a page says of itself in JSON-LD (schema.org): bounded in size, number and depth."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

_MOST_BYTES, _MOST_NODES, _DEEPEST = 1_000_000, 2_000, 12
_LONGEST_BODY, _MOST_POSTS = 200_000, 500
# What stands below these is another work: posts of a live blog, articles of a list, what is cited.
_OTHERS = frozenset(
    "liveBlogUpdate itemListElement hasPart mentions about citation comment review isBasedOn relatedLink".split()
)
_SITE_TYPES, _MOST_SITES = ("WebSite", "Organization", "NewsMediaOrganization"), 10
_ARTICLE_TYPES = ("article", "report", "posting", "newsarticle", "liveblog", "webpage")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedData:
    """The fields of the page's article node; empty where it has none."""

    headline: str = ""
    name: str = ""
    published: str = ""
    modified: str = ""
    description: str = ""
    publisher: str = ""
    sites: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    body: str = ""
    posts: tuple[tuple[str, str], ...] = ()


def read_linked_data(scripts: Iterable[str]) -> LinkedData:
    """The article among the JSON-LD scripts of a page; what is broken or too deep is passed over.

    `sites` are names of sites and bodies in it; `posts` are those of a live blog: their time as written, and headline
    and text in one line.
    """
    best: dict[str, Any] = {}
    rank, most = 0, (False, 0)
    crumbs: tuple[str, ...] = ()
    names: dict[str, Any] = {}
    sites: list[str] = []
    for node, own in (found for script in scripts for found in _nodes(_load(script))):
        worth = _worth(node)
        if worth and (own, worth) > most:
            best, rank, most = node, worth, (own, worth)
        if node.get("@type") == "BreadcrumbList" and not crumbs:
            crumbs = _crumbs(node.get("itemListElement"))
        if own and node.get("@type") in _SITE_TYPES and (site := _word(node.get("name"))):
            sites.append(site)
        if isinstance(node.get("@id"), str) and node.get("name"):
            names.setdefault(node["@id"], node["name"])
    return LinkedData(
        headline=_word(best.get("headline")) or (_word(best.get("name")) if rank > 1 else ""),
        name=_word(best.get("name")),
        published=_word(best.get("datePublished")),
        modified=_word(best.get("dateModified")),
        description=_word(best.get("description")),
        publisher=next(iter(_names(best.get("publisher"), names)), ""),
        sites=tuple(dict.fromkeys(sites))[:_MOST_SITES],
        section=_names(best.get("articleSection")),
        crumbs=crumbs,
        authors=_names(best.get("author") or best.get("creator"), names),
        body=_word(best.get("articleBody"), _LONGEST_BODY),
        posts=tuple(_posts(best.get("liveBlogUpdate"))),
    )


def _crumbs(items: Any) -> tuple[str, ...]:
    """Names of a breadcrumb in order."""
    found: list[str] = []
    for item in items[:12] if isinstance(items, list) else ():
        if isinstance(item, dict):
            inner = item.get("item")
            found.append(_word(item.get("name")) or (_word(inner.get("name")) if isinstance(inner, dict) else ""))
    return tuple(name[:100] for name in found if name)


def _posts(items: Any) -> Iterator[tuple[str, str]]:
    for item in items[:_MOST_POSTS] if isinstance(items, list) else ():
        if isinstance(item, dict) and (when := _word(item.get("datePublished"))):
            told = (_word(item.get("headline")), _word(item.get("articleBody"), _LONGEST_BODY))
            yield when, " ".join(filter(None, told))


def _load(script: str) -> Any:
    if len(script) > _MOST_BYTES:
        return None
    # Sites wrap it in comments, leave line breaks within strings, and end it with a semicolon.
    text = (
        script.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .strip()
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
    )
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[tuple[dict[str, Any], bool]]:
    """Objects at any depth to a bound, outer before inner, and whether each may be the page's own article."""
    level, seen = [(value, True)], 0
    for _ in range(_DEEPEST):
        below: list[tuple[Any, bool]] = []
        for item, own in level:
            if isinstance(item, dict):
                seen += 1
                yield item, own
                below += [
                    (inner, own and key not in _OTHERS) for key, inner in item.items() if isinstance(inner, dict | list)
                ]
            elif isinstance(item, list):
                below += [(inner, own) for inner in item[:_MOST_NODES]]
            if seen > _MOST_NODES:
                return
        level = below


def _worth(node: dict[str, Any]) -> int:
    """3 for an article with headline and date, 2 for an article, 1 for a page with a date, 0 for all else."""
    types = node.get("@type")
    named = [str(t).casefold() for t in (types if isinstance(types, list) else [types])]
    if not any(name.endswith(_ARTICLE_TYPES) for name in named):
        return 0
    page = all(name.endswith("webpage") for name in named)
    if page:
        return int(bool(node.get("datePublished")))
    return 3 if node.get("headline") and node.get("datePublished") else 2


def _word(value: Any, longest: int = 5_000) -> str:
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    return value.strip()[:longest] if isinstance(value, str) else ""


def _names(value: Any, known: Mapping[str, Any] = MappingProxyType({})) -> tuple[str, ...]:
    """Names of persons or bodies; one that is only referred to (`@id`) is looked up among the page's own."""
    items = value if isinstance(value, list) else [value]
    found: list[str] = []
    for item in items[:50]:
        name = (item.get("name") or known.get(str(item.get("@id")))) if isinstance(item, dict) else item
        found += [_word(part) for part in (name if isinstance(name, list) else [name])]
    return tuple(dict.fromkeys(name for name in found if name))
