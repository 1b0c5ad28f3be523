"""A parsed page as blocks of text in order: what a reader sees as a paragraph, a heading, an item, a row, a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from comity.read.html.markup import Shape
from comity.read.html.places import Place, place_of

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SKIPPED = frozenset(
    "script style noscript template svg iframe object button select textarea audio canvas head math datalist "
    "applet embed input option progress meter area link meta nav".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark picture q s samp small "
    "source span strike strong sub sup time tt u var wbr ruby rb rt rp amp-img g-emoji o center".split()
)
_PICTURES = frozenset(("img", "picture", "amp-img", "video", "iframe"))
_CELL = ("a", "b", "span", "td", "th", "strong", "em", "i")
_MOST_BLOCKS, _LONGEST_ROW, _FEW = 20_000, 600, 500


@dataclass(slots=True)
class PageBlock:
    """A block of text. `linked` counts its characters within links, `bold` those in bold; `path` are the numbers of
    the elements around it from the outside in, `place` the parts of the page that they are, `make` its element's tag
    and class. `pictured` is set where the element around holds a picture and little else.
    """

    text: str
    tag: str
    make: str
    place: int
    path: tuple[int, ...]
    linked: int = 0
    bold: int = 0
    href: str | None = None
    time: str | None = None
    pictured: bool = False


@dataclass(slots=True)
class _Open:
    """The text being gathered."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    href: str | None = None
    time: str | None = None


class _Around(NamedTuple):
    """The element that text stands in, inline ones passed over."""

    tag: str
    make: str
    place: int
    path: tuple[int, ...]


_OUTSIDE = _Around("", "", 0, ())


class Walk:
    """One way through a tree, without recursion: its blocks, scripts and controls left out, at most 20,000, and its
    shape as the parser saw it.
    """

    def __init__(self, tree: Any) -> None:
        self.blocks: list[PageBlock] = []
        self._depth = self._attributes = 0
        self._open = _Open()
        self._known: dict[str, int] = {}
        self._around: list[_Around] = []
        self._pictures: set[int] = set()
        self._number = 0
        self._links = self._bolds = 0
        for _ in self._through(tree):
            if len(self.blocks) >= _MOST_BLOCKS:
                break
        self._mark_pictured()

    @property
    def shape(self) -> Shape:
        """How deep the elements go, and the most attributes one has."""
        return Shape(depth=self._depth, attributes=self._attributes)

    def _through(self, tree: Any) -> Iterator[None]:
        """Walk, pausing after each element."""
        stack: list[tuple[Any, bool]] = [(tree, False)]
        while stack:
            element, done = stack.pop()
            if done:
                self._leave(element)
                continue
            tag = element.tag
            if not isinstance(tag, str) or tag in _SKIPPED or (tag == "footer" and not self._in_article()):
                self._pictures.update(self._path()[-2:] if tag in _PICTURES else ())
                self._tail(element)
            elif tag == "tr" and self._row(element):
                self._tail(element)
            else:
                place = place_of(element, self._known)
                if tag in _INLINE and place & Place.HIDDEN:  # a remark that is only read aloud
                    self._tail(element)
                    continue
                self._enter(element, tag, place)
                stack.append((element, True))
                stack += [(child, False) for child in reversed(element)]
            yield

    def _in_article(self) -> bool:
        return bool(self._around and self._around[-1].place & (Place.ARTICLE | Place.MAIN))

    def _path(self) -> tuple[int, ...]:
        return self._around[-1].path if self._around else ()

    def _enter(self, element: Any, tag: str, own: int) -> None:
        outer = self._around[-1] if self._around else _OUTSIDE
        self._depth = max(self._depth, len(self._around) + 1)
        self._attributes = max(self._attributes, len(element.attrib))
        if tag in _INLINE:
            self._enter_inline(element, tag)
            told = outer.place | (own & _KEPT)
            same = told == outer.place
            self._around.append(outer if same else _Around(outer.tag, outer.make, told, outer.path))
        elif tag == "br":
            after = element.getnext()
            if not (element.tail or "").strip() and after is not None and after.tag == "br":
                self._flush()
            self._open.pieces.append(" ")
            self._around.append(outer)
        else:
            self._flush()
            self._number += 1
            read_as = outer.tag if _is_within(tag, outer.tag) else tag
            make = f"{tag}.{element.get('class')}"
            self._around.append(_Around(read_as, make, outer.place | own, (*outer.path, self._number)))
        self._add(element.text)

    def _enter_inline(self, element: Any, tag: str) -> None:
        if tag == "a":
            self._links += 1
            if self._open.href is None:
                self._open.href = element.get("href")
        elif tag in ("b", "strong"):
            self._bolds += 1
        elif tag == "time" and self._open.time is None:
            self._open.time = element.get("datetime")
        elif tag in _PICTURES:
            self._pictures.update(self._path()[-2:])

    def _leave(self, element: Any) -> None:
        tag = element.tag
        if tag in _INLINE:
            self._links -= tag == "a"
            self._bolds -= tag in ("b", "strong")
        elif tag != "br":
            self._flush()
        self._around.pop()
        self._tail(element)

    def _tail(self, element: Any) -> None:
        if self._around:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._open.pieces.append(text)
            if self._links:
                self._open.linked += len(text.strip())
            if self._bolds:
                self._open.bold += len(text.strip())

    def _flush(self) -> None:
        opened = self._open
        if not opened.pieces and opened.href is None and opened.time is None:
            return
        self._open = _Open()
        text = clean_block("".join(opened.pieces)) if opened.pieces else ""
        if text and self._around:
            around = self._around[-1]
            block = PageBlock(text, around.tag, around.make, around.place, around.path, opened.linked, opened.bold)
            block.href, block.time = (opened.href if opened.linked else None), opened.time
            self.blocks.append(block)

    def _row(self, row: Any) -> bool:
        """Whether a row of a table was read whole: several short cells without further structure."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) < 2 or any(True for _ in row.iter("table", "p", "div", "ul", "h2", "h3")):
            return False
        texts = [clean_block("".join(cell.itertext(*_CELL))) for cell in cells]
        told = " | ".join(texts)
        if len(told) > _LONGEST_ROW or not any(texts):
            return False
        self._flush()
        outer = self._around[-1] if self._around else _OUTSIDE
        linked = sum(len(clean_block("".join(link.itertext()))) for link in row.iter("a"))
        self._number += 1
        self.blocks.append(PageBlock(told, "tr", "tr", outer.place, (*outer.path, self._number), linked))
        return True

    def _mark_pictured(self) -> None:
        """Tell of blocks that stand with a picture in an element that holds little else."""
        words: dict[int, int] = {}
        for block in self.blocks:
            for number in block.path[-3:]:
                words[number] = words.get(number, 0) + len(block.text)
        few = {number for number in self._pictures if words.get(number, 0) <= _FEW}
        for block in self.blocks:
            block.pictured = not few.isdisjoint(block.path[-3:])


def _is_within(tag: str, outer: str) -> bool:
    """Whether an element only lays out the text of the one around it: a div in an item, a p in a quotation."""
    return (tag in ("div", "section") and outer in ("li", "blockquote")) or (
        tag == "p" and outer in ("li", "figcaption", "blockquote")
    )


# What an inline element says of the text in it; a share icon within a line says nothing of the line.
_KEPT = Place.CAPTION | Place.AUTHOR | Place.META


def clean_block(text: str) -> str:
    """Text on one line, without soft hyphens and the like."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())
