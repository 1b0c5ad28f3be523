"""Whether a quote still stands in the newest version of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from comity.model import Article, Quote

_LEAST = 0.6  # of a quote's words, in order, for a passage to be its new wording
_MOST_SENTENCES, _MOST_TOGETHER, _MOST_COMPARED = 5_000, 5, 20
_WORD = re.compile(r"[^\W_]+(?:[.,][^\W_]+)*")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of a quote. `now` is the passage of the newest version that took its place, where there is one;
    `version` and `newest` are the versions it was read in and looked for in.
    """

    quote: Quote
    state: Literal["stands", "changed", "gone"]
    version: str
    newest: str
    now: str | None = None


def standing(quote: Quote, article: Article, newest: Article) -> Standing:
    """What became of a quote of `article` in the newest version of its document.

    It stands where its words do, wherever that is; it is changed where the sentences nearest to it share at least
    six in ten of its words in their order, and gone otherwise.
    """
    exact = _line(quote.exact)
    now: str | None = None
    state: Literal["stands", "changed", "gone"] = "gone"
    if exact in _line(newest.title if quote.within == "title" else newest.text):
        state = "stands"
    elif quote.within == "title":
        state, now = ("changed", newest.title) if newest.title else ("gone", None)
    elif (now := _nearest(exact, newest, _sentences_of(quote, article))) is not None:
        state = "changed"
    return Standing(quote=quote, state=state, version=article.version, newest=newest.version, now=now)


def _sentences_of(quote: Quote, article: Article) -> int:
    """How many sentences a quote runs over."""
    held = sum(s.paragraph >= 0 and s.span.overlaps(quote.span) for s in article.sentences)
    return min(max(1, held), _MOST_TOGETHER)


def _nearest(exact: str, newest: Article, together: int) -> str | None:
    """The sentences of the newest version that share most words with a quote, in their order."""
    wanted = _words(exact)
    if not wanted:
        return None
    shared = [(sum((Counter(wanted) & Counter(_words(p))).values()), p) for p in _passages(newest, together)]
    likely = sorted(shared, key=lambda pair: -pair[0])[:_MOST_COMPARED]
    scored = [
        (_in_order(wanted, _words(passage)), passage) for count, passage in likely if count >= _LEAST * len(wanted)
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= _LEAST else None


def _passages(article: Article, together: int) -> Iterator[str]:
    spans = [s.span for s in article.sentences if s.paragraph >= 0][:_MOST_SENTENCES]
    for i in range(max(1, len(spans) - together + 1)):
        held = spans[i : i + together]
        if held:
            yield _line(held[0].cover(held[-1]).of(article.text))


def _in_order(wanted: list[str], found: list[str]) -> float:
    matched = SequenceMatcher(None, wanted[:500], found[:500], autojunk=False).get_matching_blocks()
    return sum(block.size for block in matched) / len(wanted)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
