"""Shards of archives in the ledger: each once, whole or not at all, kept in copies, and checked."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from comity.api.keeping import backup, check, restore
from comity.model import Reading, Refusal, Statement
from comity.store import Ledger
from comity.store.condition import damage
from comity.store.schema import shard, shard_error
from comity.store.shards import errors_of, load_shard, loaded_names, shards

Read = Callable[..., Reading]
Make = Callable[..., Statement]
COUNTS = {"looked_at": 9, "kept": 3, "read": 2, "errors": 1}
REFUSED = Refusal(origin="a.warc.gz:12\udcff", why="reading it crashed (SIGSEGV)\x00")


def named(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:16]


@pytest.fixture
def items(read: Read, state: Make) -> list[Reading | Refusal]:
    first, second = (read(name, state(name, "NOR", "PER")) for name in ("d1", "d2"))
    return [first, REFUSED, second]


def load(ledger: Ledger, items: object, body: str = "{}") -> bool:
    run = ledger.start_run(code="1", model="m 1", settings={})
    return load_shard(ledger, run, named(body), body, COUNTS, items)  # type: ignore[arg-type]


def test_a_shard_is_loaded_once_with_what_was_refused(ledger: Ledger, items: list[Reading | Refusal]) -> None:
    assert load(ledger, items)
    assert not load(ledger, items)
    (loaded,) = shards(ledger)
    assert (loaded.name, loaded.body, loaded.looked_at, loaded.kept, loaded.read, loaded.errors) == (
        named("{}"),
        "{}",
        9,
        3,
        2,
        1,
    )
    assert loaded_names(ledger) == {loaded.name}
    assert errors_of(ledger, loaded.name) == (REFUSED,)
    assert len(list(ledger.statements())) == 2


def test_a_shard_that_breaks_off_leaves_nothing(ledger: Ledger, items: list[Reading | Refusal]) -> None:
    def broken() -> Iterator[Reading | Refusal]:
        yield from items
        raise RuntimeError("the light went out")

    with pytest.raises(RuntimeError):
        load(ledger, broken())
    assert not shards(ledger)
    assert not list(ledger.statements())
    assert load(ledger, items)


def test_loaders_at_once_load_it_once(ledger: Ledger, place: str, items: list[Reading | Refusal]) -> None:
    told: list[bool | BaseException] = []

    def one() -> None:
        try:
            with Ledger.open(place) as own:
                told.append(load(own, items))
        except BaseException as error:  # noqa: BLE001
            told.append(error)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, told)) == ["False", "False", "False", "True"]
    assert len(list(ledger.statements())) == 2


def test_copies_keep_shards(
    ledger: Ledger, items: list[Reading | Refusal], fresh: Callable[[], str], tmp_path: Path
) -> None:
    load(ledger, items)
    backup(ledger, tmp_path / "copy.db")
    where = fresh()
    restore(tmp_path / "copy.db", where)
    with Ledger.open(where) as other:
        assert shards(other) == shards(ledger)
        assert errors_of(other, named("{}")) == (REFUSED,)
        assert not load(other, items)
        assert not list(check(other))


def check_lines(ledger: Ledger) -> list[str]:
    return [line for _, line in damage(ledger)]


def test_shards_that_were_changed_are_noticed(ledger: Ledger, items: list[Reading | Refusal]) -> None:
    load(ledger, items)
    assert not check_lines(ledger)
    with ledger.writing() as connection:
        connection.execute(update(shard).values(body='{"place": "another"}'))
    assert check_lines(ledger) == [f"shard {named('{}')} is not what was written down: its digest differs"]
    with ledger.writing() as connection:
        connection.execute(update(shard).values(body="{}"))
        connection.execute(shard_error.delete())
    assert check_lines(ledger) == [f"shard {named('{}')} was written with other errors (1) than it has"]
