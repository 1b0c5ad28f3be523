"""Fetching from a server that is out to do harm: where it may lead, how much it may send, how long it may take."""

import gzip
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from comity.acquire import access as rules
from comity.acquire.access import Access, is_public, user_agent
from comity.acquire.fetch import Answer, fetch, trouble
from comity.model import Refusal

OPEN = Access(allow_private=True, seconds=3, most_bytes=100_000)
PAGE = b"<html><body>" + b"Page. " * 50 + b"</body></html>"


@pytest.fixture
def only_here(monkeypatch: pytest.MonkeyPatch) -> Access:
    """Access to public addresses and to this machine's 127.0.0.1 alone."""
    public = rules.is_public
    monkeypatch.setattr(rules, "is_public", lambda address: address == "127.0.0.1" or public(address))
    return Access(seconds=3, most_bytes=100_000)


def refused(url: str, access: Access = OPEN) -> str:
    found = fetch(url, access)
    assert isinstance(found, Refusal), found
    assert "\n" not in found.why
    assert found.origin == url
    return found.why


def had(url: str, access: Access = OPEN) -> Answer:
    found = fetch(url, access)
    assert isinstance(found, Answer), found
    return found


def test_a_page_comes_with_what_the_server_said(server: Any, hostile: ModuleType) -> None:
    server.routes["/a"] = hostile.answer(PAGE, 'ETag: "1"', type_="Text/HTML; Charset=koi8-r")
    found = had(server.at("/a#part"))
    assert (found.status, found.body, found.content_type, found.charset) == (200, PAGE, "text/html", "koi8-r")
    assert (found.url, found.headers["etag"]) == (server.at("/a"), '"1"')
    assert server.header(0, "User-Agent") == user_agent()
    assert user_agent().startswith("Comity/")
    assert server.header(0, "Cookie") is None


def test_the_agent_names_where_to_ask(server: Any) -> None:
    had(server.at("/"), Access(allow_private=True, agent=user_agent("https://desk.example/about\r\nX: y")))
    assert server.header(0, "User-Agent").endswith("(+https://desk.example/aboutX: y)")


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "identity"])
def test_packed_pages_are_unpacked(server: Any, hostile: ModuleType, packing: str) -> None:
    body = PAGE if packing == "identity" else gzip.compress(PAGE)
    server.routes["/a"] = hostile.answer(body, f"Content-Encoding: {packing}")
    assert had(server.at("/a")).body == PAGE


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed(server: Any, hostile: ModuleType, status: str) -> None:
    server.routes |= {"/a/b": hostile.redirect("../c?d=e", status), "/c?d=e": hostile.answer(PAGE)}
    assert had(server.at("/a/b")).url == server.at("/c?d=e")


def test_five_redirects_and_no_more(server: Any, hostile: ModuleType) -> None:
    for i in range(6):
        server.routes[f"/{i}"] = hostile.redirect(f"/{i + 1}")
    server.routes["/6"] = hostile.answer(PAGE)
    assert had(server.at("/1")).body == PAGE
    assert "redirected more than 5 times" in refused(server.at("/0"))


def test_a_loop_of_redirects_ends(server: Any, hostile: ModuleType) -> None:
    server.routes["/a"] = hostile.redirect("/a")
    assert "redirected more than 5 times" in refused(server.at("/a"))
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("target", "word"),
    [
        ("http://169.254.169.254/latest/meta-data", "inside a network"),
        ("http://[::1]/", "inside a network"),
        ("http://[::ffff:10.0.0.1]/", "inside a network"),
        ("http://127.1.2.3/", "inside a network"),
        ("http://2130706434/", "inside a network"),
        ("http://0x7f.0.0.2/", "inside a network"),
        ("http://0/", "inside a network"),
        ("http://localhost.localdomain.example/", "inside a network"),
        ("http://user:word@news.example/", "user name"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://127.0.0.1/", "only http and https"),
        ("ftp://127.0.0.1/", "only http and https"),
        ("http://[::", "no address"),
        ("http://x:99999999/", "no address"),
    ],
)
def test_redirects_lead_nowhere_else(
    server: Any, hostile: ModuleType, only_here: Access, target: str, word: str
) -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["192.168.1.7"] if host.endswith("example") else list(rules.resolved(host, port))

    access = Access(seconds=3, resolve=resolve)
    server.routes["/a"] = hostile.redirect(target)
    assert word in refused(server.at("/a"), access)
    assert word in refused(target, access)


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    server: Any, hostile: ModuleType, only_here: Access
) -> None:
    """A name that changes its mind between the check and the connection (DNS rebinding) gains nothing."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    server.routes["/a"] = hostile.answer(PAGE)
    url = f"http://news.example:{server.port}/a"
    assert had(url, Access(seconds=3, resolve=resolve)).body == PAGE
    assert asked == ["news.example"]
    assert server.header(0, "Host") == f"news.example:{server.port}"
    assert "inside a network" in refused(url, Access(seconds=3, resolve=resolve))


def test_one_private_address_among_public_ones_is_enough() -> None:
    why = refused("http://news.example/", Access(resolve=lambda *_: ["8.8.8.8", "10.0.0.1"]))
    assert "10.0.0.1" in why
    assert "--allow-private" in why


INSIDE = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 198.18.0.1
255.255.255.255 192.0.2.1 :: ::1 fe80::1 fe80::1%eth0 fc00::1 ff02::1 fec0::1 ::ffff:127.0.0.1 ::7f00:1
64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 none"""


