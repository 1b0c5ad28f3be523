"""Quantities of a stretch of text: numbers with their money, measure or noun, and ranges of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from comity.figures import lexicon, measures
from comity.figures.currency import Sign, decide, refine, sign_after, sign_before
from comity.figures.numerals import Numeral, numeral
from comity.figures.places import Places
from comity.figures.tokens import Tokens
from comity.model.quantity import Bound, QuantityKind

_DASHES = frozenset("-–—−‑‒")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quantity before its surroundings are read: tokens `first`..`last` (exclusive), and what the figure itself says."""

    first: int
    last: int
    kind: QuantityKind
    amount: Decimal | None
    high: Decimal | None = None
    currency: str | None = None
    assumed: bool = False
    unit: str | None = None
    head: str | None = None
    per: str | None = None
    digits: int | None = None
    vague: Decimal | None = None
    bound: Bound | None = None
    factor: bool = False


def quantity_at(t: Tokens, i: int, places: Places) -> Draft | None:
    """The quantity whose number begins at token `i`, or None."""
    number = numeral(t, i)
    if number is None or _identifier(t, number):
        return None
    sign = sign_before(t, number.first, number.scale > 1)
    if sign is None and _outlawed(t, number):
        return None
    upper = _upper(t, number, sign)
    return _read(t, number, upper, sign, places)


def _identifier(t: Tokens, number: Numeral) -> bool:
    """Whether the digits are part of a name or code: "G20", "COVID-19", "F-16", "10:30", "3/4/21"."""
    i, word = number.first, t.word(number.first - 1)
    if t.glued(i):
        if word[:1].isalpha() and sign_before(t, i, number.scale > 1) is None:
            return True
        if word in ("#", "_", "@", "&", "\\", "=") or (
            word in ":/.," and t.word(i - 2)[:1].isdecimal() and t.glued(i - 1)
        ):
            return True
        if word in _DASHES and t.glued(i - 1) and _coded(t, i - 2):
            return True
    after = t.word(number.last)
    if t.glued(number.last) and after and not number.letter:
        if after in ("th", "st", "nd", "rd", "x") or (
            after in ":/" and t.glued(number.last + 1) and t.word(number.last + 1)[:1].isdecimal()
        ):
            return after != "x" and not (after == "/" and False)
    return False


def _coded(t: Tokens, i: int) -> bool:
    """Whether the word at `i` before a hyphen makes a code of the number ("COVID-19"), not a range ("five-10")."""
    word = t.word(i)
    return (
        word[:1].isalpha()
        and numeral(t, i) is None
        and word not in lexicon.powers("scales")
        and word not in ("mid", "post", "pre")
    )


def _outlawed(t: Tokens, number: Numeral) -> bool:
    """Whether a label before the number makes it a name: "Article 50", "Resolution 2231", "No. 10"."""
    if number.words:
        return False
    j = number.first - 1
    if t.word(j) == "." and t.word(j - 1) in ("no", "nos", "art", "sec"):
        return True
    return (
        t.word(j) in lexicon.words("nouns", "labels")
        and number.scale == 1
        and t.words[number.last - 1] != "%"
        and (measures.percent(t, number.last) is None)
    )


def _upper(t: Tokens, low: Numeral, sign: Sign | None) -> tuple[Numeral, Sign | None] | None:
    """The upper end of a range that begins with `low`: "300-400bn", "5 to 7 percent", "between 3 and 4 million"."""
    at = low.last
    spelled = sign_after(t, at) if t.word(at) not in _DASHES else None
    share = measures.percent(t, at)
    at = spelled.last if spelled else share.last if share else at
    joint = t.word(at)
    if joint in _DASHES:
        if not (t.glued(at) == t.glued(at + 1)):
            return None
    elif joint == "and":
        if not _between(t, low, sign):
            return None
    elif joint == "or":
        if not (low.words or t.words[low.first].isdecimal()):
            return None
    elif joint != "to" or _old_and_new(t, low, sign):
        return None
    begin = at + 1
    high = numeral(t, begin)
    second = None
    if high is None:
        for skip in (1, 2):
            high = numeral(t, begin + skip)
            second = sign_before(t, begin + skip, bool(high and high.scale > 1)) if high else None
            if high and second and second.first == begin:
                break
            high = None
    if high is None or high.vague or low.vague:
        return None
    return high, second


def _between(t: Tokens, low: Numeral, sign: Sign | None) -> bool:
    return t.word((sign.first if sign else low.first) - 1) in ("between", "from", "both")


def _old_and_new(t: Tokens, low: Numeral, sign: Sign | None) -> bool:
    """Whether "from" makes two levels of what "to" would join; "ranging from" makes a range."""
    first = sign.first if sign else low.first
    return t.word(first - 1) == "from" and t.word(first - 2) not in lexicon.words("context", "ranging")


