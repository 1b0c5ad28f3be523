"""Plain words that stand for names while the parser reads: it knows "Smith" and "France", and stumbles over others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from comity.model import Mention, Period, Quantity, Span

_WORDS = {
    "person": "Smith",
    "company": "Google",
    "organisation": "NATO",
    "body": "NATO",
    "state": "France",
    "capital": "Paris",
    "city": "Paris",
}
# Words that the parser takes apart, by what it shall read instead.
_READ_AS = {
    "mediator": r"go-betweens?",
    "mediated": r"shuttled",
    "meeting": r"cease-?fires?|sit-down|pull-aside|t[eê]te-[aà]-t[eê]te|peace-making",
    "sanctions": r"asset[ -]freezes?|visa[ -]bans?|travel[ -]bans?|entry[ -]bans?",
    "unwelcome": r"person(?:a|ae) non gratae?",
    "free": r"(?:visa|duty|tariff|quota)-free",
    "visa": r"e-visas?",
    "consulate": r"consulates?[ -]general",
    "ambassador": r"charg[eé]s? d[’']affaires",
}
_JOINED = re.compile(
    r"\b(?:" + "|".join(f"({words})" for words in _READ_AS.values()) + r")\b",
    re.IGNORECASE,
)
_SMALL = frozenset("the and for with from over into amid after but nor via per than".split())
_KEPT = ("pronoun", "anaphora", "publisher: we")


def stand_ins(laid: Iterable[Mention | Quantity | Period], span: Span, source: str) -> tuple[tuple[Span, str], ...]:
    """The names in a sentence with their stand-ins, spans counted from the sentence's start. Only single names in
    capitals: "the two leaders", "its" and "Presidents Xi and Putin" are read as they are.
    """
    named: list[tuple[Span, str]] = []
    for mention in sorted((m for m in laid if isinstance(m, Mention)), key=lambda m: m.span):
        text = mention.span.of(source)
        word = _WORDS.get(mention.type, "")
        if not word or len(mention.actors) != 1 or mention.how.startswith(_KEPT) or not _is_name(text):
            continue
        if not named or named[-1][0].end <= mention.span.start - span.start:
            named.append((Span(mention.span.start - span.start, mention.span.end - span.start), word))
    words = _JOINED.finditer(span.of(source))
    joined = ((Span(*m.span()), tuple(_READ_AS)[(m.lastindex or 1) - 1]) for m in words)
    found = [j for j in joined if not any(j[0].overlaps(n[0]) for n in named)]
    return tuple(sorted((*named, *found)))


def plain_case(text: str, laid: Iterable[Mention | Quantity | Period], start: int) -> str:
    """A headline In Title Case or IN CAPITALS as a sentence writes it, names left as they are; the parser would take
    each of its words for a name. Other texts come back unchanged; length is kept.
    """
    named = sorted(m.span for m in laid if isinstance(m, Mention | Period))
    own = [w for at, w in _words(text) if not any(s.start <= at + start < s.end for s in named)]
    if len(own) < 2 or sum(w[0].isupper() for w in own) < 0.75 * len(own):
        return text
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    parts, at = [], 0
    for span in named:
        if span.start - start >= at:
            parts += [low[at : span.start - start], text[span.start - start : span.end - start]]
            at = span.end - start
    return "".join([*parts, low[at:]])


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words of three letters or more with their places, those left out that a headline writes small."""
    for found in re.finditer(r"[^\W\d_]{3,}", text):
        if found.group().lower() not in _SMALL:
            yield found.start(), found.group()


def _is_name(text: str) -> bool:
    return text[:1].isupper() and (text[-1:].isalnum() or text == "U.S.")
