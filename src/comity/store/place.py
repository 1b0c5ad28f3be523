"""Where a ledger is: a path, or the URL of a database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from comity.model import LedgerError
from comity.store import dialect


def place_of(where: str | Path | URL) -> tuple[URL, Path | None]:
    """The address of a ledger, and its path where it is a file; raises LedgerError where it is neither."""
    if isinstance(where, Path) or (isinstance(where, str) and "://" not in where):
        path = Path(where).expanduser()
        return URL.create("sqlite", database=str(path)), path
    try:
        url = make_url(where)
    except ArgumentError as error:
        raise LedgerError("not a database URL; a ledger is a path or postgresql://user@host/database") from error
    if url.get_backend_name() != "sqlite":
        return url, None
    if url.database in (None, "", ":memory:"):
        raise LedgerError("a ledger needs a file: sqlite:///path/to/ledger.db")
    return url, Path(str(url.database))


def check_path(path: Path, *, create: bool) -> None:
    """Raise LedgerError where no ledger can be at `path`; with `create` the folders above it are made."""
    try:
        if path.is_dir():
            raise LedgerError(f"{path}: a folder, not a ledger; name a file in it")
        if not path.exists():
            if not create:
                raise LedgerError(f"{path}: no ledger there; read documents into it first")
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise dialect.refused(str(path), error) from error
