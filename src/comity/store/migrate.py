"""A ledger's schema: which one a database has, and bringing an older one up to date (Alembic, without an ini file)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from comity.model import LedgerError
from comity.store.schema import KNOWN, SCHEMA, VERSION_TABLE

SCRIPTS = Path(__file__).parent / "migrations"


def schema_of(connection: Connection, where: str) -> str | None:
    """The schema's revision, None for an empty database; raises LedgerError where the tables are somebody else's."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE not in tables:
        if tables:
            raise LedgerError(f"{where}: a database, but not a Comity ledger; name another file")
        return None
    found = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    return None if found is None else str(found)


def check_readable(found: str | None, where: str) -> None:
    """Raise LedgerError unless the schema is exactly the one this version reads."""
    if found is None:
        raise LedgerError(f"{where}: an empty database; read documents into it first")
    if found not in KNOWN:
        raise LedgerError(_newer(found, where))
    if found != SCHEMA:
        raise LedgerError(
            f"{where}: written by an older Comity (schema {found}, this one reads {SCHEMA}); "
            "open it once for writing to bring it up to date"
        )


def bring_up_to_date(connection: Connection, where: str) -> None:
    """Create or upgrade the tables inside the caller's transaction; raises LedgerError for a newer schema."""
    found = schema_of(connection, where)
    if found == SCHEMA:
        return
    if found is not None and found not in KNOWN:
        raise LedgerError(_newer(found, where))
    # Alembic is slow to import and needed only here.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, SCHEMA)


def _newer(found: str, where: str) -> str:
    return (
        f"{where}: written by a newer Comity (schema {found}, this one knows up to {SCHEMA}); "
        "install the newer Comity to open it"
    )
