"""Who wrote an article: JSON-LD, meta tags, and byline blocks where those name nobody but the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from comity.read.metadata.tags import clean, text_of

_AND = re.compile(r"\s+(?:and|und|et|y|og|och|en|e|ve|i|with|mit|avec|con|&|\+)\s+|,\s+|;\s*|\s+/\s+|\s*[|•·]\s*|、")
_BY = re.compile(
    r"^(?:(?:written|reported|story|text|words|edited|published|posted)\s+by|by|von|par|por|di|de|door|af|av|text"
    r"|reporting by)\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:(?:published|updated|posted|last updated|follow|follow us|twitter|email|share|stand|on|in|for|at|view)\b"
    r"|\d{1,4}[./:\s-]).*$|\s*[(\[].*$|\s+[-–—]\s.*$",
    re.IGNORECASE,
)
# Words of offices and desks: who holds one is named beside it.
_ROLE = re.compile(
    r"(?i)\b(?:editors?|correspondents?|reporters?|writers?|columnists?|contributors?|journalists?|producers?|anchor|"
    r"photographers?|analyst|bureau chief|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|journaliste|rédacteur|"
    r"rédactrice|periodista|redactora?|corresponsal|giornalista|director|author|chief|follow|bio|staff writer|"
    r"minutes?|read|updated|published|comments?|professor|fellow|about|view all|posts?|articles?|"
    r"name|email|login|sign)\b"
)
_ADDRESS = re.compile(r"(?i)^(?:https?:|www\.|@)|@[\w.-]+\.\w+$|^[\w.-]+\.(?:com|net|org|info|jpg|png|php|html)/")
_META = ("author", "parsely-author", "article:author", "dc.creator", "creator", "byl", "authors")
_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:by-?line|authors?|writers?|reporters?)(?:$|[\s_-])")
_NAMED = re.compile(r"(?i)(?:^|[\s_-])(?:author|byline|writer)s?[_-]{0,2}(?:name|link|url)?(?:$|\s)|^fn$|\sfn(?:$|\s)")
_ELSEWHERE = re.compile(
    r"(?i)comment|related|teaser|card|promo|footer|sidebar|recommend|popular|quote|bio|widget|newsletter|collection|more-|"
    r"archive|-list-|carousel|trending"
)
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_]*(?:['’.\-·][^\W\d_]*)*$")
_SMALL = frozenset("de del da dos das di du von van der den ter la le el al bin ibn ben abu zu zum y e of".split())
_UNSPACED = re.compile("^[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,8}$")
_MOST, _LONGEST, _DEEP = 12, 160, 8

Credited = tuple[tuple[str, ...], str | None]


def find_authors(tree: Any, meta: dict[str, str], linked: Iterable[str], sites: tuple[str, ...]) -> Credited:
    """Names in order and where they stand. A publisher or agency that the page's data credit is kept where no person
    is named anywhere; addresses, account numbers and offices never are.
    """
    told = list(_told(meta, linked))
    names = {_glued(site) for site in sites if site}
    for authors, how in told:
        if any(_glued(author) not in names and not _is_site_like(author) for author in authors):
            return authors, how
    if byline := _byline(tree, names):
        return byline, "byline"
    return next(iter(told), ((), None))


def split_names(text: str) -> tuple[str, ...]:
    """The names of a byline: "By A B and C D, Political Editor" gives A B and C D."""
    whole = _AFTER.sub("", _BY.sub("", clean(text)))
    parts = [_BY.sub("", part).strip(" ,.:-–—|") for part in _AND.split(whole)]
    kept = [part for part in parts if part and not _ROLE.search(part)]
    return tuple(dict.fromkeys(kept))[:_MOST]


def _told(meta: dict[str, str], linked: Iterable[str]) -> Iterator[Credited]:
    groups = [([*linked], "json-ld author"), *(([meta[name]], f"meta {name}") for name in _META if name in meta)]
    others = [
        name for name in meta if name.endswith((".author", ":author", "_author", "-author")) and name not in _META
    ]
    for values, how in [*groups, *(([meta[name]], f"meta {name}") for name in others)]:
        names = [name for value in values for name in _parts(value)]
        if kept := tuple(dict.fromkeys(name for name in names if _is_name(name)))[:50]:
            yield kept, how


def _parts(value: str) -> list[str]:
    whole = _BY.sub("", clean(value))
    parts = [_BY.sub("", part).strip() for part in _AND.split(whole)]
    kept = [part for part in parts if not _ROLE.search(part)]
    return kept or [whole]


def _is_name(author: str) -> bool:
    return any(map(str.isalpha, author)) and not _ADDRESS.search(author) and len(author) <= 100


def _is_site_like(author: str) -> bool:
    return re.fullmatch(r"(?i)[\w.-]+\.[a-z]{2,4}", author) is not None or "www." in author or len(author.split()) > 6


def _byline(tree: Any, sites: set[str]) -> tuple[str, ...]:
    """The first block below the heading that names a person, comments, cards and biographies left out."""
    below = False
    before: tuple[str, ...] = ()
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "h1":
            below = True
        if not _is_byline(element) or _elsewhere(element):
            continue
        names = tuple(n for n in _names_in(element) if _glued(n) not in sites)
        if names and below:
            return names
        before = before or names
    return before


def _is_byline(element: Any) -> bool:
    if element.tag in ("html", "body", "head", "meta", "link", "script", "form", "input", "label"):
        return False
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    return _CLASS.search(element.get("class") or "") is not None


def _elsewhere(element: Any) -> bool:
    for _ in range(_DEEP):
        if element is None or element.tag in ("body", "main"):
            return False
        if element.tag in ("footer", "aside", "nav", "form", "blockquote"):
            return True
        if _ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _names_in(element: Any) -> tuple[str, ...]:
    """The persons of a byline block: its links to authors, else its text."""
    links = [a for a in element.iter("a", "span") if a.get("rel") == "author" or _NAMED.search(a.get("class") or "")]
    for several in (links, list(element.iter("a")), [element]):
        texts = [text for e in several if (text := text_of(e)) and len(text) <= _LONGEST]
        names = [name for text in texts for name in split_names(text) if is_person(name)]
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    return ()


def is_person(name: str) -> bool:
    """Whether a string has the form of a person's name: two to five capitalised words, or CJK without blanks."""
    if _UNSPACED.match(name):
        return True
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 60:
        return False
    given = [word for word in words if word.casefold() not in _SMALL]
    return len(given) >= 2 and all(_NAME_WORD.match(word) and not word[0].islower() for word in given)


def _glued(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
