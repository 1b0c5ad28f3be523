"""Parts of an investment, of aid, of a project's cost against the whole, and so much a year against the total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from comity.model import Bound, Money, Statement
from comity.verify.check import Check, Verdict, check
from comity.verify.numerals import before, find_amount
from comity.verify.precision import Range, amounts, said, sane
from comity.verify.quoted import words

_KINDS = ("investment", "aid", "agreement", "project")
_INCLUDING = re.compile(
    r"\b(?:including|includes|included|of which|of that|of this|comprising|comprises|consisting of)\b"
)
_PHASE = re.compile(r"\b(?:phase|stage|section|segment)\b")
_IN_ALL = re.compile(r"\b(?:in total|total|totals|totalling|totaling|in all|altogether|overall)\b")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPAN = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)})"
_YEARS = re.compile(
    rf"\b(?:over|for|in|during|within) (?:the )?(?:next |coming |following )?{_SPAN}[ -]years?\b|\b{_SPAN}-year\b"
)
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3}){0,4}(?:\.\d{1,4})?)\s?(million|mln|mn|billion|bln|bn|trillion)\b")
_POWERS = {"million": 6, "mln": 6, "mn": 6, "billion": 9, "bln": 9, "bn": 9, "trillion": 12}
_PER_YEAR = re.compile(r"[^.;,\d]{0,20}\b(?:(?:a|per|each|every) (?:year|annum)|annually|yearly)\b")
_BOUND: dict[str, Bound] = {"over": "over", "under": "under", "about": "about", "exact": "exact"}


def check_values(statements: Sequence[Statement]) -> Iterator[Check]:
    """ "value-parts": what a quote tells as included in an amount, and the phases of a named project, are not more than
    the whole. "value-per-year": so much a year for so many years against the total told with it.
    """
    told = [s for s in statements if s.kind in _KINDS and s.status != "denied" and _money(s) is not None]
    yield from _included(told)
    yield from _phases(told)
    for statement in told:
        yield from _yearly(statement)


def _money(statement: Statement) -> Money | None:
    value = statement.slot("value")
    return value if isinstance(value, Money) and sane(value.amount) and value.amount >= 0 else None


def _included(statements: Sequence[Statement]) -> Iterator[Check]:
    """A whole and its parts stand in one stretch of text, the parts after "including"."""
    wholes: dict[object, Statement] = {}
    parts: dict[object, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=_start):
        value, key = _money(statement), _sort(statement)
        if value is None:
            continue
        whole = wholes.get(key)
        if whole is not None and whole.status == statement.status and _inside(statement, whole, value):
            parts[key, id(whole)].append(statement)
        else:
            wholes[key] = statement
            parts[key, id(statement)].insert(0, statement)
    yield from (_sum(group[0], group[1:]) for group in parts.values() if len(group) > 1)


def _sort(statement: Statement) -> tuple[object, ...]:
    value = _money(statement)
    return statement.kind, frozenset(statement.countries()), value.currency if value else ""


def _inside(part: Statement, whole: Statement, value: Money) -> bool:
    """Whether "including" stands between the two amounts, in a quote of either."""
    outer = _money(whole)
    if outer is None:
        return False
    for text in (words(part), words(whole)):
        mark = _INCLUDING.search(text)
        if mark is not None and find_amount(text[: mark.start()], outer.amount):
            return find_amount(text[mark.end() :], value.amount) is not None
    return False


def _phases(statements: Sequence[Statement]) -> Iterator[Check]:
    """ "The first phase of the Gull Field" against "the Gull Field"."""
    named = [(str(s.slot("name")).casefold(), s) for s in statements if s.kind == "project" and s.slot("name")]
    by_host: dict[object, list[tuple[str, Statement]]] = defaultdict(list)
    for title, statement in named[:_MOST]:
        by_host[statement.countries("host"), _sort(statement)[2]].append((title, statement))
    for group in by_host.values():
        for title, statement in group:
            parts = [s for other, s in group if other != title and title in other and _PHASE.search(other)]
            if parts and not _PHASE.search(title):
                yield _sum(statement, parts)


_MOST = 200  # projects of one article that are held against each other


def _sum(whole: Statement, parts: Sequence[Statement]) -> Check:
    value, unit = _money(whole), _sort(whole)[2]
    least = Range(Decimal(0), Decimal(0))
    for part in parts:
        money = _money(part)
        least = least + (amounts(money) if money else Range(Decimal(0), None)).not_below(Decimal(0))
    high = amounts(value).high if value else None
    verdict: Verdict = "conflicts" if high is not None and least.low is not None and least.low > high else "holds"
    spread = amounts(value) if value else Range(None, None)
    message = f"the whole is {said(spread, str(unit))}, the parts that are told make {said(least, str(unit))}"
    return check("value-parts", verdict, message, [whole, *parts])


def _yearly(statement: Statement) -> Iterator[Check]:
    text = words(statement)
    found = [(_written(m), bool(_PER_YEAR.match(text, m.end()))) for m in _AMOUNT.finditer(text)]
    rates, totals = [m for m, yearly in found if yearly], [m for m, yearly in found if not yearly]
    years = {next(filter(None, m.groups())) for m in _YEARS.finditer(text)}
    if (len(rates), len(totals), len(years)) != (1, 1, 1):
        return
    count = _count(next(iter(years)))
    value = _money(statement)
    if count is None or value is None or value.amount not in (rates[0].amount, totals[0].amount):
        return
    total, sum_ = amounts(totals[0]), amounts(rates[0]).times(count)
    verdict: Verdict = "holds" if total.meets(sum_) else "conflicts"
    unit = value.currency
    message = f"so much a year over {count} years makes {said(sum_, unit)}; told is {said(total, unit)}"
    if verdict == "conflicts" and not _IN_ALL.search(text):
        verdict, message = "cannot be checked", f"{message}, not said to be the total"
    yield check("value-per-year", verdict, message, [statement])


def _written(found: re.Match[str]) -> Money:
    number = Decimal(found[1].replace(",", ""))
    digits = len(number.as_tuple().digits)
    amount = number.scaleb(_POWERS[found[2]])
    return Money(amount=amount, currency="", bound=_BOUND[before(found.string, found.start())], digits=digits)


def _count(word: str) -> Decimal | None:
    return Decimal(word) if word.isdigit() else Decimal(_NUMBERS.index(word) + 2) if word in _NUMBERS else None


def _start(statement: Statement) -> int:
    return min((quote.span.start for quote in statement.quotes), default=0)
