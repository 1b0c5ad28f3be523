"""What others take for the article of a page: trafilatura, resiliparse, and the page's own JSON-LD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"\w+")
_SURE = 20  # code points of a stretch that does not stand on a page twice by chance


def glued(text: str) -> str:
    """`text` for comparison: letters and digits alone, without case."""
    return "".join(_WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class Opinion:
    """A text that somebody takes for the article; `any` is false where there is none."""

    whole: str
    lines: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether there is a text at all."""
        return bool(self.whole)

    def holds(self, block: str) -> bool:
        """Whether a block (glued) is part of it: a line of its own, or long enough to be sure within one."""
        return bool(block) and (block in self.lines or (len(block) >= _SURE and block in self.whole))


def opinion(text: str) -> Opinion:
    """A text as an opinion."""
    return Opinion(glued(text), frozenset(glued(line) for line in text.split("\n") if line.strip()))


def of_trafilatura(tree: Any) -> Opinion:
    """What trafilatura extracts from a parsed page. It changes the tree: nothing else may need it afterwards."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(tree, favor_precision=True, fast=True, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001  trafilatura raises many things on broken pages; there are other opinions
        return opinion("")
    body = getattr(document, "body", None)
    return opinion("\n".join(" ".join(element.itertext()) for element in body) if body is not None else "")


def of_resiliparse(html: str) -> Opinion:
    """What resiliparse takes for the main content."""
    return opinion(main_text(html))


def main_text(html: str) -> str:
    """The main content of a page as resiliparse sees it, a line a block."""
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(
        html, main_content=True, alt_texts=False, list_bullets=False, preserve_formatting=True
    )
    return text
