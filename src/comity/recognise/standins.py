"""Plain words that stand for names while the parser reads: it knows "Smith" and "France", and stumbles over others."""

from __future__ import annotations

from collections.abc import Iterable

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
_KEPT = ("pronoun", "anaphora", "publisher: we")


def stand_ins(laid: Iterable[Mention | Quantity | Period], span: Span, source: str) -> tuple[tuple[Span, str], ...]:
    """The names in a sentence with their stand-ins, spans counted from the sentence's start. Only single names in
    capitals: "the two leaders", "its" and "Presidents Xi and Putin" are read as they are.
    """
    found: list[tuple[Span, str]] = []
    for mention in sorted((m for m in laid if isinstance(m, Mention)), key=lambda m: m.span):
        text = mention.span.of(source)
        word = _WORDS.get(mention.type, "")
        if not word or len(mention.actors) != 1 or mention.how.startswith(_KEPT) or not _is_name(text):
            continue
        if not found or found[-1][0].end <= mention.span.start - span.start:
            found.append((Span(mention.span.start - span.start, mention.span.end - span.start), word))
    return tuple(found)


def plain_case(text: str, laid: Iterable[Mention | Quantity | Period], start: int) -> str:
    """A headline In Title Case or IN CAPITALS as a sentence writes it, names left as they are; the parser would take
    each of its words for a name. Other texts come back unchanged; length is kept.
    """
    long = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    if len(long) < 3 or sum(w[0].isupper() for w in long) < 0.7 * len(long):
        return text
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    parts, at = [], 0
    for span in sorted(m.span for m in laid if isinstance(m, Mention | Period)):
        if span.start - start >= at:
            parts += [low[at : span.start - start], text[span.start - start : span.end - start]]
            at = span.end - start
    return "".join([*parts, low[at:]])


def _is_name(text: str) -> bool:
    return text[:1].isupper() and (text[-1:].isalnum() or text == "U.S.")
