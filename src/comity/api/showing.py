"""What `comity show` adds to a statement: whether its quotes still stand, and where they are in the page's markup."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Article, InputError, Quote, Refusal, Statement

if TYPE_CHECKING:
    from comity.api.ledger import Ledger
    from comity.read.provenance import Sourced
    from comity.verify.standing import Standing


def standings(book: Ledger, statement: Statement, article: Article) -> tuple[Standing, ...]:
    """What became of each quote of a statement in the newest version of its document."""
    from comity.verify.standing import standing

    newest = book.store.article(article.id)
    return tuple(standing(quote, article, newest) for quote in statement.quotes)


def sourced(path: Path, article: Article, quotes: Iterable[Quote]) -> Sourced:
    """Where quotes of an article stand in a page of HTML; raises InputError where the file is none."""
    from comity.acquire import acquire
    from comity.read import provenance

    documents = list(islice(acquire([path]), 2))
    if len(documents) != 1:
        several = "several documents" if documents else "no document"
        raise InputError(f"{path}: holds {several}; give the page that the statement was read from")
    document = documents[0]
    if isinstance(document, Refusal):
        raise InputError(f"{document.origin}: {document.why}")
    if document.format != "html":
        raise InputError(f"{path}: is no page of HTML, so its quotes stand where `comity show` says")
    return provenance.sourced(document, article, quotes)
