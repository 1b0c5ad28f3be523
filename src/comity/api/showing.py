"""What `comity show` adds to a statement: whether its quotes still stand, and where they are in the page's markup."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Article, InputError, Quote, Refusal, Statement

if TYPE_CHECKING:
    from comity.api.ledger import Ledger
    from comity.read.provenance import Location
    from comity.verify.standing import Standing


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quote with its place in a page; `snippet` is the markup itself. Both are None where it has none."""

    quote: Quote
    location: Location | None = None
    snippet: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Quotes with their places in a file; `same` is whether its bytes are those that were read, None if unknown."""

    origin: str
    same: bool | None
    quotes: tuple[Found, ...]


def standings(book: Ledger, statement: Statement, article: Article) -> tuple[Standing, ...]:
    """What became of each quote of a statement in the newest version of its document."""
    from comity.verify.standing import standing

    newest = book.store.article(article.id)
    return tuple(standing(quote, article, newest) for quote in statement.quotes)


def sourced(path: Path, article: Article, quotes: Iterable[Quote]) -> Sourced:
    """Where quotes of an article stand in a page of HTML; raises InputError where the file is none."""
    from comity.acquire import acquire
    from comity.read.provenance import SourceMap

    documents = list(acquire([path]))
    if len(documents) != 1:
        raise InputError(f"{path}: holds {len(documents):,} documents; give the page that the statement was read from")
    document = documents[0]
    if isinstance(document, Refusal):
        raise InputError(f"{document.origin}: {document.why}")
    if document.format != "html":
        raise InputError(f"{path}: is no page of HTML, so its quotes stand where `comity show` says")
    places = SourceMap(document.content, article)
    found = []
    for quote in quotes:
        at = places.locate(quote)
        found.append(Found(quote=quote, location=at, snippet=document.content[at.start : at.end] if at else None))
    same = document.sha256 == article.sha256 if document.sha256 and article.sha256 else None
    return Sourced(origin=str(path), same=same, quotes=tuple(found))
