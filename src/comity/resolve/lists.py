"""Reads the gazetteer: comma-separated lists beside this file, each with a header of comments that names its source."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from comity.model import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state: ISO 3166-1 codes, the English name that is shown, and every other way to name it or its people."""

    code: str
    iso2: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


def gazetteer() -> Traversable:
    """The folder of lists."""
    return resources.files("comity.resolve").joinpath("gazetteer")


def rows(source: Traversable) -> Iterator[dict[str, str]]:
    """The rows of one list as dictionaries; comment lines and short rows are passed over.

    Raises ConfigError where the file has no header row.
    """
    lines = [line for line in source.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        raise ConfigError(f"the list {source.name} is empty: reinstall comity")
    for row in csv.DictReader(lines):
        yield {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def listed(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the gazetteer list `name` ("states.csv"), or none where the list is not there."""
    source = gazetteer().joinpath(name)
    return tuple(rows(source)) if source.is_file() else ()


@cache
def words(name: str) -> dict[str, Any]:
    """A TOML file of word lists ("titles.toml")."""
    return tomllib.loads(gazetteer().joinpath(name).read_text("utf-8"))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values separated by a bar."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def states() -> tuple[State, ...]:
    """Every state and territory, in the order of the list."""
    return tuple(
        State(
            code=row["code"],
            iso2=row["iso2"],
            name=row["name"],
            names=split(row["names"]),
            adjectives=tuple(a for a in split(row["adjectives"]) if not a.endswith("'s")),
            people=split(row["people"]),
            capitals=split(row["capitals"]),
        )
        for row in listed("states.csv")
    )
