"""Which documents carry one text: a wire story on ten sites is one source.

Likely copies share a band of MinHash signatures (Broder 1997; bands as in Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", ch. 3): one over the opening, which survives a cut or added end and boilerplate below, one over the
whole, which survives a new opening, one over the names and numbers, in which letters of one form differ. Each likely
pair is then held side by side; of a band that very many share, the first ones stand for all, so that thousands of
letters of one form cost as much each as a few do.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from datasketch import MinHash

K = TypeVar("K", int, str)

_LONGEST = 60_000  # code points of a text, and
_MOST = 4_000  # words of it that are looked at
_OPENING = 110  # words
_FEWEST = 25  # words by which a text can be told from another
_SHINGLE = 5  # words in a row
_OPENING_BANDS, _OPENING_ROWS = 16, 3
_WHOLE_BANDS, _WHOLE_ROWS = 8, 4
_TELLING_BANDS, _TELLING_ROWS = 8, 6
_MUCH_TOLD = 12  # names and numbers; fewer are those of many texts
_STAND = 64  # documents that stand for all that share a band
_SHARED = 0.6  # of the shorter text, and of the opening of either
_TELLING = 0.75  # of the names and numbers of the one that has fewer
_LINE = 20  # words that a line without an end of a sentence has at least in running text
_WORD = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]|[^\W_]+(?:[.,]\d+)*")
_END = (".", "!", "?", "…", '"', "”", "»", "'", "’", "。")


@dataclass(frozen=True, slots=True)
class Body:
    """The running text of a page as it is compared: 32-bit hashes of words in a row, `telling` names and numbers, and a
    63-bit hash of all its words.
    """

    opening: frozenset[int]
    whole: frozenset[int]
    telling: frozenset[str]
    exact: int


def copies(texts: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more documents that carry one text, from (document, text) pairs; in order, whatever order they
    come in. Copies of copies are in one group.
    """
    bodies = {document: body for document, text in sorted(texts) if (body := body_of(text)) is not None}
    standing: dict[int, list[str]] = {}
    groups: Groups[str] = Groups()
    for document, body in bodies.items():
        for other in sorted(beside(standing, document, bands(body))):
            if not groups.joined(document, other) and same_text(body, bodies[other]):
                groups.join(document, other)
    return groups.several()


def beside(standing: dict[int, list[K]], document: K, own: Iterable[int]) -> set[K]:
    """The documents that one is held against: those that stand for its bands. It stands for them from now on too, where
    few do.
    """
    found: set[K] = set()
    for band in own:
        some = standing.setdefault(band, [])
        found.update(some)
        if len(some) < _STAND:
            some.append(document)
    return found


class Groups(Generic[K]):
    """Names put together, step by step."""

    def __init__(self) -> None:
        self._first: dict[K, K] = {}

    def first(self, name: K) -> K:
        """The name that a group is called by: the smallest in it."""
        way = [name]
        while (above := self._first.get(way[-1], way[-1])) != way[-1]:
            way.append(above)
        self._first.update(dict.fromkeys(way, way[-1]))
        return way[-1]

    def joined(self, a: K, b: K) -> bool:
        """Whether two are in one group."""
        return self.first(a) == self.first(b)

    def join(self, a: K, b: K) -> None:
        """Put two groups together."""
        low, high = sorted((self.first(a), self.first(b)))
        self._first[high] = low

    def several(self) -> tuple[tuple[K, ...], ...]:
        """The groups of two and more."""
        found: dict[K, list[K]] = {}
        for name in sorted(self._first):
            found.setdefault(self.first(name), []).append(name)
        return tuple(tuple(group) for group in found.values() if len(group) > 1)


def body_of(text: str) -> Body | None:
    """A text as it is compared, None where it is too short to be told from another. Lines that are no sentences
    (headlines, menus, captions, counters) are left out.
    """
    running = [line for line in text[:_LONGEST].splitlines() if _is_running(line)]
    told = [word for line in running for word in _WORD.findall(line)][:_MOST]
    if len(told) < _FEWEST:
        return None
    words = [word.casefold() for word in told]
    rows = _rows(words)
    # A word at the beginning of a sentence has a capital anyway, but so it has in a copy.
    telling = frozenset(w.casefold() for w in told if w[0].isdigit() or (w[0].isupper() and len(w) > 2))
    return Body(
        opening=frozenset(rows[: max(1, _OPENING - _SHINGLE + 1)]),
        whole=frozenset(rows),
        telling=telling,
        exact=_hash64(" ".join(words).encode("utf-8", "surrogatepass")),
    )


def bands(body: Body) -> frozenset[int]:
    """63-bit hashes, of which copies share one with all but certainty and others hardly ever."""
    telling = frozenset(zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in body.telling)
    cut = [
        *_cut("o", body.opening, _OPENING_BANDS, _OPENING_ROWS, seed=1),
        *_cut("w", body.whole, _WHOLE_BANDS, _WHOLE_ROWS, seed=2),
        *(_cut("t", telling, _TELLING_BANDS, _TELLING_ROWS, seed=3) if len(telling) >= _MUCH_TOLD else ()),
    ]
    return frozenset({_hash64(repr(band).encode()) for band in cut} | {body.exact})


def same_text(a: Body, b: Body) -> bool:
    """Whether two texts are one: most of the shorter and of either's opening is in the other, and so are its names and
    numbers (two months' figures in the words of one form letter are two texts).
    """
    if a.exact == b.exact:
        return True
    fewer, more = sorted((a.telling, b.telling), key=len)
    if len(fewer & more) < _TELLING * len(fewer):
        return False
    opening = max(_part(a.opening, b.whole), _part(b.opening, a.whole))
    shorter, longer = sorted((a.whole, b.whole), key=len)
    return opening >= _SHARED and _part(shorter, longer) >= _SHARED


def _is_running(line: str) -> bool:
    line = line.strip()
    return line.endswith(_END) or line.count(" ") >= _LINE


def _rows(words: list[str]) -> list[int]:
    rows = map(" ".join, zip(*(words[n:] for n in range(_SHINGLE)), strict=False))
    return [zlib.crc32(row.encode("utf-8", "surrogatepass")) for row in rows]


def _part(some: frozenset[int], of: frozenset[int]) -> float:
    return len(some & of) / len(some) if some else 0.0


def _cut(name: str, hashes: frozenset[int], number: int, rows: int, seed: int) -> list[tuple[str, int, list[int]]]:
    signature = _signature(hashes, number * rows, seed)
    return [(name, n, signature[n * rows : (n + 1) * rows]) for n in range(number)]


def _signature(shingles: frozenset[int], length: int, seed: int) -> list[int]:
    from datasketch import MinHash

    signature = MinHash(
        num_perm=length, seed=seed, hashfunc=int, permutations=_permutations(length, seed), scheme="affine32"
    )
    signature.update_batch(sorted(shingles))
    return [int(value) for value in signature.hashvalues]


@functools.cache
def _permutations(length: int, seed: int) -> Any:
    from datasketch import MinHash

    fresh: MinHash = MinHash(num_perm=length, seed=seed, scheme="affine32")
    return fresh.permutations


def _hash64(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest()) >> 1
