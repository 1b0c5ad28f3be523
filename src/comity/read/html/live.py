"""The posts of a live blog and their times: from JSON-LD, or from the time that stands above each post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from comity.read.html.blocks import PageBlock
from comity.read.html.choose import Choice
from comity.read.html.places import Place
from comity.read.html.signals import glued

_FEWEST_POSTS, _SURE = 3, 20


def times_of(blocks: Sequence[PageBlock], choice: Choice, posts: Sequence[tuple[str, str]]) -> dict[int, datetime]:
    """The time of each of the article's blocks that belongs to a post; empty where the page is no live blog."""
    told = _from_data(blocks, choice, posts)
    return told or _from_page(blocks, choice)


def _from_data(blocks: Sequence[PageBlock], choice: Choice, posts: Sequence[tuple[str, str]]) -> dict[int, datetime]:
    known = [(when, glued(text)) for written, text in posts if (when := _time(written))]
    found = {}
    for i, block in enumerate(blocks):
        key = glued(block.text)
        if choice.kept[i] and len(key) >= _SURE and (when := next((t for t, text in known if key in text), None)):
            found[i] = when
    return found


def _from_page(blocks: Sequence[PageBlock], choice: Choice) -> dict[int, datetime]:
    """Times that stand between the article's blocks, at least three, in markup that is named for live blogs."""
    if not any(block.place & Place.LIVE and kept for block, kept in zip(blocks, choice.kept, strict=True)):
        return {}
    now: datetime | None = None
    found, seen = dict[int, datetime](), set[datetime]()
    for i, block in enumerate(blocks):
        if block.time and (written := _time(block.time)):
            now = written
        if now and choice.kept[i] and block.place & Place.LIVE:
            found[i] = now
            seen.add(now)
    return found if len(seen) >= _FEWEST_POSTS else {}


def _time(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written.strip()[:40])
    except ValueError:
        return None
