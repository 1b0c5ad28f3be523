"""Copies in the ledger: which documents may carry one text, and which do, inside one write transaction."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from comity.model import Article
from comity.store.event_schema import copy_band, copy_of
from comity.store.query import article_row, newest, newest_reading, select_articles
from comity.store.schema import document, reading, statement

_AT_ONCE = 400  # values in one question to the database
_OF_BANDS = (
    select(copy_band).where(copy_band.c.band.in_(bindparam("bands", expanding=True))).order_by(copy_band.c.document)
)


class CopyTables:
    """The tables of copies in one transaction. Documents go by the keys of their versions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def versions(self, documents: Iterable[str]) -> tuple[dict[int, Article], list[int]]:
        """The newest versions of documents that say anything, and the keys of all older ones."""
        current: dict[int, Article] = {}
        every: set[int] = set()
        for some in _chunks(documents):
            every.update(self._connection.execute(select(document.c.key).where(document.c.id.in_(some))).scalars())
            current.update(self._articles(document.c.id.in_(some), newest()))
        return current, sorted(every - current.keys())

    def every(self) -> Iterator[dict[int, Article]]:
        """The newest version of every document that says anything, some at a time."""
        last = 0
        while found := self._articles(document.c.key > last, newest(), most=_AT_ONCE):
            yield found
            last = max(found)

    def articles(self, keys: Iterable[int]) -> dict[int, Article]:
        """Versions of documents."""
        found: dict[int, Article] = {}
        for some in _chunks(keys):
            found.update(self._articles(document.c.key.in_(some), newest_reading()))
        return found

    def standing(self, bands: Iterable[int]) -> dict[int, list[int]]:
        """The documents that stand for each band, of those that any stands for."""
        found: dict[int, list[int]] = {}
        for some in _chunks(bands):
            for row in self._connection.execute(_OF_BANDS, {"bands": some}):
                found.setdefault(row.band, []).append(row.document)
        return found

    def bands(self, keys: Iterable[int]) -> dict[int, set[int]]:
        """The bands of documents."""
        found: dict[int, set[int]] = {}
        for some in _chunks(keys):
            for row in self._connection.execute(select(copy_band).where(copy_band.c.document.in_(some))):
                found.setdefault(row.document, set()).add(max(row.band, ~row.band))
        return found

    def groups(self, keys: Iterable[int]) -> dict[int, int]:
        """Of documents that have copies, what their groups are called by."""
        found: dict[int, int] = {}
        for some in _chunks(keys):
            rows = self._connection.execute(select(copy_of).where(copy_of.c.document.in_(some)))
            found.update({row.document: row.first for row in rows})
        return found

    def members(self, firsts: Iterable[int]) -> dict[int, set[int]]:
        """The documents of groups."""
        found: dict[int, set[int]] = {}
        for some in _chunks(firsts):
            for row in self._connection.execute(select(copy_of).where(copy_of.c.first.in_(some))):
                found.setdefault(row.first, set()).add(row.document)
        return found

    def join(self, first: int, groups: Collection[int], more: Iterable[int]) -> None:
        """Put groups, and documents that are in none, together in one called `first`."""
        for some in _chunks(sorted(set(groups) - {first})):
            self._connection.execute(update(copy_of).where(copy_of.c.first.in_(some)).values(first=first))
        if rows := [{"document": key, "first": first} for key in sorted(more)]:
            self._connection.execute(insert(copy_of), rows)

    def scatter(self, keys: Iterable[int]) -> None:
        """Say that documents are copies of no others."""
        for some in _chunks(keys):
            self._connection.execute(delete(copy_of).where(copy_of.c.document.in_(some)))

    def add(self, bands: Mapping[int, Iterable[int]], standing: Mapping[int, Collection[int]]) -> None:
        """Write down the bands of documents, and whether they are of those that stand for them."""
        rows = [
            {"band": band if key in standing[band] else ~band, "document": key}
            for key, several in bands.items()
            for band in several
        ]
        if rows:
            self._connection.execute(insert(copy_band), rows)

    def remove(self, keys: Iterable[int]) -> None:
        """Take documents out, bands and all; the next ones stand for the bands that they stood for."""
        for some in _chunks(keys):
            mine = copy_band.c.document.in_(some)
            left = select(copy_band.c.band, func.count()).where(mine, copy_band.c.band >= 0).group_by(copy_band.c.band)
            free = self._connection.execute(left).all()
            self._connection.execute(delete(copy_band).where(mine))
            for band, places in free:
                self._advance(band, places)
            self.scatter(some)

    def _advance(self, band: int, places: int) -> None:
        waiting = select(copy_band.c.document).where(copy_band.c.band == ~band)
        chosen = self._connection.execute(waiting.order_by(copy_band.c.document).limit(places)).scalars().all()
        if chosen:
            those = (copy_band.c.band == ~band) & copy_band.c.document.in_(chosen)
            self._connection.execute(update(copy_band).where(those).values(band=band))

    def drop(self) -> None:
        """Take everything out."""
        for table in (copy_of, copy_band):
            self._connection.execute(delete(table))

    def _articles(self, *where: Any, most: int | None = None) -> dict[int, Article]:
        says = select(statement.c.reading).where(statement.c.reading == reading.c.key).exists()
        wanted = select_articles(*where, says).add_columns(document.c.key.label("document_key"))
        if most is not None:
            wanted = wanted.order_by(None).order_by(document.c.key).limit(most)
        return {row.document_key: article_row(row) for row in self._connection.execute(wanted)}


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while some := list(itertools.islice(rest, _AT_ONCE)):
        yield some
