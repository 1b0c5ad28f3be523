"""HTML without a parser: its shape measured, and its text taken, in time linear in its length.

Parsers break on hostile pages (100,000 nested elements, 30,000 attributes, text nodes of 10 MB); this does not build
a tree, so it can neither overflow nor blow up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]{0,40}")
_RAW = frozenset({"script", "style", "textarea", "noscript", "template", "svg", "iframe", "object", "select", "math"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_IMPLIED = frozenset(
    {"p", "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot", "body", "html", "head"}
)
_BLOCK = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead "
    "title tr ul".split()
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = 2_000
_BLANKS = re.compile(r"[ \t\f\v\u00a0\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What decides whether a parser may have a page: sizes in characters, the rest in numbers."""

    size: int = 0
    elements: int = 0
    depth: int = 0
    attributes: int = 0
    longest_text: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A tag (`name` in lower case) or a stretch of text (`name` empty) of the source."""

    kind: Literal["text", "open", "close"]
    name: str
    start: int
    end: int


def measure(html: str) -> Shape:
    """The shape of a page; `depth` counts elements that must be closed, and overestimates where they are not."""
    elements = depth = deepest = most = longest = 0
    for token in tokens(html):
        if token.kind == "text":
            longest = max(longest, token.end - token.start)
        elif token.kind == "open":
            elements += 1
            if token.end - token.start > _LONG_TAG:
                most = max(most, attributes(html[token.start : token.end]))
            if token.name not in _VOID and token.name not in _IMPLIED and html[token.end - 2] != "/":
                depth += 1
                deepest = max(deepest, depth)
        elif token.name not in _IMPLIED:
            depth = max(0, depth - 1)
    return Shape(size=len(html), elements=elements, depth=deepest, attributes=most, longest_text=longest)


def attributes(tag: str) -> int:
    """How many attributes a tag has, with or without values; what stands between quotes is none."""
    return len(_QUOTED.sub("", tag.rstrip(">")).split()) - 1


def plain_text(html: str, most: int = 5_000_000) -> str:
    """The text of a page, a line a block, entities resolved, at most `most` characters of it."""
    pieces: list[str] = []
    size = 0
    for token in tokens(html):
        if token.kind == "text":
            piece = _BLANKS.sub(" ", unescape(html[token.start : min(token.end, token.start + most)]))
        else:
            piece = "\n" if token.name in _BLOCK else ""
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)[:most]


def tokens(html: str) -> Iterator[Token]:
    """Tags and text in order; comments, declarations and the content of scripts and the like are left out."""
    position, size = 0, len(html)
    never: set[str] = set()  # what was sought and is nowhere ahead: not to be sought again, or time is squared
    while position < size:
        tag = html.find("<", position)
        if tag < 0:
            yield Token("text", "", position, size)
            return
        if tag > position:
            yield Token("text", "", position, tag)
        closing = html.startswith("/", tag + 1)
        name = _NAME.match(html, tag + 1 + closing)
        if name is None:
            position = _past_other(html, tag, never)
            if position == tag + 1:  # a "<" that opens nothing is text
                yield Token("text", "", tag, position)
            continue
        end = html.find(">", name.end())
        if end < 0:
            return
        position = end + 1
        lowered = name[0].lower()
        yield Token("close" if closing else "open", lowered, tag, position)
        if lowered in _RAW and not closing and html[end - 1] != "/":
            position = _past_raw(html, lowered, position, never)


def _past_other(html: str, tag: int, never: set[str]) -> int:
    """Past a comment, a declaration, or a "<" that is text."""
    if html.startswith("<!--", tag):
        return _past(html, "-->", tag + 4, never) or tag + 4
    if html.startswith(("<!", "<?", "</"), tag):
        return _past(html, ">", tag + 2, never) or len(html)
    return tag + 1


def _past_raw(html: str, name: str, position: int, never: set[str]) -> int:
    for closing in (f"</{name}", f"</{name.upper()}"):
        if found := _past(html, closing, position, never):
            return found - len(closing)
    return position


def _past(html: str, wanted: str, position: int, never: set[str]) -> int:
    if wanted in never:
        return 0
    found = html.find(wanted, position)
    if found < 0:
        never.add(wanted)
        return 0
    return found + len(wanted)
