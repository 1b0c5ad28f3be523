"""One page from the web: a few redirects, each checked; so many bytes, so many seconds, and no more."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpcore
import httpx

from comity.acquire.access import Access, ForbiddenError
from comity.acquire.connect import Guarded, TooSlowError, tls
from comity.acquire.encoding import storable
from comity.acquire.expand import TooLargeError, UnreadableError, expand
from comity.model import Refusal

# What may hold a document, by its beginning; what a server calls something else is not read at all.
PAGES = (
    "text/",
    "application/xhtml",
    "application/pdf",
    "application/json",
    "application/ld+json",
    "application/jsonl",
    "application/x-ndjson",
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.wordprocessingml",
    "message/rfc822",
)
FEEDS = ("text/", "application/", "binary/octet-stream")
_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST = 4_000
_FINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered at last: `url` is where, after redirects. The body of anything but 200 is left unread.

    `headers` are in small letters, the first of each.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fetched: datetime

    @property
    def content_type(self) -> str:
        """The media type in small letters, without parameters; "" where none is told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the header names."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \"'")[:40] or None
        return None


class _RefusedError(Exception):
    """What is not fetched, or not to its end; the message is for a person."""


def fetch(
    url: str,
    access: Access,
    *,
    headers: Mapping[str, str] | None = None,
    types: Collection[str] = PAGES,
    forbidden: Callable[[str], str | None] = lambda _: None,
) -> Answer | Refusal:
    """GET an address. A `Refusal` where it may not or cannot be had whole; any status is an `Answer`.

    Never more than `access.seconds` from the first look-up to the last byte, `access.most_bytes` of body, packed or
    unpacked, and `access.redirects` redirects, each of them checked like the first address. Of an answer whose
    Content-Type does not begin with one of `types` nothing is read. `forbidden` is asked before a redirect is
    followed, and says why it is not to be.
    """
    until = time.monotonic() + access.seconds
    here = url
    try:
        for _ in range(access.redirects + 1):
            answer = _once(here, access, until, headers or {}, types)
            target = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            here = _joined(answer.url, target)
            if (why := forbidden(here)) is not None:
                raise _RefusedError(why)
    except _RefusedError as error:
        return Refusal(origin=url, why=str(error) if here == url else f"leads to {_short(here)}, which {error}")
    return Refusal(origin=url, why=f"is redirected more than {access.redirects} times")


def trouble(answer: Answer) -> str | None:
    """Why an answer holds nothing to read, in words; None for 200."""
    if answer.status == _FINE:
        return None
    if answer.status in (401, 402, 403, 407, 451):
        return f"refuses access ({answer.status})"
    if answer.status in (404, 410):
        return f"does not exist ({answer.status})"
    return f"gave an error ({answer.status})" if answer.status >= 400 else f"gave no page ({answer.status})"


def _once(url: str, access: Access, until: float, headers: Mapping[str, str], types: Collection[str]) -> Answer:
    parsed = _parsed(url)
    _checked(parsed, access)
    sent = {
        "Host": parsed.netloc.decode("ascii"),
        "User-Agent": access.named,
        "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **headers,
    }
    try:
        with (
            _pool(access, until) as pool,
            pool.stream("GET", str(parsed), headers=list(sent.items())) as response,
        ):
            told = _headers(response.headers)
            answer = Answer(url=str(parsed), status=response.status, headers=told, fetched=datetime.now(UTC))
            if response.status != _FINE:
                return answer
            _fits(answer, access, types)
            body = _body(response, access.most_bytes)
        return Answer(
            url=answer.url, status=_FINE, headers=told, body=_expanded(body, told, access), fetched=answer.fetched
        )
    except (OSError, TooSlowError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProxyError) as error:
        raise _RefusedError(_worded(error, access)) from error
    except (
        httpcore.RemoteProtocolError,
        httpcore.LocalProtocolError,
        httpcore.UnsupportedProtocol,
        ValueError,
    ) as error:
        raise _RefusedError(f"gave an answer that breaks HTTP ({_short(str(error))})") from error


def _pool(access: Access, until: float) -> Any:
    how: dict[str, Any] = {"ssl_context": tls(), "network_backend": Guarded(access, until), "max_connections": 1}
    if not access.proxy:
        return httpcore.ConnectionPool(**how)
    proxy = httpx.URL(access.proxy)
    auth = (proxy.username, proxy.password) if proxy.username else None
    return httpcore.HTTPProxy(proxy_url=str(proxy.copy_with(username=None, password=None)), proxy_auth=auth, **how)


def _parsed(url: str) -> httpx.URL:
    if len(url) > _LONGEST or not url.isprintable():
        raise _RefusedError("is no address that can be fetched")
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
        fits = bool(parsed.host) and (parsed.port or 0) < 65_536 and parsed.netloc.isascii() and storable(url) == url
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _RefusedError("is no address that can be fetched") from error
    if parsed.scheme not in ("http", "https"):
        raise _RefusedError(
            f"is not on the web ({parsed.scheme[:20] or 'no scheme'}:); only http and https are fetched"
        )
    if parsed.userinfo:
        raise _RefusedError("has a user name or password in it; take them out")
    if not fits:
        raise _RefusedError("is no address that can be fetched")
    return parsed


def _checked(url: httpx.URL, access: Access) -> None:
    """Behind a proxy, which connects for us, look at where a name leads as well as can be from here."""
    if not access.proxy or access.allow_private:
        return
    try:
        access.addresses(url.host, url.port or 443)
    except ForbiddenError as error:
        raise _RefusedError(str(error)) from error
    except OSError:
        return  # the proxy may know names that are not known here


def _joined(url: str, target: str) -> str:
    try:
        return str(httpx.URL(url).join(target))
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _RefusedError("is redirected to what is no address") from error


def _headers(raw: Collection[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), storable(value.decode("latin-1")))
    return found


def _fits(answer: Answer, access: Access, types: Collection[str]) -> None:
    kind = answer.content_type
    if kind and not any(kind.startswith(one) for one in types):
        raise _RefusedError(f"is {storable(kind)[:60]}, which is not read")
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > access.most_bytes:
        raise _RefusedError(_large(access.most_bytes))


def _body(response: httpcore.Response, most: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_stream():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise _RefusedError(_large(most))
    return b"".join(pieces)


def _expanded(body: bytes, headers: Mapping[str, str], access: Access) -> bytes:
    try:
        return expand(body, headers.get("content-encoding", ""), access.most_bytes)
    except TooLargeError as error:
        raise _RefusedError(_large(access.most_bytes)) from error
    except UnreadableError as error:
        raise _RefusedError(str(error)) from error


def _large(most: int) -> str:
    return f"is larger than {most / 1_000_000:g} MB, the most for one page (the setting fetch.bytes)"


def _worded(error: Exception, access: Access) -> str:
    if isinstance(error, ForbiddenError):
        return str(error)
    if isinstance(error, TooSlowError | httpcore.TimeoutException | TimeoutError):
        return f"did not come whole within {access.seconds:g} seconds (the setting fetch.seconds)"
    if isinstance(error, socket.gaierror):
        return "is of a host that is not known"
    if isinstance(error, ssl.SSLError) or "SSL" in str(error) or "CERTIFICATE" in str(error):
        return f"has no connection that can be trusted ({_short(str(error))})"
    if isinstance(error, httpcore.ProxyError):
        return f"was not given by the proxy ({_short(str(error))})"
    return f"cannot be reached ({_short(str(error)) or type(error).__name__})"


def _short(text: str) -> str:
    return storable(" ".join(text.split()))[:120]
