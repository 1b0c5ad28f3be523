"""Archives that lie on the web, read in ranges where the server has them."""

import re
from types import ModuleType
from typing import Any

import pytest

from comity.acquire import access as rules
from comity.acquire.access import Access
from comity.acquire.places import size
from comity.acquire.warc import records
from comity.model import Document, Refusal

OPEN = Access(allow_private=True, seconds=3)


def ranged(hostile: ModuleType, data: bytes) -> Any:
    def talk(connection: Any, request: bytes) -> None:
        found = re.search(rb"(?i)\r\nrange: bytes=(\d+)-(\d*)", request)
        if found is None:
            connection.sendall(hostile.answer(data, "Accept-Ranges: bytes", type_="application/gzip"))
            return
        start, end = int(found[1]), min(int(found[2] or len(data)), len(data) - 1)
        told = f"Content-Range: bytes {start}-{end}/{len(data)}"
        part = hostile.answer(data[start : end + 1], told, status="206 Partial Content", type_="application/gzip")
        connection.sendall(part)

    return talk


def refusal(place: str, access: Access = OPEN, start: int = 0) -> str:
    (found,) = records(place, start, access=access)
    assert isinstance(found, Refusal), found
    return found.why


def test_an_archive_on_the_web_is_read_in_ranges(server: Any, hostile: ModuleType, archives: ModuleType) -> None:
    data = archives.packed(archives.numbered(20, filling=30_000))
    server.routes["/a.warc.gz"] = ranged(hostile, data)
    place = server.at("/a.warc.gz")
    assert size(place, OPEN) == len(data)
    middle = len(data) // 2
    found = [*records(place, 0, middle, access=OPEN), *records(place, middle, access=OPEN)]
    assert [page.id for page in found if isinstance(page, Document)] == [
        f"https://news.example/a/{n}" for n in range(20)
    ]
    assert server.header(0, "User-Agent").startswith("Comity/")


def test_a_server_without_ranges_is_read_from_the_beginning(
    server: Any, hostile: ModuleType, archives: ModuleType
) -> None:
    data = archives.packed(archives.numbered(5))
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)
    server.routes["/a.warc.gz"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + body
    assert len(list(records(server.at("/a.warc.gz"), access=OPEN))) == 5
    assert "from the middle" in refusal(server.at("/a.warc.gz"), start=100)


def test_archives_inside_a_network_are_refused(
    server: Any, hostile: ModuleType, archives: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = archives.packed(archives.numbered(5))
    server.routes["/a.warc.gz"] = ranged(hostile, data)
    assert "inside a network" in refusal(server.at("/a.warc.gz"), Access())
    public = rules.is_public
    monkeypatch.setattr(rules, "is_public", lambda address: address == "127.0.0.1" or public(address))
    server.routes["/b.warc.gz"] = hostile.redirect(f"http://[::1]:{server.port}/a.warc.gz")
    assert "inside a network" in refusal(server.at("/b.warc.gz"), Access())


def test_archives_that_cannot_be_had(server: Any, hostile: ModuleType) -> None:
    assert "(404)" in refusal(server.at("/none.warc.gz"))
    server.routes["/a.warc.gz"] = hostile.redirect("/a.warc.gz")
    assert "cannot be reached" in refusal(server.at("/a.warc.gz"))


def test_an_archive_that_breaks_off(server: Any, hostile: ModuleType, archives: ModuleType) -> None:
    data = archives.packed(archives.numbered(50, filling=1_000))
    server.routes["/a.warc.gz"] = hostile.answer(data[:2_000], f"Content-Length: {len(data)}")
    *found, last = records(server.at("/a.warc.gz"), access=OPEN)
    assert all(isinstance(one, Document) for one in found)
    assert isinstance(last, Refusal)
