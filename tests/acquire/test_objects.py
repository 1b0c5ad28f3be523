"""Whole objects in stores that fsspec has drivers for."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.acquire import objects
from comity.model import ConfigError
from shelf_store import shelves


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[str]:
    with shelves(tmp_path) as address:
        yield address


def put(data: bytes, address: str) -> None:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        objects.put(file, address)


def got(address: str) -> bytes | None:
    with tempfile.TemporaryFile() as file:
        return file.read() if objects.get(address, file) else None


@pytest.mark.parametrize("store", ["memory://objects", "shelf"])
def test_what_is_put_is_got_back(store: str, shelf: str) -> None:
    address = f"{shelf if store == 'shelf' else store}/deep/a b%20c.parquet"
    assert got(address) is None
    for data in (b"one", b"", b"two" * 3_000_000):
        put(data, address)
        assert got(address) == data
    objects.remove(address)
    assert got(address) is None


def test_what_cannot_be_opened_by_a_name_is_put_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "Path", lambda _: Path("/no/such/folder"))
    put(b"three", "memory://objects/3")
    assert got("memory://objects/3") == b"three"


def test_trouble_is_an_error_with_one_line(shelf: str, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "closed").touch()
    for act in (lambda: put(b"x", f"{shelf}/a"), lambda: got(f"{shelf}/a"), lambda: objects.remove(f"{shelf}/a")):
        with pytest.raises(OSError, match=r"^nobody answers there$"):
            act()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("gs://bucket/a", "pip install gcsfs"),
        ("sftp://host/a", "needs a package that is not installed .*paramiko"),
        ("nonsense://host/a", "nonsense:// is no store that results can go to"),
        ("https://host.example/a", "https:// is no store that results can go to"),
    ],
)
def test_a_store_without_a_driver_is_told(address: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        objects.put(io.BytesIO(b"x"), address)


def test_passwords_are_not_shown() -> None:
    assert objects.without_password("ftp://me:secret@host:21/a") == "ftp://me@host:21/a"
    assert objects.without_password("abfs://box@account.dfs.example/a:b@c") == "abfs://box@account.dfs.example/a:b@c"
