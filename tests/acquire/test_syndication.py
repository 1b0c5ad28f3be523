"""Feeds, lists of feeds and sitemaps: good ones, odd ones, and ones that are made to do harm."""

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.acquire.sitemaps import entries, is_sitemap, unpacked
from comity.acquire.syndication import MOST_ITEMS, Item, day_of, feeds, is_feed, is_list, items
from comity.acquire.xml import root_name
from comity.model import InputError

LONG = "<p>" + "The two ministers spoke about a railway. " * 20 + "</p>"


def rss(inside: str, opening: str = '<?xml version="1.0"?>') -> bytes:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    return f'{opening}<rss version="2.0" {spaces}><channel><title>The Desk</title>{inside}</channel></rss>'.encode()


def only(data: bytes, base: str = "https://desk.example/feed") -> Item:
    (item,) = items(data, base)
    return item


def test_rss_with_full_content() -> None:
    item = only(
        rss(
            "<item><media:title>A picture</media:title><title>Talks &amp;amp; trade</title><link>/a/1</link>"
            "<guid isPermaLink='false'>x-1</guid><pubDate>Tue, 05 Nov 2024 23:30:00 -0500</pubDate>"
            f"<media:content url='https://desk.example/p.jpg'/><description>Short.</description>"
            f"<content:encoded><![CDATA[{LONG}]]></content:encoded></item>"
        )
    )
    assert (item.key, item.url, item.title) == ("x-1", "https://desk.example/a/1", "Talks & trade")
    assert (item.published, item.publisher, item.summary) == (date(2024, 11, 5), "The Desk", "Short.")
    assert item.html == LONG


def test_a_summary_is_no_article() -> None:
    item = only(rss("<item><link>https://desk.example/a/1</link><content:encoded>Short.</content:encoded></item>"))
    assert item.html is None
    assert item.key == "https://desk.example/a/1"


def test_atom() -> None:
    item = only(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The <b>Desk</b></title><entry><id>tag:1</id>
        <title type="html">A &lt;b&gt;visit&lt;/b&gt;</title><link rel="self" href="/api/1"/><link href="a/1"/>
        <published>2024-11-05T23:30:00-05:00</published><updated>2024-11-07T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry></feed>""".encode()
    )
    assert (item.key, item.url, item.title) == ("tag:1", "https://desk.example/a/1", "A visit")
    assert (item.published, item.changed, item.publisher) == (date(2024, 11, 5), date(2024, 11, 7), "The Desk")
    assert item.html is not None
    assert LONG in item.html


def test_rdf_and_other_encodings() -> None:
    item = only(
        """<?xml version="1.0" encoding="windows-1251"?><!DOCTYPE rdf><!-- <feed> -->
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Вести</title></channel><item><title>Встреча</title>
        <link>https://desk.example/a</link><dc:date>2024-11-05</dc:date></item></rdf:RDF>""".encode("cp1251")
    )
    assert (item.title, item.publisher, item.published) == ("Встреча", "Вести", date(2024, 11, 5))


