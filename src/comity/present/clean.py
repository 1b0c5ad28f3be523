"""Text from outside, made safe to show: no control sequences, no text that reorders what stands around it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

from comity.model.fragment import text_directive

# C0 and C1 controls (an ESC would steer the terminal), line and paragraph separators, the bidirectional overrides and
# isolates that can make a quotation read differently from what it says (Unicode UTS #39), and lone surrogates (bytes
# of a file's name that are no UTF-8), which no stream takes.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_NO_XML = re.compile("[\ufffe\uffff]")
_NO_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
_SPACE = re.compile(r"\s+")


def safe(text: str) -> str:
    """The text with controls taken out; tabs and newlines stay."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def xml_text(text: str) -> str:
    """As `safe`, without what XML 1.0 cannot hold: files of office programs are XML."""
    return _NO_XML.sub("", safe(text))


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Plain values as JSON, no code point lost: what `safe` takes out is written as its escape."""
    return _CONTROLS.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def one_line(text: str) -> str:
    """The text safe to show and on one line."""
    return _SPACE.sub(" ", safe(text)).strip()


def shorten(text: str, width: int) -> str:
    """The text on one line of at most `width` characters, cut at a word where possible."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut
    return head.rstrip(" ,;:") + "…"


def web_address(url: str | None) -> str | None:
    """The address if a reader may safely follow it (http or https with a host), else None."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    # What may stand in no address (RFC 3986) would end one in Markdown, and makes office programs refuse a file.
    address = _NO_ADDRESS.sub(lambda m: quote(m[0]), safe(url.strip()))
    return address if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def quote_address(url: str | None, exact: str) -> str | None:
    """The address with a text fragment (WICG Scroll to Text) that opens the page at the quote."""
    address = web_address(url)
    if address is None or ":~:" in address:
        return address
    directive = text_directive(one_line(exact))
    # The directive stands behind a fragment that is there already.
    return f"{address}{'' if '#' in address or not directive else '#'}{directive}"
