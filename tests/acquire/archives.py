"""Web archives made for tests."""

import gzip
from collections.abc import Iterable

FINE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = "<html><head><title>{0}</title></head><body><p>Page {0}.</p></body></html>"


def page(number: int, filling: int = 0) -> bytes:
    return (PAGE.format(number) + "<!--" + "x" * filling + "-->").encode()


def record(
    body: bytes,
    *,
    url: str = "https://news.example/a/1",
    http: bytes = FINE,
    type_: str = "response",
    length: int | None = None,
    date: str = "2024-11-05T10:00:00Z",
    more: bytes = b"",
) -> bytes:
    block = http + b"\r\n" + body
    told = len(block) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n".encode()
    return head + more + b"Content-Length: %d\r\n\r\n" % told + block + b"\r\n\r\n"


def numbered(count: int, filling: int = 0) -> list[bytes]:
    return [record(page(n, filling), url=f"https://news.example/a/{n}") for n in range(count)]


def packed(records: Iterable[bytes]) -> bytes:
    """One gzip member a record, as crawlers write them."""
    return b"".join(gzip.compress(one, 6, mtime=0) for one in records)
