"""Two numbers that belong together: "300-400bn", "between 5% and 7%", and "from 11 to 5.5 billion"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from comity.figures import lexicon, measures
from comity.figures.currency import Sign, sign_after, sign_before
from comity.figures.numerals import Numeral, numeral
from comity.figures.tokens import Tokens

DASHES = frozenset("-–—−‑‒")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The lower (or only) number and, where one stands, the upper one with the joint between them.

    `factor` is the scale that the upper end lends the lower. `lent` marks "from 11 to 5.5 billion": two figures,
    the first of which takes scale and unit from the second.
    """

    low: Numeral
    high: Numeral | None = None
    signs: tuple[Sign | None, Sign | None] = (None, None)
    factor: Decimal = Decimal(1)
    joint: str = ""
    lent: bool = False

    @property
    def last(self) -> Numeral:
        """The number that the unit follows."""
        return self.high or self.low


def ends(t: Tokens, low: Numeral, sign: Sign | None) -> Ends:
    """The range that begins with a number, or the number alone."""
    alone = Ends(low=low, signs=(sign, None))
    if low.vague:
        return alone
    spelled = sign_after(t, low.last) if t.word(low.last) not in DASHES else None
    share = measures.percent(t, low.last)
    at = spelled.last if spelled else share.last if share else low.last
    at += t.word(at) in DASHES and t.word(at + 1) == "to"
    joint, first = t.word(at), sign.first if sign else low.first
    if not _joins(t, at, low, first):
        return alone
    found = _second(t, at + 1 + (joint == "to" and t.word(at + 1) in DASHES))
    if found is None or not _agree(t, (sign, found[1]), (spelled, share), found[0], joint):
        return alone
    high, second = found
    own = bool(spelled or share)
    if joint == "to" and _old_and_new(t, first):
        return alone if own else Ends(low=low, high=high, signs=(sign, None), factor=_lent(low, high), lent=True)
    if joint == "to" and (own or (sign and second)) and t.word(first - 1) in _moves():
        return alone
    if joint == "to" and sign and second and t.word(first - 1) == "by" and high.value > 2 * low.value:
        return alone
    if joint == "and" and not _between(t, first):
        return Ends(low=low, high=high, joint=joint, lent=True)
    factor = _spread(low, high)
    return Ends(low=low, high=high, signs=(sign, second), factor=factor, joint=joint) if factor else alone


def _between(t: Tokens, first: int) -> bool:
    return t.word(first - 1) in ("between", "from") or t.word(first - 2) == "between"


@cache
def _moves() -> frozenset[str]:
    """Verbs after which "$3 to $45" is a step and a level."""
    return frozenset(phrase[0] for phrase in lexicon.phrases("context", "direction"))


def _joins(t: Tokens, at: int, low: Numeral, first: int) -> bool:
    """Whether the token at `at` may join two ends of a range."""
    joint = t.word(at)
    if joint in DASHES:
        return t.glued(at) == t.glued(at + 1)
    if joint == "and":
        return _between(t, first) or (at == low.last and not low.words and _shared(t, at + 1))
    if joint == "or":
        return low.words or t.words[low.first].isdecimal()
    return joint == "to"


def _shared(t: Tokens, i: int) -> bool:
    """Whether the number at token `i` has a per cent sign to share ("5.3 and 4.2 percent")."""
    high = numeral(t, i)
    return high is not None and not high.vague and measures.percent(t, high.last) is not None


def _second(t: Tokens, at: int) -> tuple[Numeral, Sign | None] | None:
    """The number that begins at token `at`, or after a currency that stands there."""
    high = numeral(t, at)
    if high is not None:
        return None if high.vague else (high, None)
    for skip in (1, 2):
        high = numeral(t, at + skip)
        if high is not None:
            second = sign_before(t, at + skip, high.scale > 1)
            return (high, second) if second and second.first == at and not high.vague else None
    return None


def _agree(
    t: Tokens,
    signs: tuple[Sign | None, Sign | None],
    own: tuple[Sign | None, measures.Measure | None],
    high: Numeral,
    joint: str,
) -> bool:
    """Whether both ends can be of one unit: no "5.4 percent to 115.7 billion", no "$5 to 30 families"."""
    spelled, share = own
    if share:
        second = measures.percent(t, high.last)
        if second is None or second.kind != share.kind:
            return False
    if spelled and not (signs[1] or sign_after(t, high.last)):
        return False
    if signs[1] and not (signs[0] or spelled):
        return False
    if signs[0] and signs[1] and signs[0].code != signs[1].code:
        return False
    if signs[0] and not signs[1]:
        after = measures.percent(t, high.last) or measures.noun(t, high.last, high.value)
        return not (after and joint == "to" and t.word(high.last) not in DASHES) or sign_after(t, high.last) is not None
    return True


def _old_and_new(t: Tokens, first: int) -> bool:
    """Whether "from" makes two levels of what "to" would join; "ranging from" makes a range."""
    before = first - 1
    while before > 0 and t.words[before] in ("about", "around", "nearly", "some", "roughly", "over", "an", "estimated"):
        before -= 1
    return t.word(before) == "from" and t.word(before - 1) not in lexicon.words("context", "ranging")


def _spread(low: Numeral, high: Numeral) -> Decimal | None:
    """The factor by which the scale of the upper end spreads to the lower, or None where the two make no range."""
    if low.scale == 1 and high.scale > 1 and low.value * high.scale < high.value:
        return high.scale  # "2,000-2,500 crore", not "$800,000 to $1.2 million"
    return Decimal(1) if low.value < high.value and (low.scale > 1 or high.scale == 1 or low.value >= 1000) else None


def _lent(low: Numeral, high: Numeral) -> Decimal:
    """The scale that "from 11 to 5.5 billion" lends its first number; none where it would fall to a twentieth."""
    shared = (low.value < 1000 or high.value >= 1000 * high.scale) and low.value * high.scale < 20 * high.value
    return high.scale if low.scale == 1 and shared else Decimal(1)
