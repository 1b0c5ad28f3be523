"""What stands above an article in a plain text: its title, its section, its date, its author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.read.dates import find_day, is_date_line
from comity.read.dump.lines import Block
from comity.read.dump.title import Title, could_be_title
from comity.read.furniture import crumbs, fold, is_byline

_DATE_LINE_WORDS = 16
_AUTHOR = re.compile(r"^(?:by|written by|reported by)\s+(.{3,80}?)(?:\s*[|•·/]|,|\s+-\s|\s{3,}|$)", re.IGNORECASE)
_OUR = re.compile(r"(?:our|staff|web|news)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What was found above the text; `kinds` are the furniture types of blocks there."""

    title: str = ""
    section: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: str | None = None
    kinds: tuple[tuple[int, str], ...] = ()


def read_header(
    blocks: Sequence[Block], kinds: Sequence[str | None], first: int, title: Title, *, dirty: bool
) -> Header:
    """The header of a text whose running text begins at block `first`."""
    reach = min(len(blocks), first + 2) if dirty else min(len(blocks), _first_prose(blocks) + 1)
    text = title.text or _guessed(blocks[:reach], kinds, first, dirty=dirty)
    at = [i for i in title.repeats if i < reach]
    section, section_at = _find_section(blocks[: min(reach, 200)], text)
    if text and not title.text:  # taken for the title, so the line itself is not read a second time
        at = [i for i in range(reach) if blocks[i].text == text][:1]
    marked = dict.fromkeys(at, "title") | ({section_at: "breadcrumb"} if section_at >= 0 else {})
    published, how, dated = _find_date(blocks[:reach], max([*at, -1]) + 1)
    bylines = [i for i in range(reach) if is_byline(blocks[i])]
    marked |= {i: "byline" for i in bylines if i not in marked}
    if dated >= 0 and (dirty or (dated + 1 < reach and is_date_line(blocks[dated].text))):
        marked.setdefault(dated, "date")
    return Header(
        title=text,
        section=section,
        authors=_authors(blocks, bylines),
        published=published,
        published_from=how,
        kinds=tuple(sorted(marked.items())),
    )


def _first_prose(blocks: Sequence[Block]) -> int:
    return next((i for i, block in enumerate(blocks) if block.prose), len(blocks))


def _guessed(blocks: Sequence[Block], kinds: Sequence[str | None], first: int, *, dirty: bool) -> str:
    """A title that stands only once: the end of a breadcrumb, the first line of a clean text, the last line with the
    form of a title above a dirty one.
    """
    able = [i for i, block in enumerate(blocks) if kinds[i] is None and could_be_title(block)]
    if not able:
        return ""
    if not dirty:
        return blocks[able[0]].text if able[0] < min(_first_prose(blocks), 3) and len(blocks) > 1 else ""
    near = [i for i in able if i < first and blocks[i].words >= 4]
    return blocks[near[-1]].text if near else ""


def _find_section(blocks: Sequence[Block], title: str) -> tuple[tuple[str, ...], int]:
    for i, block in enumerate(blocks):
        end = title if title and block.text.endswith(title) else ""
        if found := crumbs(block.text, end or title):
            return tuple(part for part in found if fold(part) != fold(title)), i
    return (), -1


def _find_date(blocks: Sequence[Block], below_title: int) -> tuple[date | None, str | None, int]:
    """A day below the title is the article's; one above it may be no more than the day the page was fetched."""
    below = [i for i in range(below_title, len(blocks)) if blocks[i].words <= _DATE_LINE_WORDS]
    above = [i for i in range(below_title) if blocks[i].words <= _DATE_LINE_WORDS]
    for candidates, how in ((below, "dump date line"), (above, "dump header")):
        for i in candidates:
            said = blocks[i].ended and not is_date_line(blocks[i].text)  # a sentence tells of another day
            if not said and (found := find_day(blocks[i].text)):
                return found, how if below_title else "dump header", i
    return None, None, -1


def _authors(blocks: Sequence[Block], bylines: Sequence[int]) -> tuple[str, ...]:
    names: list[str] = []
    for i in bylines:
        if match := _AUTHOR.match(blocks[i].text):
            names += [name.strip() for name in re.split(r"\s+and\s+|,\s*|\s*&\s*", match[1]) if name.strip()]
    return tuple(dict.fromkeys(name for name in names if not _OUR.match(name)))
