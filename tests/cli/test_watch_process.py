"""comity watch as people run it: a process that is stopped, killed and started again."""

import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts

from comity import Ledger

STORY = "<p>France and Kazakhstan signed an agreement on uranium on 5 November 2024, the ministry said.</p>"
LONG = STORY + "<p>" + "The line along the river is to be mended too, at last. " * 20 + "</p>"


@pytest.fixture(scope="module")
def hostile() -> ModuleType:
    place = Path(__file__).parent.parent / "acquire" / "hostile.py"
    spec = importlib.util.spec_from_file_location("hostile", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def server(hostile: ModuleType, socket_enabled: None) -> Iterator[Any]:
    socket_allow_hosts(["127.0.0.1"])
    with hostile.running() as running:
        yield running


def feed(server: Any, count: int) -> bytes:
    entries = "".join(
        f"<item><title>Talks {n}</title><link>{server.at(f'/{n}')}</link><pubDate>6 Nov 2024 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{LONG} Number {n}.]]></content:encoded></item>"
        for n in range(count)
    )
    return f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{entries}</channel></rss>'.encode()


def started(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "comity",
        "watch",
        "--allow-private",
        "--ledger",
        str(tmp_path / "l.db"),
        *arguments,
    ]
    told = {**os.environ, "COMITY_FETCH__DELAY": "0", "COMITY_FETCH__SECONDS": "20"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=told)


def ran(tmp_path: Path, *arguments: str) -> tuple[int, list[str], str]:
    process = started(tmp_path, *arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.splitlines(), err


def kept(tmp_path: Path) -> list[str]:
    with Ledger(tmp_path / "l.db", create=False) as book:
        assert not list(book.check())
        return sorted(row.id for row in book.store.documents())


def wait_for(happened: Any, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.slow
def test_what_is_new_is_printed_once(server: Any, hostile: ModuleType, tmp_path: Path) -> None:
    server.routes["/f"] = hostile.answer(feed(server, 2), 'ETag: "1"', type_="text/xml")
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{server.at("/f")}"/></body></opml>')
    listed = str(tmp_path / "feeds.opml")
    code, lines, err = ran(tmp_path, "--once", listed)
    assert (code, err) == (0, "")
    assert [line.split("  ")[0] for line in lines] == ["1 statement"] * 2
    assert lines[0].endswith(f"2024-11-06  Talks 1  {server.at('/1')}")
    server.routes["/f"] = hostile.answer(feed(server, 3), type_="text/xml")
    code, lines, _ = ran(tmp_path, "--once", "--format", "jsonl", listed)
    (told,) = map(json.loads, lines)
    assert told["document"]["title"] == "Talks 2"
    assert told["document"]["outcome"] == "new"
    assert told["statements"][0]["kind"] == "agreement"
    assert server.header(-1, "If-None-Match") == '"1"'
    assert len(kept(tmp_path)) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
@pytest.mark.parametrize("where", ["waiting", "fetching", "starting"])
def test_a_signal_stops_it_well_wherever_it_is(
    server: Any, hostile: ModuleType, tmp_path: Path, sent: signal.Signals, code: int, where: str
) -> None:
    fine = hostile.answer(feed(server, 1), type_="text/xml")
    server.routes["/f"] = hostile.slowly(fine, 0.5) if where == "fetching" else fine
    process = started(tmp_path, "--every", "1h", server.at("/f"))
    if where == "waiting":
        assert process.stdout is not None
        assert "Talks 0" in process.stdout.readline()
        time.sleep(0.3)
    else:
        wait_for(lambda: "/robots.txt" in server.paths() if where == "starting" else "/f" in server.paths())
    began = time.monotonic()
    process.send_signal(sent)
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 6
    assert process.returncode == code
    assert "Traceback" not in err
    assert "stopped" in err
    server.routes["/f"] = fine
    assert ran(tmp_path, "--once", "--quiet", server.at("/f"))[0] == 0
    assert kept(tmp_path) == [server.at("/0")]


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(
    server: Any, hostile: ModuleType, tmp_path: Path
) -> None:
    count, posted = 25, []

    def post(connection: Any, request: bytes) -> None:
        posted.append(request.partition(b"dempotency-Key: ")[2].partition(b"\r\n")[0].decode())
        connection.sendall(hostile.answer(b"", status="204 Taken"))

    server.routes |= {"/f": hostile.answer(feed(server, count), 'ETag: "1"', type_="text/xml"), "/post": post}
    chance = random.Random(7)
    arguments = ("--every", "1s", "--post", server.at("/post"), server.at("/f"))
    for _ in range(5):
        before = len(posted)
        process = started(tmp_path, *arguments)
        wait_for(lambda before=before: len(posted) >= min(count, before + 2))
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.communicate(timeout=20)
    code, _, err = ran(tmp_path, "--once", *arguments[2:])
    assert (code, err) == (0, "")
    assert kept(tmp_path) == sorted(server.at(f"/{n}") for n in range(count))
    assert len(set(posted)) == count
    assert len(posted) <= count + 5, "at most the document that a kill fell on is posted again"


@pytest.mark.slow
def test_what_is_not_taken_is_posted_again_later(server: Any, hostile: ModuleType, tmp_path: Path) -> None:
    server.routes["/f"] = hostile.answer(feed(server, 1), type_="text/xml")
    server.routes["/post"] = hostile.answer(b"", status="500 Full")
    code, lines, err = ran(tmp_path, "--once", "--post", server.at("/post"), server.at("/f"))
    assert (code, lines) == (3, [])
    assert "does not take what is posted (500)" in err
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["none.opml"], 3, "does not exist"),
        (["--every", "soon", "https://desk.example/f"], 2, "15m"),
        (["--post", "desk", "https://desk.example/f"], 2, "http://"),
        (["--country", "Atlantis", "https://desk.example/f"], 3, "Atlantis"),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, arguments: list[str], code: int, word: str) -> None:
    found, lines, err = ran(tmp_path, *arguments)
    assert (found, lines) == (code, [])
    assert word in err
    assert err.count("\n") == 1
