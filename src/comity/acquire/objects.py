"""Whole objects in a store that fsspec has a driver for: put there in one piece, and got back."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from comity.acquire.places import STORES, WEB, UnreadableError, lacking, said, scheme
from comity.model import ConfigError

_BLOCK = 4 << 20
_PASSWORD = re.compile(r"(://[^/@:]*):[^/@]*@")


def put(file: BinaryIO, address: str) -> None:
    """Put all that `file` holds at `address`, over what was there. An object store shows it whole or not at all.

    Raises ConfigError where there is no driver for the address, else OSError with a line for a person.
    """
    with _told():
        system, path = _system(address)
        file.flush()
        file.seek(0)
        if scheme(address) not in STORES:  # folders are made; a bucket is not made by mistake
            system.makedirs(system._parent(path), exist_ok=True)
        if Path("/dev/fd").exists():
            system.put_file(f"/dev/fd/{file.fileno()}", path)
        else:
            system.pipe_file(path, file.read())


def get(address: str, file: BinaryIO) -> bool:
    """Write what is at `address` to `file`; False where nothing is. Raises as `put`."""
    with _told():
        system, path = _system(address)
        system.invalidate_cache()  # another machine may have put it there since
        try:
            with system.open(path, "rb", block_size=_BLOCK) as held:
                shutil.copyfileobj(held, file, _BLOCK)
        except FileNotFoundError:
            return False
    file.flush()
    file.seek(0)
    return True


def remove(address: str) -> None:
    """Remove what is at `address`. Raises as `put`."""
    with _told():
        system, path = _system(address)
        system.rm_file(path)


def without_password(address: str) -> str:
    """An address as it may be shown."""
    return _PASSWORD.sub(r"\1@", address)


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. What it needs to be let in, its driver finds itself."""
    from fsspec.core import url_to_fs
    from fsspec.registry import get_filesystem_class

    name = scheme(address)
    try:
        if name in WEB:
            raise ValueError("nothing is written to the web")
        get_filesystem_class(name)
    except ImportError as error:
        raise lacking(name, error) from error
    except ValueError as error:
        raise ConfigError(
            f"{name}:// is no store that results can go to; s3://, gs://, az:// and folders are"
        ) from error
    system, path = url_to_fs(address)
    return system, str(path)


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Whatever a driver raises as an OSError whose message is for a person."""
    try:
        yield
    except (ConfigError, UnreadableError):
        raise
    except Exception as error:  # each driver raises errors of its own
        raise UnreadableError(without_password(getattr(error, "strerror", None) or said(error))) from error
