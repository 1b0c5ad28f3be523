"""The visible characters of a page of HTML, each with where it stands in the markup and in which element."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

# Left out on both sides of an alignment: blanks, invisible characters, and the bar that parts the cells of a row.
LEFT_OUT = re.compile("[\\s|\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_CHARACTER_REFERENCE = re.compile(r"&(?:#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{0,31});?")
_MARKUP = re.compile(r"<!--(?:[^-]++|-(?!->))*+(?:-->|$)|<(?:[^<>\"']|\"[^\"]{0,5000}+\"|'[^']{0,5000}+'){0,2000}+>")
_HIDDEN = frozenset(("script", "style", "template", "iframe", "noembed", "noframes", "textarea", "select"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """`text` is all visible text without blanks; character i of it is `html[starts[i]:ends[i]]`, a piece of
    `nodes[owners[i]]`, a text node of the parsed page.
    """

    html: str
    text: str
    starts: array[int]
    ends: array[int]
    owners: array[int]
    nodes: tuple[Any, ...]

    def path(self, first: int, last: int) -> str:
        """XPath of the innermost element that holds both characters."""
        one, other = (_ancestors(self.nodes[self.owners[i]]) for i in (first, last))
        shared = [a for a, b in zip(one, other, strict=False) if a is b]
        return "".join(f"/{_step(element)}" for element in shared) or "/"


def source_text(html: str) -> SourceText:
    """The visible text of a page, in the order of its tree (WHATWG HTML, 13.2). Costs about 50 ms a page."""
    from justhtml import JustHTML

    tree = JustHTML(html, track_node_locations=True, sanitize=False, scripting_enabled=False)
    pieces: list[str] = []
    starts, ends, owners = array("l"), array("l"), array("l")
    nodes: list[Any] = []
    for node in _text_nodes(tree.root):
        offset = node.origin_offset
        if offset is None:
            continue
        for character, start, end in _characters(node.data, html, offset):
            if not LEFT_OUT.match(character):
                pieces.append(character)
                starts.append(start)
                ends.append(end)
                owners.append(len(nodes))
        nodes.append(node)
    return SourceText(html=html, text="".join(pieces), starts=starts, ends=ends, owners=owners, nodes=tuple(nodes))


def _text_nodes(root: Any) -> Iterator[Any]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.name == "#text":
            yield node
        elif node.name not in _HIDDEN:
            stack += reversed(node.children or ())


def _characters(data: str, html: str, offset: int) -> Iterator[tuple[str, int, int]]:
    """Each character of a text node with its stretch of the source."""
    if html.startswith(data, offset) and "&" not in data:
        yield from ((character, at, at + 1) for at, character in enumerate(data, offset))
        return
    at, i = offset, 0
    while i < len(data) and at < len(html):
        size, length = _step_of(data, i, html, at)
        for character in data[i : i + size]:
            yield character, at, at + length
        i, at = i + size, at + length


def _step_of(data: str, i: int, html: str, at: int) -> tuple[int, int]:
    """How many characters of a text node the next stretch of the source stands for, and how long that is."""
    raw = html[at]
    if raw == "&" and (reference := _CHARACTER_REFERENCE.match(html, at)):
        told = unescape(reference[0])
        if told != reference[0] and data.startswith(told, i):
            return len(told), len(reference[0])
    if raw == data[i]:
        return 1, 1
    if raw == "\r":  # a line's end of two characters is read as one
        return (1, 2) if data[i] == "\n" and html.startswith("\n", at + 1) else (int(data[i] == "\n"), 1)
    if raw == "<" and (markup := _MARKUP.match(html, at)):
        # Text on both sides of a tag that the tree does not keep is one node.
        return 0, len(markup[0])
    return (1, 1) if raw == "\x00" or data[i] == "\ufffd" else (0, 1)


def _ancestors(node: Any) -> list[Any]:
    found = []
    while (node := node.parent) is not None and not node.name.startswith("#"):
        found.append(node)
    return found[::-1]


def _step(element: Any) -> str:
    siblings = [child for child in element.parent.children if child.name == element.name] if element.parent else []
    if len(siblings) < 2:
        return str(element.name)
    return f"{element.name}[{next(n for n, child in enumerate(siblings, 1) if child is element)}]"
