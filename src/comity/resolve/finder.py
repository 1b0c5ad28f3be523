"""Who is named in an article: the way from listed names to resolved mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from comity.model import Actor, Article, Mention, Span
from comity.resolve.names import Hit, hits, plain


def find_mentions(article: Article) -> tuple[Mention, ...]:
    """Mentions in the paragraphs of an article, in order, none overlapping; spans count code points of its text."""
    found: list[Mention] = []
    for paragraph in article.paragraphs:
        stretch = paragraph.span
        found.extend(_mention(hit, stretch.start) for hit in region_hits(stretch.of(article.text)))
    return tuple(found)


def title_mentions(article: Article) -> tuple[Mention, ...]:
    """Mentions in an article's title; spans count code points of `Article.title`."""
    return tuple(_mention(hit, 0) for hit in region_hits(article.title))


def unresolved(mentions: Iterable[Mention]) -> dict[str, int]:
    """How many mentions of each type stand for nobody known: without an actor, or all of them without a country."""
    return dict(Counter(m.type for m in mentions if not any(actor.country for actor in m.actors)))


def region_hits(text: str) -> list[Hit]:
    """Listed names in one paragraph or title; a line in capitals throughout is matched in capitals."""
    mapped = plain(text)
    return [hit for hit in hits(mapped, capitals=in_capitals(mapped)) if hit.name.type != "mask"]


def in_capitals(text: str) -> bool:
    """Whether a line is written in capitals throughout (1980s wire headings)."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def _mention(hit: Hit, offset: int) -> Mention:
    name = hit.name
    actors = (Actor(name=name.name, country=name.country),)
    kind = name.type
    assert kind != "mask"
    assert kind != "anaphor"
    return Mention(span=Span(hit.start + offset, hit.end + offset), type=kind, actors=actors, how=name.source)
