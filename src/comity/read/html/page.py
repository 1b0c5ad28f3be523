"""A page of HTML to blocks of text: trafilatura where the page's shape allows it, a plain scan where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from comity.model import Finding, Furniture, Link, Span
from comity.read.dump.dump import read_dump
from comity.read.dump.lines import Block
from comity.read.furniture import boilerplate, fold, furniture_type, opens_end, related_text
from comity.read.html.markup import Shape, measure, plain_text
from comity.read.metadata.metadata import Metadata, read_metadata
from comity.read.metadata.tags import clean
from comity.read.metadata.titles import without_site

BlockType = Literal["paragraph", "heading", "list_item", "standfirst", "caption", "table_row", "post"]
# Above these, trafilatura and its like take minutes or give nothing (measured).
MOST = Shape(size=5_000_000, elements=60_000, depth=200, attributes=1_000, longest_text=1_000_000)
_BLANKS = re.compile(r"\s+")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,1000})<", re.IGNORECASE)
_MOST_LINKS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page of HTML holds: blocks of text in order, with what was set aside."""

    metadata: Metadata
    blocks: tuple[tuple[str, BlockType], ...] = ()
    standfirst: str | None = None
    related: tuple[Link, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_page(html: str, url: str | None = None, title: str | None = None) -> Page:
    """The article of a page; an empty one carries the finding "no-text"."""
    trouble = _trouble(measure(html))
    tree = None if trouble else _parse(html)
    if tree is None:
        return _scanned(html, title, trouble or "it cannot be parsed")
    metadata = read_metadata(tree, url)
    links = dict(_links(tree, url or metadata.url))
    raw = list(_extract(tree)) or list(_extract_again(html))
    standfirst = _standfirst(tree, metadata.description, raw)
    page = _sorted_out(raw, metadata, links, title or metadata.title, standfirst)
    return page if page.blocks else _scanned(html, title, "no article was found in its markup", metadata)


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


def _parse(html: str) -> Any | None:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped, unused-ignore]

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree if isinstance(tree.tag, str) else None


def _extract(tree: Any) -> Iterator[tuple[str, BlockType]]:
    from copy import deepcopy

    from trafilatura import bare_extraction

    try:
        document = bare_extraction(deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  trafilatura raises many things on broken pages; the scan below reads them
        return
    body = getattr(document, "body", None)
    if body is not None:
        yield from _blocks(body)


def _blocks(body: Any) -> Iterator[tuple[str, BlockType]]:
    types: dict[str, BlockType] = {"head": "heading", "item": "list_item", "row": "table_row"}
    stack = [(child, "paragraph") for child in reversed(body)]
    while stack:
        element, _ = stack.pop()
        if element.tag in ("list", "table", "quote", "div") and len(element):
            stack += [(child, "paragraph") for child in reversed(element)]
            text = element.text or ""
        else:
            text = (" | " if element.tag == "row" else " ").join(element.itertext())
        for line in text.split("\n") if element.tag not in ("row", "item") else [text]:
            if told := _BLANKS.sub(" ", line).strip(" |"):
                yield told, types.get(element.tag, "paragraph")
        if element.tail and element.tail.strip():
            yield _BLANKS.sub(" ", element.tail).strip(), "paragraph"


def _extract_again(html: str) -> Iterator[tuple[str, BlockType]]:
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False, preserve_formatting=True)
    for line in text.split("\n"):
        if told := _BLANKS.sub(" ", line).strip():
            yield told, "paragraph"


def _sorted_out(
    raw: list[tuple[str, BlockType]], metadata: Metadata, links: dict[str, str], title: str, standfirst: str | None
) -> Page:
    blocks: list[tuple[str, BlockType]] = [(standfirst, "standfirst")] if standfirst else []
    related: list[Link] = []
    furniture: list[Furniture] = []
    for i, (text, kind) in enumerate(raw):
        block = Block(Span(0, len(text)), text)
        pointed = related_text(text)
        if pointed is not None or (kind != "heading" and not block.ended and fold(text) in links):
            related.append(Link(text=pointed or text, url=links.get(fold(pointed or text))))
        elif i < 4 and fold(text) == fold(title):
            furniture.append(Furniture(text=text, type="title"))
        elif (standfirst and fold(text) == fold(standfirst)) or (kind == "heading" and i == len(raw) - 1):
            continue
        elif found := furniture_type(block) or (opens_end(block) and "end") or (boilerplate(block) and "boilerplate"):
            furniture.append(Furniture(text=text, type=found))
        else:
            blocks.append((text, kind))
    found_text = any(kind in ("paragraph", "list_item") for _, kind in blocks)
    return Page(
        metadata=metadata,
        blocks=tuple(blocks) if found_text else (),
        standfirst=standfirst,
        related=tuple(related),
        furniture=tuple(furniture),
    )


def _links(tree: Any, base: str | None) -> Iterator[tuple[str, str]]:
    """Text of links (folded) and where they point, for links that are titles: more than four words."""
    for i, link in enumerate(tree.iter("a")):
        if i >= _MOST_LINKS:
            return
        text, href = clean(" ".join(link.itertext())), link.get("href")
        if href and len(text.split()) > 4:
            try:
                address = urljoin(base or "", href.strip())
                web = urlsplit(address).scheme in ("http", "https")
            except ValueError:
                continue
            yield fold(text), address if web else ""


def _standfirst(tree: Any, description: str, raw: list[tuple[str, BlockType]]) -> str | None:
    """The page's description where it stands on the page as a block of its own and not within the text."""
    wanted = fold(description)
    if len(wanted) < 40 or any(wanted in fold(text) or fold(text) == wanted for text, _ in raw[:6]):
        return None
    stem = wanted.rstrip(".… ")[:60]
    for element in tree.iter("p", "h2", "h3", "div", "span"):
        if element.tag in ("div", "span") and len(element) > 3:
            continue
        text = clean(" ".join(element.itertext()))
        if fold(text).startswith(stem) and len(text) <= max(2 * len(description), 400):
            known = (fold(told) for told, _ in raw[:6])
            return (
                None if any(told == fold(text) or (len(told) >= 40 and told in fold(text)) for told in known) else text
            )
    return None


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
        blocks=tuple((_BLANKS.sub(" ", p.span.of(text)), p.type) for p in dump.paragraphs),
        related=tuple(Link(text=link.text) for link in dump.related),
        furniture=tuple(Furniture(text=f.text[:500], type=f.type) for f in dump.furniture[:200]),
        findings=(told,) if dump.paragraphs else (told, empty),
    )
