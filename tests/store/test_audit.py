"""Whatever is changed in a stored row is a finding of the check; nothing that is damaged keeps it from the rest."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from comity.model import Reading, Statement
from comity.store import Ledger
from comity.verify import check_ledger

Make = Callable[..., Statement]
Read = Callable[..., Reading]


def kept(path: Path, read: Read, state: Make) -> None:
    with Ledger.open(path) as ledger:
        run = ledger.start_run(code="1")
        ledger.append_many(
            [read("first", state("first", "NOR", "PER")), read("second", state("second", "NOR", "PER"))], run
        )


def found(path: Path) -> list[str]:
    with Ledger.open(path, readonly=True) as ledger:
        return [f"{f.code}: {f.message}" for f in check_ledger(ledger.stored(history=True))]


CHANGES = (
    "UPDATE document SET text = 'Z' || substr(text, 2) WHERE id = 'first'",
    "UPDATE document SET text = CAST(x'ff' || substr(CAST(text AS BLOB), 2) AS TEXT) WHERE id = 'first'",
    "UPDATE document SET published = '2031-01-0' || char(95) WHERE id = 'first'",
    "UPDATE document SET text = char(27) || 'not JSON' WHERE id = 'first'",
    "UPDATE reading SET article = substr(article, 2) WHERE document = 1",
    "UPDATE reading SET article = '[]' WHERE document = 1",
    "UPDATE statement SET public = substr(public, 2) WHERE reading = 1",
    "UPDATE statement SET public = '\"text\"' WHERE reading = 1",
    "UPDATE statement SET public = replace(public, 'NOR', 'DNK') WHERE reading = 1",
    "UPDATE statement SET public = CAST(CAST(public AS BLOB) || x'ff' AS TEXT) WHERE reading = 1",
    "UPDATE statement SET slots = '{}}' WHERE reading = 1",
    "UPDATE statement SET origins = '[1]' WHERE reading = 1",
    "UPDATE statement SET findings = char(27) || '{' WHERE reading = 1",
    "UPDATE statement SET id = replace(id, substr(id, 1, 1), 'g') WHERE reading = 1",
    "UPDATE statement SET kind = 'other' WHERE reading = 1",
    "UPDATE statement SET status = 'denied' WHERE reading = 1",
    "UPDATE statement_pair SET low = 'DNK' WHERE reading = 1",
    "DELETE FROM statement_pair WHERE reading = 1",
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_the_other_document_still_checked(
    change: str, path: Path, read: Read, state: Make
) -> None:
    kept(path, read, state)
    assert found(path) == []
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(change).rowcount > 0
        connection.execute("UPDATE document SET text = 'Z' || substr(text, 2) WHERE id = 'second'")
        connection.commit()
    told = found(path)
    assert any("second" in line for line in told)
    assert any("second" not in line for line in told)
    assert not any("\n" in line for line in told)