def test_the_commonest_faults_are_mended() -> None:
    data = rss(
        "<item><title>Caf&eacute;&nbsp;&amp; R&D</title><link>https://desk.example/a?x=1&y=2</link></item>"
        "<item><title>Cut"
    )
    first, *_ = items(data)
    assert (first.title, first.url) == ("Café & R&D", "https://desk.example/a?x=1&y=2")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 05 Nov 2024 10:00:00 GMT", date(2024, 11, 5)),
        ("5 Nov 2024", date(2024, 11, 5)),
        ("2024-11-05T23:59:59+05:00", date(2024, 11, 5)),
        ("2024-11-05", date(2024, 11, 5)),
        ("yesterday", None),
        ("", None),
        ("Tue, 99 Nov 2024 10:00:00 GMT", None),
        ("9" * 5_000, None),
    ],
)
def test_days_of_feeds(written: str, day: date | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize("written", ["Thu, 01 Jan 1970 00:00:00 GMT", "2199-01-01"])
def test_days_that_cannot_be_are_none(written: str) -> None:
    assert only(rss(f"<item><link>https://desk.example/a</link><pubDate>{written}</pubDate></item>")).published is None


def test_lists_of_feeds() -> None:
    data = b"""<opml version="2.0"><body><outline text="x"><outline xmlUrl="https://a.example/f"/>
    <outline XMLURL="/g"/><outline text="none"/><outline xmlUrl="https://a.example/f"/></outline></body></opml>"""
    assert is_list(data)
    assert list(feeds(data, "https://b.example/")) == ["https://a.example/f", "https://b.example/g"]


def test_sitemaps() -> None:
    data = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="x"><url>
    <loc>https://a.example/1</loc><lastmod>2024-11-06T10:00:00Z</lastmod><news:news><news:publication><news:name>
    The Desk</news:name></news:publication>
    <news:publication_date>2024-11-05</news:publication_date><news:title>T</news:title>
    </news:news></url><url><loc>javascript:x</loc></url><url/></urlset>"""
    (entry,) = entries(data)
    assert (entry.url, entry.published, entry.changed) == ("https://a.example/1", date(2024, 11, 5), date(2024, 11, 6))
    assert (entry.title, entry.publisher) == ("T", "The Desk")
    index = b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>"
    assert [(entry.url, entry.sitemap) for entry in entries(index)] == [("https://a.example/s.xml", True)]
    assert is_sitemap(data)
    assert is_sitemap(index)


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("opening", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_entities_are_refused(opening: str, codec: str) -> None:
    data = rss("<item><title>&a;</title><link>https://a.example/1</link></item>", opening).decode().encode(codec)
    for read in (items, feeds, entries):
        with pytest.raises(InputError, match="entities"):
            list(read(data))


@pytest.mark.parametrize(
    "inside",
    [
        "<item><title>A</title></item>" * 100_000,
        "<item>" * 300_000,
        "<item><description>" + "<p>" * 300_000,
        "<item><title>" + "&" * 1_000_000,
        "<" * 1_000_000,
        "<![CDATA[" * 300_000,
        "<!--" * 300_000,
        "<item><title>" + "x" * 12_000_000,
        "<item " + "".join(f"a{i}='1' " for i in range(200_000)) + "/>",
    ],
    ids=["items", "nested items", "nested tags", "ampersands", "brackets", "cdata", "comments", "text", "attributes"],
)
def test_hostile_feeds_are_read_in_time(inside: str) -> None:
    began = time.process_time()
    assert len(list(items(rss(inside)))) <= MOST_ITEMS
    assert time.process_time() - began < 8


def test_a_packed_sitemap_has_a_bound() -> None:
    import gzip

    assert unpacked(gzip.compress(b"<urlset/>"), 100) == b"<urlset/>"
    with pytest.raises(InputError, match="expands"):
        unpacked(gzip.compress(b"<urlset>" * 10_000), 1_000)
    with pytest.raises(InputError):
        unpacked(b"\x1f\x8bnot", 1_000)


@pytest.mark.parametrize("data", [b"", b"<", b"hello <rss>", b"<html><rss>", b"<?xml", b"<!-- <rss> -->", b"{}"])
def test_what_is_no_feed(data: bytes) -> None:
    assert not is_feed(data)
    assert not is_list(data)
    assert not is_sitemap(data)


PIECES = """<item> </item> <link> https://a.example/1 </link> <title> &lt; & <![CDATA[ ]]> <!-- <guid> <pubDate>
2024-11-05 <entry> <content_type='xhtml'> <outline_xmlUrl=' '/> <url><loc> http://[ <lastmod>2024 <!DOCTYPE_x_[
<?xml_encoding='utf-99'?> \x00 \udcff""".split()


@given(
    pieces=st.lists(st.sampled_from(PIECES), max_size=40),
    noise=st.binary(max_size=50),
    root=st.sampled_from(["<rss><channel>", "<feed>", "<urlset>", "<opml>", ""]),
)
@settings(max_examples=200, deadline=2_000)
def test_nothing_in_a_feed_raises_anything_else(pieces: list[str], noise: bytes, root: str) -> None:
    data = (root + "".join(pieces).replace("_", " ")).encode("utf-8", "surrogatepass") + noise
    root_name(data)
    for read in (items, feeds, entries):
        with contextlib.suppress(InputError):
            list(read(data, "https://a.example/"))
