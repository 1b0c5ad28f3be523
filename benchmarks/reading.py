"""Articles a second on one core, text to statements, and where the time goes.

Dense: the labelled documents where they lie beside the project, else the examples. General: the same documents with six
made-up sentences of general news after each of theirs, so that about one in seven deserves a parse. An
article has 500 words.
"""

from __future__ import annotations

import cProfile
import pstats
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from benchmarks.general import diluted
from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document
from comity.recognise import recogniser

ROOT = Path(__file__).parent.parent
LABELLED = ROOT.parent / "shared" / "gold" / "dev.jsonl"
ARTICLE = 500  # words
APART = 6  # general sentences after each sentence of a dense document
ROUNDS = 3


def dense() -> list[Document]:
    """What is read: small enough for a minute, real enough to tell."""
    source = LABELLED if LABELLED.is_file() else ROOT / "examples"
    return [d for d in acquire([source]) if isinstance(d, Document)]


def general() -> list[Document]:
    """A third of the dense documents, diluted."""
    return [replace(d, content=diluted(d.content, APART)) for d in dense()[::3] if d.format == "plain"]


def words(read: Sequence[Document]) -> int:
    """Words of all documents together."""
    return sum(len(d.content.split()) for d in read)


def seconds(read: Sequence[Document]) -> float:
    """CPU seconds for reading all of them."""
    start = time.process_time()
    for document in read:
        read_document(document)
    return time.process_time() - start


def parsed(read: Sequence[Document]) -> float:
    """The share of words that are parsed."""
    with patch.object(recogniser, "parse", wraps=recogniser.parse) as parse:
        seconds(read)
    return sum(len(text.split()) for call in parse.call_args_list for text, _ in call.args[0]) / words(read)


def run() -> None:
    """Print throughput of both sorts of text, how it grows with their number, and the memory of it all."""
    for name, sample in (("dense", dense()), ("general", general())):
        first = seconds(sample)
        best = min(seconds(sample) for _ in range(ROUNDS))
        doubled = seconds(sample * 2)
        print(
            f"reading {name}: {words(sample) / best / ARTICLE:.1f} articles of {ARTICLE} words a CPU-second "
            f"({words(sample) / best:,.0f} words, {parsed(sample):.0%} of them parsed); the first round takes "
            f"{first / best:.1f} times as long, twice as many documents {doubled / best:.1f} times"
        )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")


def profile() -> None:
    """Print the twenty functions that cost most, for each sort of text."""
    for sample in (dense(), general()):
        seconds(sample)
        profiler = cProfile.Profile()
        profiler.runcall(seconds, sample)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    profile() if "--profile" in sys.argv else run()
