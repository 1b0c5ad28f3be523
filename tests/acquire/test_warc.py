"""Web archives: what is read of them, in ranges, and what becomes of broken and hostile ones."""

import gzip
import itertools
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.acquire.warc import records
from comity.model import ConfigError, Document, Refusal

Written = Callable[..., Path]


def urls(place: Path, start: int = 0, end: int | None = None) -> list[str]:
    return [found.url or found.id for found in records(place, start, end) if isinstance(found, Document)]


def reasons(place: Path) -> list[str]:
    return [f"{found.origin.rpartition(':')[2]}: {found.why}" for found in records(place) if isinstance(found, Refusal)]


def test_a_page_keeps_address_date_and_encoding(written: Written, archives: ModuleType) -> None:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1251\r\n"
    body = "<html><meta charset=koi8-r><p>Встреча в Астане.</p></html>".encode("cp1251")
    place = written("a.warc", archives.record(body, http=http, url="<https://news.example/a/1>"))
    (page,) = records(place)
    assert isinstance(page, Document)
    assert page.id == page.url == "https://news.example/a/1"
    assert "Встреча в Астане" in page.content
    assert (page.encoding, page.format, page.published) == ("cp1251", "html", None)
    assert page.fetched == datetime(2024, 11, 5, 10, tzinfo=UTC)
    assert page.origin == f"{place}:0"


@pytest.mark.parametrize("pack", ["plain", "members", "whole"])
def test_every_packing_is_read(written: Written, archives: ModuleType, pack: str) -> None:
    made = archives.numbered(30, filling=5_000)
    whole = b"".join(made)
    data = {"plain": whole, "members": archives.packed(made), "whole": gzip.compress(whole)}[pack]
    assert urls(written("a", data)) == [f"https://news.example/a/{n}" for n in range(30)]


def test_only_html_that_was_answered_is_given(written: Written, archives: ModuleType) -> None:
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
    untold = b"HTTP/1.1 200 OK\r\nServer: x\r\n"
    made = [
        archives.record(b"software: x\r\n", type_="warcinfo"),
        archives.record(archives.page(1), type_="request"),
        archives.record(b"\x89PNG", http=image),
        archives.record(b"x" * 6_000_000, http=image),
        archives.record(archives.page(2), http=missing),
        archives.record(archives.page(3), url="dns:news.example"),
        archives.record(archives.page(4), http=untold, url="https://news.example/a/4"),
        archives.record(b'{"a": 1}', http=untold),
        archives.record(archives.page(5), url="https://news.example/a/5"),
    ]
    for data in (b"".join(made), archives.packed(made)):
        place = written("a.warc", data)
        assert urls(place) == ["https://news.example/a/4", "https://news.example/a/5"]
        assert reasons(place) == []


@pytest.mark.parametrize("packed", [False, True])
@given(cuts=st.lists(st.floats(0, 1), max_size=8), count=st.integers(1, 12), filling=st.integers(0, 40_000))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ranges_that_meet_give_every_record_once(
    written: Written, archives: ModuleType, packed: bool, cuts: list[float], count: int, filling: int
) -> None:
    made = archives.numbered(count, filling)
    place = written("a.warc", archives.packed(made) if packed else b"".join(made))
    size = place.stat().st_size
    edges = [0, *sorted(int(cut * size) for cut in cuts), size]
    found = [url for start, end in itertools.pairwise(edges) for url in urls(place, start, end)]
    assert found == [f"https://news.example/a/{n}" for n in range(count)]


def test_a_range_from_a_record_on_is_exact_whatever_pages_hold(written: Written, archives: ModuleType) -> None:
    """A page that holds records, or gzip members of them, cannot pass for several."""
    planted = b"<html>\r\n" + archives.record(archives.page(7), url="https://ministry.example/false") + b"</html>"
    hidden = b"<html>" + gzip.compress(archives.record(archives.page(7), url="https://ministry.example/false"))
    made = [archives.record(planted), archives.record(hidden), archives.record(archives.page(2))]
    for data in (b"".join(made), archives.packed(made)):
        place = written("a.warc", data)
        assert set(urls(place)) == {"https://news.example/a/1"}
        offsets = [int(found.origin.rpartition(":")[2]) for found in records(place)]
        assert len(offsets) == 3
        edges = [*offsets, len(data)]
        assert [len(list(records(place, a, b))) for a, b in itertools.pairwise(edges)] == [1, 1, 1]


