"""What the words around a figure say of it: how exact, which way, at what rate, denied, by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from comity.figures import lexicon
from comity.figures.quantities import Draft
from comity.figures.tokens import Tokens
from comity.model import Bound, Quantity, Span
from comity.model.quantity import Change

Direction = Literal["up", "down"]
_FILLERS = frozenset(
    {
        "a",
        "an",
        "the",
        "by",
        "of",
        "some",
        "another",
        "further",
        "whopping",
        "total",
        "record",
        "only",
        "just",
        "its",
        "their",
    }
)


def finished(t: Tokens, draft: Draft) -> Quantity:
    """The quantity with everything its surroundings say."""
    bound, first, last = _bound(t, draft)
    per, last = (draft.per, last) if draft.per else _rate(t, last, draft)
    direction = _direction(t, draft, first, last)
    return Quantity(
        span=Span(t.starts[draft.first], t.ends[draft.last - 1]), kind=draft.kind, amount=draft.amount, high=draft.high,
        currency=draft.currency, currency_assumed=draft.assumed, unit=draft.unit, head=draft.head, bound=bound,
        direction=direction, change=_change(t, draft, first, direction), per=per, digits=draft.digits, vague=draft.vague,
        negated=_among(t, draft.first, "negation", 8), hypothetical=_among(t, draft.first, "hypothesis", 12),
        scope=_scope(t, last), speaker=None,
    )  # fmt: skip


def _bound(t: Tokens, draft: Draft) -> tuple[Bound, int, int]:
    """Bound, and the tokens with the words that say it."""
    if draft.bound:
        found = lexicon.phrase_before(t.words, draft.first, "context", "before")
        return draft.bound, (found[1] if found else draft.first), draft.last
    first, last = draft.first, draft.last
    if t.word(first - 1) in ("a", "an", "the") and draft.amount is not None:
        first -= 1
    found = lexicon.phrase_before(t.words, first, "context", "before")
    if found and not _other_sense(t, found[1], draft):
        return found[0], found[1], last  # type: ignore[return-value]
    after = lexicon.phrase_at(t.words, last, "context", "after")
    if after and not (after[0] == "over" and t.words[last] == "plus" and t.word(last + 1)[:1].isdecimal()):
        return after[0], draft.first, after[1]  # type: ignore[return-value]
    return "exact", draft.first, last


def _other_sense(t: Tokens, i: int, draft: Draft) -> bool:
    """Whether the word is no bound here: "spread over five years", "talks about 3 issues"."""
    return t.words[i] in ("over", "near", "around", "about", "beyond") and draft.head in (
        "year",
        "month",
        "week",
        "day",
        "decade",
    )


def _rate(t: Tokens, last: int, draft: Draft) -> tuple[str | None, int]:
    found = lexicon.phrase_at(t.words, last, "context", "rates")
    if found and draft.kind not in ("percent", "percentage_point", "ratio"):
        return found
    if found and t.words[last] in ("per", "annually", "yearly", "monthly", "a", "each", "every", "/"):
        return found
    return None, last


def _scope(t: Tokens, last: int) -> Literal["each", "combined"] | None:
    found = lexicon.phrase_at(t.words, last, "context", "scope")
    return found[0] if found else None  # type: ignore[return-value]


def _among(t: Tokens, i: int, section: str, most: int) -> bool:
    listed = lexicon.words("context", section)
    return any(word in listed for word in t.words[t.clause(i, most) : i])


def _direction(t: Tokens, draft: Draft, first: int, last: int) -> Direction | None:
    """Up or down, from the noun after the figure ("44.7% rise"), else the nearest verb or noun before it."""
    at = last
    while t.word(at) in ("year", "-", "on", "annual", "per", "year-on-year") and at < last + 4:
        at += 1
    after = lexicon.phrases("context", "direction")
    key = after.get((t.word(at),))
    if key == "more" or key == "fewer":
        return "up" if key == "more" else "down"
    for j in range(first - 1, t.clause(first, 6) - 1, -1):
        key = after.get((t.words[j],))
        if key in ("up", "down"):
            return key  # type: ignore[return-value]
        if t.words[j] in ("and", "while", "but", ",", "%", "percent", "pct", "which", "that"):
            break
    return None


def _change(t: Tokens, draft: Draft, first: int, direction: Direction | None) -> Change | None:
    before = t.word(first - 1)
    if draft.factor:
        return "growth"
    if before == "from":
        return "from"
    if before == "by" and direction:
        return "growth"
    if before in lexicon.words("context", "level") and (direction or before not in ("to", "at", "was", "were", "is")):
        return "level"
    if direction:
        return "level" if draft.kind == "money" and before in ("to", "at") else "growth"
    return None


def paired(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Old and new ("from 11 to 5.5"), and glosses in brackets, which need two figures at once."""
    found = list(quantities)
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        gap = text[one.span.end : two.span.start]
        if one.kind == two.kind == "money" and one.currency != two.currency and _converts(gap, text, two):
            found[k + 1] = replace(two, gloss_of=one.span)
        elif one.change == "from" and gap.strip() in (
            "to",
            "to about",
            "to over",
            "to more than",
            "to nearly",
            "to almost",
            "to around",
        ):
            found[k], found[k + 1] = _old_new(one, two)
    return found


def _old_new(one: Quantity, two: Quantity) -> tuple[Quantity, Quantity]:
    direction = one.direction or two.direction
    if one.amount is not None and two.amount is not None and one.amount != two.amount and one.kind == two.kind:
        direction = "up" if two.amount > one.amount else "down"
    return replace(one, direction=direction), replace(two, change="to", direction=direction)


def _converts(gap: str, text: str, two: Quantity) -> bool:
    """Whether nothing but a bracket, "or" or an "about" stands between an amount and its conversion."""
    inner = gap.strip()
    if inner.startswith(("(", "[")) and len(inner) < 25 and ")" not in inner:
        return True
    words = inner.strip(" ,").lower()
    return inner.startswith(",") and words in (
        "or",
        "about",
        "or about",
        "around",
        "equivalent to",
        "or around",
        "roughly",
        "worth about",
        "or roughly",
        "or nearly",
        "approximately",
        "or approximately",
        "or some",
        "or more than",
    )
