"""Articles in JSON-LD (schema.org, W3C JSON-LD 1.1): whole files of them, or one a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from comity.acquire.encoding import decode, storable
from comity.acquire.overrides import Overrides
from comity.acquire.page import is_article_address
from comity.acquire.published import parse_date
from comity.model import Document, Paragraph, Refusal, Span

_CONTEXT = re.compile(rb'"@context"\s{0,20}:\s{0,20}[\[{"][^\]}]{0,300}schema\.org')
_SPACE, _TAG = re.compile(r"[^\S\n]+"), re.compile(r"<[^<>]{0,500}>")
_BREAK = re.compile(r"<(?:/?(?:p|div|h[1-6]|li|ul|ol|blockquote)|br)\b[^<>]{0,500}>", re.IGNORECASE)
_MOST_NODES, _DEEPEST, _MOST_AUTHORS, _LONGEST_FIELD = 20_000, 12, 50, 1_000


def is_linked(head: bytes) -> bool:
    """Whether the first bytes of a file open JSON-LD that names schema.org, and are not one object a line."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith((b"{", b"[")) or not _CONTEXT.search(text):
        return False
    first, _, others = text.partition(b"\n")
    if not others.strip():
        return True
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return True
    return False


def documents_of_linked(data: bytes, origin: str, overrides: Overrides) -> Iterator[Document | Refusal]:
    """The articles of a whole file, at any depth (`@graph`, `mainEntity`); a `Refusal` where there are none."""
    try:
        whole = json.loads(decode(data, html=False).text, strict=False, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        yield Refusal(origin=origin, why=f"is not valid JSON ({str(error)[:80]})")
        return
    nodes = list(_articles(whole))
    if not nodes:
        yield Refusal(origin=origin, why='is JSON-LD without an article that has its text ("articleBody")')
    for number, node in enumerate(nodes, 1):
        yield document_of_node(node, origin if len(nodes) == 1 else f"{origin}:{number}", overrides)


def has_body(node: dict[str, Any]) -> bool:
    """Whether an object is an article of schema.org with its text."""
    return isinstance(node.get("articleBody"), str) and bool(node["articleBody"].strip())


def document_of_node(node: dict[str, Any], origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of an object with an `articleBody`, one paragraph a line of it. Its `sha256` is of that text."""
    text, parts = _laid(node["articleBody"])
    if not parts:
        return Refusal(origin=origin, why='has an empty "articleBody"; there is nothing to read')
    digest = hashlib.sha256(node["articleBody"].encode("utf-8", "replace")).hexdigest()
    url = overrides.url or next(filter(is_article_address, _addresses(node)), None)
    day = parse_date(_word(node.get("datePublished")))
    return Document(
        id=url or f"sha256:{digest[:16]}",
        content=text,
        format="laid",
        origin=origin,
        url=url,
        title=overrides.title or _word(node.get("headline")) or _word(node.get("name")) or None,
        published=overrides.published or day,
        published_from="json-ld datePublished" if day and not overrides.published else None,
        publisher=overrides.publisher or next(iter(_names(node.get("publisher"))), None),
        encoding="utf-8",
        sha256=digest,
        authors=_names(node.get("author") or node.get("creator")),
        parts=parts,
    )


def _laid(body: str) -> tuple[str, tuple[Paragraph, ...]]:
    """A text and its paragraphs; a few publishers leave tags in it."""
    plain = storable(unescape(_TAG.sub("", _BREAK.sub("\n", body))))
    lines = [line for row in plain.splitlines() if (line := _SPACE.sub(" ", row).strip())]
    parts: list[Paragraph] = []
    at = 0
    for line in lines:
        parts.append(Paragraph(span=Span(at, at + len(line))))
        at += len(line) + 1
    return "\n".join(lines), tuple(parts)


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    """Objects with a text, at any depth to a bound, in the order of the file at each depth."""
    level, seen = [value], 0
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for item in level:
            seen += 1
            if seen > _MOST_NODES:
                return
            if isinstance(item, dict):
                if has_body(item):
                    yield item
                below += [inner for inner in item.values() if isinstance(inner, dict | list)]
            elif isinstance(item, list):
                below += item[:_MOST_NODES]
        level = below


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    page = node.get("mainEntityOfPage")
    yield from (_word(node.get("url")), _word(page.get("@id") if isinstance(page, dict) else page))
    yield _word(node.get("@id"))


def _names(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    names = (_word(item.get("name") if isinstance(item, dict) else item) for item in items[:_MOST_AUTHORS])
    return tuple(dict.fromkeys(name for name in names if name))


def _word(value: Any) -> str:
    """A value as a line of text: the first of several, `@value` of a value object."""
    while isinstance(value, list) and value:
        value = value[0]
    told = value.get("@value") if isinstance(value, dict) else value
    return " ".join(storable(unescape(told[:_LONGEST_FIELD])).split()) if isinstance(told, str) else ""
