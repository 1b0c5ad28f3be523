"""Where results are kept: a folder that all machines share, or an object store that all of them reach."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from comity.acquire import objects
from comity.acquire.places import path_of, scheme
from comity.model import ComityError

_SUFFIX = ".parquet"
_PROBE = ".comity"


class Place(Protocol):
    """Results by the names of their shards, each of them there whole or not at all."""

    def told(self, name: str) -> str:
        """What to call a result before a person."""
        ...

    def missing(self, name: str) -> str:
        """What to say where a worker wrote a result and it cannot be found."""
        ...

    def check(self) -> None:
        """See that results can be written, before what takes long. Raises as `keep`."""
        ...

    def held(self, name: str) -> AbstractContextManager[Path | BinaryIO | None]:
        """A result to be read, None where there is none. Raises ComityError where that cannot be known."""
        ...

    def keep(self, name: str, write: Callable[[Path | BinaryIO], None]) -> None:
        """Keep what `write` writes to the file it is given, over what was there.

        Raises ComityError where the place cannot be written, ConfigError where there is no driver for it.
        """
        ...


def place_at(where: str | Path) -> Place:
    """The place that a path or an address (s3://bucket/news) names."""
    if scheme(str(where)) in ("", "file"):
        return Folder(path_of(str(where)))
    return Store(str(where).rstrip("/"))


def absolute(where: str | Path) -> str:
    """A path or an address as workers in other folders understand it."""
    return str(path_of(str(where)).resolve()) if scheme(str(where)) in ("", "file") else str(where)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that machines share. A result is written beside its place and moved there."""

    path: Path

    def at(self, name: str) -> Path:
        """Where a result is."""
        return self.path / f"{name}{_SUFFIX}"

    def told(self, name: str) -> str:
        """Its path."""
        return str(self.at(name))

    def missing(self, name: str) -> str:
        """That the folder is not shared."""
        return f"{self.told(name)}: a worker wrote it, but it is not here; all machines must share that folder"

    def check(self) -> None:
        """Nothing to see: the first shard finds out before it is read."""

    @contextmanager
    def held(self, name: str) -> Iterator[Path | None]:
        """The path of a result that is there."""
        path = self.at(name)
        yield path if path.exists() else None

    def keep(self, name: str, write: Callable[[Path | BinaryIO], None]) -> None:
        """As `Place.keep`; what writers that were killed left of the same result is removed."""
        path = self.at(name)
        unfinished = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(unfinished)
            with unfinished.open("rb") as done:
                os.fsync(done.fileno())
            unfinished.replace(path)
            for left in path.parent.glob(f".{path.name}.*"):
                with suppress(OSError):
                    left.unlink()
        except OSError as error:
            if isinstance(error, FileNotFoundError) and path.exists():
                return  # another run wrote the same meanwhile, and cleared this one's away
            raise _unwritten(str(self.path), error) from error
        finally:
            with suppress(OSError):
                unfinished.unlink()


@dataclass(frozen=True, slots=True)
class Store:
    """An object store, by an address that fsspec has a driver for. A result is written here, to a file without a name
    of which nothing is left however this process ends, and put there in one piece.
    """

    address: str

    def at(self, name: str) -> str:
        """The address of a result."""
        return f"{self.address}/{name}{_SUFFIX}"

    def told(self, name: str) -> str:
        """Its address, without a password that is in it."""
        return objects.without_password(self.at(name))

    def missing(self, name: str) -> str:
        """That the store is not the same one everywhere."""
        return f"{self.told(name)}: a worker wrote it, but it is not there; all machines must reach that store"

    def check(self) -> None:
        """Put a small object there and take it away again, if that is allowed."""
        probe = f"{self.address}/{_PROBE}"
        with tempfile.TemporaryFile() as file:
            file.write(b"Comity can write here.\n")
            self._put(file, probe)
        with suppress(OSError):
            objects.remove(probe)

    @contextmanager
    def held(self, name: str) -> Iterator[BinaryIO | None]:
        """A copy of a result that is there."""
        with tempfile.TemporaryFile() as file:
            try:
                found = objects.get(self.at(name), file)
            except OSError as error:
                why = f"results cannot be read ({error}); run again, what is done is kept"
                raise ComityError(f"{objects.without_password(self.address)}: {why}") from error
            yield file if found else None

    def keep(self, name: str, write: Callable[[Path | BinaryIO], None]) -> None:
        """As `Place.keep`."""
        with tempfile.TemporaryFile() as file:
            try:
                write(file)
            except OSError as error:
                raise _unwritten(tempfile.gettempdir(), error) from error
            self._put(file, self.at(name))

    def _put(self, file: BinaryIO, address: str) -> None:
        try:
            objects.put(file, address)
        except OSError as error:
            raise _unwritten(objects.without_password(self.address), error) from error


def _unwritten(where: str, error: OSError) -> ComityError:
    why = error.strerror or " ".join(str(error).split())[:120]
    return ComityError(f"{where}: results cannot be written ({why}); run again, what is done is kept")
