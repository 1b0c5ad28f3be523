"""Official figures in another currency, and what growth and shares follow from them."""

from decimal import Decimal

from comity.model import Money, Observation
from comity.verify.official import check_official
from trade_figures import EXPORTS, TOTAL, checked, figure, months, only, trade, usd, year


def monthly(first: int, last: int, of: int = 2023) -> list[Observation]:
    return [figure("KAZ FRA", "exports", "100000000", months(n, n, of), "M") for n in range(first, last + 1)]


# Currencies


def euro(value: str, **more: object) -> Observation:
    return figure("FRA KAZ", "exports", value, currency="EUR", **more)


def test_an_amount_in_another_currency_goes_by_the_mean_rate() -> None:
    # 1 EUR = 1.0813 USD on average of 2023, between 1.0469 and 1.1255 on its days.
    (found,) = checked(trade("exports", usd("1.08e9", 3), who="FRA KAZ"), euro("1000000000"))
    assert found.finding.verdict == "holds"
    assert (
        "1 billion EUR = 1.081 billion USD at 1 EUR = 1.08127 USD, the mean of 255 business days"
        in found.finding.message
    )
    assert "ECB" in found.finding.message
    assert only(trade("exports", usd("1.12e9", 3), who="FRA KAZ"), euro("1000000000"))[0] == "cannot be checked"
    assert only(trade("exports", usd("1.2e9", 2), who="FRA KAZ"), euro("1000000000"))[0] == "conflicts"


def test_no_rate_no_comparison() -> None:
    tenge = Money(amount=Decimal("2e12"), currency="KZT", digits=1)
    verdict, told = only(trade("total", tenge), TOTAL)
    assert verdict == "cannot be checked"
    assert "the European Central Bank quotes no rate for KZT" in told
    (found,) = check_official([trade("exports", usd("1e9", 1), who="FRA KAZ")], [euro("1000000000")])
    assert "no rates of exchange are given" in found.finding.message
    assert found.observations == ()


# Growth and shares


def test_growth_against_the_year_before() -> None:
    before = figure("KAZ FRA", "total", "3987980100", year(2022))
    grew = trade("total", growth=Decimal("6.5"), quote="trade grew 6.5 percent in 2023")
    verdict, told = only(grew, TOTAL, before)
    assert verdict == "holds"
    assert "3.988 billion USD in 2022 and 4.246 billion USD in 2023, 6.46 percent in USD" in told
    wrong = trade("total", growth=Decimal(20), quote="trade grew 20 percent in 2023")
    assert only(wrong, TOTAL, before)[0] == "conflicts"
    assert "no official figure for 2022" in only(grew, TOTAL)[1]
    codes = [c.finding.code for c in checked(trade("total", usd("4.2e9", 2), growth=Decimal("6.5")), TOTAL, before)]
    assert codes == ["official-level", "official-growth"]


def test_growth_in_a_currency_that_the_text_may_not_mean() -> None:
    figures = (euro("1000000000"), euro("800000000", period=year(2022)))
    assert only(trade("exports", growth=Decimal(25), who="FRA KAZ"), *figures)[0] == "holds"
    verdict, told = only(trade("exports", growth=Decimal(28), who="FRA KAZ"), *figures)
    assert verdict == "cannot be checked"
    assert "the text may mean another currency" in told
    in_dollars = trade("exports", usd("1.08e9", 3), growth=Decimal(28), who="FRA KAZ")
    level, growth = checked(in_dollars, *figures)
    assert (level.finding.verdict, growth.finding.verdict) == ("holds", "holds")
    assert "in USD" in growth.finding.message


def test_growth_that_is_not_over_a_year() -> None:
    month = trade(
        "exports", growth=Decimal(5), period=months(6, 6), quote="exports rose 5 percent from the previous month"
    )
    assert "does not say that it is over a year" in only(month, *monthly(1, 12))[1]


def test_a_share_of_the_whole() -> None:
    world = figure("KAZ W00", "exports", "78654000000")
    share = trade("exports", share=Decimal("3.8"), quote="France takes 3.8 percent of exports")
    assert only(share, EXPORTS, world)[0] == "holds"
    assert only(trade("exports", share=Decimal(12), quote="12 percent"), EXPORTS, world)[0] == "conflicts"
    assert "no official figure of exports of trade with the world" in only(share, EXPORTS)[1]
    goods = trade("exports", share=Decimal(12), commodities=("crude oil",), hs=("2709",))
    assert "of which whole the text does not say" in only(goods, EXPORTS, world)[1]
