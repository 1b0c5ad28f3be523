"""Days as pages write them: ISO 8601, RFC 5322, and English month names."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:T\d{4,6}|$)")
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s\-]{{1,3}}(?:of\s)?{_MONTH}[\s,\-]{{1,3}}(\d{{4}})(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(\d{{4}})(?!\d)", re.IGNORECASE)
_DAY_ONLY = re.compile(rf"(?:{_MONTH}\s{{0,3}}(\d{{1,2}})|(\d{{1,2}})\s{{0,3}}{_MONTH})", re.IGNORECASE)
_DATE_WORD = re.compile(
    rf"\b(?:{_MONTH}|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|[ap]\.?m\.?|gmt|utc|[a-z]{{1,3}}t"
    r"|st|nd|rd|th|of|at|z|t|published|updated|posted|on|date)(?![a-z])|(?<=\d)(?:st|nd|rd|th|t|z)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_EARLIEST, _LATEST = 1800, 2100


def find_day(text: str) -> date | None:
    """The first complete day in a short text (a date line, the value of a meta tag), as written."""
    told = text[:200]
    if match := _ISO.search(told) or _COMPACT.search(told):
        return day(match[1], match[2], match[3])
    if match := _DOTTED.search(told):
        return day(match[3], match[2], match[1])
    first, second = _DAY_FIRST.search(told), _MONTH_FIRST.search(told)
    if first and (second is None or first.start() <= second.start()):
        return day(first[3], month_number(first[2]), first[1])
    return day(second[3], month_number(second[1]), second[2]) if second else None


def find_month_day(text: str) -> tuple[int, int] | None:
    """Month and day of a date without its year ("Nov. 5", "1 OCT")."""
    match = _DAY_ONLY.search(text[:60])
    if match is None:
        return None
    return month_number(match[1] or match[4]), int(match[2] or match[3])


def is_date_line(text: str) -> bool:
    """Whether a line holds a complete day (and an hour) and nothing else: no word but those of dates."""
    return len(text) < 80 and find_day(text) is not None and not _LETTERS.search(_DATE_WORD.sub("", text))


def month_number(name: str) -> int:
    """1 to 12 for an English month name or its abbreviation."""
    return _MONTHS.index(name[:3].casefold()) + 1


def day(year: str | int, month: str | int, number: str | int) -> date | None:
    """The day, or None where there is no such day or it is out of all reason for a publication."""
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None
