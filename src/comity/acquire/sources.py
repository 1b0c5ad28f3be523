"""From what a person names to files: folders walked, globs expanded, each failure in one line."""

from __future__ import annotations

import errno
import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

from comity.model import Refusal

_REASONS = {
    errno.ENOENT: "does not exist; check the path",
    errno.EACCES: "may not be read; check its permissions",
    errno.EPERM: "may not be read; check its permissions",
    errno.EISDIR: "is a folder",
    errno.ENAMETOOLONG: "is too long a name for a file; to read text itself, send it to standard input and give '-'",
    errno.ELOOP: "is a link that leads back to itself",
}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def sources_of(source: str | Path) -> Iterator[Path | Refusal]:
    """The files that `source` stands for, in the order of their names; a `Refusal` where there are none."""
    name = os.fspath(source)
    if _ADDRESS.match(name):
        yield Refusal(origin=name, why="is an address of a kind that is not read; http, https, s3, gs and az are")
        return
    path = Path(name)
    try:
        kind = "folder" if path.is_dir() else "file" if path.exists() else "missing"
    except (OSError, ValueError) as error:
        yield Refusal(origin=name, why=reason(error))
        return
    if kind == "folder":
        yield from _some(_walk(path), name, "holds no files")
    elif kind == "file":
        yield path if path.is_file() or path.is_fifo() else Refusal(origin=name, why="is not a regular file")
    elif glob.has_magic(name):
        yield from _some(_expand(name), name, "matches no files; check the pattern")
    else:
        yield Refusal(origin=name, why=_REASONS[errno.ENOENT])


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be opened or read, in words."""
    if isinstance(error, OSError) and error.errno is None and str(error):
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return _REASONS.get(error.errno, f"could not be read ({os.strerror(error.errno)})")
    return f"could not be read ({str(error)[:100] or type(error).__name__})"


def _some(found: Iterator[Path | Refusal], name: str, otherwise: str) -> Iterator[Path | Refusal]:
    empty = True
    for path in found:
        empty = False
        yield path
    if empty:
        yield Refusal(origin=name, why=otherwise)


def _expand(pattern: str) -> Iterator[Path | Refusal]:
    path = Path(pattern)
    root = Path(path.anchor or ".")
    try:
        yield from (found for found in sorted(root.glob(str(path.relative_to(path.anchor)))) if found.is_file())
    except (OSError, ValueError, NotImplementedError) as error:
        yield Refusal(origin=pattern, why=f"is not a pattern ({str(error)[:100]})")


def _walk(folder: Path) -> Iterator[Path | Refusal]:
    troubles: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and (path.is_file() or path.is_symlink()):
                yield path
    for trouble in troubles:
        yield Refusal(origin=str(trouble.filename), why=reason(trouble))
