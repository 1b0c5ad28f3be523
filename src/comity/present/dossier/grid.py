"""A table as every form draws it: cells of cleaned text, each with the statements it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity.analyse.dossier import Dossier
from comity.model import Statement
from comity.present.clean import one_line

MOST_CITED = 6  # sources named in one cell; the rest are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Text on one line. `statements` say it; `numeric` cells are set in figures of one width; `verdict` marks a word
    that is a verdict.
    """

    text: str
    statements: tuple[Statement, ...] = ()
    numeric: bool = False
    verdict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A titled table; `key` is its short name, `note` says how to read it, `more` how many rows are left out."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows)


def cell(text: str, statements: Iterable[Statement] = (), *, numeric: bool = False, verdict: bool = False) -> Cell:
    """A cell of any text, made safe to show."""
    return Cell(text=one_line(text), statements=tuple(statements), numeric=numeric, verdict=verdict)


def cites(value: Dossier, statements: Iterable[Statement]) -> str:
    """ "[1][3]", with "+4" after the first few: the sources of statements; those told of others are not numbered."""
    numbers = sorted({n for s in statements if (n := value.number(s))})
    more = f"+{len(numbers) - MOST_CITED}" if len(numbers) > MOST_CITED else ""
    return "".join(f"[{n}]" for n in numbers[:MOST_CITED]) + more
