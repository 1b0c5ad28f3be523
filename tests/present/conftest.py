"""A small dossier with hostile texts in it."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from comity.analyse import Dossier, Source, compile_dossier
from comity.model import Actor, Interval, Money, Origin, Place, Quote, Span, Statement
from comity.model.statement import from_json
from comity.reconcile.events import events
from comity.resolve import lookup

HOSTILE = "<script>alert('x')</script> & \"quoted\" [link](javascript:x) \x1b[31mred\u202e"


def trade(document: str, value: dict[str, Any], quote: str) -> Statement:
    start = quote.index("$")
    row = {
        "document": document,
        "kind": "trade",
        "status": "done",
        "actors": [
            {"name": "Kazakhstan", "country": "KAZ", "role": "reporter"},
            {"name": "France", "country": "FRA", "role": "partner"},
        ],
        "flow": "total",
        "value": value,
        "period": {"start": "2024-01-01", "end": "2024-08-31"},
        "quote": [{"exact": quote, "start": 10, "end": 10 + len(quote)}],
    }
    said = from_json(row)
    origin = Origin(field="value", rule="trade/reach", span=Span(10 + start, 10 + start + len("$4 billion")))
    return Statement(
        document=said.document,
        kind=said.kind,
        status=said.status,
        actors=said.actors,
        quotes=said.quotes,
        slots=said.slots,
        origins=(origin,),
    )


def usd(amount: int, digits: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "bound": "exact", "digits": digits}


@pytest.fixture
def hostile() -> str:
    return HOSTILE


def meeting() -> Statement:
    return Statement(
        document="b",
        kind="meeting",
        status="planned",
        actors=(
            Actor(name=f"Minister {HOSTILE}", country="KAZ", role="participant"),
            Actor(name="Emmanuel Macron", country="FRA", role="participant"),
        ),
        quotes=(Quote(exact=HOSTILE, span=Span(0, len(HOSTILE)), within="title"),),
        place=Place(name=HOSTILE, country="FRA"),
        date=Interval(date(2025, 1, 1), date(2025, 12, 31)),
        slots=(("form", "talks"), ("topics", (HOSTILE, "trade"))),
    )


def invitation() -> Statement:
    return Statement(
        document="a",
        kind="commitment",
        status="proposed",
        actors=(
            Actor(name="Kazakhstan", country="KAZ", role="actor"),
            Actor(name="France", country="FRA", role="counterpart"),
        ),
        quotes=(Quote(exact="=1+1", span=Span(3, 7)),),
        slots=(("act", "invite"), ("what", "=1+1"), ("due", Interval(date(2025, 1, 1), date(2025, 6, 30)))),
    )


def loan() -> Statement:
    return Statement(
        document="a",
        kind="aid",
        status="denied",
        actors=(
            Actor(name="France", country="FRA", role="donor"),
            Actor(name="Kazakhstan", country="KAZ", role="recipient"),
        ),
        quotes=(Quote(exact="no loan", span=Span(50, 57)),),
        slots=(("form", "loan"), ("value", Money(amount=Decimal(1_000_000), currency="EUR", bound="over"))),
    )


@pytest.fixture
def statements() -> list[Statement]:
    return [
        trade("a", usd(4_000_000_000, 2), "Trade reached $4 billion from January"),
        trade("b", usd(5_000_000_000, 2), "Trade stood at $5 billion, he said"),
        meeting(),
        invitation(),
        loan(),
    ]


@pytest.fixture
def dossier(statements: list[Statement]) -> Dossier:
    sources = {
        "a": Source(
            document="a",
            title=HOSTILE,
            publisher="Paper <b>A</b>",
            published=date(2024, 11, 7),
            url="https://a.example/x?a=1&b='2'",
        ),
        "b": Source(document="b", title="Other", publisher=None, published=None, url="javascript:alert(1)"),
    }
    published = {s.document: s.published for s in sources.values() if s.published}
    told = events(statements, published=published, state_of=lookup)
    return compile_dossier(("KAZ", "FRA"), told, sources, today=date(2025, 6, 1), since=date(2024, 1, 1))


@pytest.fixture(scope="session")
def hot() -> ModuleType:
    """The module that makes up a pair that much is written of."""
    spec = importlib.util.spec_from_file_location("hot", Path(__file__).with_name("hot.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
