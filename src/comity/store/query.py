"""Reading the ledger: the selections, and rows as values."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Text, and_, bindparam, exists, select, type_coerce

from comity.model import Article, Statement
from comity.store.codec import article_of, statement_of
from comity.store.records import DocumentRow, Entry, Run
from comity.store.schema import ExactText, document, exact, reading, statement


def raw(column: Column[Any]) -> ColumnElement[Any]:
    """Texts as they are stored: a timeline has many rows of one document, whose texts need be made out only once."""
    return type_coerce(column, Text).label(column.name) if isinstance(column.type, ExactText) else column


DOCUMENT = (
    raw(document.c.id).label("document_id"),
    document.c.version,
    raw(document.c.title),
    document.c.published,
    document.c.first_seen,
    raw(reading.c.url),
    raw(reading.c.publisher),
    reading.c.key.label("reading_key"),
)
_ARTICLE = (raw(document.c.text), raw(reading.c.article))
STATEMENT = (
    statement.c.id,
    raw(statement.c.public),
    raw(statement.c.slots),
    raw(statement.c.origins),
    raw(statement.c.findings),
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
        select(*DOCUMENT)
        .join_from(document, reading, reading.c.document == document.c.key)
        .where(*where)
        .order_by(document.c.published.is_(None), document.c.published, document.c.id, reading.c.key)
    )


def select_articles(*where: ColumnElement[bool]) -> Select[Any]:
    """As `select_documents`, with the text and what else an article holds."""
    return select_documents(*where).add_columns(*_ARTICLE)


@functools.cache
def select_statements(*, kinds: bool, document_id: bool) -> Select[Any]:
    """Newest statements with their documents, in the order of `select_documents`, then as the text tells them.

    With parameters for `kinds` (a list) and for a `document_id`.
    """
    chosen = (
        select_documents(newest())
        .join(statement, statement.c.reading == reading.c.key)
        .add_columns(*STATEMENT)
        .order_by(statement.c.position)
    )
    if kinds:
        chosen = chosen.where(statement.c.kind.in_(bindparam("kinds", expanding=True)))
    if document_id:
        chosen = chosen.where(document.c.id == bindparam("document_id"))
    return chosen


def select_by_id(*where: ColumnElement[bool]) -> Select[Any]:
    """Statements of all versions and readings with their articles, newest first."""
    return (
        select(*DOCUMENT, *_ARTICLE, *STATEMENT)
        .join_from(statement, reading, statement.c.reading == reading.c.key)
        .join(document, document.c.key == reading.c.document)
        .where(*where)
        .order_by(document.c.key.desc(), reading.c.key.desc())
    )


def select_keys(*, only_newest: bool) -> Select[Any]:
    """The keys of the newest readings, or of all that were ever kept."""
    keys = select(reading.c.key).join(document, document.c.key == reading.c.document).order_by(reading.c.key)
    return keys.where(newest()) if only_newest else keys


def entry_rows(rows: Iterable[Row[Any]]) -> Iterator[Entry]:
    """Rows of `select_statements` as values."""
    last, of = None, None
    for row in rows:
        if row.reading_key != last or of is None:
            last, of = row.reading_key, document_row(row)
        yield Entry(statement=statement_row(row), document=of)


def document_row(row: Row[Any]) -> DocumentRow:
    """The summary of a document."""
    return DocumentRow(
        id=exact(row.document_id),
        version=row.version,
        title=exact(row.title),
        publisher=_exact(row.publisher),
        published=row.published,
        url=_exact(row.url),
        first_seen=datetime.fromisoformat(row.first_seen),
    )


def article_row(row: Row[Any]) -> Article:
    """The article as it was read."""
    return article_of(
        document_id=exact(row.document_id),
        title=exact(row.title),
        published=row.published,
        text=exact(row.text),
        article=exact(row.article),
    )


def statement_row(row: Row[Any]) -> Statement:
    """The statement as it was read."""
    return statement_of(row.public, row.slots, row.origins, row.findings, row.confidence)


def _exact(stored: str | None) -> str | None:
    return None if stored is None else exact(stored)


def run_row(row: Row[Any], settings: dict[str, object]) -> Run:
    """A run, its settings already decoded."""
    return Run(
        id=row.id, started=datetime.fromisoformat(row.started), code=row.code, model=row.model, settings=settings
    )
