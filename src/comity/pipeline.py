"""The way of a document, on one page: read, find who is named, recognise what is said of them."""

from __future__ import annotations

import functools
from dataclasses import replace

from comity.model import Document, Finding, Reading
from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, Recogniser, recognise
from comity.resolve import country_name, mentions, with_commodity_codes


def read_document(
    document: Document, *, model: str = DEFAULT_MODEL, one_sided: bool = False, learned: bool = True
) -> Reading:
    """Read one document whole. A pure function of the document, the model and this version of the code. `one_sided`
    also reads events whose other side is not told (for event data), which takes longer. Without `learned`, frames alone
    read: faster, and less well.

    Raises ConfigError where the language model is not installed; trouble with the input is a Finding.
    """
    article = read_article(document)
    named, in_title = mentions(article)
    recogniser = _recogniser(model, learned)
    statements = with_commodity_codes(recogniser(article, named, in_title))
    events = recogniser.one_sided(article, named, in_title, statements) if one_sided else ()
    unknown = sum(1 for m in named if not m.actors)
    findings = article.findings
    if unknown:
        findings += (Finding(code="unknown-names", message=f"{unknown} names of people or bodies stay unknown"),)
    return Reading(article=article, statements=statements, findings=findings, origin=document.origin, one_sided=events)


@functools.cache
def _recogniser(model: str, learned: bool) -> Recogniser:
    return replace(recognise(country_name, model), learned=learned)
