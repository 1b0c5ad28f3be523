"""What a row hashes to, so that a change of any of its columns is noticed, not only of what an id is a hash of.

A digest is taken over the columns that hold something, by name: a column that a later schema adds, empty in older rows,
leaves their digests as they are. The digest of a reading takes in its statements with their actors and pairs.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

COLUMN = "digest"

Row = Mapping[str, Any]


def digest(row: Row) -> str:
    """16 hex digits of SHA-256 over the columns of one row; its own digest is none of them."""
    return _hash([_told(row, (COLUMN,))])


def digest_of_reading(row: Row, statements: Iterable[Row], actors: Iterable[Row], pairs: Iterable[Row]) -> str:
    """The digest of a reading with all that belongs to it, in any order. The number that the database gives the reading
    is no part of it.
    """
    whole = [_told(row, (COLUMN,))]
    for name, rows in (("statement", statements), ("actor", actors), ("pair", pairs)):
        whole += [name, *sorted(_told(one, ("reading",)) for one in rows)]
    return _hash(whole)


def default(context: Any) -> str:
    """As the default of a column: what the row that is being inserted hashes to."""
    return digest(context.get_current_parameters())


def _told(row: Row, without: tuple[str, ...]) -> str:
    """A row as text; the lengths keep what one column holds apart from the next one's name."""
    held = [(name, row[name]) for name in _names(tuple(row), without)]
    return "".join([f"{name}:{len(v)}:{v};" if type(v) is str else f"{name}:{v};" for name, v in held if v is not None])


@functools.lru_cache(maxsize=100)
def _names(columns: tuple[str, ...], without: tuple[str, ...]) -> list[str]:
    return sorted(set(columns) - set(without))


def _hash(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:16]
