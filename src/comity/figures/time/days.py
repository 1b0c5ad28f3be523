"""Days of the calendar: pure arithmetic, no text."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from comity.model.quantity import Precision

FIRST, LAST = 1, 9998


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `start` to `end`, both included, as precise as the text says."""

    start: date
    end: date
    precision: Precision


def day(on: date) -> Days:
    """One day."""
    return Days(on, on, "day")


def dated(year: int, month: int, number: int) -> Days | None:
    """A day of the calendar, or None where there is none (31 June)."""
    if not (FIRST <= year <= LAST and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return day(date(year, month, number))


def months(year: int, first: int, count: int, precision: Precision) -> Days:
    """`count` whole months from month `first` of `year` (which may run over either end of the year)."""
    start = moved(date(year, 1, 1), first - 1)
    return Days(start, moved(start, count) - timedelta(1), precision)


def month(year: int, number: int) -> Days:
    """A month."""
    return months(year, number, 1, "month")


def quarter(year: int, number: int) -> Days:
    """A quarter, 1 to 4."""
    return months(year, 3 * number - 2, 3, "quarter")


def half(year: int, number: int) -> Days:
    """A half-year, 1 or 2."""
    return months(year, 6 * number - 5, 6, "half")


def year(number: int) -> Days:
    """A calendar year."""
    return months(number, 1, 12, "year")


def decade(first: int) -> Days:
    """Ten years from `first`."""
    return Days(date(first, 1, 1), date(first + 9, 12, 31), "decade")


def week(on: date) -> Days:
    """The week, Monday to Sunday, that holds a day."""
    start = shifted(on, -on.weekday())
    return Days(start, shifted(start, 6), "span")


def weekend(on: date) -> Days:
    """Saturday and Sunday of the week that holds a day."""
    start = week(on).start
    return Days(shifted(start, 5), shifted(start, 6), "span")


def season(number: int, first: int) -> Days:
    """Three months from month `first`; winter (12) of a year begins in the December before it."""
    return months(number - 1 if first == 12 else number, first, 3, "span")


def shifted(on: date, count: int) -> date:
    """A day so many days later, kept within the calendar."""
    return date.fromordinal(min(max(on.toordinal() + count, 1), date(LAST, 12, 31).toordinal()))


def moved(on: date, count: int) -> date:
    """The same day of the month so many months later, or the month's last day; kept within the calendar."""
    total = min(max(on.year * 12 + on.month - 1 + count, FIRST * 12), LAST * 12 + 11)
    at, number = divmod(total, 12)
    return date(at, number + 1, min(on.day, monthrange(at, number + 1)[1]))


def later(days: Days, count: int, unit: str) -> Days:
    """The same stretch so many units later; whole months stay whole."""
    step = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if step is None:
        by = count * (7 if unit in ("week", "weekend") else 1)
        return Days(shifted(days.start, by), shifted(days.end, by), days.precision)
    start = moved(days.start, step * count)
    whole = days.end == moved(days.end.replace(day=1), 1) - timedelta(1) if days.end < date(LAST, 12, 1) else False
    end = (
        moved(moved(days.end.replace(day=1), step * count), 1) - timedelta(1)
        if whole
        else moved(days.end, step * count)
    )
    return Days(start, max(start, end), days.precision)


def in_year(days: Days, number: int) -> Days | None:
    """The same stretch in the year `number`, told by the year in which it ends."""
    return later(days, number - days.end.year, "year") if FIRST < number < LAST else None


def calendar_unit(on: date, unit: str) -> Days:
    """The calendar's unit (day, week, weekend, month, quarter, half, year, decade, century) that holds a day."""
    match unit:
        case "week":
            return week(on)
        case "weekend":
            return weekend(on)
        case "month":
            return month(on.year, on.month)
        case "quarter":
            return quarter(on.year, (on.month + 2) // 3)
        case "half":
            return half(on.year, (on.month + 5) // 6)
        case "year":
            return year(on.year)
        case "decade":
            return decade(max(on.year // 10 * 10, FIRST))
        case "century":
            first = max((on.year - 1) // 100 * 100 + 1, FIRST)
            return Days(date(first, 1, 1), date(min(first + 99, LAST), 12, 31), "span")
        case _:
            return day(on)


def rolling(on: date, count: int, unit: str) -> Days:
    """`count` units up to a day (negative) or from it (positive): "the past five years", "the next two weeks"."""
    step = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    count = max(min(count, 10_000), -10_000)
    other = moved(on, step * count) if step else shifted(on, count * (7 if unit in ("week", "weekend") else 1))
    return Days(min(on, other), max(on, other), "span")
