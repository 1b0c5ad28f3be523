"""From a `Document` to an `Article`: the whole way of reading, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from comity.model import Article, Dateline, Document, Finding, Furniture, Link, Paragraph, Sentence, Span
from comity.read.dateline import find_dateline
from comity.read.dump.dump import read_dump
from comity.read.html.page import read_page
from comity.read.metadata.metadata import Metadata
from comity.read.sentences import sentences_of, split

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What either way of reading hands over."""

    text: str
    metadata: Metadata
    paragraphs: tuple[Paragraph, ...]
    standfirst: str | None = None
    related: tuple[Link, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_article(document: Document) -> Article:
    """The article of a document. What is known from outside (title, date, publisher, address) beats the page.

    Never raises for what the document holds: an article without text carries the finding "no-text", one without a
    publication date "no-publication-date". NUL and lone surrogates are read as U+FFFD, one for one.
    """
    content = _storable(document.content)
    title = _storable(document.title or "").strip()[:_LONGEST_TITLE]
    body = _body(document, content, title)
    meta = body.metadata
    published, how = _date(document, meta)
    title = title or meta.title[:_LONGEST_TITLE]
    dateline = find_dateline(body.text, body.paragraphs, published)
    if published is None and dateline is not None and dateline.date is not None:
        published, how = dateline.date, "dateline"
    return Article(
        id=document.id,
        text=body.text,
        title=title,
        url=document.url or meta.url,
        publisher=document.publisher or meta.publisher or (dateline.agency if dateline else None),
        published=published,
        published_from=how,
        modified=meta.modified,
        authors=meta.authors,
        standfirst=body.standfirst,
        section=meta.section,
        dateline=dateline,
        paragraphs=body.paragraphs,
        sentences=_sentences(title, body, dateline),
        related=body.related,
        furniture=body.furniture,
        language=meta.language,
        encoding=document.encoding,
        sha256=document.sha256,
        titles=meta.titles,
        found=meta.found,
        findings=(*document.findings, *body.findings, *_undated(published, how)),
    )


def _sentences(title: str, body: _Body, dateline: Dateline | None) -> tuple[Sentence, ...]:
    told = (Sentence(span=span, paragraph=-1) for span in split(title))
    return (*told, *sentences_of(body.text, body.paragraphs, dateline.span if dateline else None))


def _body(document: Document, content: str, title: str) -> _Body:
    match document.format:
        case "html":
            return _of_html(content, document.url, title)
        case "laid":
            return _of_laid(document, content)
        case "plain":
            return _of_plain(content, title)


def _of_laid(document: Document, text: str) -> _Body:
    return _Body(
        text=text,
        metadata=Metadata(authors=document.authors),
        paragraphs=document.parts,
        furniture=document.furniture,
    )


def _of_plain(text: str, title: str) -> _Body:
    dump = read_dump(text, title or None)
    header = dump.header
    empty = Finding(code="no-text", message="no article text was found; all of it looks like page furniture")
    return _Body(
        text=text,
        metadata=Metadata(
            title=header.title,
            published=header.published,
            published_from=header.published_from,
            authors=header.authors,
            section=header.section,
        ),
        paragraphs=dump.paragraphs,
        related=dump.related,
        furniture=dump.furniture,
        findings=(*(() if dump.paragraphs else (empty,)), *_cut(dump.cut)),
    )


def _cut(lines: int) -> tuple[Finding, ...]:
    message = f"the text has {lines:,} lines more than are read of one document; split it into its articles"
    return (Finding(code="text-cut", message=message),) if lines else ()


def _of_html(html: str, url: str | None, title: str) -> _Body:
    page = read_page(html, url, title or None)
    paragraphs: list[Paragraph] = []
    position = 0
    for piece in page.pieces:
        span = Span(position, position + len(piece.text))
        paragraphs.append(Paragraph(span=span, type=piece.type, time=piece.time))
        position = span.end + 1
    return _Body(
        text="\n".join(piece.text for piece in page.pieces),
        metadata=page.metadata,
        paragraphs=tuple(paragraphs),
        standfirst=page.standfirst,
        related=page.related,
        furniture=page.furniture,
        findings=page.findings,
    )


def _date(document: Document, meta: Metadata) -> tuple[date | None, str | None]:
    how = document.published_from or "given"
    return (document.published, how) if document.published else (meta.published, meta.published_from)


def _undated(published: date | None, how: str | None) -> tuple[Finding, ...]:
    if published is None:
        message = 'no publication date is given or found; days such as "today" stay unresolved'
        return (Finding(code="no-publication-date", message=message),)
    if how == "dump header":
        message = f"the publication date {published} is the header's, which may be the day the page was fetched"
        return (Finding(code="publication-date-from-header", message=message),)
    return ()


def _storable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _UNSTORABLE.sub("\ufffd", text)
    return text.replace("\x00", "\ufffd")
