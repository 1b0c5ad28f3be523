"""Where the words of an article stand in the markup it was read from: source offsets, DOM path, text fragment.

No extractor keeps source offsets, so the article's text is aligned afterwards with the visible text of the page,
both without blanks; what stands in several places is told apart by the order of the document.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from json import dumps

from comity.model import Article, Document, Quote, Span
from comity.model.fragment import text_directive
from comity.read.html.markup import measure
from comity.read.html.page import MOST
from comity.read.source_text import LEFT_OUT, source_text

_MOST_PLACES = 50
_SEED = 12
_WINDOW = 20_000
_MOST_MISSES = 2_000
_AHEAD = 200
_NOWHERE = -1
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a quote stands in its page. `start` and `end` count code points of the markup, `line` and `column` are of
    its start and count from 1; `path` is an XPath, `fragment` a text directive (WICG Scroll To Text Fragment). Both
    are empty for a title that only an attribute or a script tells, as the page does not show it.
    """

    start: int
    end: int
    line: int
    column: int
    path: str
    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote with its place in a page; `snippet` is the markup itself. Both are None where it has none."""

    quote: Quote
    location: Location | None = None
    snippet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Quotes with their places in a file; `same` is whether its bytes are those that were read, None if unknown."""

    origin: str
    same: bool | None
    quotes: tuple[Found, ...]


class SourceMap:
    """The places of one article's paragraphs in the markup it was read from."""

    def __init__(self, html: str, article: Article) -> None:
        shape = measure(html)
        fits = all(getattr(shape, name) <= getattr(MOST, name) for name in ("size", "elements", "depth", "attributes"))
        self._source = source_text(html if fits else "")
        self._article = article
        texts = [LEFT_OUT.sub("", paragraph.span.of(article.text)) for paragraph in article.paragraphs]
        self._places = _aligned(texts, self._source.text)

    def paragraphs(self) -> tuple[Span | None, ...]:
        """Where each of `Article.paragraphs` stands in the markup; None for what does not stand there."""
        return tuple(self._span([at for at in place if at != _NOWHERE]) for place in self._places)

    def locate(self, quote: Quote) -> Location | None:
        """Where a quote stands; None where the page does not hold its words."""
        found = self._in_title(quote) if quote.within == "title" else self._in_text(quote.span)
        html = self._source.html
        span = self._span(found) or (_unseen(html, quote.exact) if quote.within == "title" else None)
        if span is None:
            return None
        line_start = html.rfind("\n", 0, span.start) + 1
        return Location(
            start=span.start,
            end=span.end,
            line=html.count("\n", 0, span.start) + 1,
            column=span.start - line_start + 1,
            path=self._source.path(found[0], found[-1]) if found else "",
            fragment=f"#{text_directive(quote.exact, self._before(quote))}" if found else "",
        )

    def _in_text(self, span: Span) -> list[int]:
        """The characters of the page that a stretch of the article is; none where fewer than nine in ten are found."""
        wanted: list[int] = []
        for paragraph, place in zip(self._article.paragraphs, self._places, strict=True):
            if paragraph.span.overlaps(span):
                within = Span(max(span.start, paragraph.span.start), min(span.end, paragraph.span.end))
                skipped = len(LEFT_OUT.sub("", self._article.text[paragraph.span.start : within.start]))
                wanted += place[skipped : skipped + len(LEFT_OUT.sub("", within.of(self._article.text)))]
        found = [at for at in wanted if at != _NOWHERE]
        ends = bool(wanted) and _NOWHERE not in (wanted[0], wanted[-1])
        return found if ends and 10 * len(found) >= 9 * len(wanted) else []

    def _in_title(self, quote: Quote) -> list[int]:
        """A title's words where the page shows them: in its last heading of them before the text, else anywhere."""
        words = LEFT_OUT.sub("", quote.exact)
        first = min((place[0] for place in self._places if place and place[0] != _NOWHERE), default=_NOWHERE)
        at = self._source.text.rfind(words, 0, first) if words and first != _NOWHERE else _NOWHERE
        at = self._source.text.find(words) if words and at == _NOWHERE else at
        return [] if at == _NOWHERE else list(range(at, at + len(words)))

    def _span(self, found: Sequence[int]) -> Span | None:
        if not found:
            return None
        first, last = min(found), max(found)
        return Span(self._source.starts[first], max(self._source.ends[last], self._source.starts[first]))

    def _before(self, quote: Quote) -> str:
        """Words before a quote that stands in the page more than once, to tell it from the others."""
        if quote.within == "title" or self._source.text.count(LEFT_OUT.sub("", quote.exact)) < 2:
            return ""
        start = quote.span.start
        home = next((p.span.start for p in self._article.paragraphs if p.span.start <= start < p.span.end), start)
        return self._article.text[home:start]


