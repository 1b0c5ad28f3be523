"""Numbers as written: digits in any style, words, scales, fractions; and nothing about what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from comity.figures import lexicon
from comity.figures.currency import sign_before
from comity.figures.tokens import Tokens

_LONGEST = 24  # digits beyond which a string is an identifier, not a figure
_SPACES = frozenset("\u00a0\u2009\u202f")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}")
_SWISS = re.compile(r"[0-9]{1,3}(?:['’][0-9]{3})+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COMMA_DECIMAL = re.compile(r"[0-9]{1,3},[0-9]{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number on tokens `first`..`last` (`last` exclusive). `scale` is the power of ten its words gave (1 if none).

    `digits` counts significant digits as written. `vague` is set where only a magnitude is said ("tens of billions");
    `value` is then that magnitude. `words` says it was spelled out, `letter` that its scale is a bare letter.
    """

    value: Decimal
    first: int
    last: int
    digits: int
    scale: Decimal = Decimal(1)
    vague: bool = False
    words: bool = False
    letter: bool = False


def decimal_of(written: str) -> tuple[Decimal, int] | None:
    """Value and significant digits of a string of digits, or None where it is no number (a date, a version)."""
    return _decimal(written) if len(written) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _decimal(written: str) -> tuple[Decimal, int] | None:
    if _PLAIN.fullmatch(written):
        plain = written
    elif _COMMAS.fullmatch(written) or _INDIAN.fullmatch(written):
        plain = written.replace(",", "")
    elif _DOTS.fullmatch(written):
        plain = written.replace(".", "").replace(",", ".")
    elif _SWISS.fullmatch(written):
        plain = written.replace("'", "").replace("’", "")
    elif _COMMA_DECIMAL.fullmatch(written):
        plain = written.replace(",", ".")
    else:
        return None
    return Decimal(plain), significant(plain)


def significant(plain: str) -> int:
    """Significant digits of a plain decimal: zeros that fill a whole number of four digits or more do not count."""
    digits = plain.replace(".", "").lstrip("0")
    if "." not in plain and len(digits) > 3:
        digits = digits.rstrip("0").ljust(2, "0")
    return max(len(digits), 1)


def numeral(t: Tokens, i: int) -> Numeral | None:
    """The number that begins at token `i`, with its scale words, or None."""
    word = t.word(i)
    if not word:
        return None
    if count := _dozens(t, i):
        return count
    if word[0] in "0123456789":
        return _digits(t, i)
    if word in _glyphs():
        return _scaled(t, Numeral(value=_glyphs()[word], first=i, last=i + 1, digits=2))
    if word in lexicon.powers("plurals"):
        return _vague(t, i)
    if word in ("a", "an", "half", "several", "many", "few"):
        return _indefinite(t, i)
    if word in lexicon.integers("cardinals"):
        return _part_of_scale(t, i) or _words(t, i)
    return None


@lru_cache(maxsize=1)
def _glyphs() -> dict[str, Decimal]:
    return {glyph: Decimal(value) for glyph, value in lexicon.table("numbers")["glyphs"].items()}


def _digits(t: Tokens, i: int) -> Numeral | None:
    written, last = _joined(t, i)
    known = decimal_of(written)
    if known is None:
        return None
    value, digits = known
    if t.word(last) in _glyphs() and value == value.to_integral_value():
        value, digits, last = value + _glyphs()[t.word(last)], digits + 1, last + 1
    elif part := _vulgar(t, last + 1 if t.word(last) == "-" and t.glued(last) else last):
        value, digits, last = value + part[0], digits + 1, part[1]
    elif (part := _vulgar(t, i)) and t.word(part[1]) in lexicon.words("numbers", "parted"):
        value, last = part
    return _scaled(t, Numeral(value=value, first=i, last=last, digits=digits))


def _vulgar(t: Tokens, i: int) -> tuple[Decimal, int] | None:
    """A fraction in digits at token `i` ("1/2") and the token beyond it."""
    top, slash, bottom = t.word(i), t.word(i + 1), t.word(i + 2)
    if slash not in ("/", "⁄") or not (t.glued(i + 1) and t.glued(i + 2)) or t.word(i + 3) == "/":
        return None
    if not (top.isdecimal() and bottom in ("2", "3", "4", "5", "6", "8", "10", "16", "32", "64")) or len(top) > 2:
        return None
    return (Decimal(top) / Decimal(bottom), i + 3) if 0 < int(top) < int(bottom) else None


