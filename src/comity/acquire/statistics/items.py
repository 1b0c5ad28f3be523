"""What reading statistics gives, and how much of anything is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from comity.model import Observation, Refusal

# A name, code or acronym to the code of a state or organisation, None where it is not known.
Lookup = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A figure that is fine but not wanted here: `reason` is short and the same for many ("unknown area"), `name`
    says which.
    """

    origin: str
    reason: str
    name: str


Item = Observation | Refusal | LeftOut


class UnfitError(ValueError):
    """A file that cannot be read as a whole, or not with this mapping; the message is one line for a person."""


class Record(NamedTuple):
    """One row of a table or one observation of a message: its place for messages, and its cells by column."""

    origin: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is known of figures from outside: `retrieved` is the day they were taken; the rest beats the mapping."""

    retrieved: date
    provider: str | None = None
    dataset: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for: trade of `a` and `b` (codes as in a statement) as both report it, from one year to another,
    both included. `frequency` is SDMX's: "A" or "M".
    """

    a: str
    b: str
    first: int
    last: int
    frequency: str = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBounds:
    """The most that is read of one file: bytes of a table, bytes of a message that must be held whole, characters of
    a line, columns, rows, and how many rows may be refused before the file is given up.
    """

    file_bytes: int = 4_000_000_000
    message_bytes: int = 200_000_000
    line_chars: int = 200_000
    columns: int = 2_000
    rows: int = 10_000_000
    refusals: int = 1_000
