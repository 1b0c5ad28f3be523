"""What the words around a figure say of it: how exact, which way, at what rate, over what time, denied or supposed."""

from __future__ import annotations

from typing import Literal

from comity.figures import lexicon
from comity.figures.draft import Draft
from comity.figures.time.core import number_at, units
from comity.figures.tokens import Tokens
from comity.model import Bound, Quantity, Span
from comity.model.quantity import Change

Direction = Literal["up", "down"]
_DURATIONS = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y"}


def finished(t: Tokens, draft: Draft, speaker: Span | None) -> Quantity:
    """The quantity with everything its surroundings say."""
    bound, first, last = _bound(t, draft)
    per, last = (draft.per, last) if draft.per else _rate(t, last, draft)
    direction = _direction(t, draft, first, last)
    sentence = t.clause(draft.first, 14)
    return Quantity(
        span=Span(t.starts[draft.first], t.ends[draft.last - 1]), kind=draft.kind, amount=draft.amount, high=draft.high,
        currency=draft.currency, currency_assumed=draft.assumed, unit=draft.unit, head=draft.head, bound=bound,
        direction=direction, change=_change(t, draft, first, direction), per=per, over=_over(t, last),
        digits=draft.digits, vague=draft.vague, scope=_scope(t, first, last),
        negated=_negated(t, max(sentence, draft.first - 8), first),
        hypothetical=_among(t, sentence, first, "hypothesis"), speaker=speaker, doubt=draft.doubt,
    )  # fmt: skip


def _bound(t: Tokens, draft: Draft) -> tuple[Bound, int, int]:
    """Bound, and the tokens with the words that say it."""
    first, last = draft.first, draft.last
    if t.word(first - 1) in ("a", "an", "another") and draft.amount is not None:
        first -= 1
    found = lexicon.phrase_before(t.words, first, "context", "before")
    if found and _other_sense(t, found[1], draft):
        found = None
    if draft.bound:
        return draft.bound, (found[1] if found else draft.first), last
    if found:
        return found[0], found[1], last  # type: ignore[return-value]
    after = lexicon.phrase_at(t.words, last, "context", "after")
    if after and not (t.words[last] in ("plus", "+") and t.word(last + 1)[:1].isdecimal()):
        return after[0], draft.first, after[1]  # type: ignore[return-value]
    return "exact", draft.first, last


def _other_sense(t: Tokens, i: int, draft: Draft) -> bool:
    """Whether the word is no bound here: "spread over five years", "talks about 3 issues", "15% above 2.5 million"."""
    word, before = t.words[i], t.word(i - 1)
    if word == "up" and before in lexicon.words("context", "inching"):
        return True
    if draft.unit in units() and word in ("over", "near", "beyond"):
        return before not in ("for", "just", "well", "of")
    if word in ("over", "above", "below", "near"):
        return before in ("%", "percent", "pct", "up", "down", "rose", "increase", "growth")
    return word in ("about", "around") and before in (
        "talk",
        "talks",
        "talked",
        "speak",
        "spoke",
        "concerns",
        "all",
        "turn",
    )


def _rate(t: Tokens, last: int, draft: Draft) -> tuple[str | None, int]:
    found = lexicon.phrase_at(t.words, last, "context", "rates") or _hyphened_rate(t, last) or _per(t, last)
    if found and t.word(found[1]) in ("earlier", "ago", "later", "before", "after"):
        return None, last
    if found and draft.kind in ("percent", "percentage_point", "ratio") and t.words[last] in ("annual", "daily"):
        return None, last
    return found or (None, last)


def _hyphened_rate(t: Tokens, last: int) -> tuple[str, int] | None:
    """As in "$100 million-a-year"."""
    if t.word(last) != "-" or t.word(last + 2) != "-" or t.word(last + 1) not in ("a", "an", "per"):
        return None
    key = lexicon.phrases("context", "rates").get((t.word(last + 1), t.word(last + 3)))
    return (key, last + 4) if key else None


def _per(t: Tokens, last: int) -> tuple[str, int] | None:
    """Any noun after "per": "per bushel", "per mmBTU"."""
    word = t.word(last + 1)
    if t.word(last) != "per" or not word.isalpha() or word in ("cent", "cents"):
        return None
    return lexicon.singular(word), last + 2