def locate(document: Document, article: Article, quote: Quote) -> Location | None:
    """Where a quote of `article` stands in the page it was read from; None where it has no place there.

    For many quotes of one article, keep a `SourceMap`.
    """
    return SourceMap(document.content, article).locate(quote) if document.format == "html" else None


def placed(document: Document, article: Article) -> Article:
    """The article with `Paragraph.source` set: in the markup of a page, in a plain text where the span stands."""
    match document.format:
        case "html":
            places = SourceMap(document.content, article).paragraphs()
        case "plain":
            places = tuple(paragraph.span for paragraph in article.paragraphs)
        case "laid":  # what stands in a file of another format has no place in a text
            return article
    paragraphs = zip(article.paragraphs, places, strict=True)
    return replace(article, paragraphs=tuple(replace(told, source=place) for told, place in paragraphs))


def sourced(document: Document, article: Article, quotes: Iterable[Quote]) -> Sourced:
    """Where quotes of `article` stand in a page, which need not be the very one that it was read from."""
    places = SourceMap(document.content, article)
    found = []
    for quote in quotes:
        at = places.locate(quote)
        found.append(Found(quote=quote, location=at, snippet=document.content[at.start : at.end] if at else None))
    same = document.sha256 == article.sha256 if document.sha256 and article.sha256 else None
    return Sourced(origin=document.origin, same=same, quotes=tuple(found))


def _unseen(html: str, exact: str) -> Span | None:
    """A title in the markup itself, as it is or with its special characters escaped."""
    for form in (exact, escape(exact), escape(exact, quote=False), dumps(exact)[1:-1]):
        at = html.find(form) if exact.strip() else _NOWHERE
        if at != _NOWHERE:
            return Span(at, at + len(form))
    return None


def _aligned(texts: Sequence[str], page: str) -> list[array[int]]:
    """For each text the characters of the page that its own are; -1 for those that the page does not hold."""
    places = [_occurrences(text, page) for text in texts]
    chosen: list[array[int]] = []
    reached = 0
    for number, (text, found) in enumerate(zip(texts, places, strict=True)):
        after = _next_sure(places, number, reached)
        if found:
            at = _choice(found, reached, after)
            place = array("l", range(at, at + len(text)))
        else:
            place = _pieced(text, page, reached, after if after is not None else len(page))
        chosen.append(place)
        last = max(place, default=_NOWHERE)
        if last != _NOWHERE:
            reached = last + 1
    return chosen


def _occurrences(text: str, page: str) -> list[int]:
    found: list[int] = []
    at = page.find(text) if text else _NOWHERE
    while at != _NOWHERE and len(found) < _MOST_PLACES:
        found.append(at)
        at = page.find(text, at + 1)
    return found


def _next_sure(places: Sequence[list[int]], number: int, reached: int) -> int | None:
    """Where the next text that stands in one place only begins."""
    return next(
        (found[0] for found in places[number + 1 : number + 1 + _AHEAD] if len(found) == 1 and found[0] >= reached),
        None,
    )


def _choice(found: Sequence[int], reached: int, after: int | None) -> int:
    """The first place between what stands before and after, else the first one after that, else the nearest."""
    between = [at for at in found if at >= reached and (after is None or at < after)]
    if between:
        # What is sure to follow is nearer to the article than a teaser far above it.
        return between[-1] if reached == 0 and after is not None else between[0]
    return min(found, key=lambda at: abs(at - reached))


def _pieced(text: str, page: str, begin: int, end: int) -> array[int]:
    """A text that does not stand in one piece, piece by piece, within a window of the page."""
    place = array("l", [_NOWHERE]) * len(text)
    end = min(end, begin + _WINDOW + 2 * len(text))
    at, i, misses = begin, 0, 0
    while i < len(text) and misses < _MOST_MISSES:
        seed = text[i : i + _SEED]
        found = page.find(seed, at, end) if len(seed) == _SEED else _NOWHERE
        if found == _NOWHERE:
            i, misses = i + 1, misses + 1
            continue
        while i < len(text) and found < end and page[found] == text[i]:
            place[i] = found
            i, found = i + 1, found + 1
        at = found
    return place
