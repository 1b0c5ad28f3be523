"""Where results are kept: in folders and object stores alike whole or not at all, and all trouble is one line."""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from comity.model import Article, ComityError, ConfigError, Reading
from comity.scale import places, table
from comity.scale.places import Folder, Place, Store, absolute, place_at
from shelf_store import shelves

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[str]:
    with shelves(tmp_path) as address:
        yield address


@pytest.fixture(params=["folder", "store", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path, shelf: str) -> Place:
    addresses = {"folder": str(tmp_path / "store"), "store": shelf, "memory": f"memory:/{tmp_path}/"}
    return place_at(addresses[request.param])


def reading(size: int = 10) -> Reading:
    return Reading(article=Article(id="a", text="x" * size), origin="a:1")


def writing(*items: Reading) -> Callable[[Path | BinaryIO], None]:
    return lambda to: table.write(to, items, {"shard": "x"})


def held(place: Place, name: str) -> list[object] | None:
    with place.held(name) as source:
        if source is None:
            return None
        table.check(source)
        assert table.counts(source)["shard"] == "x"
        return list(table.read(source))


def test_what_is_kept_is_held_and_kept_anew(place: Place) -> None:
    place.check()
    assert held(place, "x") is None
    place.keep("x", writing(reading(), reading(20)))
    assert held(place, "x") == [reading(), reading(20)]
    place.keep("x", writing(reading(30)))
    assert held(place, "x") == [reading(30)]
    assert held(place, "y") is None


def test_a_result_is_there_whole_or_not_at_all(place: Place, tmp_path: Path) -> None:
    def broken(to: Path | BinaryIO) -> None:
        def items() -> Iterator[Reading]:
            yield reading()
            assert held(place, "x") is None
            raise RuntimeError("the light went out")

        table.write(to, items(), {})

    with pytest.raises(RuntimeError):
        place.keep("x", broken)
    assert held(place, "x") is None
    assert not list((tmp_path / "store").glob("*"))
    assert not list((tmp_path / "store").glob(".*"))


def test_seeing_whether_a_store_can_be_written_leaves_nothing(shelf: str, tmp_path: Path) -> None:
    place_at(shelf).check()
    assert not list((tmp_path / "store").iterdir())


def test_a_store_out_of_reach_is_told_in_one_line(shelf: str, tmp_path: Path) -> None:
    place = place_at(shelf)
    place.keep("x", writing(reading()))
    (tmp_path / "store" / "closed").touch()
    written = (
        r"^shelf:///.*/store: results cannot be written \(nobody answers there\); run again, what is done is kept$"
    )
    for act in (place.check, lambda: place.keep("y", writing(reading()))):
        with pytest.raises(ComityError, match=written):
            act()
    with pytest.raises(ComityError, match=r"^shelf:///.*/store: results cannot be read \(nobody answers there\)"):
        held(place, "x")
    (tmp_path / "store" / "closed").unlink()
    assert held(place, "x") == [reading()]


def test_a_store_without_a_driver_is_told_before_anything_is_written() -> None:
    with pytest.raises(ConfigError, match="pip install gcsfs"):
        place_at("gs://bucket/news").check()


def test_addresses_and_paths_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_at("news") == Folder(Path("news"))
    assert place_at("file:///news") == Folder(Path("/news"))
    assert place_at("s3://bucket/news/") == Store("s3://bucket/news")
    assert absolute("news") == str(tmp_path / "news")
    assert absolute("file:///news") == "/news"
    assert absolute("s3://bucket/news") == "s3://bucket/news"


def test_what_is_told_of_a_store_has_no_password() -> None:
    place = place_at("ftp://me:secret@127.0.0.1:9/news")
    assert place.told("x") == "ftp://me@127.0.0.1:9/news/x.parquet"
    assert "secret" not in place.missing("x")


def test_what_killed_writers_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".x.parquet.0123").write_text("half")
    (tmp_path / ".y.parquet.0123").write_text("another's")
    Folder(tmp_path).keep("x", writing(reading()))
    assert sorted(p.name for p in tmp_path.iterdir()) == [".y.parquet.0123", "x.parquet"]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ComityError, match=r"file/x: results cannot be written .*; run again, what is done is kept$"):
        Folder(tmp_path / "file" / "x").keep("x", writing(reading()))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, shelf: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "0" * 32
    monkeypatch.setattr(places.uuid, "uuid4", lambda: type("U", (), {"hex": name}))
    full = functools.partial(open, "/dev/full", "w+b", buffering=0)
    monkeypatch.setattr(places.tempfile, "TemporaryFile", full)
    (tmp_path / f".x.parquet.{name}").symlink_to("/dev/full")
    for place in (Folder(tmp_path), place_at(shelf)):
        with pytest.raises(ComityError, match="results cannot be written"):
            place.keep("x", writing(reading(100_000)))
    assert not (tmp_path / "x.parquet").exists()
    assert not (tmp_path / "store").exists()
