"""Digits that are no figures: parts of names, codes, scores, telephone numbers, clock times, labels."""

from __future__ import annotations

from comity.figures import lexicon, measures
from comity.figures.currency import sign_after, sign_before
from comity.figures.draft import Draft
from comity.figures.numerals import Numeral, numeral
from comity.figures.places import names
from comity.figures.ranges import DASHES
from comity.figures.tokens import Tokens

_PREFIXES = frozenset({"mid", "post", "pre", "sub", "plus"})


def identifier(t: Tokens, number: Numeral) -> bool:
    """Whether the digits are part of a name or code: "G20", "COVID-19", "F-16", "10:30", "3-2", "+1 202"."""
    i, last = number.first, number.last
    if number.words:
        return t.glued(i) and t.word(i - 1) in DASHES and t.word(i - 2)[:1].isalpha() and t.word(i - 2) not in _PREFIXES
    if t.glued(i) and _glued_before(t, i, number):
        return True
    after = t.word(last)
    if len(t.words[i]) > 1 and t.words[i][0] == "0" and t.words[i].isdecimal():
        return True
    if not after or not t.glued(last) or number.letter:
        return False
    if after in ("th", "st", "nd", "rd"):
        return True
    if (
        after in DASHES
        and t.glued(last + 1)
        and t.glued(i)
        and t.word(i - 1)[:1].isalpha()
        and len(t.raw(last + 1)) == 1
    ):
        return True  # R2-D2
    if after == "x" and t.glued(last + 1) and t.word(last + 1)[:1].isdecimal():
        return True  # 4x4
    if after[:1].isalpha() and number.scale == 1:
        return not _known_letters(t, last, after)
    digits = t.glued(last + 1) and t.word(last + 1)[:1].isdecimal()
    return (after in ":/+" and digits) or (after in DASHES and digits and _coded_pair(t, number))


def _known_letters(t: Tokens, i: int, after: str) -> bool:
    """Whether letters glued after digits say what they count ("5km", "10pc", "3x", "5USD"); "5G" and "3D" do not."""
    return after in ("x", "fold", "pc", "pct", "percent", "s") or bool(measures.unit(t, i) or sign_after(t, i))


def _glued_before(t: Tokens, i: int, number: Numeral) -> bool:
    before = t.word(i - 1)
    if before[:1].isalpha():
        return sign_before(t, i, number.scale > 1) is None
    if before in ("#", "_", "@", "&", "\\", "="):
        return True
    if before == "+" and t.glued(i - 1) and t.word(i - 2)[:1].isalnum():
        return True  # C5+1, 2+4
    if before == "+":
        return (t.words[i].isdecimal() and len(t.words[i]) > 3) or t.word(number.last)[:1].isdecimal()
    if before in ":/.," and t.glued(i - 1):
        return t.word(i - 2)[:1].isdecimal()
    if before in DASHES and t.glued(i - 1):
        word = t.word(i - 2)
        if word[:1].isdecimal():
            return True
        return (
            word[:1].isalpha()
            and word not in lexicon.powers("scales")
            and word not in _PREFIXES
            and not numeral(t, i - 2)
        )
    return False


def _coded_pair(t: Tokens, number: Numeral) -> bool:
    """Whether "digits-digits" is a score, a telephone number or a code, and no range."""
    other = numeral(t, number.last + 1)
    if other is None:
        return True
    more = t.word(other.last) in DASHES and t.glued(other.last) and t.word(other.last + 1)[:1].isdecimal()
    written = t.words[number.first], t.words[number.last + 1]
    zero = any(len(w) > 1 and w[0] == "0" and w.isdecimal() for w in written)
    falling = number.value >= other.value and other.scale == 1 and number.scale == 1
    return more or zero or falling or (t.word(number.first - 1) == ")" and len(written[1]) == 4)


