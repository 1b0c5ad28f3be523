"""Keeping the groups of copies up to date: which documents of a ledger carry one text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from comity.model import Article
from comity.reconcile.copies import Body, Groups, bands, beside, body_of, same_text

if TYPE_CHECKING:
    from comity.store.copies import CopyTables


def copy_new(tables: CopyTables, documents: Iterable[str]) -> None:
    """Take documents' newest versions in, and older ones out."""
    current, older = tables.versions(sorted(documents))
    known = tables.bands(current)
    _forget(tables, older)
    _take_in(tables, {key: article for key, article in current.items() if key not in known})


def copy_anew(tables: CopyTables) -> None:
    """Take every document in, from the ground up."""
    tables.drop()
    for articles in tables.every():
        _take_in(tables, articles)


def running(article: Article) -> str:
    """The running text of an article, a paragraph a line; all of its text where no paragraphs are known."""
    paragraphs = [p.span.of(article.text) for p in article.paragraphs if p.type != "heading"]
    return "\n".join(" ".join(p.split()) for p in paragraphs) if paragraphs else article.text


class _Bodies:
    """The bodies of documents, made out when they are asked for."""

    def __init__(self, tables: CopyTables, known: Mapping[int, Body]) -> None:
        self._tables, self._known = tables, dict(known)

    def same(self, one: int, other: int) -> bool:
        """Whether two documents carry one text."""
        return same_text(self._of(one), self._of(other))

    def _of(self, key: int) -> Body:
        if key not in self._known:
            body = body_of(running(self._tables.articles([key])[key]))
            assert body is not None  # it has bands
            self._known[key] = body
        return self._known[key]


def _take_in(tables: CopyTables, articles: Mapping[int, Article]) -> None:
    """Find copies of documents among themselves and among all that are known, and make them known."""
    bodies = {key: body for key, article in sorted(articles.items()) if (body := body_of(running(article)))}
    found = {key: bands(body) for key, body in bodies.items()}
    standing = tables.standing(sorted(frozenset().union(*found.values())))
    _join(tables, found, standing, _Bodies(tables, bodies))
    tables.add(found, standing)


def _join(
    tables: CopyTables, found: Mapping[int, Iterable[int]], standing: dict[int, list[int]], bodies: _Bodies
) -> None:
    """Join each document with those that stand for its bands and carry its text; of a group, one that does is enough.

    Costs what the new ones and those that stand for their bands are, however large their groups.
    """
    groups: Groups[int] = Groups()
    known = tables.groups({key for several in standing.values() for key in several})
    for other, first in known.items():
        groups.join(other, first)
    touched: set[int] = set()
    for key, own in found.items():
        for other in sorted(beside(standing, key, own)):
            if not groups.joined(key, other) and bodies.same(key, other):
                groups.join(key, other)
                touched.add(key)
    before = known.keys() | set(known.values())
    for group in groups.several():
        if touched.intersection(group):
            tables.join(group[0], {known[key] for key in group if key in known}, set(group) - before)


def _forget(tables: CopyTables, keys: list[int]) -> None:
    """Take versions out; what is left of their groups may fall apart."""
    broken = tables.members(sorted(set(tables.groups(keys).values())))
    tables.remove(keys)
    for members in broken.values():
        left = sorted(members.difference(keys))
        tables.scatter(left)
        _join(tables, {key: sorted(own) for key, own in tables.bands(left).items()}, {}, _Bodies(tables, {}))
