"""Archives to measure with: made-up pages, hostile ones, and real ones where they lie beside the project."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

PAGES = Path(__file__).parent.parent.parent / "shared" / "pages" / "html"
POISON = 100  # one page in so many
SOME = "Norway and Peru met in Oslo."


def poisoned(pages: int, *, acting: bool) -> Iterator[bytes]:
    """Good pages with a bad one of each sort in turn, one in a hundred."""
    acts = ("raise", "segfault", "loop", "eat") if acting else ()
    bad = [*(acting_page(f"<p>act: {act}</p>") for act in acts), *HOSTILE]
    for number in range(pages):
        turn, rest = divmod(number, POISON)
        if rest == POISON // 2:
            yield bad[turn % len(bad)](number)
        else:
            yield page(number)


def acting_page(said: str) -> Callable[[int], bytes]:
    """A made-up page that says something, by its number."""
    return lambda number: page(number, said)


def hostile(body: bytes, *headers: str) -> Callable[[int], bytes]:
    """A page of some bytes, by its number."""
    return lambda number: record(f"https://bad.example/news/{number}.html", body, *headers)


HOSTILE = (
    hostile(b"<html><body><p>" + b"Norway and Peru. " * 3_000_000),
    hostile(b"<html>" + b"<div>" * 100_000 + SOME.encode() + b"</div>" * 100_000),
    hostile(b"<html><p " + b" ".join(b'a%d="b"' % n for n in range(100_000)) + b">" + SOME.encode()),
    hostile(gzip.compress(b"<html>" + b" " * 100_000_000, 1), "Content-Encoding: gzip"),
    hostile(b'<html><meta charset="klingon"><p>Norway \xd0\x9e \xff\xfe\xfa and Peru met.</p>'),
    hostile(b'<html><script type="application/ld+json">' + b'{"a":[' * 50_000 + b"]}" * 50_000 + b"</script><p>Norway"),
)


def real_pages(pages: int) -> Iterator[bytes]:
    """Pages as they lie beside the project, again and again; made-up ones where they do not."""
    found = [
        gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes() for p in sorted(PAGES.rglob("*.*"))
    ]
    for number in range(pages):
        body = found[number % len(found)] if found else None
        yield record(f"https://site{number % 20}.example/news/{number}.html", body) if body else page(number)


def page(number: int, said: str = "") -> bytes:
    """A made-up page, unlike all others: what copies cost is measured elsewhere."""
    chance = random.Random(number)
    words = ("".join(chance.choices("aeiouklmnprst", k=6)) for _ in range(160))
    paragraphs = "".join(f"<p>{SOME} {' '.join(some)}.</p>" for some in zip(*[words] * 20, strict=True))
    body = f"<html><head><title>Boats {number}</title></head><body><article>{said}{paragraphs}</article></body></html>"
    return record(f"https://site{number % 20}.example/news/{number}.html", body.encode())


def record(url: str, body: bytes, *headers: str) -> bytes:
    """A WARC record, compressed."""
    lines = "".join(f"{line}\r\n" for line in headers)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{lines}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-02T10:00:00Z\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 1)


def written(path: Path, made: Iterable[bytes]) -> Path:
    """An archive of records."""
    with path.open("wb") as file:
        file.writelines(made)
    return path
