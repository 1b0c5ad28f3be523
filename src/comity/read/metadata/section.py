"""The section of a site that an article is filed under."""

from __future__ import annotations

import re
from typing import Any

from comity.read.metadata.jsonld import LinkedData
from comity.read.metadata.tags import clean, first, text_of

_CRUMB = re.compile(r"(?i)bread-?crumb")
_START = frozenset("home start startseite accueil inicio portada главная 首頁 首页 ホーム homepage".split())
_MOST = 8


def find_section(tree: Any, meta: dict[str, str], linked: LinkedData, title: str) -> tuple[tuple[str, ...], str | None]:
    """The breadcrumb without its start and the title itself, and where it was found."""
    for several, how in (
        (tuple(map(clean, linked.crumbs)), "json-ld BreadcrumbList"),
        (tuple(map(clean, linked.section)), "json-ld articleSection"),
        (tuple(filter(None, (meta.get("article:section"),))), "meta article:section"),
        (_on_page(tree), "breadcrumb"),
    ):
        kept = [name for name in several if name and name.casefold() not in _START and not _is_title(name, title)]
        if kept:
            return tuple(dict.fromkeys(kept))[:_MOST], how
    return (), None


def _is_title(name: str, title: str) -> bool:
    return bool(title) and (name == title or (len(name) > 30 and (name in title or title in name)))


def _on_page(tree: Any) -> tuple[str, ...]:
    for element in tree.iter("nav", "ol", "ul", "div"):
        if _CRUMB.search(f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"):
            return tuple(text for link in first(element.iter("a"), _MOST) if (text := text_of(link)) and len(text) < 60)
    return ()
