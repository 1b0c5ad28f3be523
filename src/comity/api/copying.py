"""Keeping the groups of copies up to date: which documents of a ledger carry one text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from comity.model import Article
from comity.reconcile.copies import Body, Groups, bands, body_of, same_text

if TYPE_CHECKING:
    from comity.store.copies import CopyTables


def copy_new(tables: CopyTables, documents: Iterable[str]) -> None:
    """Take documents' newest versions in, and older ones out."""
    current, older = tables.versions(sorted(documents))
    known = tables.bands(current)
    _forget(tables, older)
    for key in sorted(current.keys() - known.keys()):
        _take_in(tables, key, current[key])


def copy_anew(tables: CopyTables) -> None:
    """Take every document in, from the ground up."""
    tables.drop()
    for key, article in tables.every():
        _take_in(tables, key, article)


def _take_in(tables: CopyTables, key: int, article: Article) -> None:
    body = body_of(running(article))
    if body is None:
        return
    found = bands(body)
    likely = tables.likely(sorted(found))
    tables.add({key: sorted(found)})
    if not likely:
        return
    group_of = tables.groups(sorted(likely))
    joined = {key}
    for other in sorted(likely):
        # Of a group, one that is a copy is enough.
        first = group_of.get(other, other)
        if first not in joined and _same(tables, body, other):
            joined.add(first)
    if len(joined) > 1:
        whole = set().union(joined, *tables.members(sorted(joined)).values())
        tables.set_group(whole)


def _forget(tables: CopyTables, keys: list[int]) -> None:
    """Take versions out; what is left of their groups may fall apart."""
    broken = tables.members(sorted(set(tables.groups(keys).values())))
    tables.remove(keys)
    for members in broken.values():
        left = sorted(members.difference(keys))
        for group in _grouped(tables, left):
            tables.set_group(group)


def _grouped(tables: CopyTables, keys: list[int]) -> list[set[int]]:
    """The groups that documents fall into among themselves."""
    in_band: dict[int, list[int]] = {}
    groups = Groups()
    bodies = {key: _body(article) for key, article in tables.articles(keys).items()}
    for key, found in sorted(tables.bands(keys).items()):
        for band in sorted(found):
            for other in in_band.setdefault(band, []):
                if not groups.joined(_name(key), _name(other)) and same_text(bodies[key], bodies[other]):
                    groups.join(_name(key), _name(other))
            in_band[band].append(key)
    several = [{int(name) for name in group} for group in groups.several()]
    alone = set(keys).difference(*several)
    return [*several, *({key} for key in sorted(alone))]


def _same(tables: CopyTables, body: Body, other: int) -> bool:
    return same_text(body, _body(tables.articles([other])[other]))


def _body(article: Article) -> Body:
    body = body_of(running(article))
    assert body is not None  # it has bands
    return body


def running(article: Article) -> str:
    """The running text of an article, a paragraph a line; all of its text where no paragraphs are known."""
    paragraphs = [p.span.of(article.text) for p in article.paragraphs if p.type != "heading"]
    return "\n".join(" ".join(p.split()) for p in paragraphs) if paragraphs else article.text


def _name(key: int) -> str:
    return f"{key:012}"