def _over(t: Tokens, last: int) -> str | None:
    """The time an amount is spread over, as an ISO 8601 duration: "over five years", "within the next decade"."""
    at = last
    while at < last + 3 and t.word(at) not in ("over", "within", "across", "during", "in"):
        at += 1
    if t.word(at) not in ("over", "within", "across", "during", "in"):
        return None
    at += 1
    while (
        t.word(at) in ("a", "the", "next", "coming", "period", "of", "past", "last", "course", "about", "nearly")
        and at < last + 8
    ):
        if t.word(at) == "a" and units().get(t.word(at + 1)):
            break
        at += 1
    counted = number_at(t, at)
    if counted and t.word(counted[1]) == "-":
        counted = counted[0], counted[1] + 1
    unit = units().get(t.word(counted[1])) if counted else units().get(t.word(at))
    count = counted[0] if counted else 1
    if unit is None or (counted is None and unit != "decade") or (counted and t.word(counted[1] + 1) == "ago"):
        return None
    if unit in ("decade", "quarter"):
        return f"P{count * 10}Y" if unit == "decade" else f"P{count * 3}M"
    return _DURATIONS[unit].format(count) if unit in _DURATIONS else None


def _scope(t: Tokens, first: int, last: int) -> Literal["each", "combined"] | None:
    found = lexicon.phrase_at(t.words, last, "context", "scope")
    if found is None and t.word(first - 1) in ("combined", "total", "joint"):
        return "combined"
    if found is None and (t.word(first - 1) == "each" or t.word(first - 2) == "each"):
        return "each"
    return found[0] if found else None  # type: ignore[return-value]


def _negated(t: Tokens, start: int, end: int) -> bool:
    """Whether a negation stands before the figure; "not only" and "no doubt" are none."""
    listed = lexicon.words("context", "negation")
    for j in range(start, end):
        if t.words[j] in listed and t.word(j + 1) not in ("only", "just", "doubt", "longer", "sooner"):
            return t.words[j] != "won" or t.word(j + 1) in ("'", "’")
    return False


def _among(t: Tokens, start: int, end: int, section: str) -> bool:
    listed = lexicon.words("context", section)
    return any(word in listed for word in t.words[start:end])


def _following(t: Tokens, draft: Draft, last: int) -> Direction | None:
    """Up or down from the noun after the figure: "44.7% rise", "12% year-on-year growth", "5 points lower"."""
    if draft.kind == "count":
        return None
    at = last
    while at < last + 6 and t.word(at) in lexicon.words("context", "between"):
        at += 1
    return lexicon.phrases("context", "following").get((t.word(at),))  # type: ignore[return-value]


def _direction(t: Tokens, draft: Draft, first: int, last: int) -> Direction | None:
    """Up or down, from the noun after the figure, else the nearest verb or noun before it."""
    if draft.factor and draft.amount is not None:
        return "down" if draft.amount < 1 or _following(t, draft, last) == "down" else "up"
    if t.word(first - 1) == "+" and t.glued(first):
        return "up"
    after = _following(t, draft, last)
    if after:
        return after
    known, shares = lexicon.phrases("context", "direction"), lexicon.words("context", "shares")
    for j in range(first - 1, t.clause(first, 6) - 1, -1):
        word = t.words[j]
        key = known.get((word,))
        if key and t.word(j + 1) == "than":
            return None
        if key and draft.kind not in ("percent", "percentage_point") and draft.head != "point" and word in shares:
            moved = t.word(first - 1) in ("to", "by") and word in lexicon.words("context", "moved")
            return key if moved else None  # type: ignore[return-value]
        if key and not (word in ("up", "down") and _phrasal(t, j)):
            return key  # type: ignore[return-value]
        if word in lexicon.words("context", "barriers"):
            return None
    return None


def _phrasal(t: Tokens, i: int) -> bool:
    """Whether "up" or "down" belongs to a verb or a bound ("make up 5%", "up to 5%")."""
    inching = t.word(i - 1) in lexicon.words("context", "inching")
    return (t.word(i + 1) == "to" and not inching) or t.word(i - 1) in lexicon.words("context", "phrasal")


def _change(t: Tokens, draft: Draft, first: int, direction: Direction | None) -> Change | None:
    before = t.word(first - 1)
    if draft.factor or (before == "+" and t.glued(first)):
        return "growth"
    if before == "from" and (direction or draft.kind in ("money", "percent")):
        return "from"
    if direction and (before == "by" or (before != "to" and _following(t, draft, draft.last))):
        return "growth"
    if before in lexicon.words("context", "level") and (direction or before not in ("to", "at", "was", "were", "is")):
        return "level"
    if direction is None:
        return None
    stepped = draft.kind in ("percent", "percentage_point", "ratio") or (draft.head == "point" and before != "to")
    moving = (before,) in lexicon.phrases("context", "direction")
    return "growth" if stepped or moving else "level"
