"""Events of which promises are made."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from comity.model import Actor, Event, Interval, Money, Quote, SlotValue, Span, Statement

TODAY = date(2026, 11, 24)


def told(
    document: str,
    kind: str,
    status: str,
    sides: Sequence[tuple[str, str, str]],
    *,
    when: Interval | None = None,
    at: int = 0,
    **slots: SlotValue,
) -> Event:
    """One statement as an event; `sides` are (role, country, name)."""
    return Event(
        statements=(
            Statement(
                document=document,
                kind=kind,
                status=status,
                actors=tuple(Actor(name=name, country=country, role=role) for role, country, name in sides),
                date=when,
                slots=tuple(slots.items()),
                quotes=(Quote(exact=f"{kind} {status}", span=Span(at, at + len(f"{kind} {status}"))),),
            ),
        )
    )


def days(start: str, end: str = "") -> Interval:
    return Interval(date.fromisoformat(start), date.fromisoformat(end or start))


def dollars(amount: int, digits: int = 2) -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits)


VISITOR = [("visitor", "JPN", "Fumio Kishida"), ("host", "BRA", "Brazil")]

PLANT = [("host", "UZB", "Uzbekistan"), ("participant", "RUS", "Rosatom")]

LOAN = [("donor", "CHN", "China"), ("recipient", "PAK", "Pakistan")]

TRADE = [("reporter", "TUR", "Türkiye"), ("partner", "IRN", "Iran")]

PUBLISHED = {f"d{n}": date(2020, 1, 15) + timedelta(days=91 * n) for n in range(20)} | {"late": date(2026, 2, 1)}


SOME = [
    told("d0", "project", "proposed", PLANT, name="nuclear power plant"),
    told(
        "d1", "agreement", "done", [("party", "UZB", "Uzbekistan"), ("party", "RUS", "Rosatom")], title="nuclear plant"
    ),
    told("d2", "project", "ongoing", PLANT, name="Jizzakh nuclear power plant", stage="construction"),
    told("d3", "project", "ongoing", PLANT, name="Jizzakh nuclear power plant", stage="suspended"),
    told("d5", "project", "ongoing", PLANT, name="Jizzakh nuclear power plant", stage="construction"),
    told("d4", "project", "planned", PLANT, name="Samarkand solar power plant"),
    told("d6", "aid", "planned", LOAN, form="loan", value=dollars(2_000_000_000)),
    told("d7", "aid", "done", LOAN, form="loan", value=dollars(2_000_000_000)),
    told("d8", "visit", "planned", VISITOR, when=days("2022-02-01", "2022-02-28")),
    told("d9", "visit", "denied", VISITOR),
    told("d10", "trade", "planned", TRADE, flow="total", value=dollars(30_000_000_000), target=True),
    told(
        "d11",
        "commitment",
        "planned",
        [("actor", "CHN", "China"), ("counterpart", "PAK", "Pakistan")],
        act="pledge",
        what="train 500 teachers",
    ),
]
