"""Figures and dates in words, never with more precision than the source wrote."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

from comity.model import Interval, Money, Place, SlotValue

_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
BOUNDS = {
    "exact": "",
    "about": "about ",
    "over": "more than ",
    "under": "less than ",
    "up_to": "up to ",
    "range": "",
}


def money(value: Money) -> str:
    """ "more than $4.0 billion", "EUR 1.2 million to …": as many digits as were written, and never fewer than
    the amount needs.
    """
    low = _amount(value.amount, value.currency, value.digits)
    if value.high is not None:
        return f"{low} to {_amount(value.high, value.currency, value.digits)}"
    return BOUNDS[value.bound] + low


def official(value: Decimal, currency: str) -> str:
    """ "$4,245.6 million", as statistical offices print amounts; what is less than a million in full."""
    size = abs(value)
    shown = f"{size / 1_000_000:,.1f} million" if size >= 1_000_000 else f"{size:,.0f}"
    return f"{'−' if value < 0 else ''}{_SYMBOLS.get(currency, f'{currency} ')}{shown}"


def percent(value: Decimal | int) -> str:
    """ "44.7%"."""
    return f"{_plain(Decimal(value))}%"


def growth(value: Decimal | int) -> str:
    """ "up 44.7%", "down 7%", "unchanged"."""
    if not value:
        return "unchanged"
    return f"{'up' if value > 0 else 'down'} {percent(abs(Decimal(value)))}"


def number(value: Decimal | int) -> str:
    """ "14,000" """
    return f"{_plain(Decimal(value))}"


def days(interval: Interval) -> str:
    """ "5 November 2024", "27–30 June 2021", "January–August 2024", "2019–2023": the days as people say them."""
    start, end = interval.start, interval.end
    if start == end:
        return _day(start)
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return _months(start, end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {_month(start)} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def day(value: date | None) -> str:
    """ "7 November 2024", or "date unknown"."""
    return _day(value) if value else "date unknown"


def place(value: Place, country: str | None) -> str:
    """ "Paris, France", or "France" for a country itself."""
    return value.name if not country or country == value.name else f"{value.name}, {country}"


def in_words(field: str, value: SlotValue) -> str:
    """A slot's value for people; `field` decides what a bare number means."""
    match value:
        case Money():
            return money(value)
        case Interval():
            return days(value)
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case str():
            return value.replace("_", " ") if field in ("form", "act", "flow", "stage", "instrument") else value
    if field == "growth":
        return growth(value)
    return percent(value) if field in ("share", "stake") else number(value)


def _amount(amount: Decimal, currency: str, digits: int | None) -> str:
    sign = "−" if amount < 0 else ""
    size = abs(amount)
    power, word = next(((p, f" {w}") for p, w in _SCALES if size >= Decimal(10) ** p), (0, ""))
    scaled = size.scaleb(-power)
    mark = _SYMBOLS.get(currency, f"{currency} ")
    return f"{sign}{mark}{_with_digits(scaled, digits)}{word}"


def _with_digits(value: Decimal, digits: int | None) -> str:
    """The value with at least `digits` significant digits: zeros that were written after the point are kept."""
    shortest = _plain(value)
    if not value or digits is None:
        return shortest
    places = digits - 1 - value.adjusted()
    written = max(places, 0)
    _, _, fraction = shortest.partition(".")
    return f"{value:,.{max(written, len(fraction))}f}"


def _plain(value: Decimal) -> str:
    short = f"{value:,f}"
    return short.rstrip("0").rstrip(".") if "." in short else short


def _months(start: date, end: date) -> str:
    whole_years = start.month == 1 and end.month == 12
    if start.year == end.year:
        if whole_years:
            return str(start.year)
        span = "" if start.month == end.month else f"{_month(start)}–"
        return f"{span}{_month(end)} {end.year}"
    if whole_years:
        return f"{start.year}–{end.year}"
    return f"{_month(start)} {start.year} – {_month(end)} {end.year}"


def _day(value: date) -> str:
    return f"{value.day} {_month(value)} {value.year}"


def _month(value: date) -> str:
    return calendar.month_name[value.month]
