"""Meta tags and other values of a page's head, as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Any, TypeVar

V = TypeVar("V")

_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^<>]{0,200}>")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_LONGEST, _MOST = 1_000, 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def clean(text: str) -> str:
    """A value as a line of text: entities resolved (some pages escape twice), no tags, blanks made one."""
    whole = _TAGS.sub("", unescape(unescape(text[: _LONGEST * 5])))
    return _BLANKS.sub(" ", _INVISIBLE.sub("", whole)).strip()[:_LONGEST]


def text_of(element: Any) -> str:
    """The text of an element as a line."""
    return clean("".join(element.itertext()))


def meta_of(tree: Any) -> dict[str, str]:
    """Names of meta tags in lower case with their first value; empty values are left out."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = tag.get("content")
        if name and content and (value := clean(content)):
            found.setdefault(name.strip().casefold(), value)
    return found


def every(tree: Any, name: str) -> list[str]:
    """All values of a meta tag that stands more than once, in order."""
    tags = (tag for tag in tree.iter("meta") if (tag.get("name") or tag.get("property") or "").casefold() == name)
    return [value for tag in first(tags, _MOST) if (value := clean(tag.get("content") or ""))]


def address_of(tree: Any, meta: dict[str, str]) -> str | None:
    """The page's own address: `<link rel=canonical>` (RFC 6596), else og:url, where it is absolute."""
    links = (link.get("href", "") for link in tree.iter("link") if link.get("rel", "").casefold() == "canonical")
    for url in (*links, meta.get("og:url", "")):
        told = url.strip()
        if told.startswith(("http://", "https://")) and told.isprintable() and " " not in told:
            return str(told[:2_000])
    return None


def language_of(tree: Any, meta: dict[str, str]) -> str | None:
    """The language the page names (ISO 639, lower case, without region)."""
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    for said in (tree.get("lang"), tree.get(xml), meta.get("content-language"), meta.get("og:locale")):
        if match := _LANGUAGE.match((said or "").strip()):
            return match[0].lower()
    return None


def first(items: Iterable[V], number: int) -> list[V]:
    """The first `number` of `items`."""
    return [item for item, _ in zip(items, range(number), strict=False)]
