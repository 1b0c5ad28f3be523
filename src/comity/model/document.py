"""A document as it came in, and as it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from comity.model.finding import Finding
from comity.model.span import Span
from comity.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What acquiring hands over: the raw content of one page or text, with what is known about it from outside.

    `format` says how `content` is to be read; "plain" is text whose furniture may have been left in, "laid" text that
    its own format had laid out already (a PDF, a word processor's file): `parts` are its paragraphs, `furniture` what
    was set aside. `published_from` says how `published` was found; without it somebody gave it.
    `origin` names where it came from for messages ("file.jsonl:12"). `encoding` and `sha256` are of the raw bytes.
    `fetched` is when the page was taken off the network, which says nothing of when it was published.
    """

    id: str
    content: str
    format: Literal["html", "plain", "laid"]
    origin: str
    url: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    fetched: datetime | None = None
    findings: tuple[Finding, ...] = ()
    published_from: str | None = None
    authors: tuple[str, ...] = ()
    parts: tuple[Paragraph, ...] = ()
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A source, or one document of a source, that could not be read; `why` is one line for a person."""

    origin: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of running text.

    `time` is that of the live-blog post it belongs to ("post"), with the offset the page gives. `source` is where it
    stands in `Document.content`, in code points of the markup, where whoever read it knows that.
    """

    span: Span
    type: Literal["paragraph", "heading", "list_item", "standfirst", "caption", "table_row", "post"] = "paragraph"
    time: datetime | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Page furniture set aside: weather, breadcrumbs, counters. `span` is set where it stands in `Article.text`."""

    text: str
    type: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A related article that the page points to."""

    text: str
    url: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of a wire story ("PARIS, Nov 5 (AFP) -"). It is left out of the sentences."""

    span: Span
    place: str | None = None
    agency: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; `paragraph` is the index into `Article.paragraphs`, -1 for the title.

    A title's span counts code points of `Article.title`.
    """

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page as read. Every span counts code points of `text`.

    A plain text keeps `text` exactly as it came in, furniture included, and `paragraphs` point at what is the article;
    a page of HTML has its paragraphs and captions joined by newlines. `published_from` says how the date was found,
    `found` how each other field was: pairs of a field's name and where the page says it ("title", "json-ld headline").
    `titles` are the titles the page gives itself, each once, with where ("og:title", "...").
    """

    id: str
    text: str
    title: str = ""
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    standfirst: str | None = None
    section: tuple[str, ...] = ()
    dateline: Dateline | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    related: tuple[Link, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    language: str | None = None
    encoding: str | None = None
    sha256: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    found: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def version(self) -> str:
        """Content hash of what statements are read from: 16 hex digits of SHA-256 over date, title and text."""
        told = "\x00".join((str(self.published or ""), self.title, self.text))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article and what it says: the result of the way of one document. `origin` is the document's.

    `one_sided`: events whose other side is not told, read only where they are asked for. They have the form of
    statements and are none: no ledger keeps them.
    """

    article: Article
    statements: tuple[Statement, ...] = ()
    findings: tuple[Finding, ...] = ()
    origin: str = ""
    one_sided: tuple[Statement, ...] = ()