def _joined(t: Tokens, i: int) -> tuple[str, int]:
    """Digits from token `i` on, groups of three joined across thin spaces ("1 234 567")."""
    written, last = t.words[i], i + 1
    if not (written.isdecimal() and len(written) <= 3):
        return written, last
    groups = 0
    while groups < 6 and len(t.word(last)[:3]) == 3 and t.word(last)[:3].isdecimal() and _thin(t, last):
        piece = t.words[last]
        if len(piece) > 3 and piece[3] not in ".,":
            break
        written, last, groups = written + piece, last + 1, groups + 1
        if len(piece) > 3:
            break
    if groups == 1 and t.text[t.ends[i]] == " " and not _money_before(t, i):
        return t.words[i], i + 1
    return written, last


def _thin(t: Tokens, i: int) -> bool:
    gap = t.text[t.ends[i - 1] : t.starts[i]]
    return len(gap) == 1 and (gap in _SPACES or gap == " ")


def _money_before(t: Tokens, i: int) -> bool:
    return sign_before(t, i, False) is not None


def _scaled(t: Tokens, number: Numeral) -> Numeral:
    """The number with the scale words after it: "3.5 lakh crore", "10bn", "5-million", "300 thousand", "5 millions"."""
    scales, i, scale = lexicon.powers("after"), number.last, Decimal(1)
    for _ in range(3):
        at = i + 1 if t.word(i) in ("-", "‑") and t.word(i + 1) in scales and t.glued(i + 1) else i
        word = t.word(at)
        if word not in scales or (word in ("mil", "cr", "bil") and scale > 1):
            break
        scale, i = scale * scales[word], at + 1
    letter = scale == 1 and _letter(t, number.first, i)
    if letter:
        scale, i = lexicon.powers("letters")[t.word(i)], i + 1
    if i == number.last:
        return number
    return Numeral(
        value=number.value * scale, first=number.first, last=i, digits=number.digits, scale=scale,
        words=number.words, letter=letter,
    )  # fmt: skip


def _letter(t: Tokens, first: int, i: int) -> bool:
    """Whether a letter at token `i` is a scale: glued to its number, or after a sign of money ("$5 m", "US$5MM")."""
    if t.word(i) not in lexicon.powers("letters") or (t.glued(i + 1) and t.word(i + 1)[:1].isalnum()):
        return False
    if t.word(i + 1) == "/" and t.word(i + 2) in ("d", "h", "s"):
        return False  # barrels a day
    money = _money_before(t, first)
    return (t.glued(i) and t.word(i) != "mm") or (money and t.starts[i] - t.ends[i - 1] <= 1)


def _words(t: Tokens, i: int) -> Numeral | None:
    """A spelled number: "two hundred and fifty thousand", "two and a half billion", "thirty-six"."""
    cardinals, scales = lexicon.integers("cardinals"), lexicon.powers("scales")
    total, current, at, scale = Decimal(0), Decimal(0), i, Decimal(1)
    previous = 0
    for _ in range(16):
        word = t.word(at)
        if word in cardinals and (
            current == 0 or previous >= 100 or (20 <= previous < 100 and 0 < cardinals[word] < 10)
        ):
            current, previous, at = current + cardinals[word], cardinals[word], at + 1
        elif word == "hundred" and 0 < current < 100:
            current, previous, at = current * 100, 100, at + 1
        elif word in scales and current > 0:
            total, current, previous, scale, at = total + current * scales[word], Decimal(0), 1000, scales[word], at + 1
        elif (word in ("-", "‑") and t.glued(at) and (t.word(at + 1) in cardinals or t.word(at + 1) in scales)) or (
            word == "and" and previous >= 100 and t.word(at + 1) in cardinals and cardinals[t.word(at + 1)] < 100
        ):
            at += 1
        else:
            break
    if t.follows(at, "and", "a", "half") and t.word(at + 3) != "of":
        return _scaled(t, Numeral(value=total + current + Decimal("0.5"), first=i, last=at + 3, digits=2, words=True))
    value = total + current
    return Numeral(value=value, first=i, last=at, digits=_spelled(value), scale=scale, words=True)


def _spelled(value: Decimal) -> int:
    return max(len(str(int(value)).rstrip("0")), 1)