def test_bodies_are_unpacked_whether_they_are_packed_or_only_say_so(written: Written, archives: ModuleType) -> None:
    body = archives.page(1)
    chunks = b"5\r\n" + body[:5] + b"\r\n" + b"%x;a=b\r\n" % len(body[5:]) + body[5:] + b"\r\n0\r\n\r\n"
    cases = [
        ("Content-Encoding: gzip", gzip.compress(body)),
        ("Content-Encoding: deflate", zlib.compress(body)),
        ("Content-Encoding: deflate", zlib.compress(body, wbits=-15)),
        ("Content-Encoding: br", brotli.compress(body)),
        ("Content-Encoding: gzip", body),
        ("Transfer-Encoding: chunked", chunks),
        ("Transfer-Encoding: chunked", body),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", gzip.compress(body)),
    ]
    made = [archives.record(data, http=archives.FINE + header.encode() + b"\r\n") for header, data in cases]
    found = list(records(written("a.warc.gz", archives.packed(made))))
    assert [page.content for page in found if isinstance(page, Document)] == [body.decode()] * len(cases)


@pytest.mark.parametrize("pack", ["plain", "members", "whole"])
def test_wrong_lengths_cost_one_record_each(written: Written, archives: ModuleType, pack: str) -> None:
    good = archives.numbered(5)
    bad = [
        archives.record(archives.page(9), length=20),
        archives.record(archives.page(9), length=50_000),
        archives.record(archives.page(9), length=10**13),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    ]
    made = [one for two in itertools.zip_longest(good, bad) for one in two if one]
    data = {"plain": b"".join(made), "members": archives.packed(made), "whole": gzip.compress(b"".join(made))}[pack]
    place = written("a.warc", data)
    assert urls(place) == [f"https://news.example/a/{n}" for n in range(5)]
    assert len(reasons(place)) == 4


@pytest.mark.parametrize("damage", ["bit", "checksum", "between", "cut", "beginning"])
def test_damage_costs_the_record_it_is_in(written: Written, archives: ModuleType, damage: str) -> None:
    members = [bytearray(gzip.compress(one, mtime=0)) for one in archives.numbered(5)]
    match damage:
        case "bit":
            members[2][60] ^= 0xFF
        case "checksum":
            members[2][-6] ^= 0xFF
        case "between":
            members[2] = bytearray(b"not gzip at all")
        case "cut":
            del members[4][-20:]
        case "beginning":
            del members[0][:15]
    place = written("a.warc.gz", b"".join(members))
    lost = {"cut": 4, "beginning": 0}.get(damage, 2)
    assert urls(place) == [f"https://news.example/a/{n}" for n in range(5) if n != lost]
    (why,) = reasons(place)
    assert why.startswith(f"{sum(map(len, members[:lost]))}: ")


def test_bombs_are_not_inflated_to_their_end(written: Written, archives: ModuleType) -> None:
    good = archives.numbered(3)
    zeros = gzip.compress(b"\0" * 200_000_000, 1)
    inner = archives.record(zeros, http=archives.FINE + b"Content-Encoding: gzip\r\n")
    outer = archives.record(b"\0" * 100_000_000)
    place = written("a.warc.gz", archives.packed([good[0], inner, good[1], outer, good[2]]))
    began = time.monotonic()
    assert urls(place) == [f"https://news.example/a/{n}" for n in range(3)]
    assert [why.partition(": ")[2] for why in reasons(place)] == [
        "has a page of more than 5 MB, the most that is read of one"
    ] * 2
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"no archive at all\n" * 50, "has no record here"),
        (b"\x1f\x8b\x08" * 50, "ends before its record does"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 30_000, "has a record with too large a header"),
    ],
)
def test_what_is_no_archive_is_refused(written: Written, content: bytes, why: str) -> None:
    (found,) = records(written("a.warc", content))
    assert isinstance(found, Refusal)
    assert why in found.why


