"""Paragraphs that a format told, as a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from comity.acquire.encoding import storable
from comity.acquire.overrides import Overrides
from comity.model import Document, Finding, Furniture, Paragraph, Refusal, Span

PartType = Literal["paragraph", "heading", "list_item", "table_row"]
MOST_CHARACTERS = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a file's own properties say of it."""

    title: str = ""
    authors: tuple[str, ...] = ()
    day: date | None = None
    day_from: str = ""


def laid(
    data: bytes,
    parts: Iterable[tuple[str, PartType]],
    *,
    origin: str,
    overrides: Overrides,
    told: Properties,
    furniture: Sequence[Furniture] = (),
    findings: Sequence[Finding] = (),
) -> Document | Refusal:
    """The document of a file's paragraphs in order, blanks collapsed; at most 3,000,000 characters of them."""
    texts, paragraphs, whole = _in_order(parts)
    if not whole:
        message = f"holds more than {MOST_CHARACTERS:,} characters; what is beyond was not read"
        findings = (*findings, Finding(code="text-cut", message=message))
    if not texts:
        return Refusal(origin=origin, why="is empty; there is nothing to read")
    digest = hashlib.sha256(data).hexdigest()
    published = overrides.published or told.day
    return Document(
        id=overrides.url or f"sha256:{digest[:16]}",
        content="\n".join(texts),
        format="laid",
        origin=origin,
        url=overrides.url,
        title=overrides.title or storable(told.title).strip() or None,
        published=published,
        published_from=None if overrides.published or told.day is None else told.day_from,
        publisher=overrides.publisher,
        authors=tuple(storable(author) for author in told.authors),
        sha256=digest,
        parts=tuple(paragraphs),
        furniture=tuple(furniture),
        findings=tuple(findings),
    )


def _in_order(parts: Iterable[tuple[str, PartType]]) -> tuple[list[str], list[Paragraph], bool]:
    """The texts, where each stands once they are joined by newlines, and whether all of them fitted."""
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for raw, kind in parts:
        text = " ".join(storable(raw).split())
        if at + len(text) > MOST_CHARACTERS:
            return texts, paragraphs, False
        if text:
            texts.append(text)
            paragraphs.append(Paragraph(span=Span(at, at + len(text)), type=kind))
            at += len(text) + 1
    return texts, paragraphs, True
