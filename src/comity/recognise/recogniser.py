"""The stage's door: an article with its mentions in, statements out."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comity.figures import figures
from comity.kinds import Kind, load_events, shared_lexicon
from comity.kinds import load as load_kinds
from comity.model import Article, Mention, Quantity, Span, Statement
from comity.recognise.confidence import features, rated
from comity.recognise.context import Context, context
from comity.recognise.deserves import Deserving, deserving, lemmas_of
from comity.recognise.engine import recognise_trees
from comity.recognise.learned import Weighed
from comity.recognise.one_sided import completed, loosened, untold
from comity.recognise.parser import DEFAULT_MODEL, parse, word_forms
from comity.recognise.repair import repaired
from comity.recognise.standins import plain_case, stand_ins
from comity.recognise.syntax import Annotation, Tree, build
from comity.recognise.undated import undated
from comity.recognise.wordforms import WordForms

LEAST = 0.35  # of a statement's confidence: what is less likely right is left out
MAX_SENTENCES = 3_000  # of one document that are parsed: about a short book, some minutes of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """The kinds with their word lists, the language model's name and how codes are named, ready to read any number of
    articles. Without `learned`, frames and series alone read.
    """

    kinds: Mapping[str, Kind]
    model: str
    name_of: Callable[[str], str]
    learned: bool = True
    lists: Deserving = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lists", deserving(self.kinds))

    def __call__(
        self, article: Article, mentions: Sequence[Mention], title_mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of an article. Nothing is read where it names nobody of any state; of a very long one the
        first `MAX_SENTENCES` that name somebody or give a figure are read.
        """
        told = rated(*self._read(article, mentions, title_mentions))
        return undated([s for s in told if not self.learned or (s.confidence or 0) >= LEAST], article)

    def one_sided(
        self,
        article: Article,
        mentions: Sequence[Mention],
        title_mentions: Sequence[Mention],
        statements: Sequence[Statement],
    ) -> tuple[Statement, ...]:
        """Events of the sentences in which none of the `statements` was read, where one state is enough: for event
        data, which allow that the other side is not told. They are not rated.
        """
        loose = _loose(self.model, self.name_of)
        left, titled = untold(article, statements)
        found, trees, _ = loose._read(left, mentions, title_mentions if titled else ())
        return completed(found, trees, loose.kinds)

    def explained(
        self, article: Article, mentions: Sequence[Mention], title_mentions: Sequence[Mention]
    ) -> tuple[tuple[Statement, dict[str, float]], ...]:
        """The same statements before they are rated, each with what its confidence is reckoned from."""
        statements, trees, said = self._read(article, mentions, title_mentions)
        return tuple(zip(statements, features(statements, trees, said), strict=True))

    def parsed(
        self,
        article: Article,
        mentions: Sequence[Mention],
        title_mentions: Sequence[Mention],
        *,
        every: bool = False,
    ) -> tuple[tuple[Tree, ...], Context]:
        """The sentences as trees, with what is known of the document: those that may carry a statement (a sentence that
        deserves no parse has no nodes), or `every` one that names somebody.
        """
        mentions, title_mentions = _named(mentions, article.text), _named(title_mentions, article.title)
        ctx = context(article, mentions, title_mentions, self.name_of)
        if not ctx.pair:
            return (), ctx
        stretches = [*_stretches(article, mentions), *_headline(article, title_mentions)]
        states = _states([*mentions, *title_mentions])
        worth = None if every else _Worth(self.lists, word_forms(self.model), states)
        return _trees(stretches, _source(article), self.model, worth), ctx

    def _read(
        self, article: Article, mentions: Sequence[Mention], title_mentions: Sequence[Mention]
    ) -> tuple[tuple[Statement, ...], tuple[Tree, ...], tuple[Weighed, ...]]:
        trees, ctx = self.parsed(article, mentions, title_mentions)
        statements, said = recognise_trees(trees, _source(article), self.kinds, ctx, learned=self.learned)
        return statements, trees, said


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sentence worth parsing, with what is laid on it."""

    span: Span
    within: str
    paragraph: int
    laid: tuple[Annotation, ...]


def recognise(name_of: Callable[[str], str], model: str = DEFAULT_MODEL) -> Recogniser:
    """A recogniser with all kinds; ConfigError on first use where the model is missing."""
    return Recogniser(kinds=load_kinds(), model=model, name_of=name_of)


def _source(article: Article) -> dict[str, str]:
    return {"text": article.text, "title": article.title}


def _named(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """The mentions without those that only tell whose money is meant ("US$50 million")."""
    return tuple(m for m in mentions if text[m.span.end : m.span.end + 1] != "$")


@functools.cache
def _loose(model: str, name_of: Callable[[str], str]) -> Recogniser:
    return Recogniser(kinds=loosened(load_events()), model=model, name_of=name_of, learned=False)


def _stretches(article: Article, mentions: Sequence[Mention]) -> list[_Stretch]:
    """Sentences that name somebody, give money or a percentage, or have a word of diplomacy; the others can carry no
    statement.
    """
    laid = _annotations(article.text, mentions, article)
    starts = [a.span.start for a in laid]
    found: list[_Stretch] = []
    for sentence in article.sentences:
        if sentence.paragraph < 0:
            continue
        span = sentence.span
        inside = laid[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        held = tuple(sorted((a for a in inside if a.span.end <= span.end), key=_precedence))
        if any(_tells(a) for a in held) or _tells_more(span.of(article.text)):
            found.append(_Stretch(span, "text", sentence.paragraph, held))
        if len(found) == MAX_SENTENCES:
            break
    return found


def _headline(article: Article, mentions: Sequence[Mention]) -> list[_Stretch]:
    if not article.title or not mentions:
        return []
    laid = sorted(_annotations(article.title, mentions, article), key=_precedence)
    return [_Stretch(Span(0, len(article.title)), "title", -1, tuple(laid))]


def _annotations(text: str, mentions: Iterable[Mention], article: Article) -> list[Annotation]:
    read = figures(text, article.published)
    return sorted((*mentions, *read.periods, *read.quantities), key=lambda a: a.span)


def _precedence(annotation: Annotation) -> tuple[bool, Span]:
    """Names first: a month in a name is a name."""
    return not isinstance(annotation, Mention), annotation.span


def _tells_more(sentence: str) -> bool:
    """Whether a sentence that names nobody has a word of what two states do: "Nine documents were signed"."""
    return not shared_lexicon()["telling"].isdisjoint(sentence.lower().replace(",", " ").replace(".", " ").split())


def _tells(annotation: Annotation) -> bool:
    return isinstance(annotation, Mention) or getattr(annotation, "kind", "") in ("money", "percent", "ratio")


@dataclass(frozen=True, slots=True)
class _Worth:
    """What decides whether a stretch deserves a parse, in a document that names so many states."""

    lists: Deserving
    forms: WordForms
    states: int

    def __call__(self, stretch: _Stretch, text: str) -> bool:
        if not self.forms.rules:
            return True  # a model that finds lemmas in another way
        measured = any(isinstance(a, Quantity) and a.kind != "count" for a in stretch.laid)
        named = _states(a for a in stretch.laid if isinstance(a, Mention))
        return self.lists(lemmas_of(text, self.forms.lemmas), named, self.states, measured)


def _states(mentions: Iterable[Mention]) -> int:
    return len({actor.country for mention in mentions for actor in mention.actors if actor.country})


def _trees(
    stretches: Sequence[_Stretch], source: Mapping[str, str], model: str, worth: _Worth | None
) -> tuple[Tree, ...]:
    """The trees of the stretches in their order; one without nodes where a stretch deserves no parse."""
    kept = [s for s in stretches if worth is None or worth(s, s.span.of(source[s.within]))]
    texts = [(plain_case(s.span.of(source[s.within]), s.laid, s.span.start), s.span.start) for s in kept]
    names = [stand_ins(s.laid, s.span, source[s.within]) for s in kept]
    parsed = dict(zip(map(id, kept), parse(texts, model, names), strict=True))
    laid = ((s, parsed.get(id(s))) for s in stretches)
    return tuple(
        Tree((), s.span, s.within, s.paragraph)
        if tokens is None
        else repaired(build(tokens, s.laid, s.span, s.within, s.paragraph))
        for s, tokens in laid
        if tokens is None or tokens
    )
