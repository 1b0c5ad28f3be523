"""Archives wherever they lie: on disk, on the web, in an object store (fsspec)."""

from __future__ import annotations

import contextlib
import io
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from comity.acquire.access import Access, ForbiddenError
from comity.model import ConfigError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20})://", re.IGNORECASE)
WEB = ("http", "https")
STORES = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "memory": "fsspec",
}
_BLOCK = 4 << 20
_RANGE_SECONDS = 120.0


class UnreadableError(OSError):
    """A place that cannot be read; the message is for a person."""


def scheme(place: str) -> str:
    """The scheme of an address in small letters; "" for a path."""
    found = _SCHEME.match(place)
    return found[1].lower() if found else ""


def path_of(place: str) -> Path:
    """The path that a path or a file:// address is."""
    return Path(re.sub("^file://", "", place, flags=re.IGNORECASE))


def is_archive(place: str) -> bool:
    """Whether a name is one of a web archive."""
    return place.partition("?")[0].lower().endswith((".warc", ".warc.gz"))


@contextlib.contextmanager
def opened(place: str, access: Access) -> Iterator[BinaryIO]:
    """The bytes at a path or an address, to be read in pieces; they can seek where the store or server has ranges.

    Raises OSError where it cannot be read, ConfigError where the package for its scheme is not installed.
    """
    match scheme(place):
        case "" | "file":
            stream = cast(BinaryIO, path_of(place).open("rb"))
        case name if name in WEB:
            stream = _web(place, access)
        case name if name in STORES:
            stream = _stored(place, name)
        case name:
            raise UnreadableError(f"is an address of a kind that is not read ({name}://)")
    try:
        yield stream
    finally:
        stream.close()


def size(place: str, access: Access) -> int | None:
    """How many bytes a place holds; None where that is not told. Raises as `opened`."""
    with opened(place, access) as stream:
        return stream.seek(0, io.SEEK_END) if stream.seekable() else None


def _stored(place: str, name: str) -> BinaryIO:
    import fsspec

    try:
        system = fsspec.filesystem(name)
    except ImportError as error:
        raise lacking(name, error) from error
    try:
        stream = system.open(place, "rb", cache_type="readahead", block_size=_BLOCK)
    except OSError:
        raise
    except Exception as error:  # each store raises errors of its own
        raise UnreadableError(f"cannot be opened ({said(error)})") from error
    return cast(BinaryIO, _Careful(stream))


def lacking(name: str, error: ImportError) -> ConfigError:
    """What to tell where the driver of a scheme is not installed."""
    if name in STORES:
        return ConfigError(f"{name}:// needs the package {STORES[name]}: pip install {STORES[name]}")
    return ConfigError(f"{name}:// needs a package that is not installed ({said(error)})")


def _web(place: str, access: Access) -> BinaryIO:
    import aiohttp
    from fsspec.implementations.http import HTTPFileSystem

    async def client(**given: Any) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(socket_factory=lambda found: _socket(found, access))
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=access.seconds, sock_read=_RANGE_SECONDS)
        headers = {"User-Agent": access.named, "Accept-Encoding": "identity"}
        return aiohttp.ClientSession(connector=connector, timeout=timeout, headers=headers, trust_env=False)

    how: dict[str, Any] = {"max_redirects": access.redirects}
    if access.proxy:
        how["proxy"] = access.proxy
    system = HTTPFileSystem(get_client=client, skip_instance_cache=True, block_size=_BLOCK, **how)
    try:
        stream = system.open(place, "rb", cache_type="readahead")
    except Exception as error:
        raise UnreadableError(_web_trouble(error)) from error
    return cast(BinaryIO, _Careful(stream, seekable=stream.size is not None))


def _socket(found: Any, access: Access) -> socket.socket:
    """The socket for an address that was just looked up: the last place to look at where it leads."""
    family, kind, protocol, _, address = found
    if not access.proxy:
        access.check(str(address[0]))
    return socket.socket(family, kind, protocol)


def _web_trouble(error: BaseException) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ForbiddenError):
            return str(seen)
        status = getattr(seen, "status", None)
        if isinstance(status, int) and status >= 400:
            return f"gave an error ({status})"
        seen = seen.__cause__ or seen.__context__
    return f"cannot be reached ({said(error.__cause__ or error)})"


def said(error: BaseException) -> str:
    """The first 120 characters of what an error says, in one line; its kind where it says nothing."""
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Careful(io.RawIOBase):
    """A file of fsspec whose every trouble is an OSError with a line for a person."""

    def __init__(self, file: Any, *, seekable: bool = True) -> None:
        super().__init__()
        self._file, self._seekable = file, seekable

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._seekable

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._file.read(size)
        except Exception as error:
            raise UnreadableError(f"broke off ({said(error)})") from error
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        position: int = self._file.seek(offset, whence)
        return position

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
