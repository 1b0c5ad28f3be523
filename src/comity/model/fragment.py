"""Addresses that open a page at a quotation (WICG Scroll to Text Fragment)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote as percent

_WHOLE = 100  # characters; a longer quotation is named by its first and last words
_WORDS = 4


def text_directive(exact: str, before: str = "") -> str:
    """A text directive (":~:text=…"), for the end of an address's fragment, that leads a browser to a quotation.

    `before` is what stands before it, by which a repeated quotation is told from the others; "" for one without words.
    """
    words, prefix = exact.split(), before.split()[-_WORDS:]
    if not words:
        return ""
    if len(exact) <= _WHOLE or len(words) <= 2 * _WORDS:
        told = _escaped(words)
    else:
        told = f"{_escaped(words[:_WORDS])},{_escaped(words[-_WORDS:])}"
    return f":~:text={_escaped(prefix)}-,{told}" if prefix else f":~:text={told}"


def _escaped(words: Sequence[str]) -> str:
    # "-" and "," are syntax in a text directive; percent-encoding leaves "-" alone.
    return percent(" ".join(words), safe="", errors="replace").replace("-", "%2D")
