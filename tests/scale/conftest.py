"""Functions that do what a document says, for processes that import them by name, and archives of made-up pages."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from processes import importable

# Spawned processes import their function by name, so it lives in a module of its own on their path.
ACTS = '''
import ctypes
import os
import re
import signal
import time

from comity.model import Actor, Article, ConfigError, Document, Quote, Reading, Refusal, Span, Statement


def act(document: Document) -> str:
    """Do what the document says."""
    word, _, argument = document.content.partition(" ")
    if word == "crash":
        os._exit(int(argument or 3))
    if word == "exit":
        raise SystemExit(4)
    if word == "segfault":
        ctypes.string_at(0)
    if word == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "hang":
        time.sleep(600)
    if word == "spin":
        while True:
            pass
    if word == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if word == "sleep":
        time.sleep(float(argument))
    if word == "raise":
        raise ValueError("bad words")
    if word == "recurse":
        return act(document)
    if word == "model":
        raise ConfigError("the model is not installed")
    if word == "eat":
        held = []
        while True:
            held.append(bytearray(1 << 24))
    if word == "deep":
        deep = []
        for _ in range(100_000):
            deep = [deep]
        return deep
    if word == "unpicklable":
        return lambda: None
    if word == "big":
        return "x" * int(argument)
    return f"{document.content}!"


def slow_start() -> None:
    time.sleep(3)


def no_start() -> None:
    os._exit(7)


def where(document: Document) -> int:
    return os.getpid()


def child(document: Document) -> str:
    open(document.content, "w").write(str(os.getpid()))
    time.sleep(600)


def reading(document: Document) -> Reading:
    """A statement of every page, unless the page says something else."""
    if told := re.search(r"<p>act: ([a-z0-9 ]+)</p>", document.content):
        act(Document(id="", content=told[1], format="plain", origin=document.origin))
    text = re.sub("<[^<>]*>", " ", document.content)[:2000] + document.id
    article = Article(id=document.id, text=text, title="Fish", url=document.url)
    actors = tuple(Actor(name=code, country=code, role="participant") for code in ("NOR", "PER"))
    quote = Quote(exact=text[:5], span=Span(0, 5))
    told = Statement(document=document.id, kind="meeting", status="done", actors=actors, quotes=(quote,))
    return Reading(article=article, statements=(told,), origin=document.origin)
'''
Page = tuple[str, bytes]
Headers = tuple[str, ...]


@pytest.fixture(scope="session")
def acts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The module of `ACTS`, importable here and in every process that is started."""
    with importable("scale_acts", ACTS, tmp_path_factory.mktemp("acts")) as module:
        yield module


def record(url: str, body: bytes, *headers: str, type_: str = "text/html; charset=utf-8") -> bytes:
    """A WARC record of an answer of a web server."""
    lines = "".join(f"{line}\r\n" for line in headers)
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body
    return (
        (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-02T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{abs(hash(url))}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def page(number: int, said: str = "") -> bytes:
    """A page that says something of its own."""
    told = said or f"Norway and Peru signed an agreement on {number + 2} fishing boats in Oslo on Monday."
    return (
        f"<html><head><title>Boats {number}</title></head><body><article><h1>Boats {number}</h1>"
        f"<p>{told}</p><p>The ministers met for {number} hours. It rained.</p></article></body></html>"
    ).encode()


@pytest.fixture(scope="session")
def archive() -> Callable[[Path, Iterable[Page | bytes]], Path]:
    """Writes pages, or whole records, to a compressed archive."""

    def write(path: Path, pages: Iterable[Page | bytes]) -> Path:
        with path.open("wb") as file:
            for one in pages:
                file.write(gzip.compress(one if isinstance(one, bytes) else record(*one), 1))
        return path

    return write


@pytest.fixture(scope="session")
def made() -> Callable[..., Page]:
    """A page's address and body by its number, and what it says."""
    return lambda number, said="": (f"https://site{number % 7}.example/news/{number}.html", page(number, said))


@pytest.fixture(scope="session")
def answered() -> Callable[..., bytes]:
    """A record with headers of its own."""
    return record
