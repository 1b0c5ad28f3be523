"""Periods as markets, wires and the calendar of feasts tell them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from comity.figures import figures
from comity.model import InputError, Period

PUBLISHED = date(2024, 11, 7)  # a Thursday


def periods(text: str) -> tuple[Period, ...]:
    return figures(text, PUBLISHED).periods


def days(text: str) -> list[tuple[str, str]]:
    return [(str(p.start), str(p.end)) for p in periods(text)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Talks went on over the weekend.", "2024-11-02", "2024-11-03"),
        ("It will open at the weekend.", "2024-11-09", "2024-11-10"),
        ("They met in May.", "2024-05-01", "2024-05-31"),
        ("She left this morning.", "2024-11-07", "2024-11-07"),
        ("the September quarter", "2024-07-01", "2024-09-30"),
        ("the quarter ended Sept. 30", "2024-07-01", "2024-09-30"),
        ("the June 30 quarter", "2024-04-01", "2024-06-30"),
        ("the week of Oct. 14", "2024-10-14", "2024-10-20"),
        ("in last year's third quarter", "2023-07-01", "2023-09-30"),
        ("in the 2022 first half", "2022-01-01", "2022-06-30"),
        ("in 2021's fourth quarter", "2021-10-01", "2021-12-31"),
        ("on Christmas Eve", "2024-12-24", "2024-12-24"),
        ("since New Year's Day", "2024-01-01", "2024-11-07"),
        ("on Thanksgiving 2022", "2022-11-24", "2022-11-24"),
        ("on Labor Day", "2024-09-02", "2024-09-02"),
        ("Friday the 13th", "2024-09-13", "2024-09-13"),
        ("sent 10-30-24 by hand", "2024-10-30", "2024-10-30"),
        ("It rose to $88m from $71m a year earlier.", "2023-01-01", "2023-12-31"),
        ("the year-ago quarter", "2023-07-01", "2023-09-30"),
        ("in fiscal 2022 ended June 30", "2021-07-01", "2022-06-30"),
    ],
)
def test_periods_of_markets_and_feasts(text: str, start: str, end: str) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    ["Christmas shopping began.", "half a century ago", "a weekend house", "the Halloween party", "quarter notes"],
)
def test_words_of_time_that_tell_none(text: str) -> None:
    assert days(text) == []


def test_a_year_earlier_that_compares_nothing_stays_open() -> None:
    [found] = periods("He had joined the party a year earlier.")
    assert (found.start, found.end) == (None, None)


def test_the_latest_quarter_is_the_one_named_before() -> None:
    assert days("Sales fell in the third quarter. In the latest quarter they rose.")[1] == (
        "2024-07-01",
        "2024-09-30",
    )


def test_the_quarter_of_a_year_is_that_of_the_quarter_named() -> None:
    assert days("Net rose in the third quarter from $4m in the 2022 quarter.")[1] == ("2022-07-01", "2022-09-30")


def test_a_full_stop_is_no_part_of_may() -> None:
    text = "They met in May."
    assert periods(text)[0].span.of(text) == "May"


@pytest.mark.parametrize("published", ["2024-11-07", "2024-11-07T10:00:00Z", datetime(2024, 11, 7, 12)])
def test_the_day_of_publication_in_any_form(published: str | datetime) -> None:
    assert figures("yesterday", published).periods[0].start == date(2024, 11, 6)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="2024-13-40"):
        figures("yesterday", "2024-13-40")
