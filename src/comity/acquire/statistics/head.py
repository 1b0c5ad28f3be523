"""The head of a table held against a mapping: which columns are there, and whether they are enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from comity.acquire.statistics.figures import period
from comity.acquire.statistics.items import Given, UnfitError
from comity.acquire.statistics.mapping import Mapping, Measure

_PLACEHOLDER = "{period}"


class Column(NamedTuple):
    """A column of figures: its name, what the mapping says of it, and the period where the head names one."""

    name: str
    measure: Measure
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The columns of each field that are there, translations by field with the keys in small letters, which rows are
    wanted, and the columns of figures.
    """

    fields: dict[str, tuple[str, ...]]
    values: dict[str, dict[str, str]]
    only: tuple[tuple[str, tuple[str, ...]], ...]
    measures: tuple[Column, ...]


def head_of(mapping: Mapping, names: tuple[str, ...], given: Given) -> Head:
    """Column names in any case. Raises UnfitError where something that is needed is nowhere said."""
    by_name = {name.casefold(): name for name in reversed(names)}
    fields = {
        field: tuple(by_name[c.casefold()] for c in wanted if c.casefold() in by_name)
        for field, wanted in mapping.columns
    }
    found = Head(
        fields=fields,
        values={f: {key.casefold(): value for key, value in t.items()} for f, t in mapping.values.items()},
        only=tuple((by_name[c.casefold()], w) for c, w in mapping.only.items() if c.casefold() in by_name),
        measures=tuple(_measures(mapping, names, fields)),
    )
    _check(mapping, found, given)
    return found


def _measures(mapping: Mapping, names: tuple[str, ...], fields: dict[str, tuple[str, ...]]) -> Iterator[Column]:
    yield from (Column(name, Measure(column=name), "") for name in fields["value"][:1])
    by_name = {name.casefold(): name for name in reversed(names)}
    for measure in mapping.measure:
        if _PLACEHOLDER in measure.column:
            yield from _wide(measure, names)
        elif (name := by_name.get(measure.column.casefold())) is not None:
            yield Column(name, measure, "")


def _wide(measure: Measure, names: tuple[str, ...]) -> Iterator[Column]:
    before, _, after = (part.casefold() for part in measure.column.partition(_PLACEHOLDER))
    for column in names:
        folded = column.casefold()
        if len(folded) <= len(before) + len(after) or not (folded.startswith(before) and folded.endswith(after)):
            continue
        named = column[len(before) : len(column) - len(after)].strip()
        first = named.split(" ")[0]  # the World Bank heads a year "2023 [YR2023]"
        told = next((text for text in (named, first) if period(text) is not None), None)
        if told is not None:
            yield Column(column, measure, told)


def _check(mapping: Mapping, head: Head, given: Given) -> None:
    constants = mapping.constants
    if not head.measures:
        wanted = [*mapping.columns.value, *(measure.column for measure in mapping.measure)]
        raise UnfitError(f"no column of figures is there ({_or(wanted) or 'the mapping names none'})")
    for field in ("reporter", "partner", "period", "currency", "flow"):
        said = head.fields[field] or getattr(constants, field)
        of_measures = all(getattr(c.measure, field, None) or (field == "period" and c.period) for c in head.measures)
        if not said and not of_measures:
            wanted = list(getattr(mapping.columns, field))
            missing = f"no column {_or(wanted)} is there" if wanted else "no column or constant says it"
            raise UnfitError(f"the {field} is not known: {missing}; name it in a --mapping")
    if not (given.provider or mapping.provider):
        raise UnfitError("who published it is not known; give --provider, or provider in the mapping")
    if not (given.dataset or mapping.dataset or head.fields["dataset"]):
        raise UnfitError("which dataset it is is not known; give --dataset, or dataset in the mapping")


def _or(names: list[str]) -> str:
    return " or ".join(repr(name) for name in names)
