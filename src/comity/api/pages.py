"""Articles as they are read, before anything is made of them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import Document, Reading, Refusal

if TYPE_CHECKING:
    from comity.acquire import Overrides
    from comity.acquire.documents import InputFormat
    from comity.settings import Settings


def pages(
    sources: Iterable[str | Path],
    *,
    input_format: InputFormat = "auto",
    overrides: Overrides | None = None,
    settings: Settings | None = None,
    offsets: bool = False,
) -> Iterator[Reading | Refusal]:
    """The articles of files, folders, globs and JSON Lines, without what they say: no language model is needed.

    With `offsets` every paragraph says where it stands in the page's markup, which takes about as long as reading.
    """
    from comity import settings as configuration
    from comity.acquire import Limits, Overrides, acquire
    from comity.api.sources import reach
    from comity.scale import map_documents

    chosen = settings or configuration.load()
    limits = Limits(document_bytes=chosen.limits.document_bytes)
    known = overrides or Overrides()
    far = reach(chosen)
    documents = acquire(
        sources, input_format=input_format, overrides=known, limits=limits, access=far.access, delay=far.delay
    )
    return map_documents(read_placed if offsets else read_only, documents, chosen.jobs or os.cpu_count() or 1)


def read_only(document: Document) -> Reading:
    """The article of a document, as a reading that says nothing."""
    from comity.read import read_article

    return Reading(article=read_article(document), origin=document.origin)


def read_placed(document: Document) -> Reading:
    """As `read_only`, its paragraphs with their places in the document's own text or markup."""
    from comity.read import read_article
    from comity.read.provenance import placed

    return Reading(article=placed(document, read_article(document)), origin=document.origin)
