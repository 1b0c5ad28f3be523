"""Pages, feeds and sitemaps at addresses of a server on this machine."""

import gzip
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from comity.acquire import access as rules
from comity.acquire import acquire
from comity.acquire.access import Access
from comity.acquire.select import Selection
from comity.model import Document, Refusal

OPEN = Access(allow_private=True, seconds=3)
LONG = "<p>" + "The two ministers spoke about a railway. " * 20 + "</p>"


def page(title: str, more: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{more}</head><body>{LONG}</body></html>".encode()


def rss(inside: str) -> bytes:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss {space}><channel><title>The Desk</title>{inside}</channel></rss>".encode()


def got(*sources: str | Path, **how: Any) -> list[Document | Refusal]:
    return list(acquire(list(sources), **{"access": OPEN, "delay": 0.0, **how}))


def test_a_page_has_its_address_and_when_it_was_fetched(server: Any, hostile: ModuleType) -> None:
    server.routes["/old"] = hostile.redirect("/new?a=b")
    server.routes["/new?a=b"] = hostile.answer(
        "<html><p>Привет всем.</p></html>".encode("koi8-r"), type_="text/html; charset=koi8-r"
    )
    (found,) = got(server.at("/old"))
    assert isinstance(found, Document)
    assert found.id == found.url == server.at("/new?a=b")
    assert found.origin == server.at("/old")
    assert (found.encoding, "Привет" in found.content) == ("koi8-r", True)
    assert found.fetched is not None
    assert found.published is None
    assert "/robots.txt" not in server.paths(), "a person asked for this page"


def test_a_page_may_name_its_address_but_no_other_host(server: Any, hostile: ModuleType) -> None:
    server.routes["/a"] = hostile.answer(page("A", f'<link rel="canonical" href="{server.at("/b")}">'))
    server.routes["/c"] = hostile.answer(page("C", '<link rel="canonical" href="https://ministry.example/statement">'))
    ids = [found.id for found in got(server.at("/a"), server.at("/c")) if isinstance(found, Document)]
    assert ids == [server.at("/b"), server.at("/c")]


def test_a_feed_gives_what_it_holds_and_fetches_what_it_names(server: Any, hostile: ModuleType) -> None:
    feed = rss(
        f"<item><title>Whole</title><link>{server.at('/1')}</link><pubDate>Tue, 05 Nov 2024 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
        "<item><title>Named</title><link>/2</link><pubDate>Wed, 06 Nov 2024 10:00:00 GMT</pubDate></item>"
        "<item><title>Gone</title><link>/3</link></item><item><title>Feed</title><link>/feed</link></item>"
    )
    server.routes |= {"/feed": hostile.answer(feed, type_="text/xml"), "/2": hostile.answer(page("Two"))}
    whole, named, gone, again = got(server.at("/feed"))
    assert isinstance(whole, Document)
    assert (whole.id, whole.title, whole.published) == (server.at("/1"), "Whole", date(2024, 11, 5))
    assert whole.publisher == "The Desk"
    assert LONG in whole.content
    assert isinstance(named, Document)
    assert (named.url, named.published, named.title) == (server.at("/2"), date(2024, 11, 6), None)
    assert isinstance(gone, Refusal)
    assert "404" in gone.why
    assert isinstance(again, Refusal)
    assert "list of pages" in again.why
    assert server.paths() == ["/feed", "/robots.txt", "/2", "/3", "/feed"]


def test_robots_are_asked_once_and_obeyed(server: Any, hostile: ModuleType) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Comity\nDisallow: /closed\nCrawl-delay: 0\n"
    server.routes["/robots.txt"] = hostile.answer(rules, type_="text/plain")
    names = "".join(f"<item><link>{path}</link></item>" for path in ("/open", "/closed/1", "/open2"))
    server.routes |= {f"/{path}": hostile.answer(page(path)) for path in ("open", "open2", "closed/1")}
    server.routes["/feed"] = hostile.answer(rss(names), type_="application/xml")
    first, second, third = got(server.at("/feed"))
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert isinstance(second, Refusal)
    assert "robots.txt" in second.why
    assert server.paths() == ["/feed", "/robots.txt", "/open", "/open2"]


def test_where_robots_cannot_be_had_nothing_is_fetched(server: Any, hostile: ModuleType) -> None:
    server.routes["/robots.txt"] = hostile.answer(b"", status="503 Busy")
    server.routes["/feed"] = hostile.answer(rss("<item><link>/a</link></item>"), type_="text/xml")
    (found,) = got(server.at("/feed"))
    assert isinstance(found, Refusal)
    assert "(503)" in found.why


def test_requests_to_a_host_keep_their_distance(server: Any, hostile: ModuleType) -> None:
    names = "".join(f"<item><link>/{n}</link></item>" for n in range(3))
    server.routes |= {"/feed": hostile.answer(rss(names), type_="text/xml")}
    got(server.at("/feed"), delay=0.2)
    pauses = [later - earlier for earlier, later in zip(server.times[1:], server.times[2:], strict=False)]
    assert len(pauses) == 3
    assert min(pauses) >= 0.19


def test_sitemaps_lead_to_pages_once_and_not_too_deep(server: Any, hostile: ModuleType) -> None:
    def index(*paths: str) -> bytes:
        inside = "".join(f"<sitemap><loc>{server.at(path)}</loc></sitemap>" for path in paths)
        return hostile.answer(f"<sitemapindex>{inside}</sitemapindex>".encode(), type_="text/xml")

    def urls(*paths: str) -> bytes:
        return "".join(
            ["<urlset>", *(f"<url><loc>{server.at(path)}</loc></url>" for path in paths), "</urlset>"]
        ).encode()

    server.routes |= {
        "/sitemap.xml": index("/news.xml.gz", "/deep1.xml", "/sitemap.xml"),
        "/news.xml.gz": hostile.answer(gzip.compress(urls("/1", "/2", "/1")), type_="application/x-gzip"),
        "/deep1.xml": index("/deep2.xml"),
        "/deep2.xml": index("/deep3.xml"),
        "/1": hostile.answer(page("One")),
        "/2": hostile.answer(page("Two")),
    }
    found = got(server.at("/sitemap.xml"))
    assert [one.id for one in found if isinstance(one, Document)] == [server.at("/1"), server.at("/2")]
    assert any("3 deep" in one.why for one in found if isinstance(one, Refusal))
    assert server.paths().count("/1") == 1
    assert len(server.asked) < 12


def test_a_list_of_feeds(server: Any, hostile: ModuleType) -> None:
    opml = f'<opml><body><outline xmlUrl="{server.at("/f")}"/><outline xmlUrl="{server.at("/page")}"/></body></opml>'
    item = f"<item><title>Whole</title><link>/1</link><content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
    server.routes |= {
        "/l": hostile.answer(opml.encode(), type_="text/x-opml"),
        "/f": hostile.answer(rss(item), type_="text/xml"),
        "/page": hostile.answer(page("No feed")),
    }
    whole, refused = got(server.at("/l"))
    assert isinstance(whole, Document)
    assert isinstance(refused, Refusal)
    assert "is no feed" in refused.why


def test_what_is_not_asked_for_is_not_fetched(server: Any, hostile: ModuleType) -> None:
    feed = rss(
        "<item><link>/old</link><pubDate>Tue, 05 Nov 2019 10:00:00 GMT</pubDate></item>"
        "<item><link>https://elsewhere.example/a</link></item><item><link>/new</link></item>"
    )
    server.routes |= {"/feed": hostile.answer(feed, type_="text/xml"), "/new": hostile.answer(page("New"))}
    passed: list[Document] = []
    asked = Selection(since=date(2024, 1, 1), hosts=("127.0.0.1",))
    assert len(got(server.at("/feed"), selection=asked, passed_over=passed.append)) == 1
    assert server.paths() == ["/feed", "/robots.txt", "/new"]
    asked = Selection(words=("ballet",))
    found = got(server.at("/feed"), selection=asked, passed_over=passed.append)
    assert not [one for one in found if isinstance(one, Document)]
    assert [one.url for one in passed] == [server.at("/new")]


@pytest.mark.parametrize(
    ("body", "type_", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0", "text/html", "PNG"),
        (b"   ", "text/html", "empty"),
        (b"x" * 5_000_001, "text/html", "larger than"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><item/></channel></rss>', "text/xml", "entities"),
    ],
)
def test_answers_that_hold_no_page(server: Any, hostile: ModuleType, body: bytes, type_: str, word: str) -> None:
    server.routes["/a"] = hostile.answer(body, type_=type_)
    (found,) = got(server.at("/a"))
    assert isinstance(found, Refusal)
    assert word in found.why


def test_a_feed_in_a_file_fetches_nothing(tmp_path: Path) -> None:
    place = tmp_path / "feed.xml"
    item = f"<item><title>Whole</title><link>https://a.example/1</link><content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
    place.write_bytes(rss(item + "<item><link>https://a.example/2</link></item>"))
    whole, named = got(place)
    assert isinstance(whole, Document)
    assert whole.id == "https://a.example/1"
    assert isinstance(named, Refusal)
    assert "only names 1 article" in named.why


def test_where_a_page_is_redirected_to_counts_too(server: Any, hostile: ModuleType) -> None:
    robots = b"User-agent: *\nDisallow: /closed\n"
    server.routes["/robots.txt"] = hostile.answer(robots, type_="text/plain")
    server.routes["/feed"] = hostile.answer(rss("<item><link>/open</link></item>"), type_="text/xml")
    server.routes |= {"/open": hostile.redirect("/closed/1"), "/closed/1": hostile.answer(page("Closed"))}
    (found,) = got(server.at("/feed"))
    assert isinstance(found, Refusal)
    assert "robots.txt" in found.why
    assert "/closed/1" not in server.paths()


def test_a_feed_leads_into_no_network(server: Any, hostile: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    public = rules.is_public
    monkeypatch.setattr(rules, "is_public", lambda address: address == "127.0.0.1" or public(address))
    names = "".join(f"<item><link>{url}</link></item>" for url in ("http://169.254.169.254/a", "http://[::1]/b", "/c"))
    server.routes["/feed"] = hostile.answer(rss(names), type_="text/xml")
    server.routes |= {"/c": hostile.redirect("http://10.0.0.1/d")}
    found = got(server.at("/feed"), access=Access(seconds=3))
    assert len(found) == 3
    assert all(isinstance(one, Refusal) and "inside a network" in one.why for one in found)
