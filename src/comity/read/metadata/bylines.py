"""The byline on a page itself, as far as it can be told from bylines of other articles, comments and biographies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from comity.read.metadata.names import glued, is_labelled, is_person, split_names
from comity.read.metadata.tags import clean, text_of

_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:text)?(?:by-?line|author|writer|reporter)s?(?:name|list|line|info)?(?:$|[\s_-])"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAMED = re.compile(r"(?i)(?:^|[\s_-])(?:author|byline|writer)s?[_-]{0,2}(?:name|link|url)?(?:$|\s)|^fn$|\sfn(?:$|\s)")
_ELSEWHERE = re.compile(
    r"(?i)comment|related|teaser|card|promo|footer|sidebar|recommend|popular|quote|bio|widget|newsletter|collection|more-|"
    r"archive|-list-|carousel|trending"
)
_TO_AUTHOR = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|in|i)?|auteurs?|redakteure?|reporters?|journalists?|contributors?|forfatter|"
    r"yazar(?:lar)?|people|profiles?|by)/[^/]"
)
_MOST, _LONGEST, _LABELLED, _DEEP = 12, 160, 80, 8
_RUNNING, _LAST = 200, 3
_DAY_BEHIND = re.compile(r"^[^\d]{5,50}[|•·]\s*\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b")
_LONGEST_UNSPACED, _PIECES = 4, 12

Byline = tuple[tuple[str, ...], str | None]


def find_byline(tree: Any, sites: set[str]) -> Byline:
    """Persons of the page's byline and how it shows: a block of that class, a link to an author under the heading, a
    line that says "By", or the name under the text.
    """
    for names, how in (
        (_marked(tree, sites), "byline"),
        (_under_heading(tree, sites), "byline"),
        (_signature(tree), "signature"),
    ):
        if names:
            return names, how
    return (), None


def fellow_authors(tree: Any, known: tuple[str, ...]) -> tuple[str, ...]:
    """Persons in the order of a byline that links all the `known` authors and more; none where there is no such one.

    Data often hold but one of several authors.
    """
    wanted = {glued(name) for name in known}
    links = [a for a in tree.iter("a") if a.get("rel") == "author" or _NAMED.search(a.get("class") or "")]
    if len(links) <= len(wanted):
        return ()
    first = next((link for link in links if glued(text_of(link)) in wanted), None)
    for block in islice(first.iterancestors(), _DEEP) if first is not None else ():
        if _is_byline(block) and not _elsewhere(block):
            within = [link for link in links if block in link.iterancestors()]
            names = _persons([text_of(link) for link in within])
            if wanted < {glued(name) for name in names} and len(names) == len(within):
                return names
    return ()


def _marked(tree: Any, sites: set[str]) -> tuple[str, ...]:
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
        names = tuple(n for n in _names_in(element) if glued(n) not in sites)
        if names and below:
            return names
        before = before or names
    return before


def _is_byline(element: Any) -> bool:
    if element.tag in ("html", "body", "head", "meta", "link", "script", "form", "input", "label"):
        return False
    if element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    named = element.get("class")
    return bool(named) and _CLASS.search(_HUMP.sub("-", named)) is not None


def _elsewhere(element: Any) -> bool:
    for _ in range(_DEEP):
        if element is None or element.tag in ("body", "main"):
            return False
        if element.tag in ("footer", "aside", "nav", "form", "blockquote", "figure"):
            return True
        if _ELSEWHERE.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _names_in(element: Any) -> tuple[str, ...]:
    """The persons of a byline block: its links to authors, else its text."""
    links = [a for a in element.iter("a", "span") if a.get("rel") == "author" or _NAMED.search(a.get("class") or "")]
    for several in (links, list(element.iter("a")), [element]):
        texts = [text for e in several if (text := clean(" ".join(e.itertext()))) and len(text) <= _LONGEST]
        if names := _persons(texts):
            return names
    return ()


def _persons(texts: list[str]) -> tuple[str, ...]:
    names = [name for text in texts for name in split_names(text) if is_person(name)]
    return tuple(dict.fromkeys(names))[:_MOST]


def _under_heading(tree: Any, sites: set[str]) -> tuple[str, ...]:
    """Persons that a link to an author, or a short line with a day behind the name, shows between the heading and the
    second running paragraph; else those of the first line below the heading that opens as a byline does.
    """
    below, running = False, 0
    labelled: tuple[str, ...] = ()
    for element in tree.iter("h1", "p", "a", "li", "div", "span", "em", "i"):
        below = below or element.tag == "h1"
        running += below and element.tag == "p" and len(text_of(element)) > _RUNNING
        if not below or element.tag == "h1" or not (text := _short(element)):
            continue
        named = element.tag == "a" and _TO_AUTHOR.search(element.get("href") or "")
        dated = element.tag != "a" and _DAY_BEHIND.search(text)
        if running <= 1 and (named or dated) and (found := _own(element, text, sites)):
            return found
        if not labelled and len(element) <= 1 and is_labelled(text):
            labelled = _own(element, text, sites)
    return labelled


def _short(element: Any) -> str:
    """The text of an element that holds no more than a line, else nothing: no long text is put together for it."""
    pieces = list(islice(element.itertext(), _PIECES + 1))
    text = clean(" ".join(pieces)) if len(pieces) <= _PIECES else ""
    return text if len(text) <= _LABELLED else ""


def _own(element: Any, text: str, sites: set[str]) -> tuple[str, ...]:
    """The persons of a line, unless it belongs to another article (as what stands in a link to one does)."""
    names = tuple(name for name in _persons([text]) if glued(name) not in sites)
    within = element.tag != "a" and any(True for _ in element.iterancestors("a"))
    return () if not names or within or _elsewhere(element) else names


def _signature(tree: Any) -> tuple[str, ...]:
    """A person's name alone, in bold, italics or at the right, among the last paragraphs of the longest run of them."""
    length: dict[Any, int] = {}
    for p in tree.iter("p"):
        length[p.getparent()] = length.get(p.getparent(), 0) + len(p.text or "")
    if not length:
        return ()
    body = max(length, key=lambda parent: length[parent])
    for text in list(_set_apart(body))[-_LAST:][::-1]:
        if text and is_person(text) and (" " in text or len(text) <= _LONGEST_UNSPACED):
            return (text,)
    return ()


def _set_apart(body: Any) -> Iterator[str]:
    """The text of each paragraph, empty where it is plain text."""
    for p in body.iterfind("p"):
        whole = text_of(p)
        if whole:
            marked = any(text_of(e) == whole for e in p.iter("b", "strong", "em", "i"))
            right = "right" in f"{p.get('style') or ''} {p.get('align') or ''}"
            yield whole if (marked or right) and len(whole) <= _LABELLED else ""
