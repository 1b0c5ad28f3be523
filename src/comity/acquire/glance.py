"""A page's words at a glance: enough to pass it over by, in time linear in its size whatever it holds."""

from __future__ import annotations

import re
from html import unescape

_MOST = 5_000_000
_BLOCK = re.compile(
    r"<(/?)(script|style|nav|footer|aside|select|svg|noscript|template|iframe)(?![a-z0-9-])", re.IGNORECASE
)
# A list item that is one short link and nothing else is an entry of a menu.
_MENU = re.compile(r"<li\b[^<>]{0,500}>\s{0,50}<a\b[^<>]{0,1000}>[^<>]{0,60}</a>\s{0,50}</li>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CODE = ("script", "style")
_BLANKS = re.compile(r"\s+")


def words_of(html: str) -> str:
    """The words of a page on one line: no markup, scripts, menus or footers; of the first five million characters."""
    body = _outside_blocks(html[:_MOST])
    text = _TAG.sub(" ", _MENU.sub(" ", body))
    return _BLANKS.sub(" ", unescape(text)).strip()


def _outside_blocks(html: str) -> str:
    kept: list[str] = []
    depth, at, inside = 0, 0, ""
    for tag in _BLOCK.finditer(html):
        name = tag[2].lower()
        if not inside:
            if not tag[1]:
                kept.append(html[at : tag.start()])
                inside, depth, at = name, 1, tag.start()
        elif name == inside:
            depth += -1 if tag[1] else 0 if name in _CODE else 1
            if not depth:
                inside, at = "", tag.start()
    if inside not in _CODE:  # any other block that never ends hides nothing: better a page too many than one lost
        kept.append(html[at:])
    return " ".join(kept)
