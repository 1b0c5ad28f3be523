"""The words, numbers and signs of a stretch of text, with their places."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

# One pass, no alternative can match what another one could, nothing is tried twice: linear in the text.
# Digits are ASCII on purpose: other digits stay signs of their own and are never half-read.
_TOKEN = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*|(?:[A-Z]\.){2,}|[^\W\d_]+|\S")
_ENDS = frozenset(".!?;")
_CLAUSE = frozenset(".!?;:()—")
_ABBREVIATED = frozenset(
    "mr mrs ms dr st gen sen rep gov lt col sgt capt rs jan feb mar apr jun jul aug sep sept oct nov dec no nos vs inc "
    "corp co ltd cts pct dlrs mln bln est fig mon tue tues wed thu thurs fri sat sun approx ca cap".split()
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words` in lower case; `starts` and `ends` are code points of `text`; all three have one entry a token.

    Reading beyond either end gives "" from `word`, so that a grammar may look ahead freely.
    """

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The token in lower case, or "" beyond the ends."""
        try:  # nearly always inside, where this costs nothing
            return self.words[i] if i >= 0 else ""
        except IndexError:
            return ""

    def raw(self, i: int) -> str:
        """The token as written, or "" beyond the ends."""
        return self.text[self.starts[i] : self.ends[i]] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Whether token `i` follows token `i - 1` without a space."""
        return 0 < i < len(self.words) and self.starts[i] == self.ends[i - 1]

    def follows(self, i: int, *words: str) -> bool:
        """Whether these words stand at `i`."""
        return self.words[i : i + len(words)] == words if i >= 0 else False

    def beginning(self, words: Container[str], claimed: bytes | bytearray | None = None) -> list[int]:
        """Tokens that begin with a digit or are one of `words`, without those that `claimed` marks."""
        found = [i for i, w in enumerate(self.words) if w in words or w[0] in "0123456789"]
        return [i for i in found if not claimed[i]] if claimed else found

    def precedes(self, i: int, *words: str) -> bool:
        """Whether these words end just before `i`."""
        return i >= len(words) and self.words[i - len(words) : i] == words

    def sentence(self, i: int, most: int = 60) -> tuple[int, int]:
        """First and last-but-one-beyond token of the sentence that holds `i`, at most `most` tokens either way."""
        first = i
        while first > 0 and i - first < most and not self.ends_sentence(first - 1):
            first -= 1
        last = i
        while last < len(self) and last - i < most and not self.ends_sentence(last):
            last += 1
        return first, min(last + 1, len(self))

    def ends_sentence(self, i: int) -> bool:
        """Whether token `i` closes a sentence: a full stop that no abbreviation explains, before a capital."""
        if self.words[i] not in _ENDS:
            return False
        if self.words[i] == ";":
            return True
        before = self.word(i - 1)
        if before in _ABBREVIATED or (len(before) == 1 and before.isalpha()):
            return False
        after = self.raw(i + 1)
        return not self.glued(i + 1) or not (after[:1].isalnum())

    def clause(self, i: int, most: int) -> int:
        """The first token of the clause before `i`, at most `most` tokens back."""
        first = i
        while first > 0 and i - first < most and self.words[first - 1] not in _CLAUSE:
            first -= 1
        return first


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of `text[start:end]`, with places counted from the beginning of `text`."""
    found = [m.span() for m in _TOKEN.finditer(text, start, len(text) if end is None else end)]
    starts = tuple(a for a, _ in found)
    ends = tuple(b for _, b in found)
    return Tokens(text, tuple([text[a:b].lower() for a, b in found]), starts, ends)
