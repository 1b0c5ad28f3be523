"""Whatever is changed in a ledger is found: a byte of the file, a column that no id covers, an event's members."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from comity.model import Decision, Interval, LedgerError, Observation, Reading, Statement, Subject
from comity.store import Ledger, decisions, observations
from comity.store.condition import damage
from comity.verify import check_ledger

Make = Callable[..., Statement]
Read = Callable[..., Reading]
FLIPS = 60


def fill(place: str | Path, read: Read, state: Make) -> None:
    """Twelve documents of three statements, a decision, official figures and an event."""
    with Ledger.open(place) as ledger:
        run = ledger.start_run(code="1", settings={"jobs": 2})
        told = [read(f"d{n}", *(state(f"d{n}", "NOR", "PER", "CHL", said=k) for k in range(3))) for n in range(12)]
        ledger.append_many(told, run)
        one = told[0].statements[0]
        about = Subject(statement=one.id, document="d0", kind=one.kind, exact=one.quotes[0].exact)
        made = datetime(2031, 7, 1, tzinfo=UTC)
        decisions.add(ledger, Decision(action="accept", subjects=(about,), author="Ann", made=made, reason="seen"))
        observations.add_observations(ledger, [figure(year) for year in (2029, 2030)])
        first, second = sorted((one.id, told[1].statements[0].id))
        assert first != second
        with ledger.writing() as connection:
            connection.execute(text(f"INSERT INTO event (key, id, kind) VALUES (1, '{first}', 'agreement')"))
            for reading in (1, 2):
                row = {"reading": reading}
                connection.execute(
                    text("INSERT INTO event_statement (event, reading, position) VALUES (1, :reading, 0)"), row
                )


def figure(year: int) -> Observation:
    period = Interval(date(year, 1, 1), date(year, 12, 31))
    return Observation(
        provider="Office",
        dataset="Trade",
        reporter="NOR",
        partner="PER",
        flow="exports",
        period=period,
        frequency="A",
        value=Decimal("12.50"),
        currency="USD",
        source="https://office.example/trade.csv",
    )


def found(place: str | Path) -> list[str]:
    with Ledger.open(place, create=False, readonly=True) as ledger:
        told = [f"{code}: {line}" for code, line in damage(ledger)]
        return told + [f"{f.code}: {f.message}" for f in check_ledger(ledger.stored(history=True))]


CHANGES = (
    "UPDATE run SET settings = '{\"jobs\":3}'",
    "UPDATE run SET model = 'other'",
    "UPDATE document SET first_seen = '2031-06-30' WHERE key = 1",
    "UPDATE reading SET url = 'https://other.example' WHERE key = 2",
    "UPDATE reading SET publisher = 'The Tern' WHERE key = 2",
    'UPDATE reading SET findings = \'[{"code":"a","message":"b"}]\' WHERE key = 2',
    "UPDATE statement SET confidence = 0.5 WHERE reading = 3 AND position = 1",
    "UPDATE statement SET slots = replace(slots, 'about $4.20', 'about $4.21') WHERE reading = 3 AND position = 1",
    "UPDATE statement_actor SET country = 'DNK' WHERE reading = 3 AND position = 1 AND ordinal = 0",
    "UPDATE statement_actor SET name = 'Denmark' WHERE reading = 3 AND position = 1 AND ordinal = 0",
    "DELETE FROM statement_actor WHERE reading = 3 AND position = 1 AND ordinal = 2",
    "UPDATE decision SET author = 'Bob'",
    "UPDATE decision SET body = replace(body, 'seen', 'read')",
    "UPDATE decision SET body = ''",
    "UPDATE decision SET digest = '0123456789abcdef'",
    "UPDATE observation SET body = replace(body, '12.50', '12.60')",
    "UPDATE observation SET body = replace(body, 'office.example', 'other.example')",
    "UPDATE observation SET starts = '2028-01-01' WHERE key = 1",
    "UPDATE event SET id = '0123456789abcdef'",
    "UPDATE event SET kind = 'visit'",
    "DELETE FROM event_statement",
    "DELETE FROM event_statement WHERE reading = (SELECT reading FROM statement JOIN event USING (id))",
    "INSERT INTO event (key, id, kind) VALUES (2, '0123456789abcdef', 'agreement')",
)


def test_what_is_whole_passes(place: str, read: Read, state: Make) -> None:
    fill(place, read, state)
    assert found(place) == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, read: Read, state: Make) -> Path:
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    fill(path, read, state)
    return path


@pytest.fixture
def filled(template: Path, path: Path) -> Path:
    shutil.copy(template, path)
    return path


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_column_is_found(change: str, filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        assert connection.execute(change).rowcount > 0
        connection.commit()
    told = found(filled)
    assert told
    assert not any("\n" in line for line in told)


def test_changes_on_any_database_are_found(place: str, read: Read, state: Make) -> None:
    fill(place, read, state)
    with Ledger.open(place) as ledger, ledger.writing() as connection:
        for change in (
            change
            for change in CHANGES
            if ":" not in change and "WHERE reading = (" not in change and "DELETE FROM event" not in change
        ):
            connection.execute(text(change))
    told = " ".join(found(place))
    kinds = ("run 1", "document 1", "reading 3", "decision 1", "observation 1", "event 1")
    assert [kind for kind in kinds if kind not in told] == []


def test_a_statement_in_two_events_is_found(place: str, read: Read, state: Make) -> None:
    fill(place, read, state)
    with Ledger.open(place) as ledger:
        one = next(iter(ledger.stored())).statements[1][0]
        with ledger.writing() as connection:
            for key in (2, 3):
                kind = {2: "agreement", 3: "other"}[key]
                connection.execute(text(f"INSERT INTO event (key, id, kind) VALUES ({key}, '{one}', '{kind}')"))
                row = f"INSERT INTO event_statement (event, reading, position) VALUES ({key}, 1, 1)"
                connection.execute(text(row))
    assert any("is in 2 events" in line for line in found(place))


def test_what_belongs_to_nothing_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:  # which does not watch over references by itself
        connection.execute("DELETE FROM document WHERE key = 5")
        connection.execute("DELETE FROM statement WHERE reading = 1 AND position = 0")
        connection.commit()
    told = found(filled)
    assert any("row 5 of reading belongs to a row of document that is not there" in line for line in told)
    assert any("event 1 has a statement that is not there" in line for line in told)
    assert any("reading 1 of 'd0' is not what was written down" in line for line in told)


def test_a_changed_table_is_found(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("DROP INDEX statement_id")
        connection.execute("ALTER TABLE decision ADD COLUMN more TEXT")
    told = [line for line in found(filled) if line.startswith("schema-differs")]
    assert len(told) == 2
    assert "statement_id" in " ".join(told)


def content(path: Path) -> list[Any]:
    """All rows, through the tables and through every index. The numbers of rows that nothing refers to are left out:
    damage to them shows only where it changes the order.
    """
    held: list[Any] = []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        made = connection.execute("SELECT type, tbl_name, name FROM sqlite_master ORDER BY name").fetchall()
        for kind, table, name in ((k.decode(), t.decode(), n.decode()) for k, t, n in made):
            columns = [row[1].decode() for row in connection.execute(f'PRAGMA table_info("{table}")')]
            columns = columns[1:] if table in ("decision", "observation") else columns
            if kind == "index":
                columns = [row[2].decode() for row in connection.execute(f'PRAGMA index_info("{name}")')]
            through = f'INDEXED BY "{name}"' if kind == "index" else ""
            wanted = f'SELECT {", ".join(columns)} FROM "{table}" {through}'
            held.append((name, connection.execute(wanted).fetchall()))
    return held


def flipped(path: Path, times: int) -> Iterator[tuple[str, Path]]:
    """Copies of a file with one byte changed each."""
    whole = path.read_bytes()
    drawn = random.Random(7)
    for _ in range(times):
        at, by = drawn.randrange(len(whole)), drawn.randrange(1, 256)
        changed = path.with_name("flipped.db")
        changed.write_bytes(whole[:at] + bytes([whole[at] ^ by]) + whole[at + 1 :])
        yield f"byte {at} (page {at // 4096 + 1}) by {by:#x}", changed


def test_a_flipped_byte_anywhere_is_found(filled: Path) -> None:
    """Or the database itself reports damage; a byte of an empty stretch of the file may be anything."""
    before = content(filled)
    missed, noticed = [], 0
    for what, changed in flipped(filled, FLIPS):
        try:
            same = content(changed) == before
        except (sqlite3.Error, UnicodeDecodeError):
            same = False
        try:
            told = found(changed)
        except LedgerError as error:
            told = [str(error)]
        noticed += bool(told)
        if not same and not told:
            missed.append(what)
    assert missed == []
    assert noticed > FLIPS / 10, "hardly a byte of the file is in use: the test shows nothing"
