"""Files packed with gzip: read as what they hold, one packing deep, within a bound."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from comity.acquire import acquire
from comity.model import Document, Refusal

PAGE = b"<!doctype html><html><body><article><p>Ruritania and Strelsau signed an agreement.</p></article></body></html>"
LINE = b'{"id": "%d", "text": "Ruritania and Strelsau signed an agreement on fisheries."}\n'


def found(tmp_path: Path, name: str, data: bytes) -> list[Document | Refusal]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(acquire([path]))


def why(tmp_path: Path, data: bytes) -> str:
    *_, last = found(tmp_path, "page.html.gz", data)
    assert isinstance(last, Refusal), last
    return last.why


@pytest.mark.parametrize("name", ["page.html.gz", "page"])
def test_a_packed_page_is_the_page(tmp_path: Path, name: str) -> None:
    (plain,) = found(tmp_path, "page.html", PAGE)
    (packed,) = found(tmp_path, name, gzip.compress(PAGE))
    assert isinstance(plain, Document)
    assert isinstance(packed, Document)
    assert (packed.content, packed.format, packed.sha256) == (plain.content, plain.format, plain.sha256)


def test_packed_lines_stream_over_members_and_padding(tmp_path: Path) -> None:
    data = gzip.compress(LINE % 1) + gzip.compress(LINE % 2) + b"\0" * 512
    assert [one.id for one in found(tmp_path, "news.jsonl.gz", data) if isinstance(one, Document)] == ["1", "2"]


def test_what_is_broken_is_refused_and_what_came_before_is_read(tmp_path: Path) -> None:
    assert "breaks off" in why(tmp_path, gzip.compress(PAGE)[:-12])
    assert "broken" in why(tmp_path, gzip.compress(PAGE)[:10] + b"\xff" * 40)
    noise = b"".join(b'{"id": "%d", "text": "Agreement %d."}\n' % (n, zlib.crc32(b"%d" % n)) for n in range(20_000))
    several = found(tmp_path, "news.jsonl.gz", gzip.compress(noise)[:-60_000])
    assert len(several) > 1_000
    assert isinstance(several[-1], Refusal)
    assert all(isinstance(one, Document) for one in several[:1_000])


def test_a_packing_within_a_packing_is_refused(tmp_path: Path) -> None:
    assert "compressed with gzip" in why(tmp_path, gzip.compress(gzip.compress(PAGE)))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    assert "10 MB" in why(tmp_path, gzip.compress(b"<html>" + b" " * 20_000_000))
    lines = gzip.compress(b'{"id": "1", "text": "x"}\n' + b" " * 150_000_000, 9)
    *read, last = found(tmp_path, "news.jsonl.gz", lines)
    assert len(read) == 1
    assert isinstance(last, Refusal)
    assert "times its size" in last.why
