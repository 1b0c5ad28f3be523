"""The page of a pair that much is written of: charts over their tables, links that arrive, and an end to it."""

import re
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest
from lxml import etree
from lxml import html as lxml_html

from comity.analyse import Dossier
from comity.present import data, html, markdown
from comity.present.clean import json_text
from comity.present.dossier.chart import Datum, Group, columns, rows
from comity.resolve import country_name


@pytest.fixture(scope="module")
def busy(hot: ModuleType) -> Dossier:
    made = hot.dossier(60, since=date(2024, 6, 1))
    assert isinstance(made, Dossier)
    return made


@pytest.fixture(scope="module")
def root(busy: Dossier) -> etree._Element:
    return lxml_html.document_fromstring(html.dossier(busy, country_name))


def text(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def test_the_page_opens_with_what_is_new_and_five_checked_figures(root: etree._Element) -> None:
    assert [h.get("id") for h in root.xpath("//main/section/h2")][:4] == ["new", "figures", "conflicts", "timeline"]
    cards = root.xpath("//article[@class='card']")
    assert len(cards) == 5
    for card in cards[:4]:
        (link,) = card.xpath("./p[@class='big']/a")
        (quote,) = card.xpath(".//blockquote")
        assert link.get("href") == f"#{quote.get('id')}"
        assert text(card.xpath(".//span[contains(@class, 'badge')]")[0]) in ("holds", "conflicts", "cannot be checked")


def test_conflicts_quote_both_sides_and_open_the_page_there(root: etree._Element) -> None:
    conflicts = root.xpath("//article[@class='conflict-of']")
    assert conflicts
    for told in conflicts:
        quotes = told.xpath(".//blockquote")
        assert len(quotes) >= 2
        for quote in quotes:
            address = quote.get("cite")
            assert re.fullmatch(r"https://paper\d+\.example/\d+#:~:text=[A-Za-z0-9%._~,]+", address)


def test_every_chart_has_its_numbers_in_a_table(root: etree._Element) -> None:
    figures = root.xpath("//figure[@class='chart']")
    assert len(figures) >= 6, "trade, visits and partners"
    for figure in figures:
        assert figure.xpath(".//svg[@role='img']/title[normalize-space()]")
        bars = figure.xpath(".//svg[@role='img']/rect")
        assert bars
        (table,) = figure.xpath("./following::table[1]")
        assert len(table.xpath(".//tbody/tr")) > 1
    assert root.xpath("//path[@class='error']"), "the precision of what was written"


def test_ids_are_unique_and_every_link_inside_arrives(root: etree._Element) -> None:
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in root.xpath("//@href") if h.startswith("#")} <= set(ids)


def test_figures_of_third_parties_open_their_quotes(root: etree._Element) -> None:
    (section,) = root.xpath("//section[@aria-labelledby='partners']")
    amounts = section.xpath(".//tbody/tr/td[1]/a/@href")
    assert amounts
    quotes = {f"#{q.get('id')}" for q in section.xpath(".//blockquote")}
    assert set(amounts) <= quotes
    assert "Hirschman" in text(section)


def test_mirrors_stand_in_one_table(root: etree._Element) -> None:
    (table,) = root.xpath("//table[@id='t-trade-series-exports']")
    tellers = {text(row.xpath("./td[last()]")[0]) for row in table.xpath(".//tbody/tr")}
    assert {"Kazakhstan's, as told", "Kazakhstan, UN Comtrade, FOB", "France, UN Comtrade, CIF"} <= tellers


@pytest.mark.slow
def test_much_makes_no_page_without_end(hot: ModuleType) -> None:
    made = hot.dossier(1_000)
    assert made.statements == 5_000
    page = html.dossier(made, country_name)
    assert len(page) < 4_000_000
    root = lxml_html.document_fromstring(page)
    assert {h[1:] for h in root.xpath("//@href") if h.startswith("#")} <= set(root.xpath("//@id"))
    assert len(root.xpath("//details[not(@open)]")) > 10
    assert len(markdown.dossier(made, country_name)) < 4_000_000


def test_json_names_every_statement_it_speaks_of(busy: Dossier) -> None:
    told = data.dossier_json(busy, country_name)
    json_text(told)
    known = {s["id"] for section in told["sections"] for line in section["lines"] for s in line["statements"]}
    points = [p for series in told["trade"] for p in series["points"]]
    assert {s for p in points for s in p["statements"]} <= known
    assert {s for c in told["contradictions"] for s in c["statements"]} <= known
    assert all(p["statements"] or p["observations"] for p in points)
    assert told["changes"]["since"] == "2024-06-01"
    assert all(p["quotes"] for shares in told["partners"] for p in shares["partners"])


def test_bars_end_where_their_values_do() -> None:
    data_ = tuple(
        Datum(series=0, value=Decimal(v), low=Decimal(v) - 1, high=h, spread=True, title=str(v))
        for v, h in ((4, Decimal(5)), (8, None))
    )
    drawn = columns("k", "t", [Group(label=("2023",), data=data_)], [(0, "told")], " bn")
    low, high = drawn.bars
    assert high.height == pytest.approx(2 * low.height, abs=0.2)
    assert low.y + low.height == pytest.approx(drawn.base, abs=0.2)
    assert low.top is not None
    assert low.bottom is not None
    assert low.top < low.y < low.bottom
    assert (low.open_top, high.open_top) == (False, True)
    assert [label for _, label in drawn.ticks] == ["0", "2 bn", "4 bn", "6 bn", "8 bn"]
    assert [b.width for b in rows("k", "t", [("A", Decimal("0.5"), "50%", 0), ("B", Decimal(0), "0%", 0)]).bars] == [
        330.0,
        1.0,
    ]
