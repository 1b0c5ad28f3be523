"""What part of a page an element is, told by its tag, role and class names: article, menu, comments, share bar."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


class Place:
    """Parts of a page that an element may lie in, each inherited by everything within it: bits of an integer.

    Plain integers, as an enum's operators cost more than the parse of a page.
    """

    ARTICLE = 1 << 0
    CONTENT = 1 << 1
    MAIN = 1 << 2
    NAV = 1 << 3
    ASIDE = 1 << 4
    HEADER = 1 << 5
    FOOTER = 1 << 6
    FORM = 1 << 7
    FIGURE = 1 << 8
    CAPTION = 1 << 9
    COMMENT = 1 << 10
    RELATED = 1 << 11
    SHARE = 1 << 12
    PROMO = 1 << 13
    ADVERT = 1 << 14
    AUTHOR = 1 << 15
    META = 1 << 16
    EMBED = 1 << 17
    HIDDEN = 1 << 18
    TEASER = 1 << 19
    PAYWALL = 1 << 20
    BOX = 1 << 21
    TABLE = 1 << 22
    QUOTE = 1 << 23
    LIST = 1 << 24
    STANDFIRST = 1 << 25
    TITLE = 1 << 26
    LIVE = 1 << 27


_TAGS = {
    "article": Place.ARTICLE,
    "main": Place.MAIN,
    "nav": Place.NAV,
    "menu": Place.NAV,
    "aside": Place.ASIDE,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "form": Place.FORM,
    "figure": Place.FIGURE,
    "figcaption": Place.CAPTION,
    "table": Place.TABLE,
    "blockquote": Place.QUOTE,
    "ul": Place.LIST,
    "ol": Place.LIST,
    "details": Place.BOX,
    "dialog": Place.HIDDEN,
    "time": Place.META,
}
_ROLES = {
    "navigation": Place.NAV,
    "complementary": Place.ASIDE,
    "contentinfo": Place.FOOTER,
    "banner": Place.HEADER,
    "main": Place.MAIN,
    "article": Place.ARTICLE,
    "dialog": Place.HIDDEN,
    "search": Place.FORM,
}
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CUT = re.compile(r"[^a-zà-ÿ0-9]+")
_HIDING = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|clip\s{0,3}:\s{0,3}rect\(\s{0,3}[01](?:px)?[\s,]",
    re.IGNORECASE,
)
_ITEMS = {
    "articlebody": Place.CONTENT,
    "author": Place.AUTHOR,
    "caption": Place.CAPTION,
    "headline": Place.TITLE,
    "datepublished": Place.META,
    "description": Place.STANDFIRST,
    "comment": Place.COMMENT,
    "liveblogupdate": Place.LIVE,
}
_LONGEST, _MOST_WORDS = 300, 12


def place_of(element: Any, known: dict[str, int]) -> int:
    """The parts that an element itself opens; `known` remembers class names already told on the same page."""
    tag = element.tag
    place = _TAGS.get(tag, 0)
    attributes = element.attrib
    if not attributes:
        return place
    for key, value in attributes.items():
        if key in ("class", "id"):
            if tag not in ("html", "body"):
                told = known.get(value)
                if told is None:
                    told = known[value] = place_of_name(value)
                place |= told
        elif key == "role":
            place |= _ROLES.get(value, 0)
        elif key == "itemprop":
            place |= _ITEMS.get(value.casefold(), 0)
        elif key == "hidden" or (key == "style" and _HIDING.search(value[:_LONGEST])):
            place |= Place.HIDDEN
    return place


def place_of_name(name: str) -> int:
    """The parts that class names and ids stand for."""
    place = 0
    for one in name[:_LONGEST].split():
        place |= _place_of_word(one)
    return place


@cache
def _table() -> dict[str, int]:
    """Words of places.toml and the parts they stand for."""
    stored = tomllib.loads(files("comity.read.html").joinpath("places.toml").read_text(encoding="utf-8"))
    found: dict[str, int] = {}
    for name, words in stored.items():
        for word in words.split():
            found[word] = found.get(word, 0) | int(getattr(Place, name.upper()))
    return found


@lru_cache(maxsize=50_000)
def _place_of_word(name: str) -> int:
    place, table = 0, _table()
    words = _CUT.sub(" ", _CAPITAL.sub(" ", name).lower()).split()[:_MOST_WORDS]
    singular = [word[:-1] if word[-1] == "s" and len(word) > 3 else word for word in words]
    for i, word in enumerate(words):
        place |= table.get(word, 0) | table.get(singular[i], 0)
        joined = word
        for end in range(i + 1, min(i + 3, len(words))):
            place |= table.get(joined + singular[end], 0)
            joined += words[end]
    return place