@pytest.mark.parametrize("address", [*INSIDE.split(), ""])
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


def heads(hostile: ModuleType) -> dict[str, Callable[..., None] | bytes]:
    fine = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    return {
        "headers that never end": hostile.endless(b"HTTP/1.1 200 OK\r\n", b"X: " + b"y" * 5_000 + b"\r\n"),
        "one huge header": fine + b"X: " + b"y" * 300_000 + b"\r\n\r\n",
        "no HTTP": b"hello\r\n\r\n",
        "nothing": lambda connection, _: None,
        "too short": fine + b"Content-Length: 5000\r\n\r\nabc",
        "no chunks": fine + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nabc",
        "negative length": fine + b"Content-Length: -5\r\n\r\nabc",
        "two lengths": fine + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "bad packing": hostile.answer(b"not gzip", "Content-Encoding: gzip"),
        "odd packing": hostile.answer(b"x", "Content-Encoding: rot13"),
        "packed over and over": hostile.answer(b"x", "Content-Encoding: gzip, gzip, gzip, gzip"),
    }


def test_answers_that_break_the_rules_are_refused(server: Any, hostile: ModuleType) -> None:
    for name, route in heads(hostile).items():
        server.routes["/a"] = route
        began = time.monotonic()
        refused(server.at("/a"))
        assert time.monotonic() - began < 5, name


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_byte_at_a_time_gains_no_time(server: Any, hostile: ModuleType, where: str) -> None:
    whole = hostile.answer(PAGE)
    data = whole if where == "headers" else whole[:90]
    server.routes["/a"] = hostile.slowly(data, 0.2)
    began = time.monotonic()
    why = refused(server.at("/a"), Access(allow_private=True, seconds=1.0))
    assert "did not come whole within 1 seconds" in why
    assert time.monotonic() - began < 3


def test_redirects_do_not_start_the_clock_again(server: Any, hostile: ModuleType) -> None:
    def late(connection: Any, _: bytes) -> None:
        time.sleep(0.5)
        connection.sendall(hostile.redirect("/a"))

    server.routes["/a"] = late
    began = time.monotonic()
    assert "did not come whole" in refused(server.at("/a"), Access(allow_private=True, seconds=1.2))
    assert time.monotonic() - began < 3


def test_bodies_have_a_bound_however_they_come(server: Any, hostile: ModuleType) -> None:
    fine = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    routes = {
        "said": hostile.answer(b"x", "Content-Length: 999999999"),
        "endless": hostile.endless(fine + b"\r\n", b"x" * 4096),
        "chunks": hostile.endless(fine + b"Transfer-Encoding: chunked\r\n\r\n", chunk),
        "bomb": hostile.answer(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip"),
        "bombs": hostile.answer(gzip.compress(gzip.compress(b"\0" * 50_000_000)), "Content-Encoding: gzip, gzip"),
    }
    for name, route in routes.items():
        server.routes["/a"] = route
        assert "is larger than 0.1 MB" in refused(server.at("/a")), name


@pytest.mark.parametrize("type_", ["image/png", "video/mp4", "application/zip", "font/woff2"])
def test_what_is_no_page_is_not_read(server: Any, hostile: ModuleType, type_: str) -> None:
    server.routes["/a"] = hostile.endless(f"HTTP/1.1 200 OK\r\nContent-Type: {type_}\r\n\r\n".encode(), b"x" * 4096)
    assert f"is {type_}, which is not read" in refused(server.at("/a"))


@pytest.mark.parametrize(("status", "word"), [("404 x", "does not exist"), ("403 x", "refuses"), ("500 x", "error")])
def test_errors_are_answers(server: Any, hostile: ModuleType, status: str, word: str) -> None:
    server.routes["/a"] = hostile.endless(f"HTTP/1.1 {status}\r\n\r\n".encode(), b"x" * 4096)
    found = had(server.at("/a"))
    assert found.body == b""
    assert word in (trouble(found) or "")


def test_a_host_that_is_not_there(server: Any) -> None:
    def unknown(*_: object) -> list[str]:
        import socket

        raise socket.gaierror(-2, "Name or service not known")

    assert "not known" in refused("http://nowhere.example/", Access(resolve=unknown))
    assert "cannot be reached" in refused("http://127.0.0.1:9/")


def test_a_name_that_is_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comity.acquire.connect._NAMING_SECONDS", 0.2)
    why = refused("http://slow.example/", Access(seconds=1, resolve=lambda *_: time.sleep(2) or []))
    assert "did not come whole" in why


def test_proxies_are_used_only_where_they_are_given(
    server: Any, hostile: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, server.at("/"))
    server.routes["http://news.example/a"] = hostile.answer(PAGE)
    refused("http://news.example/a", Access(seconds=2, resolve=lambda *_: ["127.0.0.2"]))
    assert server.asked == []
    through = Access(seconds=2, proxy=server.at("/"), resolve=lambda *_: ["8.8.8.8"])
    assert had("http://news.example/a", through).body == PAGE
    inside = Access(seconds=2, proxy=server.at("/"), resolve=lambda *_: ["10.0.0.1"])
    assert "inside a network" in refused("http://news.example/a", inside)
