"""Rates of exchange: the European Central Bank's euro reference rates, as they come with the package CurrencyConverter.

A rate is never guessed. A currency that the bank does not quote (KZT, PKR), a day before 1999, after the last quoted
day or in a gap (RUB after 1 March 2022) has none, and `absence` says why.
"""

from __future__ import annotations

import importlib.metadata
import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from comity.model import Interval

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

# Longer than every closure of the bank (Easter, Christmas with the weekends), shorter than every gap in a currency.
_CLOSED_DAYS = 6
_EURO = "EUR"
_PLACES = Decimal("1e-10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """`value` is how much of `target` one unit of `currency` was worth.

    `day` is the day the rate was published for, the last business day before a weekend or holiday. An average over a
    period has the period's last business day in `day`, the period in `period`, how many business days it is the mean
    of in `days`, and the lowest and highest daily rate in `low` and `high`.
    """

    value: Decimal
    currency: str
    target: str
    day: date
    source: str
    period: Interval | None = None
    days: int = 1
    low: Decimal | None = None
    high: Decimal | None = None

    def __str__(self) -> str:
        """The rate in words, with its day or period and its source."""
        amount = f"1 {self.currency} = {self.value:.6g} {self.target}"
        if self.period is None:
            return f"{amount} on {self.day} ({self.source})"
        span = f"{self.period.start} to {self.period.end}"
        return f"{amount}, the mean of {self.days} business days from {span} ({self.source})"


class Rates(Protocol):
    """Where rates come from."""

    def rate(self, currency: str, target: str, day: date) -> Rate | None:
        """The rate of a day, or of the last business day before; None where there is none."""

    def average(self, currency: str, target: str, period: Interval) -> Rate | None:
        """The mean of a period's business days; None unless the whole period is covered."""

    def absence(self, currency: str, target: str, period: Interval) -> str:
        """Why there is no rate, in words."""


class EuropeanCentralBank:
    """The euro reference rates of the European Central Bank, from 4 January 1999. Cross rates go through the euro."""

    @property
    def source(self) -> str:
        """The source as it is named beside a rate."""
        return f"ECB euro reference rates, CurrencyConverter {_version()}"

    def rate(self, currency: str, target: str, day: date) -> Rate | None:
        """See `Rates.rate`."""
        found = _on_or_before(currency, target, day)
        if found is None:
            return None
        value, quoted = found
        return Rate(value=_rounded(value), currency=currency, target=target, day=quoted, source=self.source)

    def average(self, currency: str, target: str, period: Interval) -> Rate | None:
        """See `Rates.average`. Weekends and holidays at either end count as covered."""
        found = _mean(currency, target, period)
        if found is None:
            return None
        value, low, high, days, last = found
        return Rate(
            value=_rounded(value),
            currency=currency,
            target=target,
            day=last,
            source=self.source,
            period=period,
            days=days,
            low=_rounded(low),
            high=_rounded(high),
        )

    def absence(self, currency: str, target: str, period: Interval) -> str:
        """See `Rates.absence`."""
        for code in (currency, target):
            if code != _EURO and code not in _converter().currencies:
                return f"the European Central Bank quotes no rate for {code}"
        for code in (currency, target):
            first, last = _converter().bounds[code]
            if period.start < first:
                return f"the European Central Bank's rates for {code} begin on {first}"
            if period.end > last:
                return f"the European Central Bank's rates for {code} end on {last} in this copy ({self.source})"
        return f"the European Central Bank has no rate for {currency} and {target} from {period.start} to {period.end}"


@cache
def _version() -> str:
    return importlib.metadata.version("currencyconverter")


@cache
def _converter() -> CurrencyConverter:
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)


def _quoted(currency: str, target: str, day: date) -> Decimal | None:
    from currency_converter import RateNotFoundError

    if not {currency, target} <= _converter().currencies:
        return None
    first, last = _converter().bounds[_EURO]
    if not first <= day <= last:  # one euro is one euro on any day, but no rate of a day that was not quoted
        return None
    try:
        return Decimal(_converter().convert(1, currency, target, day))
    except RateNotFoundError:
        return None


def _on_or_before(currency: str, target: str, day: date) -> tuple[Decimal, date] | None:
    if currency == target or day.year < 1999:
        return None
    _, last = _converter().bounds[_EURO]
    if day > last:
        return None
    days = (day - timedelta(days=back) for back in range(_CLOSED_DAYS + 1))
    return next(((value, d) for d in days if (value := _quoted(currency, target, d)) is not None), None)


@lru_cache(maxsize=4096)
def _mean(currency: str, target: str, period: Interval) -> tuple[Decimal, Decimal, Decimal, int, date] | None:
    """Mean, lowest, highest, number of business days and the last of them; None unless the period is covered.

    The mean follows the bank's own averages, which are arithmetic means of what a euro was worth: the rate of two
    currencies is the quotient of theirs, and the same in both directions.
    """
    if currency == target or period.start.year < 1999:
        return None
    if not {currency, target} <= _converter().currencies or period.end > _converter().bounds[_EURO].last_date:
        return None
    length = (period.end - period.start).days + 1
    days = [period.start + timedelta(days=n) for n in range(length)]
    per_euro = [(_per_euro(currency, day), _per_euro(target, day), day) for day in days]
    found = [(a, b, day) for a, b, day in per_euro if a is not None and b is not None]
    if not found or not _covered(period, [day for *_, day in found]):
        return None
    mean = sum((b for _, b, _ in found), Decimal(0)) / sum((a for a, _, _ in found), Decimal(0))
    values = [b / a for a, b, _ in found]
    return mean, min(values), max(values), len(found), found[-1][2]


def _per_euro(currency: str, day: date) -> Decimal | None:
    """How much of a currency one euro was worth on a day that was quoted."""
    if currency != _EURO:
        return _quoted(_EURO, currency, day)
    return Decimal(1)


def _covered(period: Interval, days: list[date]) -> bool:
    """Whether nothing but closures lies between the days and towards either end."""
    marks = [period.start - timedelta(days=1), *days, period.end + timedelta(days=1)]
    return all((b - a).days <= _CLOSED_DAYS + 1 for a, b in itertools.pairwise(marks))


def _rounded(value: Decimal) -> Decimal:
    """Ten significant digits are more than the bank publishes."""
    return value.quantize(_PLACES.scaleb(value.adjusted() + 1)) if value else value
