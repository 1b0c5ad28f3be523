"""Several articles held against each other: copies, currencies, speakers, both sides' counts, time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from comity.model import Actor, Event, Interval, Money, Quote, SlotValue, Span, Statement
from comity.verify import Check, check_article, check_events
from comity.verify.rates import Rate

YEAR = Interval(date(2031, 1, 1), date(2031, 12, 31))
Telling = Callable[..., Statement]


class Fixed:
    """One euro is 1.10 dollars, from 1.05 to 1.15 over the year; of other currencies nothing is known."""

    def rate(self, currency: str, target: str, day: date) -> Rate | None:
        return self._rate(currency, target, day, None, None)

    def average(self, currency: str, target: str, period: Interval) -> Rate | None:
        return self._rate(currency, target, period.end, Decimal("1.05"), Decimal("1.15"))

    def absence(self, currency: str, target: str, period: Interval) -> str:
        return f"nobody quotes {currency} in {target}"

    def _rate(self, a: str, b: str, day: date, low: Decimal | None, high: Decimal | None) -> Rate | None:
        if (a, b) == ("USD", "EUR"):
            low, high = (Decimal(1) / high, Decimal(1) / low) if low and high else (None, None)
            return Rate(value=1 / Decimal("1.10"), currency=a, target=b, day=day, source="table", low=low, high=high)
        if (a, b) != ("EUR", "USD"):
            return None
        return Rate(value=Decimal("1.10"), currency=a, target=b, day=day, source="table", low=low, high=high)


def trade(document: str, value: str, quote: str = "so much", who: str = "NOR PER", **slots: SlotValue) -> Statement:
    amount, currency, digits = value.split()
    money = Money(amount=Decimal(amount), currency=currency, digits=int(digits))
    roles = zip(who.split(), ("reporter", "partner"), strict=True)
    given: dict[str, SlotValue] = {"flow": "total", "value": money, "period": YEAR, **slots}
    return Statement(
        document=document,
        kind="trade",
        status="done",
        actors=tuple(Actor(name=code, country=code, role=role) for code, role in roles),
        quotes=(Quote(exact=quote, span=Span(0, len(quote))),),
        slots=tuple(given.items()),
    )


def growth(document: str, period: Interval) -> Statement:
    told = trade(document, "1 USD 1", "up 10.0%", period=period, growth=Decimal("10.0"))
    return replace(told, slots=tuple(pair for pair in told.slots if pair[0] != "value"))


def across(*statements: Statement, copies: tuple[tuple[str, ...], ...] = (), rates: Fixed | None = None) -> list[Check]:
    events = [Event(statements=(s,), copies=copies) for s in statements]
    return list(check_events(events, {"a": date(2032, 1, 9)}, rates))


def test_both_sides_are_quoted_with_day_and_speaker() -> None:
    told = trade("a", "4.0e9 USD 2", "Trade was $4.0 billion, according to the Ministry of Trade")
    other = trade("b", "4.6e9 USD 2")
    (found,) = across(other, told)
    assert found.finding.verdict == "conflicts"
    first, second = "4.0 billion USD (a, 2032-01-09, the Ministry of Trade)", "4.6 billion USD (b)"
    assert found.finding.message == f"the trade between NOR and PER, 2031: {first} · {second}"
    assert found.statements == (told, other)
    assert found.finding.span == told.quotes[0].span


def test_copies_of_one_text_confirm_nothing() -> None:
    told = [trade(d, "4.0e9 USD 2") for d in "abc"]
    assert [c.finding.verdict for c in across(*told)] == ["holds"]
    assert across(*told[:2], copies=(("a", "b"),)) == []
    assert across(*told, copies=(("a", "b"), ("b", "c"))) == []
    assert [c.finding.verdict for c in across(*told, copies=(("a", "b"),))] == ["holds"]


@pytest.mark.parametrize(
    ("euros", "verdict"), [("3.64e9", "holds"), ("3.80e9", "holds"), ("2.9e9", "conflicts"), ("4.4e9", "conflicts")]
)
def test_currencies_meet_at_the_rates_of_the_period(euros: str, verdict: str) -> None:
    told = trade("a", "4.00e9 USD 3"), trade("b", f"{euros} EUR 3")
    (found,) = across(*told, rates=Fixed())
    assert found.finding.verdict == verdict
    assert "table" in found.finding.message


def test_without_a_rate_there_is_no_comparison_and_why_is_said() -> None:
    told = trade("a", "4.00e9 USD 3"), trade("b", "2e12 KZT 1")
    (none,) = across(*told)
    assert (none.finding.verdict, "no rates of exchange" in none.finding.message) == ("cannot be checked", True)
    (absent,) = across(*told, rates=Fixed())
    assert (absent.finding.verdict, "nobody quotes" in absent.finding.message) == ("cannot be checked", True)


def test_sums_in_two_currencies_meet_at_a_rate_too() -> None:
    total = trade("a", "4.00e9 USD 3")
    there = trade("a", "2.00e9 USD 3", flow="exports")
    for euros, verdict in (("1.82e9", "holds"), ("9.0e8", "conflicts")):
        back = trade("a", f"{euros} EUR 3", flow="imports")
        found = [c for c in check_article([total, there, back], rates=Fixed()) if c.finding.code == "trade-sum"]
        assert [c.finding.verdict for c in found] == [verdict]


def test_a_total_may_be_the_other_sides_count() -> None:
    flows = trade("b", "2.0e9 USD 2", flow="exports"), trade("b", "2.0e9 USD 2", flow="imports")
    for total, verdict in (("4.0e9", "holds"), ("4.5e9", "cannot be checked"), ("6.0e9", "conflicts")):
        found = [c for c in across(trade("a", f"{total} USD 2"), *flows) if c.finding.code == "trade-sum"]
        assert [c.finding.verdict for c in found] == [verdict]


def test_a_long_chain_of_growth_names_everybody() -> None:
    def year(n: int) -> Interval:
        return Interval(date(n, 1, 1), date(n, 12, 31))

    first = trade("a", "1.00e9 USD 3", period=year(2025))
    last = trade("z", "1.61e9 USD 3", period=year(2030))
    grown = [growth(f"g{n}", year(n)) for n in range(2026, 2031)]
    found = [c for c in across(first, last, *grown) if c.finding.code == "growth-chain"]
    assert [c.finding.verdict for c in found] == ["holds"]
    assert set(found[0].statements) == {first, last, *grown}


def test_nothing_is_nothing() -> None:
    assert check_events([], {}) == ()
    assert across(trade("a", "4.0e9 USD 2")) == []
