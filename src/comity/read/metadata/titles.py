"""The titles a page gives itself, and the one that is the article's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from comity.read.metadata.tags import clean, first, text_of

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+(?:[-–—|:·»•*›]|::|//)\s+|\s*(?:\||--|::|[|｜])\s*")
_SITE = re.compile(r"\s+(?:[-–—|:·»•]|::|//)\s+[^-–—|]{2,60}$")
# Between a title and a section or a site where no blanks are used.
_TIGHT = re.compile(r"[-–—|｜ㅣ_·]\S[^.!?]{0,60}$")
_KICKER = re.compile(r"^([^:|–—]{3,60}?)(?::| [-–—|]) ")
_SHORT = 10
_OTHER_NAMES = ("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline")
# An og:title that stops where the heading has a quotation mark was cut by its own unescaped quote.
_QUOTES = "\"'“”„«»‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """`best` without the site's name, where it stands, and every title as the page writes it."""

    best: str = ""
    source: str = ""
    all: tuple[tuple[str, str], ...] = ()


def find_titles(tree: Any, meta: dict[str, str], headline: str, sites: tuple[str, ...]) -> Titles:
    """Titles of a page. `headline` is the JSON-LD one, `sites` are names of the site and its publisher.

    Publishers write the one they mean beside the one that is shown. So where JSON-LD or OpenGraph differs from the
    heading it is the article's own name; where they agree all is well. Labelled pages were asked (159 of 91
    publishers): where they contradict each other it is the publisher's habit which is meant, and weights learned from
    other publishers do no better than this.
    """
    whole = clean(next((t.text or "" for t in tree.iter("title")), ""))
    heads = [text for h in first(tree.iter("h1"), 20) if len(text := text_of(h)) > 3]
    linked, graph = headline, meta.get("og:title", "")
    heading = _heading(heads, (linked, graph, whole))
    told = {"json-ld headline": linked, "og:title": graph, "h1": heading, "title": whole}
    everything = [*told.items(), *((name, meta.get(name, "")) for name in _OTHER_NAMES)]
    best = {how: _without(text, everything, how, sites) for how, text in told.items()}
    if shared := _below_kickers(best["og:title"], best["h1"]):
        best["og:title"] = best["h1"] = shared
    source = _chosen(best, meta.get("twitter:title", ""))
    kept = tuple((how, text) for how, text in everything if text)
    return Titles(best=best.get(source, ""), source=source, all=kept)


def without_site(title: str, site: str = "") -> str:
    """`title` without " - Site" at its end, where that is the site's name or three words stay before it."""
    cut = _SITE.sub("", title)
    return cut if cut != title and ((site and title.endswith(site)) or len(cut.split()) >= 4) else title


def _heading(heads: list[str], others: tuple[str, ...]) -> str:
    """The heading that repeats one of the other titles; the only one where there is one."""
    named = [head for head in heads if any(_alike(head, other) for other in others)]
    if named:
        return named[0]
    return heads[0] if heads and (len(heads) == 1 or not any(others)) else ""


def _chosen(titles: dict[str, str], twitter: str) -> str:
    linked, graph, heading = (_folded(titles[how]) for how in ("json-ld headline", "og:title", "h1"))
    if _is_cut(titles["og:title"], titles["h1"]) or _is_cut(titles["og:title"], titles["title"]):
        graph = ""
    if linked and graph and graph == heading and linked != graph:
        # A headline that only has a kicker before it says the same.
        return "og:title" if linked.endswith(f" {graph}") else "json-ld headline"
    if linked and linked == heading and graph == _folded(titles["title"]) == _folded(twitter):
        return "json-ld headline"  # one field for search engines fills all three
    if linked and graph and heading and linked not in (graph, heading) and graph != heading:
        return "json-ld headline"
    order = (("og:title", graph), ("json-ld headline", linked), ("h1", heading), ("title", titles["title"]))
    return next((how for how, text in order if text), "")


def _is_cut(short: str, whole: str) -> bool:
    if short.endswith(("…", "...")) and not whole.endswith(("…", "...")) and whole:
        return True
    rest = whole[len(short.strip()) :].strip()
    return bool(short) and whole.startswith(short.strip()) and rest[:1] in _QUOTES and bool(rest)


def _below_kickers(graph: str, heading: str) -> str:
    """What og:title and heading share where each has its own kicker before it ("Floods: A", "Peru - A"), else ""."""
    one, other = _KICKER.search(graph), _KICKER.search(heading)
    if not (one and other):
        return ""
    if set(_folded(one[1]).split()) & set(_folded(other[1]).split()):
        return ""
    tail = heading[other.end() :]
    return tail.strip() if len(tail) > _SHORT and _folded(tail) == _folded(graph[one.end() :]) else ""


def _without(title: str, told: list[tuple[str, str]], own: str, sites: tuple[str, ...]) -> str:
    """`title` without the site's name: what another title does without, or what is known to be the site's."""
    others = {_folded(text) for how, text in told if how != own and text}
    for how, text in told:
        rest = title[len(text) :]
        if (
            how != own
            and len(text) > _SHORT
            and title.startswith(text)
            and _TIGHT.match(rest)
            and len(rest) < len(text)
        ):
            return text
    marks = list(_SEPARATOR.finditer(title))
    for mark in marks:
        head = title[: mark.start()]
        if _folded(head) in others and len(title) - mark.end() < max(len(head), 40):
            return head.strip()
    known = {_glued(site) for site in sites if site}
    for mark in reversed(marks):
        if not _is_site(title[mark.end() :], known):
            break
        title = title[: mark.start()]
    if marks and title and _glued(title[: marks[0].start()]) in known:  # "Site | Title"
        title = title[marks[0].end() :]
    return title.strip()


def _is_site(tail: str, known: set[str]) -> bool:
    glued = _glued(tail)
    return bool(glued) and (
        glued in known or any(len(glued) > 2 and (glued.startswith(k) or k.startswith(glued)) for k in known if k)
    )


def _glued(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _alike(one: str, other: str) -> bool:
    a, b = _folded(one), _folded(other)
    return bool(a) and bool(b) and (a in b or b in a) and min(len(a), len(b)) > 10
