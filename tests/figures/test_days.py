"""The arithmetic of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.figures.time import days as cal

near = st.dates(date(1800, 1, 1), date(2200, 12, 31))
units = st.sampled_from(["week", "month", "quarter", "half", "year", "decade", "century"])


@given(near, units)
def test_a_unit_holds_its_day(on: date, unit: str) -> None:
    found = cal.calendar_unit(on, unit)
    assert found.start <= on <= found.end


@given(near, st.sampled_from(["week", "month", "quarter", "year"]))
def test_the_next_unit_begins_the_day_after(on: date, unit: str) -> None:
    here = cal.calendar_unit(on, unit)
    assert cal.later(here, 1, unit).start == here.end + timedelta(1)
    assert cal.later(cal.later(here, 1, unit), -1, unit) == here


@given(st.dates(), st.integers(-100_000, 100_000))
def test_moving_stays_in_the_calendar(on: date, count: int) -> None:
    assert date.min <= cal.moved(on, count) <= date.max
    assert date.min <= cal.shifted(on, count) <= date.max


@given(st.dates(), st.integers(-5_000, 5_000), units)
def test_no_unit_runs_out_of_the_calendar(on: date, count: int, unit: str) -> None:
    found = cal.later(cal.calendar_unit(on, unit), count, unit)
    assert found.start <= found.end
    assert cal.rolling(on, count, unit).start <= cal.rolling(on, count, unit).end


def test_the_end_of_february() -> None:
    assert cal.moved(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert cal.later(cal.month(2024, 2), -12, "month") == cal.month(2023, 2)
    assert cal.dated(2023, 2, 29) is None


def test_winter_begins_in_the_december_before() -> None:
    assert cal.season(2024, 12) == cal.Days(date(2023, 12, 1), date(2024, 2, 29), "span")
