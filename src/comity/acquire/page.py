"""One page or text as bytes to a `Document`."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import Literal
from urllib.parse import urljoin, urlsplit

from comity.acquire.encoding import decode
from comity.acquire.overrides import Overrides
from comity.model import Document, Refusal

_LINK = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s{0,5}=\s{0,5}["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,5}=\s{0,5}(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE)
_CANONICAL_WITHIN = 300_000


def document_of_bytes(
    data: bytes,
    *,
    origin: str,
    format_: Literal["html", "text"],
    overrides: Overrides,
    charset: str | None = None,
    at: str | None = None,
) -> Document | Refusal:
    """The document of one file or page. Its id is the given or canonical address, else "sha256:" and 16 hex digits.

    `charset` and `at` are what is known of a page from the web: the charset of its header, and its address, which a
    page may name more exactly but not put on another host.
    """
    decoded = decode(data, html=format_ == "html", charset=charset)
    if not decoded.text.strip():
        return Refusal(origin=origin, why="is empty; there is nothing to read")
    digest = hashlib.sha256(data).hexdigest()
    told = canonical(decoded.text) if format_ == "html" else None
    url = overrides.url or (at if at and not (told and same_host(told, at)) else told)
    return Document(
        id=url or f"sha256:{digest[:16]}",
        content=decoded.text,
        format="html" if format_ == "html" else "plain",
        origin=origin,
        url=url,
        title=overrides.title,
        published=overrides.published,
        publisher=overrides.publisher,
        encoding=decoded.encoding,
        sha256=digest,
        findings=decoded.findings,
    )


def canonical(html: str) -> str | None:
    """The page's own address (RFC 6596) where it is absolute and names more than a site's front page."""
    for tag in _LINK.finditer(html, 0, _CANONICAL_WITHIN):
        if not _CANONICAL.search(tag[0]):
            continue
        href = _HREF.search(tag[0])
        url = unescape(next(filter(None, href.groups()))).strip() if href else ""
        if is_article_address(url):
            return url
    return None


def joined(base: str, reference: str) -> str:
    """An address as a page or list at `base` writes it, made absolute; "" where it is none."""
    try:
        return urljoin(base, reference.strip()) if reference.strip() else ""
    except ValueError:
        return ""


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are of one host, with or without "www."."""
    hosts = [(urlsplit(url).hostname or "").lower().removeprefix("www.") for url in (one, other)]
    return hosts[0] == hosts[1]


def is_article_address(url: str) -> bool:
    """Whether `url` is absolute http(s) with a path or query, free of blanks and control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = url.isprintable() and " " not in url
    return (
        clean
        and parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and (len(parts.path) > 1 or parts.query != "")
    )
