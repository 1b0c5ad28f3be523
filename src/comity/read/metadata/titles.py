"""The titles a page gives itself, and the one that is the article's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from comity.read.metadata.names import glued
from comity.read.metadata.site_names import folded, without_sites
from comity.read.metadata.tags import clean, first, text_of

_KICKER = re.compile(r"^([^:|–—]{3,60}?)(?::| [-–—|]) ")
_SHORT = 10
# Fields which newsrooms fill for newsletters, statistics and libraries, apart from the cards of social networks.
_NEWSROOM = ("parsely-title", "sailthru.title", "dc.title", "title", "headline")
_DOTS = ("…", "...")
# At most this much of a headline is shown by search engines, so some sites store no more.
_CUT_AT = range(90, 111)
# An og:title that stops where the heading has a quotation mark was cut by its own unescaped quote.
_QUOTES = "\"'“”„«»‘’"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """`best` without the site's name, where it stands, and every title as the page writes it."""

    best: str = ""
    source: str = ""
    all: tuple[tuple[str, str], ...] = ()


def find_titles(
    tree: Any, meta: dict[str, str], linked: tuple[str, str], sites: tuple[str, ...], sections: tuple[str, ...] = ()
) -> Titles:
    """Titles of a page. `linked` are headline and name of the article in JSON-LD, `sites` names of the site and its
    publisher, `sections` those it is filed under.

    Publishers write the one they mean beside the one that is shown. So where JSON-LD or OpenGraph differs from the
    heading it is the article's own name; where they agree all is well. Labelled pages were asked (159 of 91
    publishers): where they contradict each other it is the publisher's habit which is meant, and weights learned from
    other publishers do no better than this.
    """
    headline, name = linked
    known = {glued(site) for site in sites if glued(site)}
    whole = clean(next((t.text or "" for t in tree.iter("title")), ""))
    heads = [text for h in first(tree.iter("h1"), 20) if len(text := text_of(h)) > 3 and glued(text) not in known]
    graph = meta.get("og:title", "")
    told = {
        "json-ld headline": headline,
        "og:title": graph,
        "h1": _heading([head for head in heads if not _ends(whole, head)], (headline, graph, whole)),
        "title": whole,
        "json-ld name": name,
        "twitter:title": meta.get("twitter:title", ""),
        **{f"meta {key}": meta.get(key, "") for key in _NEWSROOM},
    }
    told = {how: text for how, text in told.items() if text}
    filed = {glued(section) for section in sections}
    bare = {how: without_sites(text, told, how, known, filed) for how, text in told.items()}
    best = {how: text for how, text in bare.items() if glued(text) not in known} or bare
    if shared := _below_kickers(best.get("og:title", ""), best.get("h1", "")):
        best["og:title"] = best["h1"] = shared
    source = _chosen(best, framed=best.get("title") != whole)
    return Titles(best=best.get(source, ""), source=source, all=tuple(told.items()))


def _heading(heads: list[str], others: tuple[str, ...]) -> str:
    """The heading that repeats one of the other titles; the only one where there is one and it is no mere name.

    A heading that shares no word with any other title and is far shorter than they are is the site's name.
    """
    named = [head for head in heads if any(_alike(head, other) for other in others)]
    if named:
        return named[0]
    if len(heads) != 1 and any(others):
        return ""
    for head in heads[:1]:
        words = set(folded(head).split())
        longest = max(map(len, others))
        if 2 * len(head) >= longest or any(words & set(folded(other).split()) for other in others):
            return head
    return ""


def _chosen(titles: dict[str, str], *, framed: bool) -> str:
    """Where the best title stands. `framed` tells that `<title>` had the site's name around it."""
    kept = {how: text for how, text in titles.items() if not _is_cut(how, titles)}
    plain = {how: folded(text) for how, text in kept.items()}
    linked, graph, heading, whole = (plain.get(how, "") for how in ("json-ld headline", "og:title", "h1", "title"))
    if linked and graph and linked != graph:
        newsroom = {plain.get(f"meta {key}") for key in _NEWSROOM}
        one_field = graph == whole == plain.get("twitter:title")  # that for search engines
        if graph == plain.get("json-ld name"):
            return "og:title"
        if linked == heading:
            return "json-ld headline" if one_field or linked in newsroom else "og:title"
        if graph == heading:
            # A headline that only has a kicker before it says the same, and one alone is outvoted by three.
            outvoted = framed and whole == graph
            return "og:title" if linked.endswith(f" {graph}") or outvoted else "json-ld headline"
        if heading:
            return "json-ld headline"
    return next((how for how in ("og:title", "json-ld headline", "h1", "title", *plain) if plain.get(how)), "")


def _is_cut(how: str, titles: dict[str, str]) -> bool:
    """Whether a title stops short of another: at dots, within a word, or at a quotation mark."""
    short = titles[how].strip()
    stem = folded(short)
    for whole in titles.values():
        longer = len(whole) > len(short) and not whole.endswith(_DOTS)
        if short.endswith(_DOTS) and longer and folded(whole).startswith(stem):
            return True
        rest = whole[len(short) :] if whole.startswith(short) else ""
        if rest.strip() and rest.lstrip()[0] in _QUOTES:
            return True
        if len(short) in _CUT_AT and rest[:1].isalnum() and short[-1].isalnum():
            return True
    return False


def _below_kickers(graph: str, heading: str) -> str:
    """What og:title and heading share where each has its own kicker before it ("Floods: A", "Peru - A"), else ""."""
    one, other = _KICKER.search(graph), _KICKER.search(heading)
    if not (one and other):
        return ""
    if set(folded(one[1]).split()) & set(folded(other[1]).split()):
        return ""
    tail = heading[other.end() :]
    return tail.strip() if len(tail) > _SHORT and folded(tail) == folded(graph[one.end() :]) else ""


def _ends(title: str, head: str) -> bool:
    """Whether a heading is the site's name, with which `<title>` ends."""
    return title.endswith(head) and 2 * len(head) < len(title)


def _alike(one: str, other: str) -> bool:
    a, b = folded(one), folded(other)
    return bool(a) and bool(b) and (a in b or b in a) and min(len(a), len(b)) > 10
