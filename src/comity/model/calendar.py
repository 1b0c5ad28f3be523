"""Days that no calendar has, as texts name them: 31 November, February 30th, 29 February 2023."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from comity.model.span import Span

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_NAMES = "|".join(_MONTHS)
_DAY_MONTH = re.compile(rf"\b(29|3[01])(?:st|nd|rd|th)?(?: of)? ({_NAMES})\b(?:,? ((?:19|20)\d\d)\b)?", re.IGNORECASE)
# "By April 31 documents were signed" names no day: what follows must not be a word.
_MONTH_DAY = re.compile(
    rf"\b(?:on|by|until|till|since|before|after) ({_NAMES}) (29|3[01])"
    r"(?:(?:st|nd|rd|th)\b|(?=\s*(?:[^\w\s]|(?:19|20)\d\d\b|$)))(?:,? ((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)


def impossible_days(text: str) -> Iterator[tuple[Span, str]]:
    """Where a text names a day that there is not, and which ("31 November 2022"); day before month first."""
    named = [(m.span(), m[1], m[2], m[3]) for m in _DAY_MONTH.finditer(text)]
    named += [(m.span(), m[2], m[1], m[3]) for m in _MONTH_DAY.finditer(text)]
    for (start, end), day, month, year in named:
        # Without a year, 29 February may be one of a leap year.
        if int(day) > calendar.monthrange(int(year) if year else 2000, _MONTHS[month.casefold()])[1]:
            yield Span(start, end), f"{day} {month.capitalize()}{f' {year}' if year else ''}"
