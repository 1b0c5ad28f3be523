"""Laws: a figure written in any form is read back exactly; hostile text neither raises nor takes long."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.figures import figures, period_json, quantity_json

SIGNS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "A$": "AUD",
    "HK$": "HKD",
    "R$": "BRL",
    "₸": "KZT",
    "USD ": "USD",
}
WORDS = {"dollars": "USD", "euros": "EUR", "tenge": "KZT", "Canadian dollars": "CAD", "yuan": "CNY", "roubles": "RUB"}
SCALES = {
    "bn": 9,
    " billion": 9,
    " million": 6,
    "m": 6,
    "": 0,
    " trillion": 12,
    " thousand": 3,
    " crore": 7,
    "-million": 6,
}
BOUNDS = {
    "": "exact",
    "about ": "about",
    "more than ": "over",
    "nearly ": "under",
    "up to ": "up_to",
    "at least ": "over",
}
MONTHS = "January February March April May June July August September October November December".split()

numbers = st.one_of(
    st.integers(1, 999).map(Decimal),
    st.integers(1_000, 999_999).map(Decimal),
    st.decimals(min_value="0.1", max_value="999.9", places=1),
    st.decimals(min_value="0.01", max_value="99.99", places=2),
)
dates = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def grouped(number: Decimal) -> str:
    """With thousands separators."""
    return f"{number:,}"


@given(numbers, st.sampled_from(sorted(SIGNS)), st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(BOUNDS)))
def test_a_sign_a_number_and_a_scale(number: Decimal, sign: str, scale: str, bound: str) -> None:
    written = f"{sign}{grouped(number)}{scale}"
    text = f"The firms signed a contract worth {bound}{written}, it was told."
    [found] = [q for q in figures(text).quantities if q.kind == "money"]
    assert found.amount == number * Decimal(10) ** SCALES[scale]
    assert found.currency == SIGNS[sign]
    assert found.bound == BOUNDS[bound]
    assert found.span.of(text) == written


@given(numbers, st.sampled_from(sorted(WORDS)), st.sampled_from([" billion", " million", " trillion", ""]))
def test_a_number_a_scale_and_a_word(number: Decimal, word: str, scale: str) -> None:
    written = f"{grouped(number)}{scale} {word}"
    text = f"It was put at {written}."
    [found] = figures(text).quantities
    assert found.amount == number * Decimal(10) ** SCALES[scale]
    assert found.currency == WORDS[word]
    assert found.span.of(text) == written


@given(st.integers(1, 400), st.integers(1, 500), st.sampled_from("-–"), st.sampled_from(["bn", " million"]))
def test_a_range(low: int, more: int, dash: str, scale: str) -> None:
    text = f"It costs ${low}{dash}{low + more}{scale} in all."
    [found] = figures(text).quantities
    factor = 10 ** SCALES[scale]
    assert (found.amount, found.high, found.bound) == (low * factor, (low + more) * factor, "range")


@given(numbers, st.sampled_from(["%", " percent", " per cent", " pct"]), st.sampled_from(["rose", "fell"]))
def test_a_percentage(number: Decimal, sign: str, verb: str) -> None:
    text = f"Exports {verb} {grouped(number)}{sign}."
    [found] = figures(text).quantities
    assert (found.kind, found.amount, found.change) == ("percent", number, "growth")
    assert found.direction == {"rose": "up", "fell": "down"}[verb]


@given(dates, st.integers(0, 4))
def test_a_full_date_in_any_form(on: date, form: int) -> None:
    month = MONTHS[on.month - 1]
    written = [
        f"{on.day} {month} {on.year}",
        f"{month} {on.day}, {on.year}",
        on.isoformat(),
        f"{month[:3]}. {on.day}, {on.year}" if month != "May" else f"May {on.day}, {on.year}",
        f"{on:%A}, {month} {on.day}, {on.year}",
    ][form]
    text = f"They met on {written} in Oslo."
    [found] = figures(text, date(2024, 11, 7)).periods
    assert (found.start, found.end, found.precision) == (on, on, "day")
    assert found.span.of(text) == written
    assert figures(text).quantities == ()


@given(dates, st.integers(0, 6))
def test_a_weekday_is_the_last_on_or_before_publication(published: date, number: int) -> None:
    name = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()[number]
    [found] = figures(f"They met on {name}.", published).periods
    assert found.start is not None
    assert found.start.weekday() == number
    assert timedelta(0) <= published - found.start < timedelta(7)


@given(dates)
def test_deictic_periods_stand_beside_each_other(published: date) -> None:
    before, now, after = figures("last year, this year, next year", published).periods
    assert before.end is not None
    assert now.start is not None
    assert now.end is not None
    assert (before.end + timedelta(1), now.end + timedelta(1)) == (now.start, after.start)
    assert now.start <= published <= now.end


@given(st.text(max_size=60), numbers)
def test_a_line_before_only_moves_the_spans(before: str, number: Decimal) -> None:
    line = f"It was worth ${grouped(number)} million in May 2023."
    before = "".join(c for c in before if c.isalpha() and c.islower())
    alone, after = figures(line), figures(f"{before}\n{line}")
    moved = len(before) + 1
    assert [q.span.shift(moved) for q in alone.quantities] == [q.span for q in after.quantities][-1:]
    assert [p.span.shift(moved) for p in alone.periods] == [p.span for p in after.periods][-1:]


PIECES = (
    "$ € £ R$ Rs % 5 10 2023 1990s 1,000 1.5 3/4 ½ 0 00 07.11.2024 2024-11-07 bn m million crore dozen - – — / . , ; : "
    "( ) \n to and from between since by of the a in on until as May March Tuesday today last next year years month "
    "quarter first half third Q3 H1 FY fiscal ago earlier same period dollars euros pounds rupees tonnes barrels per "
    "day MW people up down rose more than nearly doubled times fold ended 's ' ’ said according"
).split(" ")
COUNTRIES = st.sampled_from([None, "IND"])


@settings(max_examples=600)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40),
    st.booleans(),
    st.one_of(st.none(), dates),
    st.sampled_from([None, "IND"]),
)
def test_no_order_of_words_raises(pieces: list[str], spaced: bool, published: date | None, country: str | None) -> None:
    check((" " if spaced else "").join(pieces), published, country)


@settings(max_examples=300)
@given(st.text(max_size=200), st.one_of(st.none(), st.dates()))
def test_no_text_and_no_date_raises(text: str, published: date | None) -> None:
    check(text, published, None)


def check(text: str, published: date | None, country: str | None) -> None:
    found = figures(text, published, country=country)
    last = -1
    for quantity in found.quantities:
        assert last <= quantity.span.start < quantity.span.end <= len(text)
        assert (quantity.amount is None) == (quantity.vague is not None)
        assert quantity.high is None or (quantity.amount is not None and quantity.high >= quantity.amount)
        assert (quantity.kind == "money") == (quantity.currency is not None)
        assert quantity_json(quantity)["char_end"] <= len(text)
        last = quantity.span.start
    last = 0
    for period in found.periods:
        assert last <= period.span.start < period.span.end <= len(text)
        assert (period.start is None) == (period.end is None)
        assert period.start is None or period.end is None or period.start <= period.end
        assert period_json(period)["char_end"] <= len(text)
        last = period.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "1", "-", " ", "$", "1-", "1,", "1.", "1 ", "1/", "$1", "- 1", "5 million ", "a third of ", "2023-", "May ",
        "the same period last year ", "a year earlier ", "one hundred and ", "5 rupees ", "from 1 to ", "1 and ", "“",
        "Q1", "\n1", "since by the end of ", "hundreds of ", "U.S.", "said ", "five-", "%", "A", "é",
        "5 Hong Kong ", ".",
    ],
)  # fmt: skip
def test_long_runs_take_no_more_than_linear_time(unit: str) -> None:
    def took(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        figures(text, date(2024, 11, 7))
        return time.process_time() - started

    took(1_000)  # load the lexicons
    small, large = min(took(5_000) for _ in range(2)), took(40_000)
    assert large < 30 * small + 0.5
