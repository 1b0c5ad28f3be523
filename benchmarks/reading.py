"""Articles a second on one core, reading only, and where the time goes.

Reads the labelled documents where they lie beside the project, else the examples, three times over.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document

ROOT = Path(__file__).parent.parent
LABELLED = ROOT.parent / "shared" / "gold" / "dev.jsonl"


def documents() -> list[Document]:
    """What is read: small enough for a minute, real enough to tell."""
    source = LABELLED if LABELLED.is_file() else ROOT / "examples"
    return [d for d in acquire([source]) if isinstance(d, Document)]


def seconds(read: Sequence[Document]) -> float:
    """CPU seconds for reading all of them."""
    start = time.process_time()
    for document in read:
        read_document(document)
    return time.process_time() - start


def run() -> None:
    """Print throughput, and how it grows from one round to three."""
    sample = documents()
    read_document(sample[0])
    once, thrice = seconds(sample), seconds(sample * 3)
    words = sum(len(d.content.split()) for d in sample)
    print(
        f"reading: {len(sample) / once:.1f} articles a CPU-second ({words / once:,.0f} words), "
        f"three rounds take {thrice / once:.2f} times one"
    )


def profile() -> None:
    """Print the twenty functions that cost most."""
    sample = documents()
    read_document(sample[0])
    profiler = cProfile.Profile()
    profiler.runcall(seconds, sample)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    profile() if "--profile" in sys.argv else run()
