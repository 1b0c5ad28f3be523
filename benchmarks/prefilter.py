"""How fast it is decided what to look at: the pass over all listed names, alone and with all words that carry a frame,
and the look-up of a sentence's words in the lists of the kinds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ahocorasick_rs import AhoCorasick, MatchKind

from benchmarks.general import diluted
from benchmarks.reading import APART, dense
from comity.kinds import load
from comity.recognise.deserves import deserving, lemmas_of
from comity.recognise.parser import word_forms
from comity.resolve.names import names, plain

ROUNDS = 10


def rate(work: Callable[[], object], amount: float) -> float:
    """Amount a CPU-second, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return amount / best


def run() -> None:
    """Print megabytes a second for one pass of the automaton, and sentences a second for the look-up."""
    full = "\n".join(d.content for d in dense() if d.format == "plain")
    kinds = load()
    triggers = sorted({word for kind in kinds.values() for word in kind.triggers if len(word) > 3})
    for what, patterns in (("names", list(names())), ("names and triggers", [*names(), *triggers])):
        automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
        for sort, text in (("dense", plain(full)), ("general", plain(diluted(full, APART)))):
            speed = rate(lambda a=automaton, t=text: a.find_matches_as_indexes(t), len(text.encode()) / 1e6)
            print(f"pre-filter, {len(patterns):,} {what}, {sort}: {speed:,.0f} MB/s")
    lists, forms = deserving(kinds), word_forms()
    sentences = diluted(full, APART).replace(". ", ".\n").splitlines()
    speed = rate(lambda: [lists(lemmas_of(s, forms.lemmas), 1, 2, False) for s in sentences], len(sentences))
    print(f"look-up of sentences that name somebody: {speed:,.0f} sentences/s")


if __name__ == "__main__":
    run()
