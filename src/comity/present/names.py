"""Who acts, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from comity.model import Actor

CountryName = Callable[[str], str]


def actor(who: Actor, name: CountryName) -> str:
    """ "Orano (France)"; a state or an unknown country stands alone."""
    if not who.country:
        return who.name
    country = name(who.country)
    same = who.name.casefold() in (country.casefold(), who.country.removeprefix("org:").casefold())
    return country if same else f"{who.name} ({country})"


def listed(names: Iterable[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    *rest, last = list(dict.fromkeys(names)) or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def spelled(text: str, codes: Iterable[str], name: CountryName) -> str:
    """A text with names instead of these codes: "KAZ reports" as "Kazakhstan reports"."""
    known = sorted(set(codes), key=len, reverse=True)
    pattern = rf"(?<![\w:-])(?:{'|'.join(map(re.escape, known))})(?![\w-])"
    return re.sub(pattern, lambda found: name(found[0]), text) if known else text


def counted(count: int, noun: str) -> str:
    """ "1 document", "2 documents"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
