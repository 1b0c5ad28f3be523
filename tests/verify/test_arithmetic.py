"""The figures of one article against each other, at the precision they are written with."""

from datetime import date
from decimal import Decimal

import pytest

from comity.model import Actor, Interval, Money, Quote, SlotValue, Span, Statement
from comity.verify import Check, check_article

YEAR = Interval(date(2031, 1, 1), date(2031, 12, 31))
BEFORE = Interval(date(2030, 1, 1), date(2030, 12, 31))


def usd(amount: str, digits: int | None = None, **more: object) -> Money:
    return Money(amount=Decimal(amount), currency="USD", digits=digits, **more)  # type: ignore[arg-type]


def trade(
    flow: str, value: Money | None = None, *, said: int = 0, who: str = "NOR PER", **slots: SlotValue
) -> Statement:
    given: dict[str, SlotValue] = {"flow": flow, **({"value": value} if value else {}), "period": YEAR, **slots}
    roles = zip(who.split(), ("reporter", "partner"), strict=False)
    return Statement(
        document="d",
        kind="trade",
        status="done",
        actors=tuple(Actor(name=code, country=code, role=role) for code, role in roles),
        quotes=(Quote(exact="x", span=Span(said, said + 1)),),
        slots=tuple(given.items()),
    )


def without_period(statement: Statement) -> Statement:
    slots = tuple(pair for pair in statement.slots if pair[0] != "period")
    return Statement(
        **{f: getattr(statement, f) for f in ("document", "kind", "status", "actors", "quotes")}, slots=slots
    )


def verdicts(code: str, *statements: Statement) -> list[str]:
    return [check.finding.verdict for check in check_article(statements) if check.finding.code == code]


def only(code: str, *statements: Statement) -> Check:
    (found,) = (check for check in check_article(statements) if check.finding.code == code)
    return found


@pytest.mark.parametrize(
    ("total", "exports", "imports", "verdict"),
    [
        (usd("4e9", 1), usd("2.7e9", 2), usd("1.6e9", 2), "holds"),
        (usd("4.0e9", 2), usd("2.7e9", 2), usd("1.6e9", 2), "conflicts"),
        (usd("4e9", 1, bound="over"), usd("2.7e9", 2), usd("1.6e9", 2), "holds"),
        (usd("4e9", 1, bound="over"), usd("2.7e9", 2), usd("1.1e9", 2), "conflicts"),
        (usd("4.0e9", 2, bound="under"), usd("2.7e9", 2), usd("1.6e9", 2), "conflicts"),
        (usd("4.0e9", 2), usd("2.7e9", 2), usd("900e6", 3, bound="over"), "holds"),
        (usd("4.0e9", 2), usd("2.7e9", 2), Money(amount=Decimal("1.3e9"), currency="EUR"), "cannot be checked"),
    ],
)
def test_total_is_exports_and_imports(total: Money, exports: Money, imports: Money, verdict: str) -> None:
    statements = (trade("total", total), trade("exports", exports), trade("imports", imports))
    assert verdicts("trade-sum", *statements) == [verdict]
    found = only("trade-sum", *statements)
    assert set(found.statements) == set(statements)
    assert found.finding.message


def test_one_sides_exports_are_the_others_imports() -> None:
    total = trade("total", usd("4.0e9", 2), who="PER NOR")
    ours, theirs = trade("exports", usd("2.7e9", 2)), trade("exports", usd("2.6e9", 2), who="PER NOR")
    assert verdicts("trade-sum", total, ours, theirs) == ["conflicts"]
    mirrored = trade("imports", usd("1.3e9", 2))
    assert verdicts("trade-sum", total, ours, mirrored) == ["holds"]


def test_what_a_missing_flow_would_have_to_be() -> None:
    found = only("trade-sum", trade("total", usd("4.0e9", 2)), trade("exports", usd("2.7e9", 2), said=7))
    assert found.finding.verdict == "cannot be checked"
    assert "from PER to NOR is not given; it would have to be 1.2 to 1.4 billion USD" in found.finding.message
    assert found.finding.span == Span(0, 1)


def test_figures_without_a_period_or_of_other_periods_are_not_compared() -> None:
    parts = (usd("4.0e9", 2), usd("2.7e9", 2), usd("9.9e9", 2))
    undated = [without_period(trade(f, v)) for f, v in zip(("total", "exports", "imports"), parts, strict=True)]
    assert verdicts("trade-sum", *undated) == ["cannot be checked"]
    assert "which period" in only("trade-sum", *undated).finding.message
    mixed = (
        trade("total", parts[0]),
        trade("exports", parts[1], period=BEFORE),
        trade("imports", parts[2], period=BEFORE),
    )
    assert verdicts("trade-sum", *mixed) == []
    aims = (trade("total", parts[0], target=True), trade("exports", parts[1]), trade("imports", parts[2]))
    assert verdicts("trade-sum", *aims) == []


