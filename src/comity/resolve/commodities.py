"""Codes of the Harmonized System for the everyday names of traded goods ("crude oil", "durians").

Codes, source and licence stand in gazetteer/hs.csv, the names in gazetteer/commodities.toml. A name that is not listed
has no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from comity.model import Finding, Origin, SlotValue, Statement
from comity.resolve.countries import lookup
from comity.resolve.lists import listed, words
from comity.resolve.names import plain

_LONGEST = 80  # code points of the longest name of goods that is looked up
_JOINED = re.compile(r" and |,|;|/|&")


@dataclass(frozen=True, slots=True, kw_only=True)
class HsMatch:
    """What a name of goods is in the Harmonized System of 2022.

    `codes` are chapters ("72"), headings ("2709") and subheadings ("2711.11"); none where the name is not known. They
    are all meant together, unless `ambiguous`: then the name leaves open which of them is. `name` is as listed.
    """

    codes: tuple[str, ...] = ()
    ambiguous: bool = False
    name: str = ""


def hs_codes(commodity: str) -> HsMatch:
    """The codes of an everyday name of goods, singular or plural, in any case.

    Of several goods ("oil and gas") all must be known.

    >>> hs_codes("durian").codes, hs_codes("Russian crude").codes
    (('0810.60',), ('2709',))
    >>> hs_codes("uranium").ambiguous, hs_codes("services").codes
    (True, ())
    """
    asked = " ".join(plain(commodity[: _LONGEST + 1]).replace("-", " ").casefold().split()).removeprefix("the ")
    if not asked or len(asked) > _LONGEST:
        return HsMatch()
    return _single(asked) or _several(asked) or HsMatch()


def describe_hs(code: str) -> str:
    """What a code covers, in a few words of our own; "" for codes that are not listed."""
    return _descriptions().get(code, "")


def with_commodity_codes(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements, those of trade that name goods with a slot `hs`: a tuple of codes, in the order of the goods.

    Names that leave open which code is meant are told in a Finding "hs-ambiguous"; goods without a code beside others
    that have one in a Finding "hs-unknown". Statements that have the slot already stay as they are.
    """
    return tuple(map(_coded, statements))


def _coded(statement: Statement) -> Statement:
    goods = statement.slot("commodities")
    if statement.kind != "trade" or not isinstance(goods, tuple) or statement.slot("hs") is not None:
        return statement
    found = {name: hs_codes(name) for name in goods}
    codes = tuple(dict.fromkeys(code for match in found.values() for code in match.codes))
    if not codes:
        return statement
    slots: list[tuple[str, SlotValue]] = []
    for name, value in statement.slots:
        slots += [(name, value), ("hs", codes)] if name == "commodities" else [(name, value)]
    read = next((o for o in statement.origins if o.field == "commodities"), None)
    span, within = (read.span, read.within) if read else (None, "text")
    return replace(
        statement,
        slots=tuple(slots),
        origins=(*statement.origins, Origin(field="hs", rule="hs.csv", span=span, within=within)),
        findings=(*statement.findings, *_findings(found, read)),
    )


def _findings(found: dict[str, HsMatch], read: Origin | None) -> Iterator[Finding]:
    span = read.span if read and read.within == "text" else None
    for name, match in found.items():
        if match.ambiguous:
            told = " or ".join(f"{code} ({describe_hs(code)})" for code in match.codes)
            yield Finding(code="hs-ambiguous", message=f"{name!r} may be {told}", span=span)
        elif not match.codes:
            yield Finding(code="hs-unknown", message=f"{name!r} has no code in the list of goods", span=span)


def _single(asked: str) -> HsMatch | None:
    """The match of one name, after what changes nothing of it was taken off its ends."""
    parts = asked.split()
    heads, harmless = words("commodities.toml")["heads"], _harmless()
    while parts:
        match = _listed(" ".join(parts))
        if match is not None:
            return match
        if len(parts) > 1 and any(last in heads for last in _forms(parts[-1])):
            parts.pop()
        elif len(parts) > 1 and (parts[0] in harmless or lookup(parts[0]) is not None):
            parts.pop(0)
        elif len(parts) > 2 and " ".join(parts[:2]) in harmless:
            del parts[:2]
        else:
            return None
    return None


def _several(asked: str) -> HsMatch | None:
    parts = [part.strip() for part in _JOINED.split(asked)]
    matches = [match for part in parts if part and (match := _single(part))]
    if len(matches) < 2 or len(matches) < len(parts):
        return None
    return HsMatch(
        codes=tuple(dict.fromkeys(code for match in matches for code in match.codes)),
        ambiguous=any(match.ambiguous for match in matches),
        name=", ".join(match.name for match in matches),
    )


def _listed(name: str) -> HsMatch | None:
    first, _, last = name.rpartition(" ")
    table = _table()
    return next((table[key] for form in _forms(last) if (key := f"{first} {form}".strip()) in table), None)


def _forms(word: str) -> Iterator[str]:
    """A word, and what may be its singular or plural."""
    yield word
    yield word + "s"
    yield word + "es"
    if word.endswith("y"):
        yield word[:-1] + "ies"
    if len(word) > 3 and word.endswith("ies"):
        yield word[:-3] + "y"
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]


@cache
def _table() -> dict[str, HsMatch]:
    """Every listed name in small letters, hyphens as spaces."""
    table: dict[str, HsMatch] = {}
    groups = (group for group in words("commodities.toml").values() if isinstance(group, dict))
    for name, entry in (item for group in groups for item in group.items()):
        either = tuple(entry.get("either", ()))
        for called in (name, *entry.get("also", ())):
            match = HsMatch(codes=either or tuple(entry["hs"]), ambiguous=bool(either), name=called)
            table.setdefault(called.replace("-", " ").casefold(), match)
    return table


@cache
def _harmless() -> frozenset[str]:
    return frozenset(words("commodities.toml")["harmless"])


@cache
def _descriptions() -> dict[str, str]:
    return {row["code"]: row["description"] for row in listed("hs.csv")}
