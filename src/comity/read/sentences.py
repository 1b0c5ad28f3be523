"""Sentences of paragraphs, with exact spans: sentencex (MIT), mended where news writes abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from comity.model import Paragraph, Sentence, Span
from comity.read.dump.lines import marker_length

LONGEST = 2_000
_AFTER_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"‘'])(?:Amb|Adm|Atty|Brig|Capt|Cmdr|Col|Cpl|Dep|Dr|Fr|Gen|Gov|Hon|Lt|Maj|Messrs|Mme|Mr|Mrs|Ms|No|Nos|PM|Pres"
    r"|Prof|Rep|Reps|Rev|Sen|Sens|Sgt|Sr|St|Ste|Supt|Amb|approx|vs|[A-Z])\.\s*$"
)
_AFTER_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|approx|ca|Art|Para|para|pp?|Rs|No)\.\s*$"
)
# "in Washington, D.C. Secretary Blinken ...": an address ends a sentence unless a body of the District follows.
_DISTRICT = re.compile(r"\bWashington,? D\.C\.['\"”’)]?\s+(?=[A-Z](?!ouncil|ircuit|ourt|ayor|olice|area|metro))")
_SOFT = re.compile(r"[;:,]\s|\s")


def sentences_of(text: str, paragraphs: Sequence[Paragraph], without: Span | None = None) -> tuple[Sentence, ...]:
    """Sentences of every paragraph in order, none across two; captions and the stretch `without` (a dateline) are
    left out: a caption tells of its picture what the text tells better, or what is long past.
    """
    found: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.type == "caption":
            continue
        span = paragraph.span
        start = without.end if without and span.contains(without) else span.start
        if paragraph.type == "list_item":
            start += marker_length(text[start : min(span.end, start + 20)])
        found += [Sentence(span=s.shift(start), paragraph=index) for s in split(text[start : span.end])]
    return tuple(found)


def split(text: str) -> Iterator[Span]:
    """Spans of the sentences of one paragraph: ordered, never overlapping, without outer blanks, none over LONGEST."""
    from sentencex import get_sentence_boundaries

    flat = re.sub(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)
    bounds = [(b["start_index"], b["end_index"]) for b in get_sentence_boundaries("en", flat)]
    for start, end in _mended(flat, bounds):
        yield from _bounded(flat, start, end)


def _mended(text: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = 0
    for _, end in bounds:
        if end < len(text) and _goes_on(text[max(start, end - 60) : end], text[end : end + 20].lstrip()):
            continue
        for cut in _DISTRICT.finditer(text, start, end):
            yield start, cut.end()
            start = cut.end()
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _goes_on(before: str, after: str) -> bool:
    """Whether a boundary lies within a sentence: after an abbreviation, or before a word in lower case."""
    if not after or not before.rstrip().endswith("."):
        return False
    if after[:1].islower() or (after[:1].isdigit() and _AFTER_MONTH.search(before)):
        return True
    return (after[:1].isupper() or after[:1].isdigit()) and _AFTER_ABBREVIATION.search(before) is not None


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, cut where it is too long: at the last pause before the bound, else in the middle of a word."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= LONGEST:
            break
        pauses = [m.end() for m in _SOFT.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = pauses[-1] if pauses else start + LONGEST
        yield Span(start, len(text[:cut].rstrip()) if text[cut - 1].isspace() else cut)
        start = cut
    if end > start:
        yield Span(start, end)
