"""What two neighbouring figures say of each other: conversion, old and new, growth and level, a currency left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from comity.figures import lexicon
from comity.figures.draft import Draft
from comity.figures.tokens import Tokens
from comity.model import Quantity
from comity.model.quantity import Change

_MILLION = Decimal(1_000_000)


def elliptical(t: Tokens, drafts: list[Draft]) -> list[Draft]:
    """Money whose currency stands only beside an earlier figure of the sentence ("and 9.2 billion more")."""
    found = list(drafts)
    for k, draft in enumerate(found):
        if not draft.bare or draft.scale < _MILLION:
            continue
        money = next((d for d in reversed(found[max(k - 4, 0) : k]) if d.kind == "money"), None)
        money = money or _lender(t, draft, found[k + 1 : k + 2])
        if money and _parted(t, money.last, draft.first):
            continue
        if money is not None:
            found[k] = replace(draft, kind="money", currency=money.currency, assumed=True, bare=False)
    return found


def _parted(t: Tokens, first: int, last: int) -> bool:
    return any(t.ends_sentence(j) and t.words[j] != ";" for j in range(first, last))


def _lender(t: Tokens, draft: Draft, after: list[Draft]) -> Draft | None:
    """Money just after a bare number that lends it its currency: "3.4 mln vs 2.7 mln dlrs"."""
    if not after or after[0].kind != "money" or after[0].first < draft.last:
        return None
    words = " ".join(t.words[draft.last : after[0].first])
    return after[0] if words.lstrip(", ") in lexicon.words("context", "lends") else None


def paired(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Old and new, growth and level, and glosses, which need two figures at once."""
    found = list(quantities)
    for k in range(len(found) - 1):
        one, two = found[k], found[k + 1]
        if two.span.start - one.span.end > 60:
            continue
        gap = text[one.span.end : two.span.start]
        words = " ".join(gap.strip(" ,()[]").lower().split())
        if one.kind == two.kind == "money" and one.currency != two.currency and _converts(one, gap, words):
            found[k + 1] = replace(two, gloss_of=one.gloss_of or one.span)
        elif (
            words == "from"
            and two.change == "from"
            and text[max(one.span.start - 6, 0) : one.span.start].rstrip()[-3:].lower() == " to"
        ):
            found[k] = replace(one, change="to")
        elif _restates(one, two, gap, words, text[two.span.end : two.span.end + 3]):
            found[k + 1] = replace(two, direction=one.direction, change=_same_change(one, two))
        elif words in lexicon.words("context", "upto"):
            found[k], found[k + 1] = _series(one, two)
        elif one.change == "growth" and two.change is None and words.endswith(" to") and not set(gap) & set(",;:()"):
            found[k + 1] = replace(two, change="level", direction=one.direction)
    return found


def _series(one: Quantity, two: Quantity) -> tuple[Quantity, Quantity]:
    """Two figures joined by "to": old and new, or growth and the level it reached."""
    if one.change == "growth":
        return one, replace(two, change="level", direction=two.direction or one.direction)
    if one.change != "from":
        return one, two
    direction = one.direction or two.direction
    if one.amount is not None and two.amount is not None and one.amount != two.amount and one.kind == two.kind:
        direction = "up" if two.amount > one.amount else "down"
    return replace(one, direction=direction), replace(two, change="to", direction=direction)


def _restates(one: Quantity, two: Quantity, gap: str, words: str, after: str) -> bool:
    """Whether the second figure tells the first in other terms; "5% of exports" tells a share of something else."""
    if one.direction is None or two.direction is not None or after == " of":
        return False
    bracket = gap.strip() in ("(", "[")
    return bracket or (
        gap.lstrip()[:1] in (",", "–", "—", "-") and words.lstrip("–—- ") in lexicon.words("context", "restated")
    )


def _same_change(one: Quantity, two: Quantity) -> Change | None:
    stepped = one.change == "level" and one.head == "point" and two.kind == "percent"
    return "growth" if stepped else one.change


def _converts(one: Quantity, gap: str, words: str) -> bool:
    """Whether nothing but a bracket, "or", or an "about" stands between an amount and its conversion."""
    inner = gap.strip()
    if one.gloss_of and inner in (";", ",", "/", "or", "; or", ", or"):
        return True  # "$4.5bn (€4bn; £3.4bn)"
    if inner[:1] in "([" and inner and not any(sign in inner for sign in ")];"):
        return len(words) < 25
    return inner[:1] in ",-–—" and words in lexicon.words("context", "converts")
