"""An archive of made-up pages, a reader that finds a meeting in each, and a ledger for them."""

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comity.api.archive import Orders
from comity.store import Ledger

READER = '''
import os
import re
import time
from pathlib import Path

from comity.model import Actor, Article, Document, Quote, Reading, Span, Statement


def read(document: Document) -> Reading:
    """A meeting of every page; a page that says so fails as long as a file is there."""
    if told := re.search(r"<p>fails while (\\S+) is there</p>", document.content):
        if Path(told[1]).exists():
            raise ValueError("not yet")
    time.sleep(float(os.environ.get("READER_SLEEPS", "0")))
    text = re.sub("<[^<>]*>", " ", document.content)
    actors = tuple(Actor(name=code, country=code, role="participant") for code in ("NOR", "PER"))
    quote = Quote(exact=text[:5], span=Span(0, 5))
    told = Statement(document=document.id, kind="meeting", status="done", actors=actors, quotes=(quote,))
    article = Article(id=document.id, text=text, url=document.url)
    return Reading(article=article, statements=(told,), origin=document.origin)
'''
DRIVER = """
import sys
from comity.api import archive
from comity.store import Ledger

if __name__ == "__main__":
    place, ledger, folder, workers = sys.argv[1:]
    versions = {"code": "1", "model": "m 1", "reader": "archive_reader:read"}
    orders = archive.Orders(folder=folder, workers=int(workers), shard_bytes=2_000, **versions)
    with Ledger.open(ledger) as book:
        archive.load(book, archive.planned([place], orders), orders)
"""


@pytest.fixture(scope="package", autouse=True)
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("reader")
    (folder / "archive_reader.py").write_text(READER, "utf-8")
    (folder / "driver.py").write_text(DRIVER, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        patch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
        yield folder


def record(number: int, said: str = "") -> bytes:
    body = f"<html><title>Boats {number}</title><p>{said or 'Norway and Peru met.'}</p><p>{number}</p></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/news/{number}.html\r\n"
        f"WARC-Date: 2031-05-02T10:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(record(n) for n in range(60)))
    return path


@pytest.fixture
def orders(tmp_path: Path) -> Orders:
    return Orders(
        code="1", model="m 1", folder=tmp_path / "results", shard_bytes=2_000, reader="archive_reader:read", seconds=20
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as book:
        yield book


@pytest.fixture(scope="session", name="record")
def record_fixture() -> Callable[..., bytes]:
    """A compressed WARC record by its number, and what its page says."""
    return record
