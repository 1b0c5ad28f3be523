"""Watching feeds: what is asked of a server, how often, and what is remembered."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from comity.acquire.access import Access
from comity.acquire.contents import Order
from comity.acquire.polite import Polite
from comity.acquire.select import Selection
from comity.acquire.watch import PauseError, Rules, Watch
from comity.acquire.watchstate import MOST_SEEN, FeedState, kept_in, load, save
from comity.model import ConfigError, Document, Refusal

LONG = "The two ministers spoke about a railway. " * 20
OPEN = Access(allow_private=True, seconds=3)


class StoppedError(Exception):
    """The time of a test is up."""


class Desk:
    """A watch with a clock of its own, and what it was given and told."""

    def __init__(self, folder: Path, **asked: Any) -> None:
        self.now = 1_000_000.0
        self.taken: list[str] = []
        self.told: list[str] = []
        self.fails: set[str] = set()
        self.paused = False
        self.folder = folder
        rules = Rules(every=900, folder=folder, order=Order(), selection=Selection(**asked))
        self._until = 0.0
        polite = Polite(OPEN, delay=0.0)
        self.watch = Watch(polite, rules, self.take, self.tell, sleep=self.sleep, clock=lambda: self.now)

    def take(self, found: Any) -> bool:
        if self.paused:
            raise PauseError("the other side is away")
        fine = True
        for item in found:
            fine = isinstance(item, Document) and item.id not in self.fails
            self.taken.append(item.id if isinstance(item, Document) else f"! {item.why}")
        return fine

    def tell(self, refusal: Refusal) -> None:
        self.told.append(refusal.why)

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now >= self._until:
            raise StoppedError

    def spend(self, seconds: float, *urls: str) -> None:
        self._until = self.now + seconds
        with pytest.raises(StoppedError):
            self.watch.forever(lambda: urls)

    def state(self, url: str) -> FeedState:
        return load(self.folder, url)


def feed(*numbers: int) -> bytes:
    entries = "".join(
        f"<item><title>N{n}</title><link>https://desk.example/{n}</link><content:encoded>{LONG}</content:encoded></item>"
        for n in numbers
    )
    return f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{entries}</channel></rss>'.encode()


def ids(*numbers: int) -> list[str]:
    return [f"https://desk.example/{n}" for n in numbers]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_new_entries_are_taken_once_oldest_first(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    server.routes["/f"] = hostile.answer(feed(2, 1), type_="text/xml")
    desk.watch.once([url, url])
    assert desk.taken == ids(1, 2)
    server.routes["/f"] = hostile.answer(feed(3, 2, 1), type_="text/xml")
    desk.watch.once([url])
    assert desk.taken == ids(1, 2, 3)
    again = Desk(desk.folder)
    again.watch.once([url])
    assert again.taken == []


def test_what_has_not_changed_is_not_sent_again(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    told = ('ETag: W/"7"', "Last-Modified: Tue, 05 Nov 2024 10:00:00 GMT")
    server.routes["/f"] = hostile.answer(feed(1), *told, type_="text/xml")
    desk.watch.once([url])
    server.routes["/f"] = hostile.answer(b"", status="304 Not Modified")
    desk.watch.once([url])
    assert server.header(-1, "If-None-Match") == 'W/"7"'
    assert server.header(-1, "If-Modified-Since") == "Tue, 05 Nov 2024 10:00:00 GMT"
    assert desk.taken == ids(1)
    assert desk.told == []


def test_entries_that_fail_are_tried_three_times(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    desk.fails = set(ids(1))
    server.routes["/f"] = hostile.answer(feed(2, 1), 'ETag: "1"', type_="text/xml")
    for _ in range(5):
        desk.watch.once([url])
    assert desk.taken == [*ids(1, 2), *ids(1), *ids(1)]
    assert [server.header(i, "If-None-Match") for i in range(1, 6)] == [None, None, None, '"1"', '"1"']


def test_a_pause_leaves_the_rest_for_later(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    server.routes["/f"] = hostile.answer(feed(2, 1), 'ETag: "1"', type_="text/xml")
    desk.paused = True
    desk.watch.once([url])
    assert desk.told == ["the other side is away"]
    desk.paused = False
    desk.watch.once([url])
    assert desk.taken == [], "not before it is due again"
    desk.now += 3_600
    desk.watch.once([url])
    assert desk.taken == ids(1, 2)


def test_trouble_is_answered_with_longer_and_longer_waits(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    server.routes["/f"] = hostile.answer(b"", status="500 Oh")
    desk.spend(900 * 2**6, url)
    assert 4 <= server.paths().count("/f") <= 6
    assert set(desk.told) == {"gave an error (500)"}
    assert desk.state(url).failures == server.paths().count("/f")
    server.routes["/f"] = hostile.answer(feed(1), type_="text/xml")
    desk.spend(90_000 * 2, url)
    assert desk.taken == ids(1)
    assert desk.state(url).failures == 0


@pytest.mark.parametrize(("status", "after"), [("429 Slow", "7200"), ("503 Away", "Mon, 12 Jan 1970 15:46:40 GMT")])
def test_a_server_may_ask_for_a_wait(server: Any, hostile: ModuleType, desk: Desk, status: str, after: str) -> None:
    url = server.at("/f")
    server.routes["/f"] = hostile.answer(b"", f"Retry-After: {after}", status=status)
    desk.watch.once([url])
    assert desk.state(url).due - desk.now >= 6_800


def test_feeds_are_looked_at_about_every_interval(server: Any, hostile: ModuleType, desk: Desk) -> None:
    for path in ("/f", "/g"):
        server.routes[path] = hostile.answer(feed(1), type_="text/xml")
    desk.spend(900 * 10, server.at("/f"), server.at("/g"))
    assert 8 <= server.paths().count("/f") <= 11
    assert 8 <= server.paths().count("/g") <= 11
    assert server.paths().count("/robots.txt") == 1


def test_a_clock_that_was_set_back_stops_nothing(server: Any, hostile: ModuleType, desk: Desk) -> None:
    url = server.at("/f")
    save(desk.folder, FeedState(url=url, due=desk.now + 10**9, failures=1))
    server.routes["/f"] = hostile.answer(feed(1), type_="text/xml")
    desk.watch.once([url])
    assert desk.taken == ids(1)


def test_news_sitemaps_are_watched_too(server: Any, hostile: ModuleType, desk: Desk) -> None:
    server.routes["/s"] = hostile.answer(
        f"<urlset><url><loc>{server.at('/1')}</loc></url></urlset>".encode(), type_="text/xml"
    )
    server.routes["/1"] = hostile.answer(f"<html><p>{LONG}</p></html>".encode())
    desk.watch.once([server.at("/s")])
    assert desk.taken == [server.at("/1")]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>', "/feed.xml"),
        (b"<html><p>Nothing.</p></html>", "neither a feed nor a sitemap"),
        (b"<sitemapindex><sitemap><loc>https://desk.example/s.xml</loc></sitemap></sitemapindex>", "index of sitemaps"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item/></channel></rss>', "entities"),
    ],
)
def test_what_is_no_feed_is_told(server: Any, hostile: ModuleType, desk: Desk, body: bytes, word: str) -> None:
    server.routes["/f"] = hostile.answer(body)
    desk.watch.once([server.at("/f")])
    assert word in desk.told[0]
    assert desk.taken == []


def test_what_is_not_asked_for_is_seen_but_not_fetched(server: Any, hostile: ModuleType, tmp_path: Path) -> None:
    desk = Desk(tmp_path, hosts=("elsewhere.example",))
    server.routes["/f"] = hostile.answer(feed(1), type_="text/xml")
    desk.watch.once([server.at("/f")])
    assert desk.taken == []
    assert len(desk.state(server.at("/f")).seen) == 1


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"url": "x"}', "[" * 100_000, '{"url": "u", "etag": 1, "modified": 2, "seen": 3}'],
)
def test_a_memory_that_cannot_be_understood_is_none(tmp_path: Path, content: str) -> None:
    save(tmp_path, FeedState(url="u"))
    (place,) = tmp_path.glob("*.json")
    place.write_text(content)
    assert load(tmp_path, "u") == FeedState(url="u")


def test_memory_is_bounded_and_whole(tmp_path: Path) -> None:
    state = FeedState(url="u", seen=tuple(str(n) for n in range(MOST_SEEN + 5)), failed={"a": 2}, due=5.0, failures=3)
    save(tmp_path, state, durable=True)
    found = load(tmp_path, "u")
    assert found.seen == state.seen[5:]
    assert (found.failed, found.due, found.failures) == ({"a": 2}, 5.0, 3)
    (place,) = tmp_path.iterdir()
    place.write_text(json.dumps({**json.loads(place.read_text()), "due": float("nan")}))
    assert load(tmp_path, "u").due == 0.0


def test_one_watch_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with kept_in(folder) as there:
        (there / ".half.new").write_text("{")
        with pytest.raises(ConfigError, match="another watch"), kept_in(folder):
            pass
    with kept_in(folder):
        assert not (folder / ".half.new").exists()


def test_memory_that_cannot_be_kept_is_said(tmp_path: Path, written: Callable[..., Path]) -> None:
    with pytest.raises(ConfigError, match="cannot be made"), kept_in(written("file", "x") / "folder"):
        pass
    with pytest.raises(ConfigError, match="cannot be kept"):
        save(tmp_path / "none", FeedState(url="u"))
