"""Migrations build the tables that the code speaks of, and bring an older ledger up to date."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from comity.model import LedgerError, Reading, Statement
from comity.store import Ledger, migrate, schema
from comity.store.condition import damage
from comity.store.place import place_of
from comity.verify import check_ledger

NEXT = '''
"""A later version."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{newest}"

def upgrade() -> None:
    op.create_table("later", sa.Column("key", sa.Integer, primary_key=True))
    {then}
'''


def test_the_newest_migration_is_the_schema() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.SCHEMA]
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.KNOWN


def test_migrations_build_the_tables_that_the_code_speaks_of(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": schema.VERSION_TABLE})
        assert compare_metadata(context, schema.metadata) == []


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pretend that this Comity is a later one, whose migration ends with the given line."""

    def pretend(then: str) -> None:
        scripts = tmp_path / "migrations with 100%"
        shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
        (scripts / "versions" / "v9999_later.py").write_text(NEXT.format(then=then, newest=schema.SCHEMA), "utf-8")
        monkeypatch.setattr(migrate, "SCRIPTS", scripts)
        monkeypatch.setattr(migrate, "SCHEMA", "9999")
        monkeypatch.setattr(migrate, "KNOWN", (*schema.KNOWN, "9999"))

    return pretend


def tables(place: str) -> set[str]:
    url, _ = place_of(place)
    engine = create_engine(url.set(drivername="postgresql+pg8000") if url.drivername == "postgresql" else url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_an_older_ledger_is_brought_up_to_date_when_opened_for_writing(
    place: str, later: Callable[[str], None], read: Callable[..., Reading], state: Callable[..., Statement]
) -> None:
    told = read("a", state("a", "NOR", "PER"))
    with Ledger.open(place) as ledger:
        ledger.append(told, ledger.start_run(code="1"))
    later("")
    with pytest.raises(LedgerError, match="written by an older Comity"):
        Ledger.open(place, readonly=True)
    assert "later" not in tables(place)
    with Ledger.open(place) as ledger:
        assert ledger.info().schema == "9999"
        assert tuple(ledger.statements()) == told.statements
    assert "later" in tables(place)


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(place: str, later: Callable[[str], None]) -> None:
    Ledger.open(place).close()
    before = tables(place)
    later('op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(LedgerError, match="nowhere"):
        Ledger.open(place)
    assert tables(place) == before


def test_a_first_ledger_keeps_its_statements_and_knows_no_confidence(
    path: Path,
    read: Callable[..., Reading],
    state: Callable[..., Statement],
    as_first: Callable[[Path], None],
) -> None:
    told = read("a", state("a", "NOR", "PER"))
    with Ledger.open(path) as ledger:
        ledger.append(told, ledger.start_run(code="1"))
    as_first(path)
    with Ledger.open(path) as ledger:
        assert tuple(ledger.statements()) == told.statements
        assert [s.confidence for s in ledger.statements()] == [None]
        assert list(damage(ledger)) == []
        assert list(check_ledger(ledger.stored())) == []
