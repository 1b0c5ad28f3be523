"""Shapes that teasers, comments and sign-up forms have and articles seldom: cut ends, clocks, "you", even spacing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from comity.read.dump.lines import Block

NAMES = ("ellipsis", "clock", "personal", "prompt", "spacing")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\W{0,3}$")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_PERSONS = frozenset(
    "i i'm i've i'll me my you your you're ich mich mir mein du dich je moi mon tu vous yo mi io mio eu meu jag min "
    "mig jeg я мне вы".split()
)
_PROMPT = re.compile(
    r"(?i)e-?mail|subscri|sign(?:ed|ing)? (?:up|in)\b|newsletter|account|cookie|password|javascript|browser|abonn|konto"
    r"|passwor|suscri|iscri|inscri|anmeld|registr|log ?in\b|copyright|rights reserved|privacy|datenschutz|click|app\b"
)
_WORD = re.compile(r"[\w']+")
_CLOCK_WORDS, _NEAR, _EVEN, _MOST = 20, 6, 2, 8


def shapes(blocks: Sequence[Block]) -> list[list[float]]:
    """One row a line, in the order of `NAMES`."""
    even = _spacing([block.prose for block in blocks])
    return [[*_of_line(block), even[i]] for i, block in enumerate(blocks)]


def _of_line(block: Block) -> list[float]:
    text = block.text
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return [
        float(_ELLIPSIS.search(text[-12:]) is not None),
        float(block.words <= _CLOCK_WORDS and _CLOCK.search(text) is not None),
        sum(word in _PERSONS for word in words) / max(1, len(words)),
        float(_PROMPT.search(text) is not None),
    ]


def _spacing(prose: Sequence[bool]) -> list[float]:
    """How many lines of running text near each stand as far from the one before as it does from its neighbour, where
    that is not the next line: lists of teasers have a headline, a day and a sentence each.
    """
    places = [i for i, is_prose in enumerate(prose) if is_prose]
    gaps = [0, *(b - a for a, b in pairwise(places)), 0]
    found = [0.0] * len(prose)
    for k, i in enumerate(places):
        own = [gap for gap in gaps[k : k + 2] if gap >= _EVEN]
        near = gaps[max(0, k - _NEAR) : min(k + _NEAR + 1, len(places))]
        found[i] = min(max((near.count(gap) for gap in own), default=0), _MOST) / _MOST
    return found
