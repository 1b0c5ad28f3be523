"""Words cut into the pieces that the network knows, by WordPiece (Schuster and Nakajima 2012).

The vocabulary (pieces.txt: a lower-case piece a line, its number is the line's) is the one that the network was first
trained with. The libraries that cut the same way bring a client for downloading models, which nothing here may need.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST = 40  # letters of a word that is cut; what is longer is no word


@dataclass(frozen=True, slots=True)
class Pieces:
    """The vocabulary: pieces that begin a word, and "##" ones that go on, with their numbers."""

    numbers: Mapping[str, int]

    @property
    def opening(self) -> int:
        """The piece that opens every input and stands for all of it."""
        return self.numbers["[CLS]"]

    @property
    def closing(self) -> int:
        """The piece that ends a part of the input."""
        return self.numbers["[SEP]"]

    def of(self, text: str) -> list[int]:
        """The numbers of a text's pieces, letters without accents and in lower case."""
        plain = unicodedata.normalize("NFD", text.lower())
        bare = "".join(c for c in plain if unicodedata.category(c) != "Mn")
        return [number for word in _WORDS.findall(bare) for number in self._cut(word)]

    def _cut(self, word: str) -> Iterator[int]:
        """The longest piece that fits, again and again; a word with a part that no piece fits is unknown as a whole."""
        found: list[int] = []
        start = 0
        while start < len(word) <= _LONGEST:
            ends = range(len(word), start, -1)
            held = ("##" if start else "") + word[start:]
            end = next((e for e in ends if held[: len(held) - len(word) + e] in self.numbers), None)
            if end is None:
                found = []
                break
            found.append(self.numbers[held[: len(held) - len(word) + end]])
            start = end
        yield from found or [self.numbers["[UNK]"]]


@functools.cache
def pieces() -> Pieces:
    """The vocabulary of the network in this package."""
    lines = files(__package__).joinpath("pieces.txt").read_text("utf-8").split("\n")
    return Pieces({piece: n for n, piece in enumerate(lines) if piece})
