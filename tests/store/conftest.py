"""Readings to put into ledgers: invented documents, small enough to see through."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from comity.model import Actor, Article, Interval, Money, Quote, Reading, Span, Statement
from comity.store import Ledger, schema

FIRST = ("run", "document", "reading", "statement", "statement_actor", "statement_pair")
TEXT = "Norway and Peru signed a fisheries agreement worth about $4.20 billion in Oslo."


def statement(
    document: str, *countries: str, kind: str = "agreement", status: str = "done", said: int = 0
) -> Statement:
    value = Money(amount=Decimal("4.20e9"), currency="USD", bound="about", digits=3, written="about $4.20 billion")
    return Statement(
        document=document,
        kind=kind,
        status=status,
        actors=tuple(Actor(name=code, country=code, role="party") for code in countries),
        quotes=(Quote(exact=TEXT[said : said + 15], span=Span(said, said + 15)),),
        date=Interval(date(2031, 5, 1), date(2031, 5, 31)),
        slots=(("instrument", "agreement"), ("value", value)),
    )


def reading(document: str, *statements: Statement, text: str = TEXT, day: int = 5) -> Reading:
    article = Article(id=document, text=text, title="Fish", published=date(2031, 6, day), publisher="The Gull")
    return Reading(article=article, statements=statements)


@pytest.fixture
def state() -> Callable[..., Statement]:
    return statement


@pytest.fixture
def read() -> Callable[..., Reading]:
    return reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def as_first() -> Callable[[Path], None]:
    """Makes a ledger what it was in the first schema."""

    def turn_back(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP INDEX statement_kind")
            connection.execute("ALTER TABLE statement DROP COLUMN confidence")
            for name in ("run", "document", "reading"):
                connection.execute(f"ALTER TABLE {name} DROP COLUMN digest")
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for name in {name for (name,) in tables} - {*FIRST, schema.VERSION_TABLE}:
                connection.execute(f"DROP TABLE {name}")
            connection.execute(f"UPDATE {schema.VERSION_TABLE} SET version_num = '0001'")
            connection.commit()

    return turn_back
