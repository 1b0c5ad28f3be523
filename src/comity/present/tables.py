"""Statements as data frames, where the libraries for them are installed."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from comity.model import ConfigError, Statement
from comity.present.data import COLUMNS, flat

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


def to_arrow(statements: Iterable[Statement]) -> pyarrow.Table:
    """One row a statement, the columns of `data.COLUMNS`; raises ConfigError without pyarrow."""
    arrow = _library("pyarrow")
    types = {str: arrow.string(), float: arrow.float64(), int: arrow.int64(), bool: arrow.bool_()}
    columns = _columns(statements)
    return arrow.table({name: arrow.array(columns[name], types[kind]) for name, kind in COLUMNS.items()})


def to_polars(statements: Iterable[Statement]) -> polars.DataFrame:
    """As `to_arrow`, for polars."""
    frames = _library("polars")
    types = {str: frames.String, float: frames.Float64, int: frames.Int64, bool: frames.Boolean}
    frame: polars.DataFrame = frames.DataFrame(
        _columns(statements), schema={name: types[kind] for name, kind in COLUMNS.items()}
    )
    return frame


def to_pandas(statements: Iterable[Statement]) -> pandas.DataFrame:
    """As `to_arrow`, for pandas; whole numbers and truth values keep their type beside missing ones."""
    frames = _library("pandas")
    types = {str: "string", float: "Float64", int: "Int64", bool: "boolean"}
    columns = _columns(statements)
    frame: pandas.DataFrame = frames.DataFrame(
        {name: frames.array(columns[name], dtype=types[kind]) for name, kind in COLUMNS.items()}
    )
    return frame


def _columns(statements: Iterable[Statement]) -> dict[str, list[Any]]:
    rows = [flat(statement) for statement in statements]
    return {name: [_as(kind, row[name]) for row in rows] for name, kind in COLUMNS.items()}


def _as(kind: type, value: Any) -> Any:
    return None if value is None else kind(value)


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ConfigError(f"{name} is not installed; install it with: pip install 'comity[tables]'") from error
