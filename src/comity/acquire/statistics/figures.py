"""Numbers and periods as tables of statistical offices write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from comity.model import Interval
from comity.model.observation import Frequency

_LONGEST = 60
_PLAIN = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_BLANKS = "\u00a0\u202f\u2009 "
_MONTHS = {"A": 12, "S": 6, "Q": 3, "M": 1}
_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d\d)"
    r"(?:-?A1?|-?[SHB](?P<half>[12])|-?Q(?P<quarter>[1-4])|-?M(?P<m>\d{1,2})|-(?P<month>\d\d)|(?P<plain>\d\d))?",
    re.ASCII | re.IGNORECASE,
)
_FIRST_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-01(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)


def number(text: str, *, decimal: str = ".", thousands: str = "") -> tuple[Decimal, int | None] | None:
    """A figure and its significant digits as published (None for zero); None where it is none.

    `thousands` separates groups of digits; where it is a blank, every kind of blank does. A separator that is not
    announced makes no number: "1,234" may be a thousand or one and a bit.
    """
    written = text.strip().replace("\u2212", "-")
    if len(written) > _LONGEST:
        return None
    if thousands:
        separators = _BLANKS if thousands == " " else thousands
        whole, point, rest = written.partition(decimal)
        groups = re.split(f"[{re.escape(separators)}]", whole)
        if len(groups) > 1 and not _grouped(groups):
            return None
        written = "".join(groups) + point + rest
    if decimal != ".":
        if "." in written:
            return None
        written = written.replace(decimal, ".", 1)
    if not _PLAIN.fullmatch(written):
        return None
    value = Decimal(written)
    mantissa = re.split("[eE]", written)[0].lstrip("+-").replace(".", "").lstrip("0")
    return value, len(mantissa) or None


def _grouped(groups: list[str]) -> bool:
    """Groups of three, or of two before the last three (lakh and crore)."""
    first, *middle, last = groups
    return bool(
        re.fullmatch(r"[+-]?\d{1,3}", first, re.ASCII)
        and all(re.fullmatch(r"\d{2,3}", group, re.ASCII) for group in middle)
        and re.fullmatch(r"\d{3}", last, re.ASCII)
    )


@lru_cache(maxsize=4096)
def period(text: str, *, frequency: str = "", form: str = "") -> tuple[Interval, Frequency] | None:
    """The days of a period and its frequency (SDMX's CL_FREQ): 2023, 2023-S1, 2023-Q2, 2023M03, 2023-03, 202303.

    A first day (2023-01-01) is a period where `frequency` says of which length. `form` is a strptime format for what
    is written otherwise ("%m/%Y"); its periods have the length of `frequency`, a month without one.
    """
    written = text.strip()
    if form:
        try:
            day = datetime.strptime(written, form).date()
        except ValueError:
            return None
        return _from(day.year, day.month, frequency or "M")
    if first := _FIRST_DAY.fullmatch(written):
        return _from(int(first[1]), int(first[2]), frequency) if frequency else None
    found = _PERIOD.fullmatch(written)
    if found is None:
        return None
    year = int(found["year"])
    if found["half"]:
        return _from(year, int(found["half"]) * 6 - 5, "S")
    if found["quarter"]:
        return _from(year, int(found["quarter"]) * 3 - 2, "Q")
    month = found["m"] or found["month"] or found["plain"]
    return _from(year, int(month), "M") if month else _from(year, 1, "A")


def _from(year: int, month: int, frequency: str) -> tuple[Interval, Frequency] | None:
    length = _MONTHS.get(frequency)
    if length is None or not 1 <= month <= 12 or (month - 1) % length:
        return None
    last = month + length - 1
    days = Interval(date(year, month, 1), date(year, last, monthrange(year, last)[1]))
    return days, frequency  # type: ignore[return-value]