def named(t: Tokens, number: Numeral) -> bool:
    """Whether a label before the number makes it a name: "Article 50", "Resolution 2231", "No. 10"."""
    j = number.first - 1
    if number.words or number.scale > 1:
        return t.word(j) in ("number", "no") and number.value == 1
    if t.word(j) == "." and t.word(j - 1) in ("no", "nos", "art", "sec", "tel"):
        return True
    if t.word(j) == "of" and t.raw(j - 1) in ("Group", "Gang", "Club") and t.words[number.first].isdecimal():
        return True
    if t.words[number.first].isdecimal() and (_addressed(t, number.last) or _acronym(t, j, number)):
        return True
    return t.word(j) in lexicon.words("nouns", "labels") and measures.percent(t, number.last) is None


def _addressed(t: Tokens, i: int) -> bool:
    """Whether capitalised words from token `i` on end in one of a street: "10 Downing Street"."""
    for at in range(i, i + 4):
        if not t.raw(at)[:1].isupper():
            return False
        if at > i and t.word(at) in lexicon.words("nouns", "streets"):
            return True
    return False


def _acronym(t: Tokens, j: int, number: Numeral) -> bool:
    """Whether an abbreviation at token `j` is numbered: "ISO 9001", "HTTP 404"; not "in the UK 34 people"."""
    raw = t.raw(j)
    plain = raw.isalpha() and raw.isupper() and 2 <= len(raw) <= 5 and raw.lower() not in names()
    return plain and t.word(j - 1) != "the" and len(t.words[number.first]) > 2 and not t.glued(number.first)


def _name_before(t: Tokens, draft: Draft) -> bool:
    """Whether a bare number ends a name: "Falcon 9", "World War 2"; not "In Gaza 34 were killed"."""
    j, raw = draft.first - 1, t.raw(draft.first - 1)
    if not (raw[:1].isupper() and raw.isalpha()) or t.glued(draft.first) or not t.words[draft.first].isdecimal():
        return False
    befell = t.word(draft.last) in lexicon.words("nouns", "fates")
    return not befell and t.words[j] not in lexicon.words("nouns", "stops")


def _age(t: Tokens, draft: Draft) -> bool:
    """As in "Maria, 34, has two sons"."""
    j = draft.first - 1
    between = t.word(j) == "," and t.word(draft.last) in (",", ".") and not t.glued(draft.first)
    return between and t.raw(j - 1)[:1].isupper() and t.words[draft.first].isdecimal() and len(t.words[draft.first]) < 3


def meaningless(t: Tokens, draft: Draft) -> bool:
    """Whether a bare number is no figure: a pronoun, an hour, a list's number, a year that nothing made a date."""
    if not draft.bare or draft.scale > 1:
        return False
    word, after = t.words[draft.first], t.word(draft.last)
    if after in DASHES and t.glued(draft.last) and t.word(draft.last + 1) in lexicon.words("nouns", "ways"):
        return True
    if word.isalpha():
        return draft.amount is None or draft.amount < 13 or after in ("of", "another", "to", "or", "-")
    beside = after[:1].isdecimal() or t.word(draft.first - 1)[:1].isdecimal()
    if beside and not any(sign in word for sign in ".,"):
        return True
    if after in ("a", "p", "am", "pm", "o") and draft.amount is not None and draft.amount < 13:
        return True
    if after == ")" and t.word(draft.first - 2) in lexicon.table("currencies")["signs"]:
        return True  # "$(3.4) million"
    if after == ")" and (len(word) < 3 or (len(word) == 3 and t.word(draft.last + 1)[:1].isdecimal())):
        return True
    if t.word(draft.first - 1) in ("age", "aged") or _age(t, draft) or _name_before(t, draft):
        return True
    cited = after == "(" and len(t.word(draft.last + 1)) == 4 and t.word(draft.last + 2) == ")"
    listed = cited or (
        after in (".", ")") and (draft.first == 0 or "\n" in t.text[t.ends[draft.first - 1] : t.starts[draft.first]])
    )
    return listed or len(word) > 9
