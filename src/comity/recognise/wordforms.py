"""Part of speech and lemma by table: the model's own rules, asked once for every word with its tag and dependency.

spaCy's English models find both by rules over single words, run anew over every sentence: a fifth of a parse. The few
rules over several words ("gon na") are kept: a sentence in which one could hold goes through the model's rules whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_RULES = ("attribute_ruler", "lemmatizer")
_LOCAL = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})  # what a rule may ask of a word for the table to hold
_SORTS = ("noun", "verb", "adj", "adv", "aux", "pron", "det", "adp")
_SPLIT = {"cannot": ("can", "not"), "gonna": ("go", "to"), "gotta": ("get", "to")}
_MOST = 200_000  # words kept: some 60 MB


@dataclass(frozen=True, slots=True)
class Form:
    """What the rules say of a word; `steps` has a bit for every step of a rule over several words that it fits."""

    pos: str
    tag: str
    dep: str
    lemma: str
    steps: int = 0


class WordForms:
    """The forms of words under one model. `rules` are the names of the components it stands for; none where the
    model's rules look at more than single words, and the model must do all itself.
    """

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._known: dict[tuple[int, int, int], Form] = {}
        self._wanted: list[int] = []
        self._lemmas: dict[str, frozenset[str]] = {}
        self._inflections: _Inflections | None = None
        self.rules = _RULES if self._tabled() else ()

    def of(self, doc: Any) -> list[Form]:
        """The form of every token of a document that went through the model without `rules`."""
        from spacy.attrs import DEP, ORTH, TAG

        if not self.rules:
            return [_form(token) for token in doc]
        keys = doc.to_array([ORTH, TAG, DEP]).tolist()
        forms = [self._known.get((word, tag, dep)) or self._ask(word, tag, dep) for word, tag, dep in keys]
        seen = 0
        for form in forms:
            seen |= form.steps
        if seen and any(seen & wanted == wanted for wanted in self._wanted):
            return [_form(token) for token in self._ruled(doc)]
        return forms

    def lemmas(self, word: str) -> frozenset[str]:
        """Every lemma that the rules may give a word in small letters, whatever its part of speech."""
        known = self._lemmas.get(word)
        if known is None:
            if len(self._lemmas) >= _MOST:
                self._lemmas.clear()
            known = self._lemmas[word] = frozenset(self._readings(word))
        return known

    def _readings(self, word: str) -> Iterator[str]:
        if self._inflections is None:
            self._inflections = _Inflections.of(self._nlp)
        bare = word.lstrip("'")
        yield from (word, bare, *_SPLIT.get(bare, ()))
        yield from (*self._inflections.irregular.get(word, ()), *self._inflections.irregular.get(bare, ()))
        for ending, instead in self._inflections.endings:
            if bare.endswith(ending):
                yield bare[: len(bare) - len(ending)] + instead

    def _ask(self, word: int, tag: int, dep: int) -> Form:
        from spacy.tokens import Doc

        vocab = self._nlp.vocab
        told = [[vocab.strings[n]] for n in (word, tag, dep)]
        alone = Doc(vocab, words=told[0], tags=told[1], deps=told[2], heads=[0])
        steps = sum({1 << int(vocab.strings[hit]) for hit, _, _ in self._steps(alone, allow_missing=True)})
        if len(self._known) >= _MOST:
            self._known.clear()
        form = _form(self._ruled(alone)[0], steps)
        self._known[word, tag, dep] = form
        return form

    def _ruled(self, doc: Any) -> Any:
        for name in _RULES:
            doc = self._nlp.get_pipe(name)(doc)
        return doc

    def _tabled(self) -> bool:
        """Whether the model's rules are of the known sort; notes the steps of those over several words."""
        from spacy.matcher import Matcher

        if tuple(self._nlp.pipe_names[-2:]) != _RULES or self._nlp.get_pipe("lemmatizer").mode != "rule":
            return False
        self._steps = Matcher(self._nlp.vocab)
        bit = 0
        for rule in self._nlp.get_pipe("attribute_ruler").patterns:
            for pattern in rule["patterns"]:
                if any(not _LOCAL.issuperset(step) for step in pattern):
                    return False
                if len(pattern) > 1:
                    for step in pattern:
                        self._steps.add(str(bit), [[step]])
                        bit += 1
                    self._wanted.append((1 << bit) - (1 << (bit - len(pattern))))
        return True


@dataclass(frozen=True, slots=True)
class _Inflections:
    """The endings that a model takes off words, of all parts of speech, and the words it knows by heart."""

    endings: tuple[tuple[str, str], ...]
    irregular: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, nlp: Any) -> _Inflections:
        irregular: dict[str, tuple[str, ...]] = {}
        lookups = nlp.get_pipe("lemmatizer").lookups
        endings = [tuple(e) for sort in _SORTS for e in lookups.get_table("lemma_rules", {}).get(sort) or ()]
        for sort in _SORTS:
            for word, lemmas in (lookups.get_table("lemma_exc", {}).get(sort) or {}).items():
                irregular[word] = (*irregular.get(word, ()), *lemmas)
        for rule in nlp.get_pipe("attribute_ruler").patterns:
            lemma = str(rule["attrs"].get("LEMMA", "")).lower()
            for low in (pattern[rule["index"]].get("LOWER") for pattern in rule["patterns"] if lemma):
                for word in (low,) if isinstance(low, str) else (low or {}).get("IN", ()):
                    irregular[word] = (*irregular.get(word, ()), lemma)
        return cls(tuple(dict.fromkeys((old, new) for old, new in endings)), irregular)


def _form(token: Any, steps: int = 0) -> Form:
    return Form(token.pos_, token.tag_, token.dep_, token.lemma_.lower(), steps)