def _indefinite(t: Tokens, i: int) -> Numeral | None:
    """As in "a dozen", "half a million", "a million", "several thousand", "a few hundred"."""
    if t.follows(i, "half", "a", "dozen"):
        return Numeral(value=Decimal(6), first=i, last=i + 3, digits=1, words=True)
    part = _part_of_scale(t, i)
    if part:
        return part
    scales = lexicon.powers("scales")
    head = i + 1 if t.word(i) in ("a", "an") else i
    if t.word(head) in ("several", "many", "few", "couple"):
        return _several(t, i, _of(t, head + 1))
    if t.word(i) in ("a", "an") and t.word(i + 1) in scales and len(t.word(i + 1)) > 2:
        return _article(t, i)
    return None


def _dozens(t: Tokens, i: int) -> Numeral | None:
    """As in "a dozen", "two dozen", "two-dozen", "3 dozen", "three score"; None where no such word follows."""
    many = 1 if t.word(i) in ("a", "an", "one") else lexicon.integers("cardinals").get(t.word(i), 0)
    many = many or (int(t.word(i)) if t.word(i) in "23456789" and len(t.word(i)) == 1 else 0)
    at = i + 1 + (t.word(i + 1) in ("-", "‑"))
    each = {"dozen": 12, "score": 20}.get(t.word(at), 0) if many else 0
    if not each or (each == 20 and many == 1):
        return None
    return Numeral(value=Decimal(many * each), first=i, last=at + 1, digits=2, words=True)


def _part_of_scale(t: Tokens, i: int) -> Numeral | None:
    """As in "half a million", "half-million", "a quarter of a billion", "three quarters of a million"."""
    scales, fractions = lexicon.powers("scales"), lexicon.integers("fractions")
    top = 1 if t.word(i) in ("half", "a", "an") else lexicon.integers("cardinals").get(t.word(i), 0)
    at = i if t.word(i) == "half" else i + 1
    at += t.word(at) in ("-", "‑")
    bottom = fractions.get(t.word(at))
    if bottom is None or not 0 < top < bottom:
        return None
    at += 1
    while t.word(at) in ("-", "‑", "of", "a") and at < i + 8:
        at += 1
    power = scales.get(t.word(at))
    if power is None or power < 1000:
        return None
    return Numeral(value=power * top / bottom, first=i, last=at + 1, digits=1, scale=power, words=True)


def _several(t: Tokens, i: int, at: int) -> Numeral | None:
    """A magnitude after "several", "a few", "a couple of": hundred, dozen, hundred million."""
    scales, power = lexicon.powers("scales"), Decimal(1)
    first = at
    while at < first + 3 and (t.word(at) in scales or t.word(at) == "dozen"):
        power, at = power * scales.get(t.words[at], Decimal(10)), at + 1
    if at == first:
        return None
    return Numeral(value=power, first=i, last=at, digits=1, scale=power, vague=True, words=True)


def _of(t: Tokens, i: int) -> int:
    return i + 1 if t.word(i) == "of" else i


def _article(t: Tokens, i: int) -> Numeral | None:
    """As in "a hundred", "a million", "a hundred thousand"; not "a million-dollar deal"."""
    scale, at = Decimal(1), i + 1
    while t.word(at) in lexicon.powers("scales") and at < i + 4:
        scale, at = scale * lexicon.powers("scales")[t.words[at]], at + 1
    if t.follows(at, "and", "a", "half"):
        return Numeral(value=scale * Decimal("1.5"), first=i, last=at + 3, digits=2, scale=scale, words=True)
    vague = t.word(at) in ("-", "‑") and t.glued(at)
    return Numeral(value=scale, first=i, last=at, digits=1, scale=scale, words=True, vague=vague)


def _vague(t: Tokens, i: int) -> Numeral | None:
    """As in "tens of billions", "hundreds of thousands", "millions": a magnitude and no more."""
    plurals = lexicon.powers("plurals")
    value, at = plurals[t.words[i]], i + 1
    for _ in range(3):
        if t.word(at) == "of" and t.word(at + 1) in plurals:
            value, at = value * plurals[t.words[at + 1]], at + 2
        elif t.word(at) == "of" and t.word(at + 1) in lexicon.powers("scales"):
            value, at = value * lexicon.powers("scales")[t.words[at + 1]], at + 2
        else:
            break
    if at == i + 1 and t.words[i] in ("tens", "scores"):
        return Numeral(value=Decimal(10), first=i, last=at, digits=1, vague=True, words=True)
    return Numeral(value=value, first=i, last=at, digits=1, scale=value, vague=True, words=True)
