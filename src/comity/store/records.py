"""What the ledger gives back beside the model's own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from comity.model import Article, Statement

Appended = Literal["new", "version", "reread", "known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the reader: what a statement's origin is traced back to.

    `code` is the code version and `model` the language model's name and version; a document is read again where
    either differs from those of its stored readings.
    """

    id: int
    started: datetime
    code: str
    model: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One version of a document without its text. `first_seen` is when this version first came in (UTC)."""

    id: str
    version: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement with the document that makes it."""

    statement: Statement
    document: DocumentRow


class Stored(NamedTuple):
    """One stored reading as it lies in the ledger: ids and version as written down, values as decoded. `damaged` says
    in a line each what could not be decoded; `article` is None where that is the document.
    """

    version: str
    article: Article | None
    statements: tuple[tuple[str, Statement], ...]
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerInfo:
    """What a ledger holds. `documents` and `statements` count what readers see (the newest reading of the newest
    version); `versions` and `readings` count everything kept. `size` is in bytes.
    """

    where: str
    schema: str
    size: int
    runs: int
    documents: int
    versions: int
    readings: int
    statements: Mapping[str, int]
    first_published: date | None
    last_published: date | None
