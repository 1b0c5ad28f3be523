"""Ratios in words ("doubled", "three times", "a third of") and magnitudes ("billion-dollar")."""

from __future__ import annotations

from decimal import Decimal

from comity.figures import lexicon, measures
from comity.figures.currency import decide, sign_after
from comity.figures.draft import Draft
from comity.figures.numerals import Numeral, numeral
from comity.figures.places import Places
from comity.figures.tokens import Tokens


def multiple_at(t: Tokens, i: int, places: Places) -> Draft | None:
    """The ratio or bare magnitude that begins at token `i` and needs no number there."""
    word = t.words[i]
    if word in lexicon.powers("scales") or word.startswith("multi"):
        return _magnitude(t, i, places)
    if word in lexicon.table("multiples")["words"]:
        return _verb(t, i, word)
    return _fraction(t, i) or _of_so_many(t, i)


def _verb(t: Tokens, i: int, word: str) -> Draft | None:
    if word in lexicon.words("multiples", "nominal"):
        after = lexicon.words("multiples", "twice" if word in ("twice", "thrice") else "objects")
        if t.word(i + 1) not in after:
            return None
    value = Decimal(lexicon.table("multiples")["words"][word])
    return Draft(first=i, last=i + 1, kind="ratio", amount=value, digits=1, factor=True)


def _magnitude(t: Tokens, i: int, places: Places) -> Draft | None:
    """A scale word before a currency, with no number: "billion-dollar deal", "multi-million-euro"."""
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
        first=i, last=sign.last, kind="money", amount=None, currency=code, assumed=assumed, vague=power, digits=1,
    )  # fmt: skip


def _fraction(t: Tokens, i: int) -> Draft | None:
    """A vulgar fraction in words: "a third of", "two-thirds", "half of", "a quarter of a percentage point"."""
    top, at = _top(t, i)
    if not top:
        return None
    at += t.word(at) in ("-", "‑")
    bottom = lexicon.integers("fractions").get(t.word(at))
    if bottom is None or top >= bottom:
        return None
    last = at + 1
    value = (Decimal(top) / Decimal(bottom)).quantize(Decimal("0.000001")).normalize()
    point = (
        last + 2
        if t.word(last) == "of" and t.word(last + 1) in ("a", "one")
        else last + (t.word(last) in ("a", "-", "‑"))
    )
    share = measures.percent(t, point)
    if share is None and t.word(point) in ("point", "points") and t.word(point - 1) != "of":
        share = measures.Measure("percentage_point", None, point + 1)
    if share:
        return Draft(first=i, last=share.last, kind=share.kind, amount=value * share.factor, digits=1)
    if not _stands(t, i, last) or (point > last and t.word(point) in lexicon.powers("scales")):
        return None
    return Draft(first=i, last=last, kind="ratio", amount=value, digits=1)


def _top(t: Tokens, i: int) -> tuple[int, int]:
    """Numerator and the token beyond it; 0 where none stands."""
    word = t.words[i]
    if word in ("a", "an", "one"):
        return 1, i + 1
    if word == "half":
        return 1, i
    return lexicon.integers("cardinals").get(word, 0), i + 1


def _stands(t: Tokens, i: int, last: int) -> bool:
    """Whether a fraction is one here: "a third of", "by a third", "to a tenth"; not "a third party", "half an hour"."""
    after = t.word(last)
    if after in ("of", "the", "its", "their", "that", "those"):
        return True
    before = t.word(i - 1)
    if (after,) in lexicon.phrases("context", "following"):
        return True
    if before in ("by", "down", "up") and after == "as":  # "down a sixth as coal got cheaper"
        return True
    ended = not after[:1].isalpha() or after in lexicon.words("nouns", "stops") or after in ("year", "on")
    return ended and after not in ("a", "an", "as") and before in lexicon.words("multiples", "before")


def _of_so_many(t: Tokens, i: int) -> Draft | None:
    """A share in whole numbers: "one in five", "nine out of ten"."""
    top, at = _top(t, i)
    if t.words[i].isdecimal() and len(t.words[i]) < 3:
        top = int(t.words[i])
    if not top or t.words[i] in ("a", "an", "half"):
        return None
    at += 2 if t.follows(at, "out", "of") else 1 if t.word(at) == "in" and t.word(at + 1) != "a" else 0
    below = numeral(t, at) if at > i + 1 else None
    if below is None or below.vague or not top < below.value <= 1000 or below.scale > 1000:
        return None
    round_number = below.words or below.value in (3, 4, 5, 10, 20, 100, 1000)
    if t.word(at - 1) == "in" and (not round_number or t.word(below.last) in lexicon.words("multiples", "within")):
        return None
    value = (Decimal(top) / below.value).quantize(Decimal("0.000001")).normalize()
    return Draft(first=i, last=below.last, kind="ratio", amount=value, digits=1)


def times(t: Tokens, number: Numeral) -> Draft | None:
    """The number as a multiple: "three times", "1.5 times", "5-fold", "3x"."""
    if number.vague:
        return None
    at = number.last + (t.word(number.last) in ("-", "‑"))
    word = t.word(at)
    fold = word == "fold" or (word == "x" and t.glued(at) and not t.glued(at + 1))
    compared = t.word(at + 1) in lexicon.words("multiples", "compared")
    grown = t.word(number.first - 1) == "by" or (t.word(number.first - 1),) in lexicon.phrases("context", "direction")
    if fold or (word == "times" and (compared or grown)):
        amount, digits = number.value, number.digits
        return Draft(first=number.first, last=at + 1, kind="ratio", amount=amount, digits=digits, factor=True)
    return None
