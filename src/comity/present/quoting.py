"""Quotes in their place: the paragraph around a quote, cut into stretches that are marked or not."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from comity.model import Article, Origin, Quote, Span, Statement

CONTEXT = 400  # code points kept on either side of a quote where a paragraph is long


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of shown text; `marked` where it is quoted, `fields` that stand on it."""

    text: str
    marked: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph (or the title) with its quotes marked. `stands` is False where the text does not hold the quote at
    its offsets: then the quote alone is shown.
    """

    within: str
    pieces: tuple[Piece, ...]
    stands: bool = True
    quotes: tuple[Quote, ...] = ()


def passages(statement: Statement, article: Article) -> tuple[Passage, ...]:
    """The paragraphs that hold a statement's quotes, in order, each once."""
    found: dict[tuple[str, Span], list[Quote]] = {}
    lost = []
    for quote in statement.quotes:
        text = article.title if quote.within == "title" else article.text
        if quote.span.of(text) == quote.exact:
            found.setdefault((quote.within, _around(quote, article)), []).append(quote)
        else:
            lost.append(Passage(within=quote.within, pieces=(Piece(text=quote.exact, marked=True),), stands=False))
    shown = [
        Passage(
            within=within,
            pieces=pieces(
                article.title if within == "title" else article.text,
                span,
                marks=[q.span for q in quotes],
                origins=[o for o in statement.origins if o.span and o.within == within],
            ),
            quotes=tuple(quotes),
        )
        for (within, span), quotes in found.items()
    ]
    return (*shown, *lost)


def quote_pieces(quote: Quote, origins: tuple[Origin, ...]) -> tuple[Piece, ...]:
    """A quote cut where the values it carries stand, so that each can be pointed at."""
    here = [o for o in origins if o.span and o.within == quote.within and quote.span.contains(o.span)]
    spans = [(o.span.shift(-quote.span.start), o.field) for o in here if o.span]
    return _cut(quote.exact, Span(0, len(quote.exact)), [s for s, _ in spans], spans)


def pieces(text: str, window: Span, *, marks: list[Span], origins: list[Origin]) -> tuple[Piece, ...]:
    """`window` of `text` cut at the edges of the marks and of the origins' spans."""
    return _cut(text, window, marks, [(o.span, o.field) for o in origins if o.span])


def _cut(text: str, window: Span, marks: list[Span], fields: list[tuple[Span, str]]) -> tuple[Piece, ...]:
    spans = [*marks, *(span for span, _ in fields)]
    edges = {e for s in spans for e in (s.start, s.end) if window.start < e < window.end}
    cuts = sorted({window.start, window.end} | edges)
    return tuple(
        Piece(
            text=text[a:b],
            marked=any(m.start <= a and b <= m.end for m in marks),
            fields=tuple(dict.fromkeys(f for s, f in fields if s.start <= a and b <= s.end and len(s))),
        )
        for a, b in itertools.pairwise(cuts)
    )


def _around(quote: Quote, article: Article) -> Span:
    if quote.within == "title":
        return Span(0, len(article.title))
    holding = next((p.span for p in article.paragraphs if p.span.contains(quote.span)), None)
    if holding is None:
        start = article.text.rfind("\n", 0, quote.span.start) + 1
        end = article.text.find("\n", quote.span.end)
        holding = Span(start, len(article.text) if end < 0 else end)
    return Span(max(holding.start, quote.span.start - CONTEXT), min(holding.end, quote.span.end + CONTEXT))
