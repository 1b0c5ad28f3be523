"""Connections that lead only where they may and end in time, whatever the other side does."""

from __future__ import annotations

import functools
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from comity.acquire.access import Access

_NAMING_SECONDS = 10.0


class TooSlowError(Exception):
    """What was asked for did not come in the time that it may take."""


class Guarded(httpcore.NetworkBackend):
    """Connects to addresses that `access` has checked, never to a name, and gives up at `until` (monotonic seconds).

    A proxy that was given is connected to wherever it is.
    """

    def __init__(self, access: Access, until: float) -> None:
        self._access, self._until = access, until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address of `host` that answers; raises ForbiddenError as `Access.addresses`."""
        if self._access.proxy:
            addresses: Sequence[str] = (host,)
        else:
            addresses = within(_NAMING_SECONDS, functools.partial(self._access.addresses, host, port))
        last: Exception = httpcore.ConnectError("has no address")
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(address, port, left(self._until), local_address, socket_options)
                return _Timed(stream, self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last


class _Timed(httpcore.NetworkStream):
    """A stream on which everything together ends in time, so that one byte a second gains nobody anything."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left(self._until)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def left(until: float) -> float:
    """The seconds until then; raises TooSlowError where there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise TooSlowError
    return seconds


def within(seconds: float, ask: functools.partial[Sequence[str]]) -> Sequence[str]:
    """What `ask` gives, or TooSlowError: names are looked up by the system, which knows no time limit."""
    found: list[Sequence[str]] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(ask())
        except BaseException as error:  # noqa: BLE001  (raised where it was asked)
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        raise TooSlowError
    return found[0]


@functools.cache
def tls() -> ssl.SSLContext:
    """Certificates as httpcore checks them; loading them takes a while, so once."""
    return httpcore.default_ssl_context()
