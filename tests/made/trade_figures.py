"""Trade as articles tell it, and official figures to hold it against."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from comity.model import Actor, Interval, Money, Observation, Quote, SlotValue, Span, Statement
from comity.model.observation import Frequency, TradeFlow
from comity.verify import Check
from comity.verify.official import check_official
from comity.verify.rates import EuropeanCentralBank

BANK = EuropeanCentralBank()

DAY = date(2025, 2, 1)


def year(number: int) -> Interval:
    return Interval(date(number, 1, 1), date(number, 12, 31))


def months(first: int, last: int, of: int = 2023) -> Interval:
    after = date(of + last // 12, last % 12 + 1, 1)
    return Interval(date(of, first, 1), after - timedelta(days=1))


def figure(
    who: str,
    flow: TradeFlow,
    value: str,
    period: Interval | None = None,
    frequency: Frequency = "A",
    **more: object,
) -> Observation:
    reporter, partner = who.split()
    base = Observation(
        provider="Office",
        dataset="goods",
        reporter=reporter,
        partner=partner,
        flow=flow,
        period=period or year(2023),
        frequency=frequency,
        value=Decimal(value),
        currency="USD",
        digits=8,
        retrieved=DAY,
    )
    return replace(base, **more)  # type: ignore[arg-type]


def usd(amount: str, digits: int | None = None, **more: object) -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits, **more)  # type: ignore[arg-type]


def trade(
    flow: str = "total",
    value: Money | None = None,
    who: str = "KAZ FRA",
    period: Interval | None = None,
    quote: str = "",
    status: str = "done",
    **slots: SlotValue,
) -> Statement:
    reporter, *partner = who.split()
    actors = [Actor(name=reporter, country=reporter, role="reporter")]
    actors += [Actor(name=p, country=p, role="partner") for p in partner]
    said: list[tuple[str, SlotValue]] = [("flow", flow), ("period", period or year(2023))]
    said += [("value", value)] if value else []
    return Statement(
        document="d",
        kind="trade",
        status=status,
        actors=tuple(actors),
        quotes=(Quote(exact=quote or "trade", span=Span(0, len(quote or "trade"))),),
        slots=(*said, *slots.items()),
    )


def checked(statement: Statement, *observations: Observation) -> list[Check]:
    return list(check_official([statement], observations, BANK))


def only(statement: Statement, *observations: Observation) -> tuple[str, str]:
    (found,) = checked(statement, *observations)
    assert found.statements == (statement,)
    assert "\n" not in found.finding.message
    return found.finding.verdict, found.finding.message


TOTAL = figure("KAZ FRA", "total", "4245602000")

EXPORTS, IMPORTS = figure("KAZ FRA", "exports", "2949547900"), figure("KAZ FRA", "imports", "1296054100")