def _read(
    t: Tokens, low: Numeral, upper: tuple[Numeral, Sign | None] | None, sign: Sign | None, places: Places
) -> Draft | None:
    number = upper[0] if upper else low
    factor = _spread(low, number) if upper else None
    if upper and factor is None:
        return _read(t, low, None, sign, places)
    last, amount = number.last, low.value * (factor or 1)
    high = number.value if upper else None
    draft = _money(t, low, number, (sign, upper[1] if upper else None), places)
    if draft is None:
        draft = _measured(t, low, number)
    if draft is None:
        return None
    draft = replace(draft, digits=max(low.digits, number.digits) if upper else low.digits)
    times = draft.amount or Decimal(1)
    if low.vague:
        return replace(draft, amount=None, vague=low.value)
    return replace(
        draft, amount=_sign(t, draft, amount) * times, high=high * times if high is not None else None,
        bound="range" if upper else draft.bound, last=max(draft.last, last),
    )  # fmt: skip


def _sign(t: Tokens, draft: Draft, amount: Decimal) -> Decimal:
    """The amount, negative where a minus stands before it."""
    j = draft.first - 1
    minus = t.word(j) in ("-", "−") and t.glued(draft.first) and (j == 0 or not t.glued(j) or t.word(j - 1) == "(")
    return -amount if minus else amount


def _spread(low: Numeral, high: Numeral) -> Decimal | None:
    """The factor by which the scale of the upper end spreads to the lower, or None where the two make no range."""
    if low.scale == 1 and high.scale > 1 and low.value < 1000 and low.value * high.scale < high.value:
        return high.scale
    return Decimal(1) if low.value < high.value and (low.scale > 1 or high.scale == 1 or low.value >= 1000) else None


def _money(
    t: Tokens, low: Numeral, high: Numeral, signs: tuple[Sign | None, Sign | None], places: Places
) -> Draft | None:
    """`amount` of the result is only the factor of cents; None where no currency stands."""
    sign = signs[0] or signs[1]
    last = high.last
    if sign:
        sign, last = refine(sign, t, last)
    else:
        sign = sign_after(t, last, number=not high.vague) or (sign_after(t, low.last) if high is not low else None)
        if sign is None or _weight(t, sign):
            return None
        last = max(sign.last, last)
    code, assumed = decide(sign, t, places)
    return Draft(
        first=min(low.first, sign.first), last=last, kind="money", amount=_HUNDREDTH if sign.hundredth else Decimal(1),
        currency=code, assumed=assumed,
    )  # fmt: skip


def _weight(t: Tokens, sign: Sign) -> bool:
    """Whether pounds are a weight ("500 pounds of heroin", "a 20-pound bag"), drams and marks something else."""
    word = t.word(sign.last - 1)
    return (
        word in ("pound", "pounds")
        and sign.last - sign.first == 1
        and (
            (
                t.word(sign.last) == "of"
                and t.word(sign.last + 1) not in ("aid", "debt", "spending", "investment", "taxpayers", "public")
            )
            or t.word(sign.last) in ("per", "heavier", "lighter")
        )
    )


def _measured(t: Tokens, low: Numeral, high: Numeral) -> Draft | None:
    found = measures.percent(t, high.last) or (measures.percent(t, low.last) if high is not low else None)
    if found is None and high.letter and t.words[high.last - 1] in ("m", "t") and _metres(t, high.last):
        found = measures.Measure("length", "meter", high.last, Decimal("0.000001"))
    found = found or measures.unit(t, high.last)
    if found:
        return Draft(
            first=low.first,
            last=max(found.last, high.last),
            kind=found.kind,
            amount=found.factor,
            unit=found.unit,
            per=found.per,
        )
    noun = measures.noun(t, high.last, high.value)
    if noun:
        unit, head = measures.phrase(t, *noun)
        return Draft(first=low.first, last=noun[1], kind="count", amount=Decimal(1), unit=unit, head=head)
    return _bare(t, low, high)


def _metres(t: Tokens, i: int) -> bool:
    return t.word(i) in ("long", "high", "deep", "wide", "tall", "below", "above", "away")


def _bare(t: Tokens, low: Numeral, high: Numeral) -> Draft | None:
    """A number without a noun after it: a count where it cannot be a year, a clock time or a pronoun."""
    if high.words and high.scale == 1 and (high.value < 2 or t.word(high.last) in ("of", "another")):
        return None
    if not high.words and high.scale == 1 and high.value < 13 and t.word(high.last) in ("a", "p", "am", "pm", "o"):
        return None
    return Draft(first=low.first, last=high.last, kind="count", amount=Decimal(1))
