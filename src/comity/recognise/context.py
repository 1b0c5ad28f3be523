"""What the recogniser knows of the whole document while it reads a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from comity.model import Actor, Article, Mention

_STATES = ("state", "adjective", "capital", "person", "company", "body", "group")
_BESIDE = 0.5  # a state named half as often as the title's is the other side of what is told
_SPEAKERS = ("state", "adjective", "organisation", "body")


@dataclass(frozen=True, slots=True)
class Before:
    """The states that a sentence told of: those of its `subject`, and the `others` in order."""

    subject: tuple[str, ...]
    others: tuple[str, ...]

    def but(self, known: frozenset[str | None]) -> tuple[str, ...]:
        """Those meant where the `known` take part already: the subject's, else the only other one."""
        doing = tuple(c for c in self.subject if c not in known)
        if doing:
            return doing
        rest = tuple(c for c in self.others if c not in known)
        return rest if len(rest) == 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`pair`: the two states the document is about, most named first (fewer where it names fewer). `name_of` gives
    the short English name of a country code. `leads` maps a country to the person who acts for it most. `speaker` is
    the state whose name the publisher's name holds ("President of Russia"), if any. `alone`: the title names one state
    and the text few others beside it, so that no other is meant where none is named. `told` holds the actors of
    each kind's last statement nearby, `before` what the sentences just before told of, nearest first. `mentions` are
    those of the text.
    """

    document: str
    published: date | None
    pair: tuple[Actor, ...]
    leads: dict[str, Actor]
    name_of: Callable[[str], str]
    speaker: Actor | None = None
    alone: bool = False
    told: Mapping[str, tuple[Actor, ...]] = field(default_factory=dict)
    before: tuple[Before, ...] = ()
    mentions: Sequence[Mention] = ()


def context(
    article: Article, mentions: Sequence[Mention], in_title: Sequence[Mention], name_of: Callable[[str], str]
) -> Context:
    """Weigh the mentions: the title counts four times, the first paragraphs twice."""
    weights: Counter[str] = Counter()
    people: Counter[tuple[str, Actor]] = Counter()
    first: dict[str, int] = {}
    opening = article.paragraphs[min(1, len(article.paragraphs) - 1)].span.end if article.paragraphs else 0
    for mention, weight in [(m, 4) for m in in_title] + [(m, 2 if m.span.start < opening else 1) for m in mentions]:
        if mention.type not in _STATES or mention.how.startswith("anaphora"):
            continue
        for actor in mention.actors:
            if actor.country and not (actor.country.startswith("org:") and mention.type != "person"):
                weights[actor.country] += weight
                first.setdefault(actor.country, len(first))
                if mention.type == "person":
                    people[actor.country, Actor(name=actor.name, country=actor.country)] += weight
    top = sorted(weights, key=lambda c: (-weights[c], first[c]))[:2]
    top.sort(key=lambda c: first[c])
    leads: dict[str, Actor] = {}
    for (country, actor), _ in people.most_common():
        leads.setdefault(country, actor)
    return Context(
        document=article.id,
        published=article.published,
        pair=tuple(Actor(name=name_of(c), country=c) for c in top),
        leads=leads,
        speaker=_speaker(article, mentions, name_of),
        alone=_alone(in_title, weights),
        name_of=name_of,
        mentions=mentions,
    )


def _alone(in_title: Sequence[Mention], weights: Counter[str]) -> bool:
    titled = {a.country for m in in_title for a in m.actors if a.country}
    second = max((n for country, n in weights.items() if country not in titled), default=0)
    return len(titled) == 1 and second < _BESIDE * sum(weights[c] for c in titled if c)


def _speaker(article: Article, mentions: Sequence[Mention], name_of: Callable[[str], str]) -> Actor | None:
    publisher = article.publisher or ""
    for mention in mentions:
        country = mention.actors[0].country if mention.actors else None
        if country and mention.how.startswith("publisher"):
            return Actor(name=name_of(country), country=country)
        if not country or mention.how.startswith("anaphora"):
            continue
        if name_of(country) in publisher or (mention.type in _SPEAKERS and mention.span.of(article.text) in publisher):
            return Actor(name=name_of(country), country=country)
    return None
