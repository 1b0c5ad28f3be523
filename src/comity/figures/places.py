"""Which territory a stretch of text speaks of: only as far as a currency or a fiscal year needs it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import get_global

from comity.figures import lexicon

_NAME = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][^\W\d_]+")
_SKIPPED = frozenset(
    {"AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "HM", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


@cache
def names() -> Mapping[str, str]:
    """{name or adjective in lower case: ISO 3166-1 alpha-2}: CLDR's English names and places.toml."""
    found: dict[str, str] = {}
    for code, name in Locale.parse("en").territories.items():
        if len(code) == 2 and code.isalpha() and code not in _SKIPPED:
            for part in re.split(r"[()]", name.lower().replace("&", "and")):
                found.setdefault(part.strip(), code)
    found.pop("", None)
    for code, listed in lexicon.table("places")["words"].items():
        found.update(dict.fromkeys(listed, code))
    return MappingProxyType(found)


@cache
def _first_words() -> Mapping[str, int]:
    """First words of names with the most words a name that begins so has."""
    most: dict[str, int] = {}
    for name in names():
        parts = name.split()
        most[parts[0]] = max(most.get(parts[0], 0), len(parts))
    return MappingProxyType(most)


@cache
def alpha2(country: str) -> str | None:
    """ISO alpha-2 of an alpha-3 code (CLDR's alias table), or None."""
    code = country.upper()
    aliases = get_global("territory_aliases").get(code, ())
    return code if len(code) == 2 else (aliases[0] if aliases else None)


class Places:
    """The places of one text, found when first asked for; `year` is that of publication, where known."""

    __slots__ = ("_country", "_counts", "_found", "_text", "year")

    def __init__(self, text: str, country: str | None, year: int | None = None) -> None:
        self._text = text
        self.year = year
        self._country = alpha2(country) if country else None
        self._found: tuple[tuple[int, str], ...] | None = None
        self._counts: Counter[str] = Counter()

    @property
    def country(self) -> str | None:
        """The publisher's or article's country (alpha-2), where it was given."""
        return self._country

    def nearest(self, at: int, among: Collection[str]) -> str | None:
        """The territory of `among` that the text names last before code point `at`, else most often, else `country`."""
        found = self._all()
        for k in range(bisect_left(found, (at, "")) - 1, -1, -1):
            if at - found[k][0] > 300:
                break
            if found[k][1] in among:
                return found[k][1]
        counted = [(count, code) for code, count in self._counts.items() if code in among]
        if counted:
            return max(counted, key=lambda pair: pair[0])[1]
        return self._country if self._country in among else None

    def around(self, at: int, among: Collection[str]) -> str | None:
        """The territory of `among` named nearest to code point `at` on either side, else as `nearest`."""
        found = self._all()
        k = bisect_left(found, (at, ""))
        for place in sorted(found[max(k - 6, 0) : k + 4], key=lambda f: abs(f[0] - at)):
            if abs(place[0] - at) <= 200 and place[1] in among:
                return place[1]
        return self.nearest(at, among)

    def _all(self) -> tuple[tuple[int, str], ...]:
        if self._found is None:
            self._found = tuple(_mentions(self._text))
            self._counts = Counter(code for _, code in self._found)
        return self._found


def _mentions(text: str) -> list[tuple[int, str]]:
    found = []
    known, firsts = names(), _first_words()
    for match in _NAME.finditer(text):
        word = match.group().lower()
        most = firsts.get(word)
        if most is None:
            continue
        following = text[match.end() : match.end() + 40].lower().split()[: most - 1] if most > 1 else []
        for length in range(len(following), -1, -1):
            code = known.get(" ".join([word, *(w.strip(".,;:") for w in following[:length])]))
            if code:
                found.append((match.start(), code))
                break
    return found
