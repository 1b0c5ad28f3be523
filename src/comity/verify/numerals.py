"""A figure that is known found again in the words of a quote, with the bound that stands before it.

This is no grammar of figures (that read the statement): it only looks a known number up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from comity.verify.precision import sane

_WORDS = {
    "over": "more than|over|above|at least|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)|no less than"
    "|in excess of|upwards? of|crossed|passed",
    "under": "nearly|almost|close to|less than|under|below|up to|at most|no more than|not more than|approaching"
    "|just short of",
    "about": "about|around|approximately|roughly|some|circa|an estimated|in the order of",
}
_BOUNDS = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{phrases})' for name, phrases in _WORDS.items())})"
    r"(?: (?:an?|by|to|the|than))?[ $€£¥]*(?:us\$|usd ?|eur ?)?$"
)
_REACH = 40  # characters before a figure in which its bound stands
_SCALES = ((0, ""), (3, "thousand|k"), (6, "million|mln|mn|m"), (9, "billion|bln|bn|b"), (12, "trillion|trn|tn"))
_WHOLE = r"(?![\d.,]*\d)(?!\s?(?:thousand|million|billion|trillion|mln|mn|m|bln|bn|b|tn|k)\b)"
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands, and the number with the digits that it is written with."""

    start: int
    end: int
    value: Decimal


def before(text: str, start: int) -> str:
    """ "over", "under", "about" or "exact": the bound in lower-case text before `start`."""
    found = _BOUNDS.search(text[max(0, start - _REACH) : start])
    return next((name for name, value in found.groupdict().items() if value), "exact") if found else "exact"


def find_number(text: str, value: Decimal, then: str) -> Place | None:
    """The first place where a number that is not negative stands in digits or (below a hundred) in words, followed by
    the pattern `then`.
    """
    if not sane(value) or value < 0:
        return None
    # A pattern is made only where the first group of digits stands: most ways of writing a figure do not occur.
    whole = f"{value:f}".partition(".")[0]
    begins = whole[: (len(whole) - 1) % 3 + 1] in text
    found = re.search(rf"(?<![\d.,])(?:{_digits(value)}){then}", text) if begins else None
    if found is not None:
        decimals = len(found["decimals"] or "")
        return Place(found.start(), found.end(), value.normalize().quantize(Decimal(1).scaleb(-decimals)))
    word = _word(value)
    found = re.search(rf"\b{word}{then}", text) if word and word[:3] in text else None
    return Place(found.start(), found.end(), value) if found else None


def find_amount(text: str, amount: Decimal) -> Place | None:
    """The first place where an amount of money stands, written in whole units, thousands, millions and so on."""
    if not sane(amount) or amount <= 0:
        return None
    for power, names in _SCALES:
        scaled = amount.scaleb(-power)
        if not Decimal("0.01") <= scaled < Decimal(10) ** 15:
            continue
        found = find_number(text, scaled, rf"\s?(?:{names})\b" if names else _WHOLE)
        if found is not None:
            return Place(found.start, found.end, amount)
    return None


def _digits(value: Decimal) -> str:
    """A pattern for a number in digits: any grouping of thousands, "." or "," before decimals, zeros after them."""
    plain = f"{value.normalize():f}"
    whole, _, fraction = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", "[, ]?")
    if fraction:
        return rf"{grouped}[.,](?P<decimals>{fraction}0{{0,3}})"
    return rf"{grouped}(?:[.,](?P<decimals>0{{1,2}})(?!\d))?"


def _word(value: Decimal) -> str:
    """A number from 1 to 99 in words; empty for others."""
    if value != value.to_integral_value() or not 1 <= value <= 99:
        return ""
    if value < 20:
        return _ONES[int(value) - 1]
    tens, ones = divmod(int(value), 10)
    return _TENS[tens - 2] + (f"[- ]{_ONES[ones - 1]}" if ones else "")
