"""Ratios in words: "doubled", "two-fold", "three times", "a third of", and magnitudes such as "billion-dollar"."""

from __future__ import annotations

from decimal import Decimal

from comity.figures import lexicon, measures
from comity.figures.currency import decide, sign_after
from comity.figures.draft import Draft
from comity.figures.numerals import Numeral, numeral
from comity.figures.places import Places
from comity.figures.tokens import Tokens

_VERBS = frozenset({"double", "doubles", "triple", "triples", "quadruple"})


def multiple_at(t: Tokens, i: int, places: Places) -> Draft | None:
    """The ratio or bare magnitude that begins at token `i`."""
    word = t.words[i]
    if word in lexicon.powers("scales") or word.startswith("multi"):
        return _magnitude(t, i, places)
    if word in lexicon.table("multiples")["words"]:
        return _verb(t, i, word)
    return _fraction(t, i) or _times(t, i)


def _verb(t: Tokens, i: int, word: str) -> Draft | None:
    if word in ("double", "triple") and t.word(i + 1) not in (
        "the",
        "its",
        "their",
        "to",
        "trade",
        "by",
        "in",
        "that",
        "from",
        "bilateral",
    ):
        return None
    if word == "twice" and t.word(i + 1) not in ("as", "the", "its", "their", "that", "what"):
        return None
    value = Decimal(lexicon.table("multiples")["words"][word])
    return Draft(first=i, last=i + 1, kind="ratio", amount=value, digits=1, factor=True)


def _magnitude(t: Tokens, i: int, places: Places) -> Draft | None:
    """ "billion-dollar deal", "multi-million-euro", "a multibillion-dollar project": no point value."""
    at, word = i, t.words[i]
    if word == "multi":
        at = i + 1 + (t.word(i + 1) in ("-", "‑"))
        word = t.word(at)
    power = lexicon.powers("scales").get(word.removeprefix("multi"))
    sign = sign_after(t, at + 1) if power else None
    if power is None or sign is None or power < 1000:
        return None
    code, assumed = decide(sign, t, places)
    return Draft(
        first=i, last=sign.last, kind="money", amount=None, currency=code, assumed=assumed, vague=power, digits=1
    )


def _fraction(t: Tokens, i: int) -> Draft | None:
    """ "a third of", "two-thirds", "half of", "a quarter of a percentage point", "one in five"."""
    fractions, word = lexicon.integers("fractions"), t.words[i]
    if word in ("a", "an", "one"):
        top, at = 1, i + 1
    elif word in lexicon.integers("cardinals") and lexicon.integers("cardinals")[word] > 1:
        top, at = lexicon.integers("cardinals")[word], i + 1
    elif word == "half":
        top, at = 1, i
    else:
        return None
    at += t.word(at) in ("-", "‑")
    bottom = fractions.get(t.word(at))
    if bottom is None or top >= bottom:
        return None
    last = at + 1
    value = (Decimal(top) / Decimal(bottom)).quantize(Decimal("0.000001")).normalize()
    if t.word(last) == "of" and t.word(last + 1) in ("a", "one"):
        share = measures.percent(t, last + 2)
        if share:
            return Draft(first=i, last=share.last, kind=share.kind, amount=value * share.factor, digits=1)
    share = measures.percent(t, last) or measures.percent(t, last + 1 if t.word(last) == "a" else last)
    if share:
        return Draft(first=i, last=share.last, kind=share.kind, amount=value * share.factor, digits=1)
    if t.word(last) not in ("of", "the", "its", "their", "as") or (word == "half" and t.word(last) in ("as",)):
        return None
    return Draft(first=i, last=last, kind="ratio", amount=value, digits=1)


def _times(t: Tokens, i: int) -> Draft | None:
    """ "three times", "1.5 times", "5-fold", "3x", "a factor of ten"."""
    number: Numeral | None = numeral(t, i)
    if number is None or number.vague or number.fraction:
        return None
    at = number.last + (t.word(number.last) in ("-", "‑"))
    if t.word(at) == "fold" or (t.word(at) == "x" and t.glued(at)):
        return Draft(first=i, last=at + 1, kind="ratio", amount=number.value, digits=number.digits, factor=True)
    if t.word(at) == "times" and t.word(at + 1) in (
        "more",
        "higher",
        "as",
        "larger",
        "bigger",
        "the",
        "greater",
        "less",
        "lower",
        "its",
        "over",
        "that",
        "faster",
    ):
        return Draft(first=i, last=at + 1, kind="ratio", amount=number.value, digits=number.digits, factor=True)
    return None
