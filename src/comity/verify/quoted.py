"""What the words of a quote add to a figure: its bound, whose it is, what it covers, what it is compared with.

A statement's slot holds a number ("growth": 100); whether "nearly doubled" or "100 percent" stood there, only the quote
knows. Quotes are short; of a longer one the beginning is read. Where the words are not found the figure is taken
as the slot has it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from comity.model import Interval, Money, Statement
from comity.verify.numerals import before, find_amount, find_number
from comity.verify.precision import Range, around, percents, sane

LONGEST = 1500
# "Nearly doubled" is more than "grew by half", and "more than tripled" less than "grew tenfold"; how close "nearly"
# and "about" are is nowhere laid down: a fifth below, a tenth either side.
_NEARLY, _ABOUT = Decimal("0.8"), Decimal("0.1")

_PERCENT = r"\s?(?:%|percent\b|per cent\b|pct\b|-percent\b)"
_NO_PERCENT = r"(?!\s?(?:%|percent|per cent|pct|[\d.,]))"
_MULTIPLE = re.compile(
    r"\b(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w*|\b\w+fold\b|\btimes\b|\btwice\b|\bthrice\b"
    r"|\b(?:half|thirds?|quarters?|fifths?|sixths?|tenths?)\b"
)
_RECORD = re.compile(
    r"\brecord (?:high|peak|levels?|volumes?|figures?|amount|sum|trade|turnover|exports?|imports?|of|\W?[$€£¥\d]|us\$)"
    r"|\b(?:a|new|all-time|historic|historical) record\b|\ball-time (?:high|peak)\b"
    r"|\bhighest (?:ever|on record|in history|level ever)\b"
)
_NOT_YEARLY = re.compile(
    r"\bsince\b|\bdecades?\b|\b(?:month|quarter|week)[- ](?:on|over)[- ](?:month|quarter|week)\b"
    r"|\b(?:previous|preceding|prior|last|past) (?:month|quarter|half|week)\b"
    r"|\b(?:volume|tonnage|quantity|real terms)\b"
    r"|\bin (?:[a-z]+ )?(?:terms|currency)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|several|few|\d{1,2})[ -]years?\b"
)
_YEARLY = re.compile(
    r"\byear[- ](?:on|over)[- ]year\b|\b(?:a|one) year (?:ago|earlier|before)\b|\b(?:same|corresponding|similar) "
    r"(?:period|month|quarter|time|months)\b|\b(?:previous|last|past|preceding|prior) year\b"
    r"|\b(?:annual|annually|yoy)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCOPES = re.compile(
    r"\b(?:trade in )?(?:goods and services|services and goods)\b|\bnon[- ](?:oil|energy|resource|commodity|raw)\b"
    r"|\b(?:goods|merchandise|services|agricultural|agri[- ]?food|agro|border|cross[- ]border|energy|digital|defen[cs]e"
    r"|arms|military|food|textile) (?:trade|exports?|imports?|turnover|sales)\b"
    r"|\btrade in (?:goods|services)\b|\bcurrent[- ]account\b"
)
_FOREMOST = re.compile(
    r"\b(?:primarily|mainly|mostly|chiefly|largely|principally|predominantly|particularly|notably|especially|including"
    r"|dominated by|led by|driven by|thanks to|consisting|such as|among them)\b"
)
_OF_GOODS = re.compile(r"(?:xports|mports|ales|upplies|eliveries|hipments|rade) (?:of|in) (?!the\b)[a-z]")
_RATE = re.compile(
    r"[^.;,\d]{0,30}?\b(?:a|per|each|every) (year|month|week|day|annum)\b|[^.;,\d]{0,20}?\b(annual|month|dai)ly\b"
)
_NAME = r"(?:the |The )?[A-Z][\w’'.-]{1,30}(?: (?:(?:of|for|the|and|on) ){0,2}[A-Z][\w’'.-]{1,30}){0,6}"
_SPEAKERS = re.compile(
    rf"\b[Aa]ccording to ({_NAME})|({_NAME}) (?:said|says|told|reported|announced|noted|stated|shows)\b"
)
_SAME_SCOPE = {
    "trade in goods and services": "goods and services",
    "services and goods": "goods and services",
    "trade in services and goods": "goods and services",
    "goods trade": "trade in goods",
    "merchandise trade": "trade in goods",
    "services trade": "trade in services",
}
_UNITS = {"annum": "year", "annual": "year", "dai": "day"}


@lru_cache(maxsize=4096)
def _line(quotes: tuple[str, ...]) -> str:
    return " ".join(" ".join(quote[:LONGEST] for quote in quotes)[:LONGEST].split())


def line(statement: Statement) -> str:
    """The quotes of a statement as one line."""
    return _line(tuple(quote.exact for quote in statement.quotes[:9]))


def words(statement: Statement) -> str:
    """The same in lower case."""
    return line(statement).casefold()


def growth_of(statement: Statement) -> Range | None:
    """The percentages that the told growth leaves open: 44.65 to 44.75 of "44.7%", 60 to 100 of "nearly doubled"."""
    value = number(statement, "growth")
    if value is None:
        return None
    text = words(statement)
    found = find_number(text, abs(value), _PERCENT)
    if found is not None:
        # A bound counts from zero: "fell by more than 10 percent" is -10 or less.
        spread = _bounded(before(text, found.start), found.value)
        return -spread if value < 0 else spread
    word = _MULTIPLE.search(text)
    return _multiple(before(text, word.start()), value) if word else _as_read(value)


def percentage(statement: Statement, slot: str) -> Range | None:
    """The same for a share or a stake, with the bound that stands before it ("almost 60%", "more than half")."""
    value = number(statement, slot)
    if value is None:
        return None
    text = words(statement)
    found = find_number(text, value, _PERCENT)
    if found is not None:
        return _bounded(before(text, found.start), found.value)
    word = _MULTIPLE.search(text)
    if word is None:
        return _as_read(value)
    spread = around(value, max(abs(value) / 10, Decimal(2)))
    return _open(before(text, word.start()), spread, value)


def count_of(statement: Statement) -> Range | None:
    """The whole numbers that a told count leaves open: 36 of "36 documents", 30 and more of "more than 30"."""
    value = number(statement, "count")
    if value is None:
        return None
    text = words(statement)
    found = find_number(text, value, _NO_PERCENT)
    bound = before(text, found.start) if found else "exact"
    spread = around(value, max(Decimal(1), value * _ABOUT)) if bound == "about" else Range(value, value)
    return _open(bound, spread, value)


def rate_of(statement: Statement) -> str | None:
    """What the value is told by, "year" of "$2 billion a year"; None where it is an amount."""
    value = statement.slot("value")
    if not isinstance(value, Money) or not sane(value.amount):
        return None
    text = words(statement)
    if not any(mark in text for mark in (" year", " month", " week", " day", " annum", "ly")):
        return None
    place = find_amount(text, abs(value.amount))
    found = _RATE.match(text, place.end) if place else None
    unit = (found.group(1) or found.group(2)) if found else None
    return _UNITS.get(unit, unit) if unit else None


def speaker_of(statement: Statement) -> str:
    """Who is quoted with the figure, as the quote names them; empty where it names nobody."""
    found = _SPEAKERS.search(line(statement))
    return (found.group(1) or found.group(2)) if found else ""


def scope_of(statement: Statement) -> str:
    """What trade a figure covers where its quote limits or widens it: "non oil", "goods and services"; else empty.

    Goods and services are scopes, not goods of a trade that may be told without the other.
    """
    found = {match.group().replace("-", " ") for match in _SCOPES.finditer(words(statement))}
    kinds = {f"trade in {goods}" for goods in ("goods", "services") if statement.slot("commodities") == (goods,)}
    return ", ".join(sorted({_SAME_SCOPE.get(name, name) for name in found | kinds}))


def names_whole(statement: Statement, goods: tuple[str, ...]) -> bool:
    """Whether the goods are only the foremost of a whole flow ("exports of 2.7 billion, primarily in oil"), and not
    the flow itself nor the foremost of other goods ("exports of grain, mainly wheat").
    """
    text = line(statement)
    mark = _FOREMOST.search(text)
    if mark is None:
        return False
    first = min((k for k in (text.casefold().find(good) for good in goods) if k >= 0), default=len(text))
    return first > mark.start() and not _OF_GOODS.search(text[: mark.start()])


def record(statement: Statement) -> bool:
    """Whether the figure is called the highest ever."""
    return _RECORD.search(words(statement)) is not None


def compared_with(statement: Statement, period: Interval) -> bool | None:
    """Whether growth over `period` is told against the year before: None where the quote does not say."""
    said = words(statement)
    known = {period.start.year, period.end.year, period.start.year - 1, period.end.year - 1}
    if _NOT_YEARLY.search(said) or any(int(year) not in known for year in _YEAR.findall(said)):
        return False
    # Of a single month or quarter, growth may as well be over the one before.
    short = (period.end - period.start).days < 100 and period.start.month != 1
    return True if _YEARLY.search(said) or not short else None


def number(statement: Statement, slot: str) -> Decimal | None:
    """A slot that holds a number of the world."""
    value = statement.slot(slot)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return None
    return Decimal(value) if sane(Decimal(value)) else None


def _as_read(value: Decimal) -> Range:
    """A number without its words; -33.3333 and 66.667 can only have been "a third" and "two thirds"."""
    exponent = value.as_tuple().exponent
    thirds = isinstance(exponent, int) and exponent <= -3
    return around(value, max(abs(value) / 10, Decimal(2))) if thirds else percents(value)


def _multiple(bound: str, growth: Decimal) -> Range:
    """Growth that stands in words, "doubled" or "fell by a third"."""
    factor = 1 + growth / 100
    match bound:
        case "over":
            return Range(growth, None) if growth > 0 else Range(Decimal(-100), growth)
        case "under" if growth > 0:
            return Range((factor * _NEARLY - 1) * 100, growth)
        case "under":
            return Range(growth, growth * _NEARLY)
        case _:
            margin = max(abs(growth) / 10, Decimal(2))
            return around(growth, 2 * margin if bound == "about" else margin)


def _bounded(bound: str, value: Decimal) -> Range:
    """A percentage that stands in digits: 100 is 99.5 to 100.5."""
    exponent = value.as_tuple().exponent
    margin = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    return _open(bound, around(value, 2 * margin if bound == "about" else margin), value)


def _open(bound: str, spread: Range, value: Decimal) -> Range:
    match bound:
        case "over":
            return Range(value, None)
        case "under":
            return Range(min(Decimal(0), value), value)
        case _:
            return spread
