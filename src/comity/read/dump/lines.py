"""Text cut into blocks: one line each, or several where the lines were wrapped by hand at a fixed width."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from comity.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-.,][^\W_]+)*")
# Scripts written without blanks: kana, Han, Thai. Two characters are taken for a word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_TERMINAL = re.compile(r"[.!?…。！？।۔؟:;]['\"”’»)\]]{0,3}\s*$|[.!?]['\"”’»)\]]{1,3}\[\d+\]$")
_BULLET = re.compile(r"(?:[-•*–—·▪◦‣●■]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
SIGN_OFF = re.compile(r"(?:REUTERS?|Reuters?|UPI|AP|\(?END\)?|-30-|###|\* \* \*|---+|___+|\*\*\*+)")
_WRAP_WIDEST, _WRAP_NARROWEST = 100, 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line break and outer blanks; `indent` counts the blanks before it."""

    start: int
    end: int
    indent: int
    text: str


@dataclass(frozen=True)
class Block:
    """A stretch that reads as one paragraph, and what is measured of it."""

    span: Span
    text: str
    blank_before: bool = False

    @cached_property
    def words(self) -> float:
        """Words; in scripts without blanks, half the number of characters."""
        unspaced = len(_UNSPACED.findall(self.text))
        return len(_WORD.findall(_UNSPACED.sub(" ", self.text) if unspaced else self.text)) + unspaced / 2

    @cached_property
    def ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return _TERMINAL.search(self.text[-8:]) is not None

    @cached_property
    def prose(self) -> bool:
        """Whether it reads as running text rather than as a label."""
        return (self.words >= 7 and self.ended) or self.words >= 25

    @cached_property
    def bullet(self) -> bool:
        """Whether it begins as an item of a list does."""
        return _BULLET.match(self.text) is not None


def marker_length(text: str) -> int:
    """Code points of the mark and blank that open an item of a list; 0 where `text` is none."""
    match = _BULLET.match(text)
    return match.end() - 1 if match else 0


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text in order; their spans hold no outer blanks and never overlap."""
    lines = _lines(text)
    runs = _runs(lines)
    wrapped = _is_wrapped(runs)
    blocks: list[Block] = []
    for run in runs:
        parts = _paragraphs(run) if wrapped else [[line] for line in run]
        for i, part in enumerate(parts):
            span = Span(part[0].start, part[-1].end)
            blocks.append(Block(span, span.of(text), blank_before=i == 0))
    return tuple(blocks)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    position = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        indent = len(raw) - len(raw.lstrip())
        start = position + indent
        found.append(Line(start, start + len(stripped), indent if stripped else 0, stripped))
        position += len(raw)
    return found


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that follow each other without an empty line between."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return runs if runs[-1] else runs[:-1]


def _is_wrapped(runs: Sequence[Sequence[Line]]) -> bool:
    """Whether lines break at a fixed width: most lines that another follows are long, and stop in mid-sentence."""
    broken = [line for run in runs for line, after in pairwise(run) if after.indent <= line.indent]
    if len(broken) < 3:
        return _is_wrapped_note(runs)
    lengths = sorted(len(line.text) for run in runs for line in run)
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) > 20 else lengths[-1]
    if not _WRAP_NARROWEST <= width <= _WRAP_WIDEST:
        return False
    full = sum(len(line.text) >= 0.75 * width for line in broken)
    open_ = sum(not _TERMINAL.search(line.text[-8:]) for line in broken)
    return full >= 0.6 * len(broken) and open_ >= 0.6 * len(broken)


def _is_wrapped_note(runs: Sequence[Sequence[Line]]) -> bool:
    """A wrapped text of two or three lines: each full line stops in mid-sentence and the next goes on in lower case."""
    pairs = [pair for run in runs for pair in pairwise(run)]
    return bool(pairs) and all(
        _WRAP_NARROWEST <= len(line.text) <= _WRAP_WIDEST
        and not _TERMINAL.search(line.text[-8:])
        and after.text[:1].islower()
        for line, after in pairs
    )


def _paragraphs(run: Sequence[Line]) -> list[list[Line]]:
    """A run of wrapped lines cut where a line is indented deeper, or the one before stops short at a full stop."""
    width = max(len(line.text) for line in run)
    parts: list[list[Line]] = []
    for line in run:
        before = parts[-1][-1] if parts else None
        if before is None or _starts_paragraph(line, before, parts[-1], width):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _starts_paragraph(line: Line, before: Line, part: Sequence[Line], width: int) -> bool:
    if line.indent >= before.indent + 2 or _BULLET.match(line.text):
        return True
    if SIGN_OFF.fullmatch(line.text):
        return True
    ended = _TERMINAL.search(before.text[-8:]) is not None
    if len(before.text) < (0.7 if ended else 0.6) * width and not line.text[:1].islower():
        return True
    # A title in capitals stands over its text; a hanging first line belongs to what follows.
    title = all(piece.text.isupper() for piece in part) and not line.text.isupper()
    return title and not (len(part) == 1 and line.indent < before.indent)


def shape(block: Block) -> list[float]:
    """How long a block is (its logarithm, then four bands of words), and whether it ends as a sentence and is prose."""
    words = block.words
    return [
        min(math.log1p(words), 5) / 5,
        float(words <= 4),
        float(5 <= words <= 12),
        float(words >= 25),
        float(words >= 60),
        float(block.ended),
        float(block.prose),
    ]