@pytest.mark.parametrize(
    ("reporter", "balance", "verdict"),
    [("NOR PER", "1.4e9", "holds"), ("PER NOR", "-1.4e9", "holds"), ("NOR PER", "-1.4e9", "conflicts")],
)
def test_balance_is_exports_less_imports(reporter: str, balance: str, verdict: str) -> None:
    flows = trade("exports", usd("2.7e9", 2)), trade("imports", usd("1.3e9", 2))
    assert verdicts("trade-balance", *flows, trade("balance", usd(balance, 2), who=reporter)) == [verdict]


def test_a_part_is_not_more_than_its_whole() -> None:
    total = trade("total", usd("4e9", 1))
    assert verdicts("trade-part", total, trade("exports", usd("4.4e9", 2))) == ["holds"]
    assert verdicts("trade-part", total, trade("exports", usd("4.6e9", 2))) == ["conflicts"]
    assert verdicts("trade-part", total, trade("exports", usd("4.6e9", 2, bound="up_to"))) == ["holds"]
    fish, exports = trade("exports", usd("3e9", 2), commodities=("fish",)), trade("exports", usd("2.7e9", 2))
    assert verdicts("trade-part", exports, fish) == ["conflicts"]
    assert verdicts("trade-sum", total, fish, trade("imports", usd("3e9", 1))) == ["cannot be checked"]
    assert verdicts("trade-part", total, trade("imports", usd("9e9", 1))) == ["conflicts"]


def test_growth_implies_the_base() -> None:
    grown = trade("exports", usd("2.7e9", 2), growth=Decimal("45.2"))
    alone = only("growth-base", grown)
    assert alone.finding.verdict == "cannot be checked"
    assert "imply 1.824 to 1.895 billion USD the year before" in alone.finding.message
    assert verdicts("growth-base", grown, trade("exports", usd("1.9e9", 2), period=BEFORE)) == ["holds"]
    assert verdicts("growth-base", grown, trade("exports", usd("2.2e9", 2), period=BEFORE)) == ["conflicts"]
    other_side = trade("imports", usd("1.9e9", 2), period=BEFORE, who="PER NOR")
    assert verdicts("growth-base", grown, other_side) == ["holds"]


def test_growth_over_a_month_that_a_leap_year_makes_longer() -> None:
    ours, theirs = ((date(y, 2, 1), date(y, 2, d)) for y, d in ((2032, 29), (2031, 28)))
    grown = trade("exports", usd("2.2e9", 2), period=Interval(*ours), growth=Decimal(10))
    assert verdicts("growth-base", grown, trade("exports", usd("2.0e9", 2), period=Interval(*theirs))) == ["holds"]


def test_words_for_growth_are_taken_loosely() -> None:
    doubled = trade("exports", usd("2.1e9", 2), growth=Decimal(100))
    assert verdicts("growth-base", doubled, trade("exports", usd("1.0e9", 2), period=BEFORE)) == ["holds"]


def test_figures_that_cannot_be() -> None:
    assert verdicts("growth-impossible", trade("exports", usd("1e9"), growth=Decimal(-120))) == ["conflicts"]
    assert verdicts("growth-impossible", trade("balance", usd("1e9"), growth=Decimal(-120))) == []
    backwards = trade("exports", usd("6e9", bound="range", high=Decimal("4e9")))
    assert verdicts("range-reversed", backwards) == ["conflicts"]
    assert verdicts("share-sum", trade("exports", share=Decimal(130))) == ["conflicts"]


def test_shares_of_one_whole() -> None:
    def share(partner: str, percent: str, **more: SlotValue) -> Statement:
        return trade("exports", who=f"NOR {partner}", share=Decimal(percent), **more)

    assert verdicts("share-sum", share("PER", "60"), share("CHL", "40.5")) == ["holds"]
    assert verdicts("share-sum", share("PER", "60"), share("CHL", "42")) == ["conflicts"]
    assert verdicts("share-sum", share("PER", "60"), share("CHL", "42", period=BEFORE)) == []
    assert verdicts("share-sum", share("PER", "60"), share("org:EU", "42")) == []
    assert verdicts("share-sum", share("PER", "60"), share("PER", "60", said=5)) == []
    oil, energy = (share("PER", p, commodities=(c,)) for p, c in (("60", "oil"), ("80", "energy")))
    assert verdicts("share-sum", oil, energy) == ["cannot be checked"]


def test_stakes_in_one_project() -> None:
    def stake(who: str, percent: str) -> Statement:
        return Statement(
            document="d",
            kind="project",
            status="done",
            actors=(Actor(name=who, country=who, role="participant"),),
            quotes=(),
            slots=(("name", "Gull Field"), ("stake", Decimal(percent))),
        )

    assert verdicts("share-sum", stake("NOR", "49"), stake("PER", "51")) == ["holds"]
    assert verdicts("share-sum", stake("NOR", "60"), stake("PER", "51")) == ["conflicts"]


def test_an_article_without_figures_has_nothing_to_check() -> None:
    assert check_article([]) == ()
    assert check_article([without_period(trade("exports", who=""))]) == ()
