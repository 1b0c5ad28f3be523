"""Reading the ledger: the selections, and rows as values."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select

from comity.model import Article, Statement
from comity.store.codec import article_of, statement_of
from comity.store.records import DocumentRow, Run
from comity.store.schema import document, reading, statement, statement_pair

_DOCUMENT = (
    document.c.id.label("document_id"),
    document.c.version,
    document.c.title,
    document.c.published,
    document.c.first_seen,
    reading.c.url,
    reading.c.publisher,
)
STATEMENT = (
    statement.c.id,
    statement.c.public,
    statement.c.slots,
    statement.c.origins,
    statement.c.findings,
    statement.c.confidence,
)


def newest() -> ColumnElement[bool]:
    """The newest version of a document and the newest reading of that version."""
    later = document.alias("later_version")
    is_newest = ~exists().where(later.c.id == document.c.id, later.c.key > document.c.key)
    return and_(is_newest, newest_reading())


def newest_reading() -> ColumnElement[bool]:
    """The newest reading of a version."""
    again = reading.alias("later_reading")
    return ~exists().where(again.c.document == reading.c.document, again.c.key > reading.c.key)


def select_documents(*where: ColumnElement[bool]) -> Select[Any]:
    """Readings with their documents, by publication date (unknown last), then id: whatever order they came in."""
    return (
        select(*_DOCUMENT, reading.c.key.label("reading_key"))
        .join_from(document, reading, reading.c.document == document.c.key)
        .where(*where)
        .order_by(document.c.published.is_(None), document.c.published, document.c.id, reading.c.key)
    )


def select_articles(*where: ColumnElement[bool]) -> Select[Any]:
    """As `select_documents`, with the text and what else an article holds."""
    return select_documents(*where).add_columns(document.c.text, reading.c.article)


def select_statements(pair: tuple[str, str] | None, kinds: Collection[str], document_id: str | None) -> Select[Any]:
    """Newest statements with their documents, in the order of `select_documents`, then as the text tells them."""
    chosen = (
        select_documents(newest())
        .join(statement, statement.c.reading == reading.c.key)
        .add_columns(*STATEMENT)
        .order_by(statement.c.position)
    )
    if pair is not None:
        of_pair = (
            statement_pair.c.reading == statement.c.reading,
            statement_pair.c.position == statement.c.position,
            statement_pair.c.low == min(pair),
            statement_pair.c.high == max(pair),
        )
        chosen = chosen.join(statement_pair, and_(*of_pair))
    if kinds:
        chosen = chosen.where(statement.c.kind.in_(sorted(kinds)))
    if document_id is not None:
        chosen = chosen.where(document.c.id == document_id)
    return chosen


def select_by_id(*where: ColumnElement[bool]) -> Select[Any]:
    """Statements of all versions and readings with their articles, newest first."""
    return (
        select(*_DOCUMENT, document.c.text, reading.c.article, *STATEMENT)
        .join_from(statement, reading, statement.c.reading == reading.c.key)
        .join(document, document.c.key == reading.c.document)
        .where(*where)
        .order_by(document.c.key.desc(), reading.c.key.desc())
    )


def select_keys(*, only_newest: bool) -> Select[Any]:
    """The keys of the newest readings, or of all that were ever kept."""
    keys = select(reading.c.key).join(document, document.c.key == reading.c.document).order_by(reading.c.key)
    return keys.where(newest()) if only_newest else keys


def document_row(row: Row[Any]) -> DocumentRow:
    """The summary of a document."""
    return DocumentRow(
        id=row.document_id,
        version=row.version,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        first_seen=datetime.fromisoformat(row.first_seen),
    )


def article_row(row: Row[Any]) -> Article:
    """The article as it was read."""
    return article_of(
        document_id=row.document_id, title=row.title, published=row.published, text=row.text, article=row.article
    )


def statement_row(row: Row[Any]) -> Statement:
    """The statement as it was read."""
    return statement_of(
        public=row.public, slots=row.slots, origins=row.origins, findings=row.findings, confidence=row.confidence
    )


def run_row(row: Row[Any], settings: dict[str, object]) -> Run:
    """A run, its settings already decoded."""
    return Run(
        id=row.id, started=datetime.fromisoformat(row.started), code=row.code, model=row.model, settings=settings
    )
