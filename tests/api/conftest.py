"""A ledger of a few invented statements, put in without the reader."""

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from comity.model import Actor, Article, Finding, Interval, Money, Paragraph, Quote, Reading, SlotValue, Span, Statement
from comity.store import Ledger

Tell = Callable[..., Statement]

TEXTS = {
    "gull": "Norway and Peru signed a treaty on fish in Oslo on 5 May 2031.\n"
    "Exports to Peru rose to $2 billion in 2030. Imports came to $3 billion. Total trade was $9 billion in 2030.",
    "tern": "On 5 May 2031 Peru and Norway signed a fisheries treaty.",
    "skua": "Peru and Norway signed a pact on ships on 9 July 2031.",
}
DAYS = {"gull": date(2031, 5, 6), "tern": date(2031, 5, 7), "skua": date(2031, 7, 10)}
YEAR = Interval(date(2030, 1, 1), date(2030, 12, 31))


def statement(document: str, kind: str, quote: str, *who: str, confidence: float = 0.9, **more: object) -> Statement:
    start = TEXTS[document].index(quote)
    day = more.pop("day", None)
    findings = more.pop("findings", ())
    slots: dict[str, SlotValue] = more  # type: ignore[assignment]
    actors = (one.split() for one in who)
    return Statement(
        document=document,
        kind=kind,
        status="done",
        actors=tuple(Actor(name=code.title(), country=code, role=role) for code, role in actors),
        quotes=(Quote(exact=quote, span=Span(start, start + len(quote))),),
        date=Interval(day, day) if isinstance(day, date) else None,
        slots=tuple(slots.items()),
        findings=findings,  # type: ignore[arg-type]
        confidence=confidence,
    )


def flow(flow: str, quote: str, billions: int) -> Statement:
    value = Money(amount=Decimal(billions).scaleb(9), currency="USD", digits=1)
    who = ("NOR reporter", "PER partner")
    return statement("gull", "trade", quote, *who, confidence=0.8, flow=flow, value=value, period=YEAR)


def agreement(document: str, quote: str, *who: str, confidence: float = 0.9) -> Statement:
    return statement(
        document, "agreement", quote, *who, day=date(2031, 5, 5), confidence=confidence, instrument="treaty"
    )


def told() -> dict[str, tuple[Statement, ...]]:
    parties = ("NOR party", "PER party")
    doubt = Finding(code="figure-in-doubt", message="perhaps a thousand times less", verdict="cannot be checked")
    return {
        "gull": (
            agreement("gull", "Norway and Peru signed a treaty on fish", *parties),
            flow("exports", "Exports to Peru rose to $2 billion in 2030", 2),
            flow("imports", "Imports came to $3 billion", 3),
            flow("total", "Total trade was $9 billion in 2030", 9),
        ),
        "tern": (agreement("tern", "Peru and Norway signed a fisheries treaty", *parties, confidence=0.4),),
        "skua": (
            statement(
                "skua",
                "agreement",
                "Peru and Norway signed a pact on ships",
                *parties,
                day=date(2031, 7, 9),
                confidence=0.95,
                findings=(doubt,),
            ),
        ),
    }


def append(ledger: Ledger, statements: dict[str, tuple[Statement, ...]], code: str = "comity 1") -> None:
    run = ledger.start_run(code=code)
    for name, said in statements.items():
        edges = [0, *(i + 1 for i, c in enumerate(TEXTS[name]) if c == "\n"), len(TEXTS[name])]
        paragraphs = tuple(Paragraph(span=Span(a, b)) for a, b in itertools.pairwise(edges))
        article = Article(id=name, text=TEXTS[name], title=f"The {name}", published=DAYS[name], paragraphs=paragraphs)
        ledger.append(Reading(article=article, statements=said), run)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as opened:
        append(opened, told())
        yield opened


@pytest.fixture
def again(ledger: Ledger) -> Callable[[dict[str, tuple[Statement, ...]]], None]:
    """Another version of the reader reads everything again, into these statements."""
    return lambda statements: append(ledger, statements, code="comity 2")


@pytest.fixture
def said() -> dict[str, tuple[Statement, ...]]:
    return told()
