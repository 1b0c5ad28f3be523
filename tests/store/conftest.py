"""Readings to put into ledgers: invented documents, small enough to see through; and places for ledgers, files and
databases of a PostgreSQL server of the test's own.
"""

import itertools
import os
import pwd
import shutil
import socket
import sqlite3
import subprocess
import tempfile
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


@pytest.fixture(scope="session")
def state() -> Callable[..., Statement]:
    return statement


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    return reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.allow_hosts(["127.0.0.1"]))],
)
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Names a place for another ledger, each time it is called: files first, then databases of a server."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        return server.database
    return lambda: str(tmp_path_factory.mktemp("place") / "ledger.db")


@pytest.fixture
def place(fresh: Callable[[], str]) -> str:
    return fresh()


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened


class Server:
    """A PostgreSQL server on loopback, its data in a folder that goes with it."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._data, self._numbers = programs, folder / "data", itertools.count()
        # The server refuses to be run by the superuser; its data belongs to the user that Debian's package makes.
        self._user = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        how = ("--username=comity", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", *how)
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "--wait", f"--log={self._data}/log", f"--options={options}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def database(self) -> str:
        """The URL of a new, empty database."""
        import pg8000.dbapi

        name = f"ledger{next(self._numbers)}"
        with closing(pg8000.dbapi.connect("comity", host="127.0.0.1", port=self.port, database="postgres")) as opened:
            opened.autocommit = True
            opened.cursor().execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return f"postgresql://comity@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        who = {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run(
            [self._programs / program, f"--pgdata={self._data}", *arguments],
            check=True,
            cwd=self._data.parent,
            stdout=subprocess.DEVNULL,
            timeout=120,
            **who,  # type: ignore[call-overload]
        )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if not versions:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    # Not below pytest's own folder, which other users may not enter.
    folder = Path(tempfile.mkdtemp(prefix="comity-server-"))
    started = Server(versions[-1].parent, folder)
    try:
        started.start()
        yield started
        started.stop()
    finally:
        shutil.rmtree(folder)


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
