"""Pages a second on one core, HTML and dumps to articles, by stage.

The labelled pages where they lie beside the project, else the examples.
"""

from __future__ import annotations

import gzip
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from comity.acquire import Overrides, acquire
from comity.acquire.page import document_of_bytes
from comity.model import Document
from comity.read import read_article
from comity.read.html.blocks import Walk
from comity.read.html.choose import choose
from comity.read.html.features import Known
from comity.read.html.markup import plain_text
from comity.read.html.page import parse
from comity.read.html.signals import glued, of_resiliparse, of_trafilatura, opinion
from comity.read.metadata.metadata import read_metadata

ROOT = Path(__file__).parent.parent
LABELLED = ROOT.parent / "shared" / "pages" / "html"
EVERY = 3  # of the labelled pages, so that it takes a minute

T = TypeVar("T")


def pages() -> list[Document]:
    """Pages as acquired."""
    if not LABELLED.is_dir():
        return [d for d in acquire([ROOT / "examples"]) if isinstance(d, Document) and d.format == "html"]
    found = []
    for path in sorted(LABELLED.rglob("*.gz"))[::EVERY]:
        data = gzip.decompress(path.read_bytes())
        document = document_of_bytes(data, origin=path.name, format_="html", overrides=Overrides())
        found += [document] if isinstance(document, Document) else []
    return found


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def of(self, stage: str, work: Callable[[], T]) -> T:
        """Do `work` and add its time to the stage."""
        start = time.process_time()
        done = work()
        self.spent[stage] += time.process_time() - start  # type: ignore[assignment]
        return done


def staged(documents: list[Document]) -> Clock:
    """The way of each page, stage by stage."""
    clock = Clock()
    for document in documents:
        html = document.content
        tree = clock.of("parse", lambda html=html: parse(html))  # type: ignore[misc]
        if tree is None:
            continue
        blocks = clock.of("blocks", lambda tree=tree: Walk(tree).blocks)  # type: ignore[misc]
        meta = clock.of("metadata", lambda tree=tree: read_metadata(tree))  # type: ignore[misc]
        theirs = clock.of("trafilatura", lambda tree=tree: of_trafilatura(tree))  # type: ignore[misc]
        others = clock.of("resiliparse", lambda html=html: of_resiliparse(html))  # type: ignore[misc]
        known = Known(
            title=glued(meta.title), descriptions=(), trafilatura=theirs, resiliparse=others, linked=opinion(meta.body)
        )
        clock.of("choice", lambda b=blocks, k=known, m=meta: choose(b, k, m.authors))  # type: ignore[misc]
    return clock


def dumps(documents: list[Document]) -> Iterator[Document]:
    """The same pages as text, furniture and all."""
    for document in documents:
        yield Document(id=document.id, content=plain_text(document.content), format="plain", origin=document.origin)


def rate(documents: list[Document]) -> float:
    """Documents a CPU-second, the first few read before for the caches' sake."""
    for document in documents[:5]:
        read_article(document)
    start = time.process_time()
    for document in documents:
        read_article(document)
    return len(documents) / (time.process_time() - start)


def run() -> None:
    """Print pages a second and milliseconds by stage."""
    documents = pages()
    if not documents:
        print("pages: no page of HTML was found to read")
        return
    clock = staged(documents)
    stages = ", ".join(f"{stage} {1000 * s / len(documents):.1f}" for stage, s in clock.spent.items())
    print(f"pages: {rate(documents):.1f} pages a CPU-second ({len(documents)} pages; ms a page: {stages})")
    print(f"dumps: {rate(list(dumps(documents))):.1f} of the same pages as text a CPU-second")


if __name__ == "__main__":
    run()
