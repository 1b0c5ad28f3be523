"""What stands above an article in a plain text: its title, its section, its date, its author."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.read.dates import find_day
from comity.read.furniture import crumbs, fold, is_byline
from comity.read.lines import Block

_LONGEST_TITLE, _MOST_TITLE_WORDS = 250, 35
_DATE_LINE_WORDS = 16
_SITE = re.compile(r"\s+[-–—|:·»]\s+[^-–—|]{2,60}$")
_AUTHOR = re.compile(r"^(?:by|written by|reported by)\s+(.{3,80}?)(?:\s*[|•·/]|,|\s+-\s|\s{3,}|$)", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What was found above the text; `ends` is the first block that may be the article's, `kinds` the furniture
    types of blocks above it.
    """

    title: str = ""
    section: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: str | None = None
    ends: int = 0
    kinds: tuple[tuple[int, str], ...] = ()


def read_header(
    blocks: Sequence[Block], kinds: Sequence[str | None], first: int, given: str | None, *, dirty: bool
) -> Header:
    """The header of a text whose running text begins at block `first`."""
    reach = min(len(blocks), first + 12) if dirty else min(len(blocks), _first_prose(blocks) + 1)
    title = (given or "").strip() or _find_title(blocks[:reach], kinds, first, dirty=dirty)
    at = [i for i in range(reach) if title and _is_title(blocks[i].text, title)]
    section, section_at = _find_section(blocks[:reach], title)
    marked = dict.fromkeys(at, "title") | ({section_at: "breadcrumb"} if section_at >= 0 else {})
    ends = max([*at, section_at, -1]) + 1 if (at or section_at >= 0) else 0
    ends = ends if dirty or ends <= 3 else 0
    published, how, dated = _find_date(blocks[:reach], ends, first)
    if dated >= 0 and dirty:
        marked.setdefault(dated, "date")
    if dirty and ends:
        marked |= {i: "header" for i in range(ends) if i not in marked}
    bylines = [i for i in range(reach) if is_byline(blocks[i])]
    marked |= {i: "byline" for i in bylines if i not in marked}
    return Header(
        title=title,
        section=section,
        authors=_authors(blocks, bylines),
        published=published,
        published_from=how,
        ends=ends if dirty else 0,
        kinds=tuple(sorted(marked.items())) if dirty else tuple((i, k) for i, k in sorted(marked.items())),
    )


def _first_prose(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if block.prose), len(blocks))


def _is_title(text: str, title: str) -> bool:
    """Whether a line is the title, alone or with the site's name after it."""
    line, wanted = fold(text), fold(title)
    return line == wanted or (bool(wanted) and fold(_SITE.sub("", text)) == wanted)


def _find_title(blocks: Sequence[Block], kinds: Sequence[str | None], first: int, *, dirty: bool) -> str:
    """The header's title: a line that stands twice, the end of a breadcrumb, else the last that could be one."""
    able = [i for i, block in enumerate(blocks) if kinds[i] is None and _could_be_title(block)]
    if not able:
        return ""
    if not dirty:
        head = blocks[able[0]]
        return head.text if able[0] < _first_prose(blocks) and len(blocks) > 1 else ""
    counts = Counter(fold(blocks[i].text) for i in able)
    for i in reversed(able):
        text = blocks[i].text
        glued = any(other.text != text and other.text.endswith(text) and other.text[:4] == "Home" for other in blocks)
        headed = any(j < i and len(text) > 15 and blocks[j].text.startswith(text) for j in able)
        if glued or (len(text) > 15 and (counts[fold(text)] > 1 or headed)):
            return text
    near = [i for i in able if i < max(first, 1) and blocks[i].words >= 4]
    return blocks[near[-1]].text if near else ""


def _could_be_title(block: Block) -> bool:
    text = block.text
    if len(text) > _LONGEST_TITLE or not 2 <= block.words <= _MOST_TITLE_WORDS or is_byline(block) or "\n\n" in text:
        return False
    if text.rstrip().endswith((".", ":", ";", ",")) and not text.isupper():
        return False
    dated = find_day(text) is not None and block.words <= 8
    return not dated and not crumbs(text, "")


def _find_section(blocks: Sequence[Block], title: str) -> tuple[tuple[str, ...], int]:
    for i, block in enumerate(blocks):
        if found := crumbs(block.text, title):
            return found, i
    return (), -1


def _find_date(blocks: Sequence[Block], ends: int, first: int) -> tuple[date | None, str | None, int]:
    """A day below the title is the article's; one above it may be no more than the day the page was fetched."""
    below = [i for i in range(ends, len(blocks)) if blocks[i].words <= _DATE_LINE_WORDS]
    above = [i for i in range(min(ends, len(blocks))) if blocks[i].words <= _DATE_LINE_WORDS]
    for candidates, how in ((below, "dump dateline"), (above, "dump header")):
        for i in candidates:
            if not blocks[i].prose and (found := find_day(blocks[i].text)):
                return found, how, i
    return None, None, -1


def _authors(blocks: Sequence[Block], bylines: Sequence[int]) -> tuple[str, ...]:
    names: list[str] = []
    for i in bylines:
        if match := _AUTHOR.match(blocks[i].text):
            names += [name.strip() for name in re.split(r"\s+and\s+|,\s*|\s*&\s*", match[1]) if name.strip()]
    return tuple(dict.fromkeys(names))
