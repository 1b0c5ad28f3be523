"""What can be wrong with a ledger is said in one line."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from comity.model import LedgerError, Reading, Statement
from comity.store import Ledger
from comity.store.schema import SCHEMA

Make = Callable[..., Statement]
Read = Callable[..., Reading]


def refused(where: object, **how: bool) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(where, **how)  # type: ignore[arg-type]
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


def execute(path: Path, *commands: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for command in commands:
            connection.execute(command)
        connection.commit()


def test_a_folder(tmp_path: Path) -> None:
    assert "a folder, not a ledger" in refused(tmp_path)


def test_a_file_of_another_kind(path: Path) -> None:
    path.write_text("Dear reader, this is no database. " * 100, "utf-8")
    before = path.read_bytes()
    for how in ({}, {"readonly": True}, {"create": False}):
        assert f"{path}: it is not a Comity ledger" in refused(path, **how)
    assert path.read_bytes() == before


def test_a_database_of_another_program(path: Path) -> None:
    execute(path, "CREATE TABLE alembic_version (version_num TEXT)", "CREATE TABLE recipe (name TEXT)")
    assert "not a Comity ledger" in refused(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (2,)


def test_a_missing_ledger_is_only_created_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "new folder?" / "my #1 ledger.db"
    assert "no ledger there" in refused(path, readonly=True)
    assert "no ledger there" in refused(path, create=False)
    assert not path.parent.exists()
    with Ledger.open(path) as ledger:
        assert ledger.info().documents == 0
    assert path.is_file()
    with Ledger.open(f"sqlite:///{tmp_path}/other.db") as ledger:
        assert ledger.info().where == str(tmp_path / "other.db")


def test_an_empty_file(path: Path) -> None:
    path.touch()
    assert "an empty database" in refused(path, readonly=True)
    assert "an empty database" in refused(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.info().schema == SCHEMA


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert str(tmp_path) in refused(tmp_path / "file" / "ledger.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_place_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert "may write there" in refused(tmp_path / "ledger.db")
        assert "Permission denied" in refused(tmp_path / "folder" / "ledger.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_device_that_takes_no_ledger() -> None:
    assert "/dev/null/ledger.db" in refused("/dev/null/ledger.db")


def test_a_ledger_opened_for_reading_is_not_written(path: Path, read: Read, state: Make) -> None:
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="1")
        ledger.append(read("a", state("a", "NOR", "PER")), run)
    before = path.read_bytes()
    with Ledger.open(path, readonly=True) as ledger:
        assert len(list(ledger.statements())) == 1
        with pytest.raises(LedgerError, match="opened for reading only"):
            ledger.append(read("b"), run)
        with pytest.raises(LedgerError, match="opened for reading only"):
            ledger.start_run(code="2")
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_version(path: Path) -> None:
    Ledger.open(path).close()
    execute(path, "UPDATE comity_schema SET version_num = '9999'")
    for how in ({}, {"readonly": True}):
        assert "written by a newer Comity (schema 9999" in refused(path, **how)


def test_a_row_that_was_tampered_with(path: Path, read: Read, state: Make) -> None:
    with Ledger.open(path) as ledger:
        ledger.append(read("a", state("a", "NOR", "PER")), ledger.start_run(code="1"))
    execute(path, 'UPDATE statement SET slots = \'[["value", "money"\'')
    with Ledger.open(path) as ledger, pytest.raises(LedgerError, match="a stored row is damaged"):
        list(ledger.statements())


def test_a_damaged_file(path: Path, read: Read, state: Make) -> None:
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="1")
        ledger.append_many([read(str(n), state(str(n), "NOR", "PER")) for n in range(200)], run)
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * len(content[8192:-4096])
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(path) as ledger:
        list(ledger.statements())


def test_urls(monkeypatch: pytest.MonkeyPatch) -> None:
    for driver in ("pg8000", "psycopg", "psycopg2"):
        monkeypatch.setitem(sys.modules, driver, None)
    urls = [f"postgresql{driver}://me:secret@host/news" for driver in ("", "+pg8000", "+psycopg", "+psycopg2")]
    lines = [refused(url) for url in (*urls, make_url(urls[0]))]
    assert all("is not installed; pip install" in line and "secret" not in line for line in lines)
    assert ["'comity[postgres]'" in line for line in lines] == [True, True, False, False, True]
    assert "a ledger is a SQLite file or" in refused("mysql://me:secret@host/news")
    assert "a ledger needs a file" in refused("sqlite://")
    assert "not a database URL" in refused("://")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_server_that_does_not_answer(server: Any) -> None:
    url = make_url(server.database())
    assert "no server answers there" in refused(url.set(port=1))
    assert 'database "nowhere" does not exist' in refused(url.set(database="nowhere"))
    line = refused(url.set(username="stranger", password="secret"))
    assert "stranger" in line
    assert "secret" not in line
