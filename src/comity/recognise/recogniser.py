"""The stage's door: an article with its mentions in, statements out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.figures import figures
from comity.kinds import Kind
from comity.kinds import load as load_kinds
from comity.model import Article, Figures, Mention, Sentence, Span, Statement
from comity.recognise.context import Context, context
from comity.recognise.engine import recognise_trees
from comity.recognise.parser import DEFAULT_MODEL, parse
from comity.recognise.syntax import Annotation, Tree, build


@dataclass(frozen=True, slots=True, kw_only=True)
class Recogniser:
    """The kinds, the language model's name and how codes are named, ready to read any number of articles."""

    kinds: Mapping[str, Kind]
    model: str
    name_of: Callable[[str], str]

    def __call__(
        self, article: Article, mentions: Sequence[Mention], title_mentions: Sequence[Mention]
    ) -> tuple[Statement, ...]:
        """The statements of an article. Nothing is read where it names nobody of any state."""
        ctx = context(article, mentions, title_mentions, self.name_of)
        if not ctx.pair:
            return ()
        source = {"text": article.text, "title": article.title}
        trees = _trees(article, mentions, title_mentions, self.model)
        return recognise_trees(trees, source, self.kinds, ctx)


def recognise(name_of: Callable[[str], str], model: str = DEFAULT_MODEL) -> Recogniser:
    """A recogniser with all kinds; ConfigError on first use where the model is missing."""
    return Recogniser(kinds=load_kinds(), model=model, name_of=name_of)


def _trees(
    article: Article, mentions: Sequence[Mention], title_mentions: Sequence[Mention], model: str
) -> tuple[Tree, ...]:
    read = figures(article.text, article.published)
    told = figures(article.title, article.published)
    wanted = [s for s in article.sentences if s.paragraph >= 0]
    title = Sentence(span=Span(0, len(article.title)), paragraph=-1)
    texts = [(s.span.of(article.text), s.span.start) for s in wanted]
    if article.title:
        texts.append((article.title, 0))
        wanted.append(title)
    trees = []
    for sentence, tokens in zip(wanted, parse(texts, model), strict=True):
        if not tokens:
            continue
        in_title = sentence is title
        laid = _laid(sentence.span, title_mentions if in_title else mentions, told if in_title else read)
        within = "title" if in_title else "text"
        trees.append(build(tokens, laid, sentence.span, within, sentence.paragraph))
    return tuple(trees)


def _laid(span: Span, mentions: Iterable[Mention], read: Figures) -> list[Annotation]:
    """What lies in a sentence, names first: a month in a name is a name."""
    found: list[Annotation] = [m for m in mentions if span.contains(m.span)]
    found += [p for p in read.periods if span.contains(p.span)]
    found += [q for q in read.quantities if span.contains(q.span)]
    return found


__all__ = ["Context", "Recogniser", "recognise"]
