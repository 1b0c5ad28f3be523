"""Who a figure is attributed to: "according to the ministry", "the minister said"."""

from __future__ import annotations

from comity.figures import lexicon
from comity.figures.tokens import Tokens
from comity.model import Span

_INSIDE = frozenset({"of", "the", "for", "and", "de", "'", "’", "s", "-", "al", "bin", "von", "van"})
_SPOKEN = frozenset({"he", "she", "they", "it"})


def speaker(t: Tokens, start: int, end: int) -> Span | None:
    """The span of who says what stands in the sentence on tokens `start`..`end`, or None where nobody is named."""
    verbs = lexicon.words("context", "speech")
    for i in range(start, end):
        word = t.words[i]
        if word == "according" and t.word(i + 1) == "to":
            return _after(t, i + 2, end)
        if word in verbs and t.raw(i).islower():
            return _before(t, i, start) or _after(t, i + 1, end)
    return None


def _after(t: Tokens, i: int, end: int) -> Span | None:
    """A noun phrase from token `i` that begins with "the" or a capital."""
    first = i + (t.word(i) in ("the", "a", "an"))
    if first == i and not t.raw(first)[:1].isupper():
        return None
    last = first + 1
    while last < min(end, first + 9) and (t.raw(last)[:1].isupper() or t.word(last) in _INSIDE):
        last += 1
    return _trimmed(t, first, last)


def _before(t: Tokens, i: int, start: int) -> Span | None:
    """The subject that ends just before the verb at token `i`."""
    if t.word(i - 1) in _SPOKEN:
        return Span(t.starts[i - 1], t.ends[i - 1])
    first = i
    while first > max(start, i - 9) and (t.raw(first - 1)[:1].isupper() or t.word(first - 1) in _INSIDE):
        first -= 1
    if first == i and t.word(i - 2) == "the" and t.word(i - 1).isalpha():
        first = i - 1
    return _trimmed(t, first, i)


def _trimmed(t: Tokens, first: int, last: int) -> Span | None:
    while first < last and t.words[first] in _INSIDE | {"on", "in"} and not t.raw(first)[:1].isupper():
        first += 1
    while last > first and t.words[last - 1] in _INSIDE:
        last -= 1
    return Span(t.starts[first], t.ends[last - 1]) if first < last and t.raw(first)[:1].isalpha() else None
