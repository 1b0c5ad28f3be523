"""Lines of printed pages to paragraphs: running heads and feet set aside, broken lines and words joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from comity.acquire.formats.laid import PartType

PageLines = tuple[str, ...]

_EDGE = 3  # lines at the top and the foot of a page that may run through all
_NUMBER = re.compile(r"\d+")
_FOLIO = re.compile(
    r"(?:[-–—]\s?)?(?:(?:page|p\.|seite|página|pagina)\s?)?\d{1,4}(?:\s?(?:/|of|von|de|sur|di)\s?\d{1,4})?(?:\s?[-–—])?$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s{0,20}(?:[•●▪■◦‣–—*-]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s{1,9}[^\W\d_a-z])"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_OUTER_NUMBER = re.compile(r"(\d{1,4})\s|.{0,150}?\s(\d{1,4})$")
_BULLET = re.compile(r"\s{0,20}[•●▪■◦‣–—*-]\s{1,9}")
_ENDED = re.compile(r"[.!?:;。…][\"'”’»)\]]{0,3}$")
_SENTENCES = re.compile(r"[a-z]{3}[.!?]\s")
_BROKEN = re.compile(r"([^\W\d_]{2,40})[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,40}")
_WORD = re.compile(r"[^\W\d_]{2,40}(?:-[^\W\d_]{2,40}){0,3}")


def set_aside(pages: Sequence[PageLines]) -> tuple[list[PageLines], tuple[str, ...]]:
    """Pages without the lines at their edges that run through them, and those lines, each once (numbers apart).

    Pages that would lose more than half of their letters keep all of their lines.
    """
    often: Counter[str] = Counter()
    for page in pages:
        often.update({_key(page[i]) for i in _edges(page)})
    least = max(2, (sum(map(bool, pages)) + 1) // 2 if len(pages) < 6 else 3)
    kept: list[PageLines] = []
    aside: dict[str, str] = {}
    for page, numbered in zip(pages, _numbered(pages), strict=True):
        dropped = numbered | {
            i
            for i in _edges(page)
            if (often[_key(page[i])] >= least and len(page[i].strip()) <= 150) or _FOLIO.match(page[i].strip())
        }
        for i in sorted(dropped):
            aside.setdefault(_key(page[i]), page[i].strip())
        kept.append(tuple(line for i, line in enumerate(page) if i not in dropped))
    if 2 * _letters(kept) < _letters(pages):  # forms and slides repeat themselves
        return list(pages), ()
    return kept, tuple(aside.values())


def paragraphs_of(pages: Sequence[PageLines]) -> list[tuple[str, PartType]]:
    """Paragraphs of pages in order; one that runs over a page's end is one."""
    known = Counter(word.lower() for page in pages for line in page for word in _WORD.findall(line))
    groups: list[list[str]] = []
    for page in pages:
        width = _width(page)
        before: str | None = None
        for line in page:
            if not line.strip():
                before = ""
            else:
                if not groups or _begins(line, before, groups[-1][-1], width):
                    groups.append([])
                groups[-1].append(line.strip())
                before = line
    return [_paragraph(group, known) for group in groups]


def _begins(line: str, before: str | None, last: str, width: int) -> bool:
    """Whether a line begins a paragraph; `before` is "" after a blank line, None where a page begins."""
    if _BROKEN.search(last) and line.strip()[:1].islower():
        return False
    if before is None:
        return bool(_ENDED.search(last)) or not line.strip()[:1].islower()
    if before == "" or _ITEM.match(line):
        return True
    short = len(last) < 0.75 * width
    return short and (bool(_ENDED.search(last)) or not line.strip()[:1].islower())


def _paragraph(lines: list[str], known: Counter[str]) -> tuple[str, PartType]:
    text = lines[0]
    for line in lines[1:]:
        text = _joined(text, line, known)
    if bullet := _BULLET.match(text):
        return text[bullet.end() :], "list_item"
    numbered = _SECTION.match(text) is not None
    if _ITEM.match(text) and not numbered:
        return text, "list_item"
    short = len(lines) <= 2 and len(text) <= 120 and (numbered or text[:1].isupper())
    said = _ENDED.search(text) or _SENTENCES.search(text) or text.endswith(",")
    return text, "heading" if short and not said else "paragraph"


def _joined(text: str, line: str, known: Counter[str]) -> str:
    """Two lines as one. A word broken over them loses its hyphen unless the text writes it with one elsewhere."""
    broken, first = _BROKEN.search(text[-60:]), _FIRST_WORD.match(line)
    if broken is None or first is None or not first[0][:1].islower():
        return f"{text} {line}"
    whole, hyphenated = (broken[1] + first[0]).lower(), f"{broken[1]}-{first[0]}".lower()
    keeps = text[-1] == "-" and known[hyphenated] > known[whole]
    return text + line if keeps else text[:-1] + line


def _numbered(pages: Sequence[PageLines]) -> list[set[int]]:
    """For each page the outermost lines that count pages: their first or last number goes on with the page's own."""
    told: list[dict[int, int]] = []
    for number, page in enumerate(pages):
        outer = {i for i in (*_edges(page)[:1], *_edges(page)[-1:]) if len(page[i].strip()) <= 100}
        matches = ((i, _OUTER_NUMBER.match(page[i].strip())) for i in outer)
        told.append({i: int(found[1] or found[2]) - number for i, found in matches if found})
    counted = Counter(apart for page in told for apart in set(page.values())).most_common(1)
    if not counted or counted[0][1] < 4 or 3 * counted[0][1] < len(pages):
        return [set() for _ in pages]
    return [{i for i, apart in page.items() if apart == counted[0][0]} for page in told]


def _letters(pages: Sequence[PageLines]) -> int:
    return sum(len(line.strip()) for page in pages for line in page)


def _edges(page: PageLines) -> list[int]:
    told = [i for i, line in enumerate(page) if line.strip()]
    return sorted({*told[:_EDGE], *told[-_EDGE:]})


def _key(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.split()).casefold())


def _width(page: PageLines) -> int:
    """How long a full line of a page is: the length that one line in ten has or passes."""
    lengths = sorted(len(line.strip()) for line in page if line.strip())
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
