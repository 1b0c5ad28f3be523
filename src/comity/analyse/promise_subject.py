"""Whether two statements are about one undertaking, by what they call it. Careful: a doubt is a no."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from comity.kinds import shared_lexicon
from comity.model import SlotValue, Statement
from comity.resolve.lists import listed, split, states

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_COUNT = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)(?: (million|billion|thousand))?\b")
_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_YEARS = range(1900, 2101)
_MONEY = re.compile(r"(?:[$€£¥]|\b[A-Z]{3} ?)\d[\d.,]*(?: ?(?:million|billion|trillion|bn|mn|m)\b)?")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "two": 2, "three": 3, "four": 4}
_MANY = 3  # words of which every one is written large are a title: large letters there name nobody
_ALIKE = 0.75  # part of the shorter's words that must be shared where no name is among them
_NAMED = 0.5  # and where one is


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The telling words of a name: `core` without the states and people who take part, `whole` with them; `proper` are
    those of the core that are names, `ordinals` what numbers it among its like, `numbers` how many are meant.
    """

    whole: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()
    proper: frozenset[str] = frozenset()
    ordinals: frozenset[int] = frozenset()
    numbers: frozenset[Decimal] = frozenset()


def subject(statement: Statement, slots: Iterable[str]) -> Subject:
    """What a statement says it is about, in its slots of these names."""
    said = (statement.slot(name) for name in slots)
    text = " ".join(
        value if isinstance(value, str) else " ".join(value) for value in said if isinstance(value, str | tuple)
    )
    return _subject(text, frozenset(a.name for a in statement.actors))


@functools.lru_cache(maxsize=1 << 16)
def _subject(text: str, actors: frozenset[str]) -> Subject:
    plain = _MONEY.sub(" ", text.replace("’s", "").replace("'s", ""))
    words = _WORD.findall(plain)
    idle, sides = shared_lexicon()["idle"], _state_words() | {w.casefold() for a in actors for w in _WORD.findall(a)}
    letters = [w for w in words if not w[0].isdigit() and _stem(w) not in idle]
    whole = frozenset(_stem(w) for w in letters)
    core = frozenset(_stem(w) for w in letters if w.casefold() not in sides)
    large = {_stem(w) for w in letters if w[0].isupper()}
    titled = len(letters) >= _MANY and all(w[0].isupper() for w in letters)
    return Subject(
        whole=whole - _ORDINALS.keys(),
        core=core - _ORDINALS.keys(),
        proper=frozenset() if titled else core & large - _ORDINALS.keys(),
        ordinals=frozenset(_ORDINALS[w.casefold()] for w in words if w.casefold() in _ORDINALS),
        numbers=frozenset(n for n in _numbers(plain) if n not in _YEARS),
    )


def agree(a: SlotValue | None, b: SlotValue | None) -> bool:
    """Whether two values of a slot can mean the same: what is not said may be anything, except that trade in some goods
    is not all trade.
    """
    if isinstance(a, tuple) or isinstance(b, tuple):
        return {w.casefold() for w in _listed(a)} == {w.casefold() for w in _listed(b)}
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return a is None or b is None or a == b


def _listed(value: SlotValue | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def fewer(promised: Subject, told: Subject) -> bool:
    """Whether both count what they name, and less is told of than was promised."""
    return len(promised.numbers) == 1 == len(told.numbers) and max(told.numbers) < max(promised.numbers)


def apart(a: Subject, b: Subject) -> bool:
    """Whether they are surely two: each bears a name or a number that the other does not."""
    names = bool(a.proper - b.core) and bool(b.proper - a.core)
    return names or bool(a.ordinals and b.ordinals and not a.ordinals & b.ordinals)


def alike(a: Subject, b: Subject) -> int:
    """How many words tell that the two are one; 0 where that cannot be told."""
    if apart(a, b) or not (a.whole and b.whole):
        return 0
    if a.core == b.core and (a.whole <= b.whole or b.whole <= a.whole):
        return len(a.core) or len(a.whole & b.whole)
    return _shared(a.core, b.core, a.proper & b.proper) or _shared(a.whole, b.whole, frozenset())


def _numbers(text: str) -> set[Decimal]:
    return {Decimal(digits.replace(",", "")) * _SCALES[scale] for digits, scale in _COUNT.findall(text)}


def _shared(a: frozenset[str], b: frozenset[str], names: frozenset[str]) -> int:
    shared = a & b
    if not shared or (len(shared) < 2 and not names):
        return 0
    part = len(shared) / min(len(a), len(b))
    return len(shared) if part >= (_NAMED if names else _ALIKE) else 0


def _stem(word: str) -> str:
    """The word in lower case without the ending of a plural."""
    low = word.casefold()
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


@functools.cache
def _state_words() -> frozenset[str]:
    """Words of the names and adjectives of states and organisations."""
    named = (n for s in states() for n in (s.name, *s.names, *s.adjectives, *s.people))
    organised = (
        n for row in listed("organisations.csv") for n in (row["code"].removeprefix("org:"), *split(row["names"]))
    )
    return frozenset(w.casefold() for n in named for w in _WORD.findall(n)) | {n.casefold() for n in organised}
