"""Part of speech and lemma by table: the model's own rules, asked once for every word with its tag and dependency.

spaCy's English models find both by rules over single words, run anew over every sentence: a fifth of a parse. The few
rules over several words ("gon na") are kept: a sentence in which one could hold goes through the model's rules whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_RULES = ("attribute_ruler", "lemmatizer")
_LOCAL = frozenset({"TAG", "LOWER", "ORTH", "DEP", "IS_SPACE"})  # what a rule may ask of a word for the table to hold
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


def _form(token: Any, steps: int = 0) -> Form:
    return Form(token.pos_, token.tag_, token.dep_, token.lemma_.lower(), steps)
