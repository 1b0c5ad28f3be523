"""Quantities of a stretch of text: numbers with their money, measure or noun, and ranges of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from comity.figures import lexicon, measures
from comity.figures.currency import Sign, decide, refine, sign_after, sign_before
from comity.figures.draft import Draft
from comity.figures.identifiers import identifier, named
from comity.figures.multiples import times
from comity.figures.numerals import Numeral, numeral
from comity.figures.places import Places
from comity.figures.ranges import DASHES, Ends, ends
from comity.figures.tokens import Tokens
from comity.model import Bound

_HUNDREDTH = Decimal("0.01")


def quantity_at(t: Tokens, i: int, places: Places) -> Draft | None:
    """The quantity whose number begins at token `i`, or None."""
    number = numeral(t, i)
    if number is None or identifier(t, number):
        return None
    multiple = times(t, number)
    if multiple:
        return multiple
    sign = sign_before(t, number.first, number.scale > 1)
    if sign is None and named(t, number):
        return None
    if sign is None and (magnitude := _so_many(t, number, places)):
        return magnitude
    both = ends(t, number, sign)
    draft = _money(t, both, places) or _measured(t, both)
    both = _continental(t, draft, both)
    if draft.bare and both.joint in DASHES and both.joint:
        return None
    return _valued(t, draft, both)


def _so_many(t: Tokens, number: Numeral, places: Places) -> Draft | None:
    """Several things of a magnitude each: "two billion-dollar deals" tells no sum."""
    dash = t.word(number.last) in DASHES and t.glued(number.last)
    if not dash or number.scale == 1 or t.glued(number.last - 1) or t.word(number.last - 2) in DASHES:
        return None
    sign = sign_after(t, number.last)
    if sign is None or not t.word(sign.last).endswith("s") or measures.noun(t, sign.last, Decimal(2)) is None:
        return None
    code, assumed = decide(sign, t, places)
    return Draft(
        first=number.last - 1, last=sign.last, kind="money", amount=None, currency=code, assumed=assumed,
        vague=number.scale, digits=1,
    )  # fmt: skip


def _valued(t: Tokens, draft: Draft, both: Ends) -> Draft:
    """The draft with its amount; what it had there was the factor of its unit."""
    low, high = both.low, both.high
    times = draft.amount or Decimal(1)
    if low.vague:
        return replace(draft, amount=None, vague=low.value * times, digits=low.digits)
    amount = _signed(t, draft, low.value * both.factor * times, low.first)
    if high is None or both.lent:
        last = low.last if both.lent else max(draft.last, low.last)
        return replace(draft, amount=amount, digits=low.digits, last=last)
    return replace(
        draft, amount=amount, high=high.value * times, bound="range", digits=max(low.digits, high.digits),
        last=max(draft.last, high.last),
    )  # fmt: skip


def _continental(t: Tokens, draft: Draft, both: Ends) -> Ends:
    """A dot before three digits groups thousands without a scale: in money where they end in nought ("2.500 euros") or
    where the currency's home writes so, and of things that come whole ("2.500 people").
    """
    written, low = t.words[both.low.first], both.low
    whole, dot, rest = written.partition(".")
    if both.high or low.scale > 1 or not (dot and len(rest) == 3):
        return both
    home = draft.currency in lexicon.words("currencies", "dotted", "codes")
    if not (draft.kind == "money" and (rest[-1] == "0" or home)) and not (draft.kind == "count" and draft.head):
        return both
    if whole == "0" or draft.per or t.word(draft.last) in ("a", "an", "per", "/") or low.last != low.first + 1:
        return both
    return replace(both, low=replace(low, value=low.value * 1000, digits=len(whole) + 3))


def _signed(t: Tokens, draft: Draft, amount: Decimal, digits: int) -> Decimal:
    """The amount, negative where a minus stands before it."""
    j = draft.first - 1
    if draft.first < digits and t.word(digits - 1) in ("-", "−"):
        return -amount
    minus = t.word(j) in ("-", "−") and t.glued(draft.first) and (j == 0 or not t.glued(j) or t.word(j - 1) == "(")
    return -amount if minus or t.word(j) in ("minus", "negative") else amount


def _money(t: Tokens, both: Ends, places: Places) -> Draft | None:
    """`amount` of the result is only the factor of cents; None where no currency stands."""
    low, number = both.low, both.last
    sign = both.signs[0] or both.signs[1]
    last = number.last
    if sign:
        sign, last = refine(sign, t, last)
    else:
        sign = sign_after(t, last, number=not number.vague)
        if sign is None or _weight(t, sign):
            return None
        last = sign.last
    code, assumed = decide(sign, t, places)
    return Draft(
        first=min(low.first, sign.first), last=last, kind="money", amount=_HUNDREDTH if sign.hundredth else Decimal(1),
        currency=code, assumed=assumed,
    )  # fmt: skip


def _weight(t: Tokens, sign: Sign) -> bool:
    """Whether pounds are a weight: "500 pounds of heroin", "20 pounds heavier"."""
    if t.word(sign.last - 1) not in ("pound", "pounds") or sign.last - sign.first > 1:
        return False
    after, next_after = t.word(sign.last), t.word(sign.last + 1)
    if any(word.startswith("weigh") for word in t.words[max(sign.first - 6, 0) : sign.first]):
        return True
    if after == "and" and t.word(sign.last + 2) in ("ounce", "ounces"):
        return True
    return (after == "of" and next_after not in lexicon.words("nouns", "spent")) or after in (
        "per",
        "heavier",
        "lighter",
    )


def _measured(t: Tokens, both: Ends) -> Draft:
    low, number = both.low, both.last
    found = measures.percent(t, number.last)
    if found is None and number.letter and t.words[number.last - 1] in ("m", "t"):
        found = _letter_unit(t, number)
    found = found or measures.unit(t, number.last)
    if found:
        return Draft(
            first=low.first, last=found.last, kind=found.kind, amount=found.factor, unit=found.unit, per=found.per,
        )  # fmt: skip
    more = _plus(t, number.last)
    noun = measures.noun(t, more or number.last, number.value)
    if noun:
        unit, head = measures.phrase(t, *noun)
        bound: Bound | None = "over" if more else None
        return Draft(first=low.first, last=noun[1], kind="count", amount=Decimal(1), unit=unit, head=head, bound=bound)
    return Draft(first=low.first, last=number.last, kind="count", amount=Decimal(1), bare=True, scale=number.scale)


def _plus(t: Tokens, i: int) -> int:
    """The token beyond "-plus" or "+" at token `i`, 0 where none stands: "1,000-plus jobs"."""
    if t.word(i) in DASHES and t.word(i + 1) == "plus":
        return i + 2
    return i + 1 if t.word(i) == "+" and t.glued(i) else 0


def _letter_unit(t: Tokens, number: Numeral) -> measures.Measure | None:
    """A letter that is a unit after all: "5m long", "500t of grain"."""
    after = t.word(number.last)
    if t.words[number.last - 1] == "m" and after in lexicon.words("units", "metres"):
        return measures.Measure("length", "meter", number.last, Decimal("0.000001"))
    if t.words[number.last - 1] == "t" and after == "of":
        return measures.Measure("mass", "tonne", number.last, Decimal("0.000000000001"))
    return None