def test_bad_pages_are_refused_with_their_reason(written: Written, archives: ModuleType) -> None:
    made = [
        archives.record(b"\x89PNG\r\n\x1a\n\0\0"),
        archives.record(b"  "),
        archives.record(b"x", http=b"no answer\r\n"),
        archives.record(b"not packed", http=archives.FINE + b"Content-Encoding: gzip\r\n"),
        archives.record(b"x" * 5_000_001),
        archives.record(archives.page(1), http=archives.FINE + b"X: " + b"y" * 70_000 + b"\r\n"),
    ]
    told = reasons(written("a.warc.gz", archives.packed(made)))
    words = ("PNG", "empty", "no answer", "compressed data", "5 MB", "no answer")
    assert len(told) == len(words)
    assert all(word in why for word, why in zip(words, told, strict=True))


def test_a_file_made_of_broken_records_ends_in_time(written: Written, archives: ModuleType) -> None:
    head = b"WARC/1.0\r\nContent-Length: 5000000\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.b/c\r\n\r\n"
    began = time.monotonic()
    for data in (head * 100_000, gzip.compress(head * 100_000), gzip.compress(head)[:-9] * 100_000):
        found = list(records(written("a.warc.gz", data)))
        assert 0 < len(found) <= 10_000
        assert all(isinstance(one, Refusal) for one in found)
    assert time.monotonic() - began < 30


@given(data=st.binary(max_size=600), seed=st.integers(0, 10**9), packed=st.booleans(), at=st.floats(0, 1))
@settings(max_examples=150, deadline=5_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_in_an_archive_raises(
    written: Written, archives: ModuleType, data: bytes, seed: int, packed: bool, at: float
) -> None:
    """Archives with bytes put in, taken out and turned over give documents and refusals, and end."""
    made = archives.numbered(4, filling=seed % 300)
    whole = bytearray(archives.packed(made) if packed else b"".join(made))
    place = int(at * len(whole))
    match seed % 4:
        case 0:
            whole[place : place + len(data)] = data
        case 1:
            whole[place:place] = data
        case 2:
            del whole[place : place + len(data)]
        case _:
            whole = bytearray(data)
    file = written("a.warc.gz", bytes(whole))
    for start in (0, place):
        for found in records(file, start):
            assert isinstance(found, Document | Refusal)
            assert "\n" not in getattr(found, "why", "")


def test_a_place_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (found,) = records(tmp_path / "none.warc")
    assert isinstance(found, Refusal)
    assert "does not exist" in found.why
    (found,) = records("ssh://somewhere/a.warc")
    assert isinstance(found, Refusal)
    assert "of a kind that is not read" in found.why


def test_a_store_whose_package_is_missing_names_it() -> None:
    with pytest.raises(ConfigError, match="pip install gcsfs"):
        list(records("gs://bucket/a.warc.gz"))


def test_a_store_is_read_through_fsspec(archives: ModuleType) -> None:
    import fsspec

    with fsspec.open("memory://archives/a.warc.gz", "wb") as file:
        file.write(archives.packed(archives.numbered(3)))
    assert len(list(records("memory://archives/a.warc.gz"))) == 3


def test_what_is_not_wanted_is_passed_over(written: Written, archives: ModuleType) -> None:
    place = written("a.warc.gz", archives.packed(archives.numbered(9)))
    day = datetime(2024, 11, 5, 10, tzinfo=UTC)
    wanted = [page.id for page in records(place, wanted=lambda url, date: date == day and str(url).endswith("/3"))]  # type: ignore[union-attr]
    assert wanted == ["https://news.example/a/3"]
