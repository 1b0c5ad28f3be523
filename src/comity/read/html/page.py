"""A page of HTML to blocks of text: a parse where the page's shape allows it, a plain scan where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from comity.model import Finding, Furniture, Link
from comity.read.dump.dump import read_dump
from comity.read.html.asides import captions_of, furniture_of, related_of
from comity.read.html.blocks import PageBlock, Walk
from comity.read.html.choose import Choice, choose
from comity.read.html.features import Known
from comity.read.html.live import times_of
from comity.read.html.markup import Shape, attributes, measure, plain_text
from comity.read.html.signals import glued, of_resiliparse, of_trafilatura, opinion
from comity.read.html.standfirst import find_standfirst
from comity.read.metadata.metadata import Metadata, read_metadata
from comity.read.metadata.site_names import without_site
from comity.read.metadata.tags import clean

BlockType = Literal["paragraph", "heading", "list_item", "standfirst", "caption", "table_row", "post"]
# Above these, parsers and extractors take minutes or give nothing (measured).
MOST = Shape(size=5_000_000, elements=60_000, depth=200, attributes=1_000, longest_text=1_000_000)
_BLANKS = re.compile(r"\s+")
# A tag of a thousand attributes has two thousand characters.
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{2000}")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,1000})<", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of the article; `time` is that of its live-blog post."""

    text: str
    type: BlockType = "paragraph"
    time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page of HTML holds: blocks of text in order, with what was set aside."""

    metadata: Metadata
    pieces: tuple[Piece, ...] = ()
    standfirst: str | None = None
    related: tuple[Link, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_page(html: str, url: str | None = None, title: str | None = None) -> Page:
    """The article of a page; an empty one carries the finding "no-text"."""
    trouble = _trouble(measure(html)) if _suspicious(html) else None
    tree = None if trouble else parse(html)
    if tree is None:
        return _scanned(html, title, trouble or "it cannot be parsed")
    elements = list(tree.iter())  # while they are held, no pass over the tree makes them anew
    walk = Walk(tree)
    if told := _trouble(walk.shape):
        return _scanned(html, title, told)
    blocks = walk.blocks
    metadata = read_metadata(tree, url)
    known = Known(
        title=glued(title or metadata.title),
        descriptions=tuple(glued(text) for text in metadata.descriptions if len(text) > 30),
        trafilatura=of_trafilatura(tree),
        resiliparse=of_resiliparse(html),
        linked=opinion(metadata.body),
    )
    del elements
    choice = choose(blocks, known, metadata.authors)
    page = _sorted_out(blocks, choice, metadata, title or metadata.title, url or metadata.url)
    return page if page.pieces else _scanned(html, title, "no article was found in its markup", metadata)


def _suspicious(html: str) -> bool:
    """Whether a page may be beyond `MOST`: told in no time, as most are not; depth shows in the tree."""
    if len(html) > MOST.longest_text or html.count("<") > MOST.elements:
        return True
    return any(
        attributes(html[m.start() : html.find(">", m.end()) + 1 or None]) > MOST.attributes
        for m in _LONG_TAG.finditer(html)
    )


def _trouble(shape: Shape) -> str | None:
    for name, said in (
        ("size", "characters"),
        ("elements", "elements"),
        ("depth", "elements within each other"),
        ("attributes", "attributes in one tag"),
        ("longest_text", "characters in one stretch of text"),
    ):
        if getattr(shape, name) > getattr(MOST, name):
            return f"it has {getattr(shape, name):,} {said} (at most {getattr(MOST, name):,})"
    return None


def parse(html: str) -> Any | None:
    """The tree of a page, None where lxml makes none of it."""
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped, unused-ignore]

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree.tag, str) else None


def _sorted_out(blocks: Sequence[PageBlock], choice: Choice, metadata: Metadata, title: str, base: str | None) -> Page:
    standfirst, at = find_standfirst(blocks, choice, metadata.descriptions, title)
    captions = captions_of(blocks, choice)
    times = times_of(blocks, choice, metadata.posts)
    pieces = [Piece(text=standfirst, type="standfirst")] if standfirst else []
    for i, block in enumerate(blocks):
        if i in captions and i != at:
            pieces.append(Piece(text=block.text, type="caption"))
        elif choice.kept[i] and i != at:
            kind = _type(blocks, choice, i)
            pieces.append(
                Piece(text=block.text, type="post" if i in times and kind == "paragraph" else kind, time=times.get(i))
            )
    text = any(piece.type in ("paragraph", "list_item", "table_row", "post") for piece in pieces)
    return Page(
        metadata=metadata,
        pieces=tuple(pieces) if text else (),
        standfirst=standfirst if text else None,
        related=related_of(blocks, choice, base),
        furniture=tuple(furniture_of(blocks, choice, captions | {at})),
    )


def _type(blocks: Sequence[PageBlock], choice: Choice, i: int) -> BlockType:
    block = blocks[i]
    if block.tag in _HEADINGS or block.tag in ("li", "dt", "dd", "tr"):
        return "heading" if block.tag in _HEADINGS else "table_row" if block.tag == "tr" else "list_item"
    words = len(block.text.split())
    ended = block.text.rstrip("\"'”’»").endswith((".", "!", "?", ":", "…", "。"))
    bold = block.bold > 0.85 * len(block.text) and words <= _HEADING_WORDS and not ended
    after = next((j for j in range(i + 1, len(blocks)) if choice.kept[j]), -1)
    return "heading" if bold and after > 0 and len(blocks[after].text.split()) > words else "paragraph"


def _scanned(html: str, title: str | None, why: str, metadata: Metadata | None = None) -> Page:
    """A page read without a parser: its text as a dump, furniture taken off by its wording and shape."""
    text = plain_text(html)
    found = _TITLE.search(html, 0, 200_000)
    known = metadata or Metadata(title=without_site(clean(found[1])) if found else "")
    dump = read_dump(text, title or known.title or None)
    told = Finding(code="read-without-parser", message=f"the page was read as plain text: {why}")
    empty = Finding(code="no-text", message="the page holds no article text that could be found")
    return Page(
        metadata=known,
        pieces=tuple(Piece(text=_BLANKS.sub(" ", p.span.of(text)), type=p.type) for p in dump.paragraphs),
        related=tuple(Link(text=link.text) for link in dump.related),
        furniture=tuple(Furniture(text=f.text[:500], type=f.type) for f in dump.furniture[:200]),
        findings=(told,) if dump.paragraphs else (told, empty),
    )
