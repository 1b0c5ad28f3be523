"""Amounts that may be wrong by a thousand or more: said with a doubt, never silently."""

from __future__ import annotations

import re
from functools import cached_property

from comity.figures import lexicon
from comity.figures.currency import sign_before
from comity.figures.draft import Draft
from comity.figures.numerals import numeral
from comity.figures.ranges import DASHES
from comity.figures.tokens import Tokens

SEPARATOR, SHARED, TABLE, WORD = "decimal separator", "shared scale", "table scale", "scale word"
_DOTTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_COMMA_DECIMAL = re.compile(
    r"(?<![0-9.,])[0-9]{1,3},[0-9]{1,2}(?![0-9,])(?=\s?(?:%|bn|million|billion|percent|per cent))"
)
_TABLE = re.compile(
    r"\((?:(?:in|figures|amounts|values|all|expressed|US|U\.S\.|USD|EUR|GBP|INR|Rs|[$€£₹¥]|of|dollars|euros)"
    r"[ .,]{0,2}){1,5}"
    r"(?:thousands?|millions?|billions?|mln|mn|crore|lakh|'?000s?)\b[^()0-9]{0,40}\)",
    re.IGNORECASE,
)
_JOINTS = DASHES | {"and", "or", "to", ",", "from", "vs", "versus", "against"}


class Notation:
    """How one text writes numbers, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def comma_decimals(self) -> bool:
        """Whether a comma is the decimal sign somewhere ("2,6 billion")."""
        return _COMMA_DECIMAL.search(self._text) is not None

    @cached_property
    def tabled(self) -> bool:
        """Whether a scale is set for a whole table ("(in thousands of dollars)")."""
        return _TABLE.search(self._text) is not None


def doubt(t: Tokens, draft: Draft, notation: Notation) -> str | None:
    """Why the amount of a draft may be wrong by a thousand or more, or None."""
    if draft.amount is None or draft.kind in ("ratio", "percentage_point"):
        return None
    within = range(draft.first, draft.last)
    digits = [i for i in within if t.words[i][0] in "0123456789"]
    scales = [t.words[i] for i in within if t.words[i] in lexicon.powers("after") or t.words[i] in ("k", "m", "b")]
    if any(_either(t, i, draft, bool(scales), notation) for i in digits):
        return SEPARATOR
    if "mil" in scales or (draft.bare and t.words[draft.last - 1] in ("m", "k") and len(scales) == 1):
        return WORD  # thousands or millions; "800m" may be metres, "4K" a name
    if draft.kind != "money" or scales or not digits:
        return None
    if abs(draft.amount) < 1000 and (_scaled_after(t, draft) or _scaled_before(t, draft)):
        return SHARED
    return TABLE if notation.tabled else None


def _either(t: Tokens, i: int, draft: Draft, scaled: bool, notation: Notation) -> bool:
    """Whether the sign before the last three digits of token `i` may be a decimal one or not."""
    written = t.words[i]
    if _GROUPED.fullmatch(written):
        return (scaled or draft.kind == "percent") and notation.comma_decimals
    if not _DOTTED.fullmatch(written) or draft.kind == "percent":
        return False
    if draft.kind == "money" and not scaled:
        return draft.per is None and t.word(draft.last) not in ("a", "an", "per", "/")
    dotted = draft.currency in lexicon.words("currencies", "dotted", "codes")
    return not scaled or dotted or (draft.kind == "money" and written.endswith("0"))


def _scaled_after(t: Tokens, draft: Draft) -> bool:
    """As in "$10 and $15 million": the scale may be meant for both."""
    at, steps = draft.last, 0
    while t.word(at) in _JOINTS and steps < 2:
        at, steps = at + 1, steps + 1
    for i in range(at, at + 3) if steps else ():
        number = numeral(t, i) if t.word(i)[:1].isdecimal() else None
        if number:
            return number.scale >= 1000 and not number.vague and sign_before(t, i, True) is not None
    return False


def _scaled_before(t: Tokens, draft: Draft) -> bool:
    """As in "$1.2bn to $1.5": the scale may be left out."""
    at = draft.first - 1
    if t.word(at) not in _JOINTS - {",", "and", "or"}:
        return False
    scales = lexicon.powers("after")
    return t.word(at - 1) in scales or (t.word(at - 1) in ("m", "b", "k") and t.glued(at - 1))
