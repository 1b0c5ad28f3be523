"""An article as it was read: one JSON object, or plain text for a person."""

from __future__ import annotations

from typing import Any

from comity.model import Article, Paragraph, Span

KINDS = {"heading": "subhead"}
APART = ("standfirst", "caption")  # have fields of their own; the body is what is left


def to_json(article: Article, path: str) -> dict[str, Any]:
    """An article as an object. `start` and `end` of a paragraph count code points of `body`, and are null for the
    standfirst and captions, which stand outside it; `source` is the stretch of the document's own text or markup.
    """
    body, places = body_of(article)
    return {
        "path": path,
        "title": article.title,
        "standfirst": article.standfirst,
        "date": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "authors": list(article.authors),
        "publisher": article.publisher,
        "section": list(article.section),
        "dateline": _dateline(article),
        "body": body,
        "paragraphs": [_paragraph(article, p, place) for p, place in zip(article.paragraphs, places, strict=True)],
        "related": [{"text": link.text, "url": link.url} for link in article.related],
        "furniture": [{"type": piece.type, "text": piece.text} for piece in article.furniture],
        "language": article.language,
        "url": article.url,
        "encoding": article.encoding,
        "sha256": article.sha256,
        "titles": [{"from": source, "text": text} for source, text in article.titles],
        "found": _found(article),
        "findings": [{"code": finding.code, "message": finding.message} for finding in article.findings],
    }


def body_of(article: Article) -> tuple[str, tuple[Span | None, ...]]:
    """The body, its paragraphs joined by newlines, and where in it each of `Article.paragraphs` stands."""
    pieces: list[str] = []
    places: list[Span | None] = []
    at = 0
    for paragraph in article.paragraphs:
        if paragraph.type in APART:
            places.append(None)
            continue
        text = " ".join(paragraph.span.of(article.text).split())
        pieces.append(text)
        places.append(Span(at, at + len(text)))
        at += len(text) + 1
    return "\n".join(pieces), tuple(places)


def to_text(article: Article, path: str) -> str:
    """An article for a person to read: a head of what is known, then the body."""
    known = (
        ("", article.title or path),
        ("", article.standfirst),
        ("By", ", ".join(article.authors)),
        ("Published", _day(article.published, article.published_from)),
        ("Changed", _day(article.modified, dict(article.found).get("modified"))),
        ("Publisher", article.publisher),
        ("Section", " > ".join(article.section)),
        ("Address", article.url),
    )
    head = [f"{label}: {value}" if label else str(value) for label, value in known if value]
    body = (_line(article, paragraph) for paragraph in article.paragraphs if paragraph.type not in APART)
    also = [f"Also: {link.text}" for link in article.related]
    return "\n".join([*head, "", *body, *([""] if also else ()), *also, ""])


def _line(article: Article, paragraph: Paragraph) -> str:
    text = " ".join(paragraph.span.of(article.text).split())
    match paragraph.type:
        case "heading":
            return f"\n{text}\n"
        case "post" if paragraph.time:
            return f"[{paragraph.time.isoformat(timespec='minutes')}] {text}"
        case _:
            return text


def _paragraph(article: Article, paragraph: Paragraph, place: Span | None) -> dict[str, Any]:
    source = paragraph.source
    told: dict[str, Any] = {
        "kind": KINDS.get(paragraph.type, paragraph.type),
        "start": place.start if place else None,
        "end": place.end if place else None,
        "text": " ".join(paragraph.span.of(article.text).split()),
    }
    if paragraph.time:
        told["time"] = paragraph.time.isoformat()
    if source:
        told["source"] = [source.start, source.end]
    return told


def _dateline(article: Article) -> dict[str, Any] | None:
    line = article.dateline
    if line is None:
        return None
    return {"place": line.place, "date": line.date.isoformat() if line.date else None, "agency": line.agency}


def _found(article: Article) -> dict[str, str]:
    date = {"date": article.published_from} if article.published_from else {}
    return dict(article.found) | date


def _day(day: object, how: str | None) -> str:
    return f"{day} ({how})" if day and how else str(day or "")
