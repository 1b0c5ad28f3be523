"""Keeping a ledger safe: checking it, copying it to a file and back, moving it between a file and a server."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Finding, LedgerError

if TYPE_CHECKING:
    from comity import store
    from comity.store import LedgerInfo

_CHECKSUM = ".sha256"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that was made and checked: what it holds, and where. `sha256` is the checksum of the file that is the
    backup; `aside` is where a file that could not be made out, and had to make room, is now.
    """

    held: LedgerInfo
    where: str
    sha256: str
    aside: str | None = None


def check(ledger: store.Ledger) -> Iterator[Finding]:
    """What does not hold: a file that its database finds damaged, rows that are not what was written down, quotes that
    their source does not say, ids that do not match their content, events that hold what they should not.
    """
    from comity.store import condition
    from comity.verify import check_ledger

    for code, message in condition.damage(ledger):
        yield Finding(code=code, message=message, verdict="conflicts")
    yield from check_ledger(ledger.stored(history=True))


def backup(ledger: store.Ledger, target: Path, *, force: bool = False) -> Copied:
    """Copy a ledger, while others may write to it, to one file that is again a ledger, with its checksum beside it.

    The copy is checked before it gets its name. Raises LedgerError where `target` is there already (unless `force`),
    where the ledger does not hold, and where the copy cannot be written.
    """
    from comity.store import backup as pages
    from comity.store import dialect

    if ledger.path is not None and target.exists() and target.samefile(ledger.path):
        raise LedgerError(f"{target}: the ledger itself; name another file for its backup")
    if target.exists() and not force:
        raise LedgerError(f"{target}: is there already; name another file, or say --force to replace it")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with pages.beside(target, "partial") as made, _called(made, str(target)):
            pages.copy_out(ledger, made)
            held = _checked(made, ledger.where)
            sha256 = pages.checksum(made)
            # Without a checksum for a moment, never with a wrong one.
            _checksum_of(target).unlink(missing_ok=True)
            pages.put(made, target)
        with pages.beside(_checksum_of(target), "partial") as made:
            made.write_text(f"{sha256}  {target.name}\n", "utf-8")
            pages.put(made, _checksum_of(target))
    except OSError as error:
        raise dialect.refused(str(target), error) from error
    return Copied(held=held, where=str(target), sha256=sha256)


def restore(source: Path, where: str | Path, *, force: bool = False) -> Copied:
    """Put what a backup holds in the place of the ledger at a path or URL.

    The backup is checked first, as `check` does; what is at `where` stays until all of it is there, and others who
    read it go on meanwhile. Raises LedgerError where the backup does not hold, and where there is a ledger at `where`
    that is not empty (unless `force`).
    """
    from comity.store import backup as pages
    from comity.store import dialect
    from comity.store.place import check_path, place_of

    if not source.is_file():
        raise LedgerError(f"{source}: no backup there")
    _, path = place_of(where)
    if path is not None:
        check_path(path, create=True)
        if path.exists() and path.samefile(source):
            raise LedgerError(f"{path}: the ledger itself; name the file of a backup")
    try:
        sha256 = _same_as_written(source)
        with (
            tempfile.TemporaryDirectory() as elsewhere,
            pages.beside(path or Path(elsewhere, "copy"), "restoring") as made,
        ):
            held = _made(source, made)
            aside = _replaced(made, where, path, force=force)
    except OSError as error:
        raise dialect.refused(str(source), error) from error
    return Copied(held=held, where=_shown(where), sha256=sha256, aside=aside)


def _checked(copy: Path, of: str) -> LedgerInfo:
    from comity import store

    with store.Ledger.open(copy, create=False, readonly=True) as opened:
        broken = list(itertools.islice(check(opened), 1))
        if broken:
            raise LedgerError(f"{of}: does not hold ({broken[0].message}); comity ledger check tells all")
        return dataclasses.replace(opened.info(), where=of)


def _made(source: Path, made: Path) -> LedgerInfo:
    """A copy of the backup that this version of Comity reads: the backup itself is left as it is."""
    from comity import store
    from comity.store import backup as pages

    with _called(made, str(source)):
        pages.copy_file(source, made)
        with store.Ledger.open(made, create=False):  # brings an older schema up to date
            pass
        return _checked(made, str(source))


@contextlib.contextmanager
def _called(made: Path, name: str) -> Iterator[None]:
    """Tell of trouble with a file of the meantime under the name that people know."""
    try:
        yield
    except LedgerError as error:
        raise LedgerError(str(error).replace(str(made), name)) from error


def _replaced(made: Path, where: str | Path, path: Path | None, *, force: bool) -> str | None:
    from comity import store
    from comity.store import backup as pages
    from comity.store import dialect

    if path is not None and not path.exists():
        pages.put(made, path)
        return None
    try:
        old = store.Ledger.open(where)
    except LedgerError as trouble:
        if path is None or not force or not dialect.is_damage(trouble):
            raise
        aside = path.with_name(path.name + ".damaged")
        if aside.exists():
            raise LedgerError(f"{aside}: is there already; move it away first") from trouble
        pages.move(path, aside)
        pages.put(made, path)
        return str(aside)
    with old, store.Ledger.open(made, create=False, readonly=True) as copy:
        if not force and not pages.is_empty(old):
            raise LedgerError(f"{old.where}: holds something; say --force to replace all of it by the backup")
        pages.copy_in(copy, old)
    return None


def _same_as_written(source: Path) -> str:
    """The backup's checksum; raises LedgerError where it is another than the one written beside it."""
    from comity.store import backup as pages

    sha256, beside = pages.checksum(source), _checksum_of(source)
    if beside.is_file():
        written = beside.read_text("utf-8", "replace").split()
        if not written or written[0] != sha256:
            raise LedgerError(f"{source}: is not what {beside.name} says it was; take another backup")
    return sha256


def _checksum_of(path: Path) -> Path:
    return path.with_name(path.name + _CHECKSUM)


def _shown(where: str | Path) -> str:
    from comity.store import dialect
    from comity.store.place import place_of

    url, path = place_of(where)
    return str(path) if path is not None else dialect.shown(url)
